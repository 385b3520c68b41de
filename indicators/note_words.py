"""The sentences for what statistics say of their results and of numbers they refuse.

German and English by key; the numbers and names come from the note. Positions of areas are what
a method knows of them; who shows a sentence puts their names in. Sentences about map classes stand
in atlas/wording.py.
"""

from indicators.statistics.notes import Note

WORDS: dict[str, tuple[str, str]] = {
    # composite indices: remarks
    "component_dropped": (
        "{component} ist überall gleich und geht nicht in den Index ein; die übrigen Bestandteile "
        "zählen entsprechend mehr.",
        "{component} is the same everywhere and does not go into the index; the other components "
        "count for more accordingly.",
    ),
    "index_undefined": (
        "Es gibt keinen Index: Kein Bestandteil unterscheidet die Gebiete, sie heben einander auf, "
        "oder keinem Gebiet liegen genug Werte vor.",
        "There is no index: no component tells the areas apart, they cancel each other out, or no "
        "area has enough values.",
    ),
    "single_indicator": (
        "Der Index besteht aus nur einem Bestandteil und sagt nicht mehr als dieser.",
        "The index consists of one component only and says no more than that one.",
    ),
    "ranks_only": (
        "Nur {n} Gebiete sind bewertet: Es gibt Ränge, aber keine Klassen (dazu braucht es "
        "{needed}).",
        "Only {n} areas were evaluated: there are ranks, but no classes (these need {needed}).",
    ),
    "far_out": (
        "{component} liegt in {area} {z} Standardabweichungen vom Mittel entfernt. Bitte prüfen "
        "Sie den Wert; ob das Gebiet ausgeschlossen wird, entscheidet ein Mensch.",
        "{component} lies {z} standard deviations from the mean in {area}. Please check the value; "
        "whether the area is left out is for a person to decide.",
    ),
    "outliers_remain": (
        "{component} hat auch nach der Behandlung der Ausreißer einzelne Werte weit außerhalb.",
        "{component} has single values far out even after its outliers were treated.",
    ),
    # composite indices: why there is none
    "infinite_value": (
        "{component} hat einen unendlichen Wert; damit lässt sich nicht rechnen.",
        "{component} has an infinite value, with which nothing can be reckoned.",
    ),
    "no_logarithm": (
        "{component} hat Werte von −1 oder weniger; von 1 + x gibt es da keinen Logarithmus.",
        "{component} has values of −1 or less, of which there is no logarithm of 1 + x.",
    ),
    "not_positive": (
        "Ein Teil ist 0 oder negativ; davon gibt es kein geometrisches und kein harmonisches "
        "Mittel. Mit „one_to_hundred“ werden alle Teile positiv.",
        "A part is 0 or negative, of which there is no geometric and no harmonic mean. "
        "“one_to_hundred” makes all parts positive.",
    ),
    "principal_few_areas": (
        "Für Gewichte aus einer Hauptkomponente braucht es {needed} Gebiete mit allen Werten; es "
        "sind {n}.",
        "Weights from a principal component need {needed} areas with all values; there are {n}.",
    ),
    "principal_no_anchor": (
        "{anchor} gibt der Hauptkomponente die Richtung, unterscheidet die Gebiete aber nicht.",
        "{anchor} gives the principal component its direction, but does not tell the areas apart.",
    ),
    "principal_weak": (
        "Die erste Hauptkomponente erklärt nur {share} % der Streuung, nötig sind {needed} %. Die "
        "Bestandteile messen nicht dasselbe; bitte gewichten Sie sie selbst.",
        "The first principal component explains only {share} % of the variance; {needed} % are "
        "needed. The components do not measure one thing; please weight them yourself.",
    ),
    "principal_wrong_sign": (
        "{parts}: läuft der Hauptkomponente entgegen, deren Richtung {anchor} vorgibt. Bitte "
        "prüfen Sie die Richtung (direction) oder lassen Sie den Bestandteil weg.",
        "{parts}: runs against the principal component, whose direction is that of {anchor}. "
        "Please check its direction or leave the component out.",
    ),
    # counts, rates and comparisons
    "bad_count": (
        "Eine Anzahl ist negativ oder unendlich.",
        "A count is negative or infinite.",
    ),
    "more_cases_than_persons": (
        "In {areas} Gebieten gibt es mehr Fälle als Personen.",
        "{areas} areas have more cases than persons.",
    ),
    "more_than_the_city": (
        "Ein Gebiet hat mehr Personen oder Fälle als die ganze Stadt.",
        "An area has more persons or cases than the whole city.",
    ),
    "no_rates": (
        "Kein Gebiet hat Einwohner und eine Fallzahl; es gibt nichts zu glätten.",
        "No area has inhabitants and a count; there is nothing to smooth.",
    ),
    "no_real_spread": (
        "Die Anteile streuen nicht mehr, als der Zufall erklärt: Geglättet haben alle Gebiete den "
        "Anteil der Stadt.",
        "The shares spread no more than chance explains: smoothed, all have that of the city.",
    ),
    "too_few_events": (
        "In {area} gibt es weniger als {needed} Fälle; eine standardisierte Rate sagt nichts.",
        "There are fewer than {needed} events in {area}; a standardised rate says nothing.",
    ),
    "own_area_left_out": (
        "{area} hat einen Anteil von {share} an der Stadt und wird mit der übrigen verglichen.",
        "{area} has a share of {share} of the city and is compared with the rest of it.",
    ),
    "few_expected": (
        "In {areas} Gebieten sind weniger als {needed} Fälle zu erwarten; dort trägt der Vergleich "
        "kaum.",
        "Fewer than {needed} cases are to be expected in {areas} areas; there the comparison "
        "hardly holds.",
    ),
    # over time
    "trend_not_computable": (
        "Für {areas} Gebiete lässt sich kein Trend berechnen; dazu braucht es {needed} Werte ohne "
        "Bruch.",
        "For {areas} areas no trend can be reckoned; it takes {needed} values without a break.",
    ),
    # in space
    "too_few_areas": (
        "Nur {n} Gebiete haben einen Wert; für räumliche Muster braucht es {needed}.",
        "Only {n} areas have a value; spatial patterns need {needed}.",
    ),
    "no_spread": (
        "Alle Gebiete haben denselben Wert; ein räumliches Muster kann es nicht geben.",
        "All areas have the same value; there can be no spatial pattern.",
    ),
    "island_joined": (
        "{area} grenzt an kein anderes Gebiet; als Nachbar gilt das nächste, {nearest}.",
        "{area} borders on no other area; the nearest one, {nearest}, counts as its neighbour.",
    ),
    "areas_left_out": (
        "{areas} Gebiete ohne Wert oder ohne Einwohner sind nicht berücksichtigt.",
        "{areas} areas without a value or without inhabitants were left out.",
    ),
    "not_two_groups": (
        "Niemand oder jeder gehört zur Gruppe; von Segregation lässt sich nicht sprechen.",
        "Nobody or everybody belongs to the group; there is no segregation to speak of.",
    ),
}


def say(note: Note, language: str) -> str:
    """A note in German ("de") or English; numbers as the language writes them."""
    german, english = WORDS[note.key]
    facts = {name: _written(value, language) for name, value in note.params.items()}
    return (german if language == "de" else english).format(**facts)


def _written(value: int | float | str, language: str) -> str:
    if not isinstance(value, float):
        return str(value)
    told = f"{value:.2g}".replace("-", "−")
    return told.replace(".", ",") if language == "de" else told
