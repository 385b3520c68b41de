"""Words about what is possible in an uploaded file, yet rather a slip."""

WORDING_HINTS: dict[str, tuple[str, str]] = {
    "upload_row_has_fewer_cells": (
        "Die Zeile „{text}“ hat {found:Zelle|Zellen} statt {expected}. Gehört sie nicht zur "
        "Tabelle, etwa eine Fußnote oder Quellenangabe, bitte die Zeile in der Datei löschen; "
        "sonst fehlen Zellen oder ein Trennzeichen.",
        "The row “{text}” has {found:cell|cells} instead of {expected}. If it is not part of the "
        "table, such as a footnote or a source, please delete the row in the file; otherwise "
        "cells or a delimiter are missing.",
    ),
    "upload_leaps": (
        "{count:Wert ist|Werte sind} mehr als {times}-mal so groß oder so klein wie bisher, zum "
        "Beispiel „{measure}“ in {area}: bisher {old}, neu {new}.",
        "{count:value is|values are} more than {times} times as large or as small as before, for "
        "example “{measure}” in {area}: {old} before, {new} now.",
    ),
    "upload_outside_range": (
        "{count:Wert liegt|Werte liegen} weit außerhalb dessen, was für das Gebiet bisher galt, "
        "zum Beispiel „{measure}“ in {area}, {period}: {new}; bisher {low} bis {high}. Bitte "
        "prüfen.",
        "{count:value lies|values lie} far outside what the area had so far, for example "
        "“{measure}” in {area}, {period}: {new}; so far {low} to {high}. Please check.",
    ),
    "upload_above_the_whole": (
        "{count:Wert liegt|Werte liegen} über 100\u202f%, zum Beispiel „{measure}“ in {area}, "
        "{period}: {new}; so hohe gab es bisher nicht. Bitte prüfen.",
        "{count:value is|values are} above 100%, for example “{measure}” in {area}, {period}: "
        "{new}; so far there was none. Please check.",
    ),
    "upload_more_than_whole": (
        "In {count:Fall|Fällen} ist der Teil größer als das Ganze, zum Beispiel bei „{name}“ in "
        "{area}, {period}: {one} von {other}. Bitte prüfen.",
        "In {count:case|cases} the part is larger than the whole, for example “{name}” in {area}, "
        "{period}: {one} of {other}. Please check.",
    ),
    "upload_parts_differ": (
        "In {count:Fall|Fällen} ergeben die Teile nicht die Summe, zum Beispiel bei „{name}“ in "
        "{area}, {period}: Die Teile ergeben {one}, angegeben ist {other}. Bitte prüfen.",
        "In {count:case|cases} the parts do not make the sum, for example “{name}” in {area}, "
        "{period}: the parts make {one}, the sum says {other}. Please check.",
    ),
    "upload_in_the_future": (
        "{count:Zeitraum liegt|Zeiträume liegen} in der Zukunft, und Werte dafür gibt es noch "
        "nicht: {periods}. Bitte prüfen, ob eine Vorausberechnung gemeint ist.",
        "{count:period lies|periods lie} in the future, and there are no values of "
        "{count:~it|them} yet: "
        "{periods}. Please check whether a forecast is meant.",
    ),
    "upload_known_content": (
        "Genau diese Datei wurde am {day} schon übernommen („{name}“).",
        "Just this file was taken over on {day} already (“{name}”).",
    ),
    "upload_other_kind_of_period": (
        "„{measure}“ gibt es bisher für Zeitbezüge wie {known}, in der Datei steht {new}. Beide "
        "erscheinen dann nebeneinander als eigene Zeitpunkte. Ist derselbe Zeitbezug gemeint, "
        "bitte in der Datei wie bisher schreiben.",
        "“{measure}” exists for periods such as {known} so far, the file says {new}. Both then "
        "stand side by side as dates of their own. If the same period is meant, please write it in "
        "the file as before.",
    ),
}
