"""Words about tables of values: their shape, keys, numbers, signs and periods."""

WORDING_TABLES: dict[str, tuple[str, str]] = {
    "only_a_header": (
        "Die Tabelle hat nur eine Kopfzeile und keine Daten.",
        "The table has only a header and no data.",
    ),
    "delimiter_invalid": (
        "Das Trennzeichen muss genau ein Zeichen sein, nicht „{delimiter}“.",
        "The delimiter must be exactly one character, not “{delimiter}”.",
    ),
    "delimiter_suspected": (
        "Mit dem Trennzeichen „{declared}“ hat die Kopfzeile nur eine Spalte; sie enthält "
        "aber „{found}“. Bitte „delimiter“ prüfen.",
        "With the delimiter “{declared}” the header is a single column; but it contains "
        "“{found}”. Please check “delimiter”.",
    ),
    "too_many_columns": (
        "Die Tabelle hat {count} Spalten, erlaubt sind {limit}.",
        "The table has {count} columns; {limit} are allowed.",
    ),
    "line_too_long": (
        "Die Zeile ist länger als {megabytes} MB. Das ist keine Tabelle, oder Zeilenumbrüche "
        "fehlen.",
        "The line is longer than {megabytes} MB. This is no table, or line breaks are missing.",
    ),
    "cell_too_long": (
        "Eine Zelle ist überlang. Meist fehlt ein schließendes Anführungszeichen.",
        "A cell is far too long. Most often a closing quotation mark is missing.",
    ),
    "quote_not_closed": (
        "Ein Anführungszeichen wird bis zum Ende der Datei nicht geschlossen.",
        "A quotation mark is not closed until the end of the file.",
    ),
    "quotes_wrong": (
        "Nach einem schließenden Anführungszeichen steht weiterer Text. Bitte "
        "Anführungszeichen im Text verdoppeln.",
        "Text follows a closing quotation mark. Please double quotation marks within a text.",
    ),
    "row_has_other_width": (
        "Die Zeile „{text}“ hat {found:Zelle|Zellen} statt {expected}. Vielleicht steht ein "
        "Trennzeichen im Text: Dann gehört der Text in gerade Anführungszeichen.",
        "The row “{text}” has {found:cell|cells} instead of {expected}. A text may contain the "
        "delimiter: then it must be put in straight quotation marks.",
    ),
    "row_has_fewer_cells": (
        "Die Zeile „{text}“ hat {found:Zelle|Zellen} statt {expected}. Gehört sie nicht zur "
        "Tabelle, etwa eine Fußnote oder Quellenangabe, bitte mit „where“ ausnehmen; sonst fehlen "
        "Zellen oder ein Trennzeichen.",
        "The row “{text}” has {found:cell|cells} instead of {expected}. If it is not part of the "
        "table, such as a footnote or a source, please leave it out by “where”; otherwise cells "
        "or a delimiter are missing.",
    ),
    "duplicate_header": (
        "Diese Überschrift kommt {count}-mal vor. Bitte eindeutig benennen.",
        "This header occurs {count} times. Please make it unique.",
    ),
    "column_not_found": (
        "Diese Spalte gibt es nicht.{suggestion: Gemeint ist vielleicht „…“.} Vorhanden: "
        "{offered}.",
        "There is no such column.{suggestion: Perhaps “…” is meant.} Present: {offered}.",
    ),
    "header_is_a_title": (
        "Die Kopfzeile besteht nur aus „{text}“, die Zeilen darunter haben mehr Spalten. Das ist "
        "wohl ein Titel: bitte die Zeilen vor der Kopfzeile mit „skip_rows“ überspringen.",
        "The header is nothing but “{text}”, while the rows below have more columns. It seems to "
        "be a title: please skip the rows before the header by “skip_rows”.",
    ),
    "header_not_found": (
        "Keine der angegebenen Spalten ({wanted}) steht in der Kopfzeile; dort steht: {offered}. "
        "Vielleicht steht die Kopfzeile weiter unten: bitte „skip_rows“ und „header_rows“ prüfen.",
        "None of the declared columns ({wanted}) is in the header, which reads: {offered}. The "
        "header may stand further down: please check “skip_rows” and “header_rows”.",
    ),
    "column_empty": (
        "Die Spalte für die Gebiete ist leer. Vielleicht lassen sie sich über den Namen "
        "finden (by: name).",
        "The column for the areas is empty. Perhaps they can be found by name (by: name).",
    ),
    "no_column_matches": (
        "Keine Überschrift passt zum Muster „{pattern}“ für {measure}. Vorhanden: {offered}. "
        "Bitte das Muster, „skip_rows“ und „header_rows“ prüfen.",
        "No header matches the pattern “{pattern}” for {measure}. Present: {offered}. "
        "Please check the pattern, “skip_rows” and “header_rows”.",
    ),
    "columns_left_unused": (
        "{count:Überschrift sieht|Überschriften sehen} aus wie ein Zeitbezug oder eine Zahl und "
        "{count:~wird|werden} nicht gelesen: {examples}. Bitte die Muster unter "
        "„period_columns“ und „header_rows“ prüfen.",
        "{count:header looks|headers look} like a period or a number and {count:~is|are} not "
        "read: {examples}. Please check the patterns under “period_columns” and “header_rows”.",
    ),
    "item_not_found": (
        "„{item}“ ({measure}) kommt hier nicht vor.{suggestion: Gemeint ist vielleicht „…“.}",
        "“{item}” ({measure}) does not occur here.{suggestion: Perhaps “…” is meant.}",
    ),
    "items_not_used": (
        "{count:Merkmal wird|Merkmale werden} nicht gelesen: {examples}.",
        "{count:item is|items are} not read: {examples}.",
    ),
    "where_matches_nothing": (
        "Keine Zeile passt zum Filter „{pattern}“. Er muss den ganzen Text treffen.",
        "No row matches the filter “{pattern}”. It must match the whole text.",
    ),
    "where_leaves_nothing": (
        "Die Filter ({columns}) treffen zusammen keine Zeile.",
        "The filters ({columns}) together match no row.",
    ),
    "key_does_not_match": (
        "„{text}“ passt nicht zum Muster „{pattern}“ ({count:Zeile|Zeilen}). Bitte das "
        "Muster ändern oder diese Zeilen mit „where“ ausnehmen.",
        "“{text}” does not match the pattern “{pattern}” ({count:row|rows}). Please change "
        "the pattern or leave such rows out by “where”.",
    ),
    "key_empty": (
        "Der Schlüssel fehlt ({count:Zeile|Zeilen}). Bitte ergänzen oder mit „where“ ausnehmen.",
        "The key is missing ({count:row|rows}). Please fill it in or leave such rows out by "
        "“where”.",
    ),
    "keys_trimmed": (
        "{count:Schlüssel hatte|Schlüssel hatten} Leerzeichen am Rand; sie wurden entfernt "
        "(„{examples}“).",
        "{count:key|keys} had blanks at an end; they were removed (“{examples}”).",
    ),
    "keys_had_decimals": (
        "{count:Schlüssel war|Schlüssel waren} als Kommazahl geschrieben ({examples}) und "
        "{count:~wurde|wurden} als ganze Zahl gelesen.",
        "{count:key was|keys were} written with decimals ({examples}) and read as whole numbers.",
    ),
    "keys_padded": (
        "{count:Schlüssel war|Schlüssel waren} kürzer als {length:Stelle|Stellen} und "
        "{count:~bekam|bekamen} führende Nullen wie angegeben ({before} → {after}).",
        "{count:key was|keys were} shorter than {length:digit|digits} and got leading zeros "
        "as declared ({before} → {after}).",
    ),
    "leading_zeros_lost": (
        "{count:Schlüssel hat|Schlüssel haben} eine Stelle weniger als die übrigen "
        "({examples}): Führende Nullen sind wohl verloren. Bitte „pad: {length}“ angeben.",
        "{count:key is|keys are} one digit shorter than the others ({examples}): leading "
        "zeros seem to be lost. Please declare “pad: {length}”.",
    ),
    "two_names": (
        "{area} hat zwei Namen: „{first}“ und „{second}“. Der erste gilt.",
        "{area} has two names: “{first}” and “{second}”. The first is taken.",
    ),
    "unknown_sign": (
        "Das Zeichen „{sign}“ ist nicht erklärt ({count:Zelle|Zellen}, Zeilen {rows}). Bitte "
        "unter „signs“ angeben, was es heißt: missing, suppressed, not_evaluated, "
        "not_applicable oder zero.",
        "The sign “{sign}” is not explained ({count:cell|cells}, rows {rows}). Please "
        "declare under “signs” what it means: missing, suppressed, not_evaluated, "
        "not_applicable or zero.",
    ),
    "empty_cells_undeclared": (
        "{count:Zelle ist|Zellen sind} leer (Zeilen {rows}). Bitte unter „signs“ angeben, "
        'was das heißt, etwa "": missing.',
        "{count:cell is|cells are} empty (rows {rows}). Please declare under “signs” what "
        'that means, such as "": missing.',
    ),
    "ambiguous_number": (
        "„{text}“ ist mehrdeutig: Tausendertrennung oder Nachkommastellen "
        "({count:Zelle|Zellen}, Zeilen {rows})? Bitte das "
        "Tausenderzeichen mit „thousands“ angeben oder „decimal“ berichtigen.",
        "“{text}” is ambiguous: thousands or decimals ({count:cell|cells}, rows {rows})? Please "
        "declare the thousands sign by "
        "“thousands”, or correct “decimal”.",
    ),
    "point_undeclared": (
        "„{text}“ kann {plain} heißen oder eine Zahl mit Nachkommastellen sein ({count:Zelle|"
        'Zellen} in {columns:Spalte|Spalten}). Bitte unter „format“ angeben: „decimal: ","“ und '
        '„thousands: "."“, wenn es Tausender sind, sonst „decimal: "."“.',
        "“{text}” may mean {plain} or be a number with decimals ({count:cell|cells} in "
        '{columns:column|columns}). Please declare under “format”: “decimal: ","” and '
        '“thousands: "."” if these are thousands, otherwise “decimal: "."”.',
    ),
    "perhaps_thousands": (
        "{count:Zahl sieht|Zahlen sehen} aus wie mit Tausenderpunkt ({examples}), wurden "
        "aber wie angegeben mit Dezimalpunkt gelesen. Falls es Tausender sind: „decimal: "
        "','“ und „thousands: '.'“ angeben.",
        "{count:number looks|numbers look} as if grouped in thousands ({examples}), but were "
        "read with a decimal point as declared. If they are thousands, declare “decimal: "
        "','” and “thousands: '.'”.",
    ),
    "wrong_decimal_sign": (
        "„{text}“ hat ein anderes Dezimalzeichen als angegeben ({count:Zelle|Zellen}, Zeilen "
        "{rows}). Bitte „decimal“ prüfen.",
        "“{text}” has another decimal sign than declared ({count:cell|cells}, rows {rows}). "
        "Please check “decimal”.",
    ),
    "wrong_grouping": (
        "„{text}“ ist falsch in Tausender gegliedert ({count:Zelle|Zellen}, Zeilen {rows}). Bitte "
        "die Zahl oder „thousands“ prüfen.",
        "“{text}” is grouped wrongly ({count:cell|cells}, rows {rows}). Please check the number "
        "or “thousands”.",
    ),
    "plus_before_groups": (
        "„{text}“ kann eine Telefonnummer sein ({count:Zelle|Zellen}, {count:~Zeile|Zeilen} "
        "{rows}). Ist es eine Zahl, bitte ohne Pluszeichen oder ohne Lücken schreiben.",
        "“{text}” may be a telephone number ({count:cell|cells}, {count:~row|rows} {rows}). If it "
        "is a number, please write it without the plus sign or without the gaps.",
    ),
    "percent_sign": (
        "„{text}“ enthält ein Prozentzeichen ({count:Zelle|Zellen}, Zeilen {rows}). Bitte nur die "
        "Zahl schreiben.",
        "“{text}” contains a per cent sign ({count:cell|cells}, rows {rows}). Please write the "
        "number only.",
    ),
    "not_finite": (
        "„{text}“ ist keine Zahl. Bedeutet es „keine Daten“, bitte unter „signs“ angeben.",
        "“{text}” is no number. If it means “no data”, please declare it under “signs”.",
    ),
    "number_too_large": (
        "„{text}“ ist größer als jede darstellbare Zahl.",
        "“{text}” is larger than any number that can be stored.",
    ),
    "not_a_number": (
        "„{text}“ ist keine Zahl. Bitte berichtigen; Zeichen für Lücken gehören unter „signs“.",
        "“{text}” is no number. Please correct it; signs for gaps belong under “signs”.",
    ),
    "period_unreadable": (
        "„{text}“ ist kein Zeitbezug{others: (ebenso …)}; {count:~betroffen ist|betroffen sind} "
        "{count:Stelle|Stellen}{rows:, Zeilen …}. Möglich sind 2020, 2020-12-31, 31.12.2020, "
        "2020-12, 2020-Q4, 4. Quartal 2020, 2020-H2, 2. Halbjahr 2020 und 2020/21; andere "
        "Schreibweisen erklärt „period_pattern“.",
        "“{text}” is no period{others: (nor is …)}; {count:place is|places are} concerned"
        "{rows:, rows …}. Possible are 2020, 2020-12-31, 31.12.2020, 2020-12, 2020-Q4, "
        "4. Quartal 2020, 2020-H2, 2. Halbjahr 2020 and 2020/21; “period_pattern” explains "
        "other notations.",
    ),
    "period_is_no_day": (
        "Den Tag „{text}“ gibt es nicht{others: (ebenso unlesbar: …)}; {count:~betroffen "
        "ist|betroffen sind} {count:Stelle|Stellen}{rows:, Zeilen …}.",
        "There is no day “{text}”{others: (unreadable, too: …)}; {count:place is|places are} "
        "concerned{rows:, rows …}.",
    ),
    "duplicate_value": (
        "{area} hat für {period} zwei verschiedene Werte: {first} (Zeile {first_row:d}) und "
        "{second}. Bitte einen davon entfernen oder mit „where“ auswählen.",
        "{area} has two different values for {period}: {first} (row {first_row:d}) and "
        "{second}. Please remove one or select by “where”.",
    ),
    "duplicate_rows": (
        "{count:Zeile wiederholt|Zeilen wiederholen} eine frühere mit gleichem Wert und "
        "{count:~zählt|zählen} nur einmal: {count:~Zeile|Zeilen} {rows} wie {count:~Zeile|Zeilen} "
        "{firsts}.",
        "{count:row repeats|rows repeat} an earlier one with the same value and "
        "{count:~counts|count} only once: {count:~row|rows} {rows} like {count:~row|rows} "
        "{firsts}.",
    ),
    "areas_not_evaluated": (
        "{count:Gebiet steht|Gebiete stehen} nicht in der Liste {list} und "
        "{count:~gilt|gelten} als nicht bewertet: {examples}.",
        "{count:area is|areas are} not in the list {list} and count as not evaluated: {examples}.",
    ),
    "evaluated_but_absent": (
        "{count:Gebiet steht|Gebiete stehen} in der Liste der bewerteten, aber nicht in "
        "dieser Datei: {examples}.",
        "{count:area is|areas are} in the list of evaluated ones but not in this file: {examples}.",
    ),
    "excluded_area_has_value": (
        "Nicht bewertete Gebiete tragen {count:Wert|Werte} statt „{sign}“ ({areas}; Zeilen "
        "{rows}). Die Werte werden nicht übernommen.",
        "Areas not evaluated carry {count:value|values} instead of “{sign}” ({areas}; rows "
        "{rows}). These values are not taken.",
    ),
    "evaluated_area_has_sign": (
        "Bewertete Gebiete tragen {count:Mal|Mal} „{sign}“ ({columns}; Zeilen {rows}); das "
        "gilt als gemessener Wert.",
        "Evaluated areas carry “{sign}” {count:time|times} ({columns}; rows {rows}); this "
        "counts as a measured value.",
    ),
    "records_not_found": (
        "Unter „{path}“ gibt es „{step}“ nicht. Bitte den Weg „records“ prüfen.{offered: "
        "Vorhanden: ….}",
        "There is no “{step}” under “{path}”. Please check “records”.{offered: Present: ….}",
    ),
    "record_is_no_object": (
        "Unter „{path}“ steht kein Datensatz mit Feldern ({found}). Bitte den Weg „records“ "
        "prüfen.",
        "Under “{path}” there is no record with fields ({found}). Please check “records”.",
    ),
}
