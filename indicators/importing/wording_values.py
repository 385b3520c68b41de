"""The words of hints where a single value is entered instead of a file."""

WORDING_VALUES: dict[str, tuple[str, str]] = {
    "value_leaps": (
        "Der neue Wert ist mehr als {times}-mal so groß oder so klein wie bisher: bisher {old}, "
        "neu {new}. Bitte prüfen.",
        "The new value is more than {times} times as large or as small as before: {old} before, "
        "{new} now. Please check.",
    ),
    "value_outside_range": (
        "Der neue Wert liegt weit außerhalb dessen, was für das Gebiet bisher galt: neu {new}, "
        "sonst {low} bis {high}. Bitte prüfen.",
        "The new value lies far outside what the area had so far: {new} now, otherwise {low} to "
        "{high}. Please check.",
    ),
    "value_more_than_whole": (
        "Bei „{name}“ wäre der Teil größer als das Ganze: {one} von {other}. Bitte prüfen.",
        "In “{name}” the part would be larger than the whole: {one} of {other}. Please check.",
    ),
    "value_parts_differ": (
        "Bei „{name}“ ergäben die Teile nicht die Summe: Die Teile ergeben {one}, als Summe gilt "
        "dann {other}. Bitte prüfen.",
        "In “{name}” the parts would not make the sum: the parts make {one}, the sum would say "
        "{other}. Please check.",
    ),
    "value_other_kind_of_period": (
        "„{measure}“ gibt es bisher für Zeiträume wie {known}, Sie haben {new} angegeben. Beide "
        "erscheinen dann nebeneinander als eigene Zeitpunkte. Bitte prüfen.",
        "“{measure}” exists for periods such as {known} so far, you entered {new}. Both then stand "
        "side by side as dates of their own. Please check.",
    ),
    "value_in_the_future": (
        "Der Zeitraum {periods} liegt in der Zukunft, und Werte dafür gibt es noch nicht. Bitte "
        "prüfen, ob Sie eine Vorausberechnung eintragen wollen.",
        "The period {periods} lies in the future, and there are no values of it yet. Please check "
        "whether you mean to enter a forecast.",
    ),
}
