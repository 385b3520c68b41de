"""Words about what only shows when files meet what is stored: areas, periods, totals.

The codes here are used by the actions that load a region, not by the readers of files.
"""

WORDING_LOADING: dict[str, tuple[str, str]] = {
    "unknown_area": (
        "{count:Gebiet ist|Gebiete sind} im Gebietsstand {set} unbekannt: {examples}.{meant: "
        "Gemeint ist vielleicht „…“.} Bitte Schlüssel oder Gebietsstand prüfen; bekannte "
        "Ausnahmen gehören unter „unknown_areas“.",
        "{count:area is|areas are} unknown in the boundary set {set}: {examples}.{meant: "
        "Perhaps “…” is meant.} Please check the codes or the boundary set; known exceptions "
        "belong under “unknown_areas”.",
    ),
    "cells_without_number": (
        "{count:Zelle ist|Zellen sind} ohne Zahl.{missing: Keine Daten: ….}"
        "{suppressed: Geheim gehalten: ….}{not_evaluated: Nicht bewertet: ….}"
        "{not_applicable: Nicht sinnvoll: ….}",
        "{count:cell holds|cells hold} no number.{missing: No data: ….}"
        "{suppressed: Kept secret: ….}{not_evaluated: Not evaluated: ….}"
        "{not_applicable: Not applicable: ….}",
    ),
    "areas_without_value": (
        "{count:Gebiet|Gebiete} ohne Wert für {measure}, {period} (Gebietsstand {set}).",
        "{count:area|areas} without a value for {measure}, {period} (boundary set {set}).",
    ),
    "outside_region": (
        "{count:Gebiet|Gebiete} des Gebietsstands {set} außerhalb der Region, etwa {name} "
        "({code}) {distance} km entfernt bei {lon} / {lat}. Bitte „crs“, „shift“ und "
        "„swap_axes“ der Datei prüfen, und ob „box“ West, Süd, Ost, Nord nennt.",
        "{count:area|areas} of the boundary set {set} outside the region, such as {name} "
        "({code}) {distance} km away at {lon} / {lat}. Please check “crs”, “shift” and "
        "“swap_axes” of the file, and that “box” names west, south, east, north.",
    ),
    "boundary_count_differs": (
        "Der Gebietsstand {set} hat {found:Gebiet|Gebiete}, erwartet waren {expected}.",
        "The boundary set {set} has {found:area|areas}; {expected} were expected.",
    ),
    "boundary_set_in_use": (
        "Auf dem Gebietsstand {set} (Fassung {revision}) liegen schon Werte, aber seine Gebiete "
        "haben sich geändert: {new} neu, {gone} weggefallen, {reshaped} mit anderer Grenze. "
        "Bitte „revision“ erhöhen.",
        "The boundary set {set} (revision {revision}) already has values, but its areas "
        "changed: {new} new, {gone} gone, {reshaped} with other borders. Please raise "
        "“revision”.",
    ),
    "no_boundary_set_for_period": (
        "Für {period} gilt kein Gebietsstand der Ebene {level}. Bitte „valid_from“ und "
        "„valid_to“ prüfen oder „boundary_set“ angeben.",
        "No boundary set of the level {level} holds for {period}. Please check “valid_from” "
        "and “valid_to”, or name a “boundary_set”.",
    ),
    "parent_not_found": (
        "{count:Gebiet|Gebiete} von {set} {count:~liegt|liegen} in keinem Gebiet von "
        "{parent_set}: {examples}.",
        "{count:area|areas} of {set} {count:~lies|lie} in no area of {parent_set}: {examples}.",
    ),
    "area_in_two_parents": (
        "{count:Gebiet|Gebiete} von {set} {count:~liegt|liegen} in mehreren Gebieten von "
        "{parent_set}: {examples}.",
        "{count:area|areas} of {set} {count:~lies|lie} in several areas of {parent_set}: "
        "{examples}.",
    ),
    "identity_links": (
        "{count:Gebiet gilt|Gebiete gelten} von {from_set} nach {to_set} als unverändert; "
        "ihre Reihen laufen weiter.",
        "{count:area counts|areas count} as unchanged from {from_set} to {to_set}; their "
        "series run on.",
    ),
    "code_changes_meaning": (
        "Der Schlüssel {code} bezeichnet seit {to_set} ein anderes Gebiet („{before}“ → "
        "„{after}“). Die Reihe wird hier unterbrochen.",
        "Since {to_set} the code {code} names another area (“{before}” → “{after}”). The "
        "series is broken here.",
    ),
    "name_not_unique": (
        "Der Name „{name}“ kommt im Gebietsstand {set} {count}-mal vor und taugt nicht zur "
        "Zuordnung. Bitte über den Schlüssel zuordnen.",
        "The name “{name}” occurs {count} times in the boundary set {set} and cannot tell "
        "areas apart. Please join by code.",
    ),
    "official_total_differs": (
        "Die Prüfung „{name}“ geht nicht auf: {unequal} von {rows} Zahlen weichen ab, "
        "höchstens um {difference}.{expected: Erwartet: ….}{found: Gefunden: ….}{unchecked: "
        "Wegen Lücken nicht prüfbar: ….} Nicht zuordenbare Fälle oder Geheimhaltung können "
        "der Grund sein.",
        "The check “{name}” does not hold: {unequal} of {rows} figures differ, by "
        "{difference} at most.{expected: Expected: ….}{found: Found: ….}{unchecked: Not "
        "comparable because of gaps: ….} Cases without an area or secrecy may be the reason.",
    ),
    "indicator_without_values": (
        "Der Indikator {indicator} erscheint nicht: Seine Merkmale haben keinen Zeitbezug "
        "gemeinsam ({periods}). Zähler und Nenner müssen denselben Zeitbezug nennen.",
        "The indicator {indicator} will not appear: its measures have no period in common "
        "({periods}). Numerator and denominator must name the same period.",
    ),
    "count_not_whole": (
        "Das Merkmal {measure} zählt, hat aber {count:Wert|Werte} mit Bruchteil, etwa {value}. "
        "Bitte „decimal“ und „thousands“ prüfen oder das Merkmal als „amount“ angeben.",
        "The measure {measure} counts but has {count:value|values} with a fraction, such as "
        "{value}. Please check “decimal” and “thousands”, or declare it as “amount”.",
    ),
    "numerator_exceeds_denominator": (
        "In {count:Gebiet|Gebieten} ist der Zähler größer als der Nenner ({indicator}, "
        "{period}): {examples}.",
        "In {count:area|areas} the numerator exceeds the denominator ({indicator}, "
        "{period}): {examples}.",
    ),
    "delivery_unchanged": (
        "Die Lieferung {delivery} ist unverändert und wurde nicht noch einmal gespeichert.",
        "The delivery {delivery} is unchanged and was not stored again.",
    ),
    "delivery_withdrawn": (
        "Die Lieferung {delivery} steht nicht mehr in der Regionsdatei und wurde zurückgenommen.",
        "The delivery {delivery} is no longer in the region file and was taken back.",
    ),
}
