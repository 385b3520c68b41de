"""Words about Excel: workbooks, their sheets and cells."""

WORDING_SHEETS: dict[str, tuple[str, str]] = {
    "excel_damaged": (
        "Die Excel-Datei ist beschädigt: {reason}. Bitte neu speichern.",
        "The Excel file is damaged: {reason}. Please save it again.",
    ),
    "sheet_not_found": (
        "Das Blatt „{sheet}“ gibt es nicht, wohl aber: {sheets}.",
        "There is no sheet “{sheet}”, but: {sheets}.",
    ),
    "sheet_needs_quotes": (
        "Eine Zahl ohne Anführungszeichen zählt die Blätter, von 0 an; so viele gibt es nicht. "
        'Gemeint ist wohl das Blatt „{sheet}“: bitte sheet: "{sheet}" schreiben, mit '
        "Anführungszeichen.",
        "A number without quotation marks counts the sheets, from 0; there are not as many. The "
        'sheet “{sheet}” is meant, it seems: please write sheet: "{sheet}", with quotation '
        "marks.",
    ),
    "first_sheet_has_no_table": (
        "Dieses Blatt enthält an der angegebenen Stelle keine der gesuchten Spalten. Gelesen wurde "
        "es, weil „sheet“ fehlt; „sheet“ nennt das richtige: {sheets}. Sonst bitte „skip_rows“ und "
        "„header_rows“ prüfen.",
        "This sheet holds none of the wanted columns where the header should be. It was read "
        "because “sheet” is missing; “sheet” names the right one: {sheets}. Otherwise please check "
        "“skip_rows” and “header_rows”.",
    ),
    "first_sheet_taken": (
        "Gelesen wurde das erste Blatt „{sheet}“ (vorhanden: {sheets}).",
        "The first sheet “{sheet}” was read (present: {sheets}).",
    ),
    "sheet_too_wide": (
        "Das Blatt reicht bis zur Zelle {cell}: {millions} Millionen Zellen, erlaubt sind "
        "{limit} Millionen. Bitte ferne Zellen samt Formatierung löschen.",
        "The sheet reaches to cell {cell}: {millions} million cells; {limit} million are "
        "allowed. Please delete far cells and their formats.",
    ),
    "excel_error_cells": (
        "{count:Zelle enthält|Zellen enthalten} einen Excel-Fehler und {count:~gilt|gelten} "
        "als leer: {cells}.",
        "{count:cell holds|cells hold} an Excel error and {count:~counts|count} as empty: {cells}.",
    ),
    "formulas_without_value": (
        "{count:Formel hat|Formeln haben} kein gespeichertes Ergebnis ({cells}). Bitte in "
        "Excel öffnen, berechnen lassen und speichern.",
        "{count:formula has|formulas have} no stored result ({cells}). Please open the file "
        "in Excel, let it calculate, and save.",
    ),
    "merged_cells": (
        "{count:verbundener Bereich|verbundene Bereiche} in Spalten mit Werten ({cells}): Die "
        "Zahl gilt nur für die erste Zeile, die übrigen sind leer.",
        "{count:merged range|merged ranges} in columns of values ({cells}): the number counts "
        "for the first row only, the others are empty.",
    ),
    "percent_cells": (
        "{count:Zelle ist|Zellen sind} in Prozent formatiert. Übernommen wird, was Sie im Blatt "
        "sehen: {after} statt {before}.",
        "{count:cell is|cells are} formatted as per cent. What you see in the sheet is taken: "
        "{after} instead of {before}.",
    ),
    "days_shown_in_part": (
        "{count:Tag zeigt|Tage zeigen} im Blatt nur das Jahr oder den Monat. Das gilt als "
        "Zeitbezug.",
        "{count:day shows|days show} only its year or month in the sheet. That counts as the "
        "period.",
    ),
    "year_as_day": (
        "Die Jahreszahl {year} steht in einer Zelle für Tage und bedeutet dort den {day} "
        "({count:Zelle|Zellen}, {count:~Zeile|Zeilen} {rows}). Bitte die Zellen als „Standard“ "
        "formatieren.",
        "The year {year} stands in a cell for days, where it means {day} ({count:cell|cells}, "
        "{count:~row|rows} {rows}). Please format the cells as “General”.",
    ),
    "hidden_rows": (
        "{count:Zeile ist|Zeilen sind} im Blatt ausgeblendet; sie wurden mitgelesen.",
        "{count:row is|rows are} hidden in the sheet; they were read, too.",
    ),
}
