"""The words of hints where a single value is entered instead of a file."""

WORDING_VALUES: dict[str, tuple[str, str]] = {
    "value_leaps": (
        "Der neue Wert ist mehr als {times}-mal so groß oder so klein wie bisher: bisher {old}, "
        "neu {new}.",
        "The new value is more than {times} times as large or as small as before: {old} before, "
        "{new} now.",
    ),
    "value_outside_range": (
        "Der neue Wert liegt weit außerhalb dessen, was für das Gebiet bisher galt: neu {new}, "
        "sonst {low} bis {high}.",
        "The new value lies far outside what the area had so far: {new} now, otherwise {low} to "
        "{high}.",
    ),
    "value_above_the_whole": (
        "„{measure}“ wäre mit {new}\u202f% größer als das Ganze; bisher gab es keinen Wert über "
        "100\u202f%.",
        "“{measure}” would be {new}%, more than the whole; so far no value was above 100%.",
    ),
    "value_more_than_whole": (
        "Bei „{name}“ wäre der Teil größer als das Ganze: {one} von {other}.",
        "In “{name}” the part would be larger than the whole: {one} of {other}.",
    ),
    "value_parts_differ": (
        "Bei „{name}“ ergäben die Teile nicht die Summe: Die Teile ergeben {one}, als Summe gilt "
        "dann {other}.",
        "In “{name}” the parts would not make the sum: the parts make {one}, the sum would say "
        "{other}.",
    ),
    "value_other_kind_of_period": (
        "„{measure}“ gibt es bisher für Zeitbezüge wie {known}, Sie haben {new} angegeben. Beide "
        "erscheinen dann nebeneinander als eigene Zeitpunkte.",
        "“{measure}” exists for periods such as {known} so far, you entered {new}. Both then stand "
        "side by side as dates of their own.",
    ),
    "value_in_the_future": (
        "Der Zeitraum {periods} liegt in der Zukunft, und Werte dafür gibt es noch nicht. Ist "
        "eine Vorausberechnung gemeint?",
        "The period {periods} lies in the future, and there are no values of it yet. Is a forecast "
        "meant?",
    ),
}
