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
    "unknown_area_pad": (
        "{count:Gebiet ist|Gebiete sind} im Gebietsstand {set} unbekannt ({examples}): Den "
        "Schlüsseln fehlen führende Nullen, {before} ist dort {after}. Bitte unter „area“, „key“ "
        "„pad: {pad}“ angeben.",
        "{count:area is|areas are} unknown in the boundary set {set} ({examples}): the codes lack "
        "leading zeros, {before} is {after} there. Please declare “pad: {pad}” under “area”, "
        "“key”.",
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
        "{count:Gebiet|Gebiete} ohne Wert für {measures}, {periods}: {examples} (Gebietsstand "
        "{set}).",
        "{count:area|areas} without a value for {measures}, {periods}: {examples} (boundary set "
        "{set}).",
    ),
    "outside_region": (
        "{count:Gebiet liegt|Gebiete liegen} außerhalb der Region (Gebietsstand {set}), etwa "
        "{name} ({code}) bei {lon} / {lat}{distance:, … km entfernt}. Bitte „crs“, „shift“ und "
        "„swap_axes“ der Datei prüfen, und ob „box“ West, Süd, Ost, Nord nennt und groß genug ist.",
        "{count:area lies|areas lie} outside the region (boundary set {set}), such as {name} "
        "({code}) at {lon} / {lat}{distance:, … km away}. Please check “crs”, “shift” and "
        "“swap_axes” of the file, and that “box” names west, south, east, north and is large "
        "enough.",
    ),
    "areas_stick_out": (
        "{count:Gebiet ragt|Gebiete ragen} deutlich aus der Region hinaus (Gebietsstand {set}), am "
        "weitesten {name} ({code}) mit {percent:%} der Fläche. Bitte „box“ so erweitern, dass "
        "alles darin liegt.",
        "{count:area sticks|areas stick} clearly out of the region (boundary set {set}), {name} "
        "({code}) the most, with {percent:%} of its area. Please enlarge “box” so that all of it "
        "lies within.",
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
        "{indicator} ({periods}): In {count:Fall|Fällen} ist der Zähler größer als der Nenner, so "
        "{period} in {area}: {numerator} von {denominator} (Lieferung {delivery}). Ein Anteil "
        "kann nicht über 100 % liegen: Bitte die Zahlen prüfen. Gehört der Zähler nicht ganz "
        "zum Nenner, ist es kein Anteil („kind: rate“), oder die Ausnahme gehört mit "
        "Begründung unter „checks“, „may_exceed“.",
        "{indicator} ({periods}): {count:time|times} the numerator exceeds the denominator, such "
        "as {period} in {area}: {numerator} of {denominator} (delivery {delivery}). A "
        "share cannot be above 100%: please check the numbers. Where the numerator is not part of "
        "the denominator, it is no share (“kind: rate”), or the exception belongs under “checks”, "
        "“may_exceed”, with its reason.",
    ),
    "share_above_hundred": (
        "{indicator} ({periods}): In {count:Fall|Fällen} liegt der Anteil über 100 %, so {period} "
        "in {area}: {value} (Lieferung {delivery}). Bitte die Zahlen, „decimal“ und "
        "„thousands“ prüfen; eine begründete Ausnahme gehört unter „checks“, „may_exceed“.",
        "{indicator} ({periods}): {count:time|times} the share is above 100%, such as {period} in "
        "{area}: {value} (delivery {delivery}). Please check the numbers, “decimal” and "
        "“thousands”; an exception belongs under “checks”, “may_exceed”, with its reason.",
    ),
    "parts_differ_from_whole": (
        "{measure} ({periods}): In {count:Fall|Fällen} ergeben die Teile ({parts}) nicht das "
        "Ganze, so {period} in {area}: {added} statt {whole}. Bitte die Zahlen prüfen oder „parts“ "
        "streichen: Die Geheimhaltung rechnet damit.",
        "{measure} ({periods}): {count:time|times} the parts ({parts}) do not add up to the whole, "
        "such as {period} in {area}: {added} instead of {whole}. Please check the numbers or "
        "remove “parts”: disclosure control reckons with them.",
    ),
    "denominator_not_delivered": (
        "Der Indikator {indicator} fehlt für {count:Zeitbezug|Zeitbezüge} ({periods}): Der Zähler "
        "({numerators}) ist da, der Nenner ({denominators}) nicht.",
        "The indicator {indicator} lacks {count:period|periods} ({periods}): the numerator "
        "({numerators}) came, the denominator ({denominators}) did not.",
    ),
    "check_without_values": (
        "Die Prüfung „{name}“ konnte nicht stattfinden: Für {measure} ({where}) ist keine Zahl zum "
        "Vergleich da.{unchecked: Wegen Lücken nicht prüfbar: ….} Bitte Merkmal, Ebene und "
        "Zeitbezug der Prüfung mit den Lieferungen vergleichen.",
        "The check “{name}” could not take place: there is no figure to compare for {measure} "
        "({where}).{unchecked: Not comparable because of gaps: ….} Please compare measure, level "
        "and period of the check with the deliveries.",
    ),
    "delivery_unchanged": (
        "Die Lieferung {delivery} ist unverändert und wurde nicht noch einmal gespeichert.",
        "The delivery {delivery} is unchanged and was not stored again.",
    ),
    "delivery_withdrawn": (
        "Die Lieferung {delivery} steht nicht mehr in der Regionsdatei und wurde zurückgenommen.",
        "The delivery {delivery} is no longer in the region file and was taken back.",
    ),
    "layer_category_unknown": (
        "Die Kategorie „{value}“ ist nicht angegeben ({count:Objekt|Objekte}); gezeichnet wird "
        "sie als „Sonstige“.",
        "The category “{value}” is not declared ({count:feature|features}); it is drawn as "
        "“other”.",
    ),
    "layer_outside_region": (
        "„{name}“ liegt außerhalb des Rahmens der Region ({lon}, {lat}), {distance} km entfernt.",
        "“{name}” lies outside the region's box ({lon}, {lat}), {distance} km away.",
    ),
}
