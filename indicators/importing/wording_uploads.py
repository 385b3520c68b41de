"""Words about files the staff brought; they name the form's fields, not a region file's.

A code of the readers with `upload_` before it is told in these words instead.
"""

from indicators.importing.wording_areas_of_files import WORDING_AREAS_OF_FILES
from indicators.importing.wording_batches import WORDING_BATCHES
from indicators.importing.wording_columns import WORDING_COLUMNS
from indicators.importing.wording_converting import WORDING_CONVERTING
from indicators.importing.wording_hints import WORDING_HINTS

# A region file's author may leave these standing; who uploads a file has to mend them.
ESCALATED = frozenset({"excel_error_cells", "merged_cells"})

WORDING_UPLOADS: dict[str, tuple[str, str]] = {
    "upload_and_more": (
        "… und {count:weiterer Fall|weitere Fälle} wie der in der Zeile darüber.",
        "… and {count:more case|more cases} like the one in the row above.",
    ),
    "upload_no_table": (
        "Das ist keine Tabelle ({found}). Bitte eine Excel-Datei (.xlsx, .xls), eine "
        "LibreOffice-Datei (.ods) oder eine CSV-Datei wählen.",
        "This is no table ({found}). Please choose an Excel file (.xlsx, .xls), a LibreOffice file "
        "(.ods) or a CSV file.",
    ),
    "upload_not_text": (
        "Das ist keine Tabelle: Die Datei enthält Bytes, die in keinem Text vorkommen. Bitte eine "
        "Excel-Datei (.xlsx, .xls), eine LibreOffice-Datei (.ods) oder eine CSV-Datei wählen.",
        "This is no table: the file contains bytes that no text has. Please choose an Excel file "
        "(.xlsx, .xls), a LibreOffice file (.ods) or a CSV file.",
    ),
    "upload_which_sheet": (
        "Die Datei hat mehrere Tabellenblätter mit Daten: {sheets}. Bitte unter „Tabellenblatt“ "
        "auswählen, welches gemeint ist.",
        "The file has several sheets with data: {sheets}. Please choose under “Sheet” which one "
        "is meant.",
    ),
    "upload_unknown_item": (
        "„{item}“ ist kein bekanntes Merkmal.{suggestion: Gemeint ist vielleicht „…“.} Bitte "
        "unten zuordnen, oder in der Datei den Namen oder das Kürzel aus der Vorlage verwenden.",
        "“{item}” is no known measure.{suggestion: Perhaps “…” is meant.} Please assign it "
        "below, or use the name or key of the template in the file.",
    ),
    "upload_all_left_out": (
        "Von keinem Merkmal der Datei sollen Zeilen übernommen werden. Bitte mindestens eines "
        "zuordnen.",
        "No measure of the file is to be taken. Please assign at least one.",
    ),
    "upload_item_twice": (
        "„{first}“ und „{second}“ sind dasselbe Merkmal. Bitte überall gleich schreiben.",
        "“{first}” and “{second}” are the same measure. Please write it alike everywhere.",
    ),
    "upload_no_period": (
        "Der Zeitbezug fehlt. Bitte eine Spalte „Stichtag“ ergänzen oder im Formular einen "
        "Zeitbezug für die ganze Datei angeben.",
        "The period is missing. Please add a column “Date” or name one period for the whole file "
        "in the form.",
    ),
    "upload_period_empty": (
        "In {count:Zeile|Zeilen} fehlt der Zeitbezug (Zeilen {rows}). Bitte eintragen oder im "
        "Formular unter „Zeitbezug der ganzen Datei“ angeben.",
        "The period is missing in {count:row|rows} (rows {rows}). Please fill it in, or name it in "
        "the form under “Period of the whole file”.",
    ),
    "upload_rows_left_out": (
        "{count:Zeile ist|Zeilen sind} nicht ausgefüllt und {count:~wird|werden} übergangen.",
        "{count:row is|rows are} not filled in and left out.",
    ),
    "upload_nothing_filled_in": (
        "Keine Zeile der Tabelle ist ausgefüllt ({count:Zeile|Zeilen}).",
        "No row of the table is filled in ({count:row|rows}).",
    ),
    "upload_ambiguous": (
        "„{text}“ ist mehrdeutig: Tausender oder eine Kommazahl? Betroffen {count:~ist|sind} "
        "{count:Zelle|Zellen} in {columns:Spalte|Spalten}. Bitte unter „Schreibweise der Zahlen“ "
        "auswählen, was der Punkt bedeutet.",
        "“{text}” is ambiguous: thousands or decimals? {count:cell|cells} in "
        "{columns:column|columns} {count:~is|are} concerned. Please choose under “Notation of "
        "numbers” what the point means.",
    ),
    "upload_scientific": (
        "„{text}“ ist die Kurzform einer Zahl, wie Excel sie in schmalen Spalten zeigt "
        "({count:Zelle|Zellen}, {count:~Zeile|Zeilen} {rows}). Dabei gehen Stellen verloren. Bitte "
        "die Spalte in Excel als „Zahl“ formatieren und die Datei neu speichern.",
        "“{text}” is the short form of a number, as Excel shows it in narrow columns "
        "({count:cell|cells}, {count:~row|rows} {rows}). Digits are lost in it. Please format the "
        "column as “Number” in Excel, and save the file again.",
    ),
    "upload_points_are_decimals": (
        "Punkte trennen in dieser Datei Nachkommastellen ab; „{text}“ kann nichts anderes heißen "
        "({count:Zelle|Zellen}).",
        "Points separate decimals in this file; “{text}” can mean nothing else "
        "({count:cell|cells}).",
    ),
    "upload_ambiguous_number": (
        "„{text}“ ist mehrdeutig: Tausendertrennung oder Nachkommastellen "
        "({count:Zelle|Zellen}, {count:~Zeile|Zeilen} {rows})? Bitte die „Schreibweise der "
        "Zahlen“ prüfen.",
        "“{text}” is ambiguous: thousands or decimals ({count:cell|cells}, {count:~row|rows} "
        "{rows})? Please "
        "check the “Notation of numbers”.",
    ),
    "upload_wrong_decimal_sign": (
        "„{text}“ ist nicht in der gewählten Schreibweise geschrieben ({count:Zelle|Zellen}, "
        "{count:~Zeile|Zeilen} {rows}). Bitte die „Schreibweise der Zahlen“ ändern oder die Zahl "
        "berichtigen.",
        "“{text}” is not written in the chosen notation ({count:cell|cells}, {count:~row|rows} "
        "{rows}). Please "
        "change the “Notation of numbers” or correct the number.",
    ),
    "upload_wrong_grouping": (
        "„{text}“ ist falsch in Tausender gegliedert ({count:Zelle|Zellen}, "
        "{count:~Zeile|Zeilen} {rows}). Bitte "
        "die Zahl berichtigen.",
        "“{text}” is grouped wrongly ({count:cell|cells}, {count:~row|rows} {rows}). Please "
        "correct the number.",
    ),
    "upload_not_finite": (
        "„{text}“ ist keine Zahl. Wenn es „keine Angabe“ bedeutet, bitte die Zelle leeren.",
        "“{text}” is no number. If it means “no data”, please empty the cell.",
    ),
    "upload_not_a_number": (
        "„{text}“ ist keine Zahl. Bitte berichtigen.",
        "“{text}” is no number. Please correct it.",
    ),
    "upload_word": (
        "„{text}“ ist keine Zahl ({count:Zelle|Zellen}, {count:~Zeile|Zeilen} {rows}). Bitte "
        "eine Zahl eintragen. Gibt es keinen Wert, lassen Sie die Zelle leer.",
        "“{text}” is no number ({count:cell|cells}, {count:~row|rows} {rows}). Please enter a "
        "number. If there is no value, leave the cell empty.",
    ),
    "upload_unknown_sign": (
        "Das Zeichen „{sign}“ ist nicht erklärt ({count:Zelle|Zellen}, {count:~Zeile|Zeilen} "
        "{rows}). Bitte "
        "unter „Zeichen in der Datei“ auswählen, was es bedeutet.",
        "The sign “{sign}” is not explained ({count:cell|cells}, {count:~row|rows} {rows}). "
        "Please choose "
        "under “Signs in the file” what it means.",
    ),
    "upload_empty_cells_undeclared": (
        "{count:Zelle ist|Zellen sind} leer (Zeilen {rows}). Bitte unter „Zeichen in der Datei“ "
        "auswählen, was das bedeutet.",
        "{count:cell is|cells are} empty (rows {rows}). Please choose under “Signs in the file” "
        "what that means.",
    ),
    "upload_period_unreadable": (
        "„{text}“ ist kein Zeitbezug{others: (ebenso …)}; {count:~betroffen ist|betroffen sind} "
        "{count:Stelle|Stellen}{rows:, Zeilen …}. Möglich sind 2020, 31.12.2020, 2020-12-31, "
        "2020-12, 4. Quartal 2020, 2. Halbjahr 2020 und 2020/21.",
        "“{text}” is no period{others: (nor is …)}; {count:place is|places are} concerned"
        "{rows:, rows …}. Possible are 2020, 31.12.2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2 "
        "and 2020/21.",
    ),
    "upload_duplicate_value": (
        "{area} hat für {period} zwei verschiedene Werte: {first} (Zeile {first_row:d}) und "
        "{second}. Bitte eine der beiden Zeilen löschen.",
        "{area} has two different values for {period}: {first} (row {first_row:d}) and {second}. "
        "Please delete one of the two rows.",
    ),
    "upload_duplicate_header": (
        "Diese Überschrift kommt {count}-mal vor. Bitte eine der Spalten umbenennen.",
        "This heading occurs {count} times. Please rename one of the columns.",
    ),
    "upload_delimiter_suspected": (
        "Die Kopfzeile hat nur eine Spalte. Bitte die Datei als Excel-Datei oder als CSV mit "
        "Semikolon speichern (gefunden: „{found}“, gelesen mit „{declared}“).",
        "The header is a single column. Please save the file as Excel or as CSV with semicolons "
        "(found: “{found}”, read with “{declared}”).",
    ),
    "upload_header_is_a_title": (
        "Die erste Zeile ist eine Überschrift („{text}“); wo die Kopfzeile der Tabelle steht, ist "
        "nicht zu erkennen. Bitte ordnen Sie die Spalten unten zu.",
        "The first row is a title (“{text}”); where the header of the table stands cannot be told. "
        "Please assign the columns below.",
    ),
    "upload_header_not_found": (
        "Keine der erwarteten Spalten ({wanted}) steht in der Kopfzeile; dort steht: {offered}.",
        "None of the expected columns ({wanted}) is in the header, which reads: {offered}.",
    ),
    "upload_not_what_it_says": (
        "Die Datei ist keine Tabelle, sondern {found}. Bitte eine Excel-Datei oder eine "
        "CSV-Datei wählen (erwartet: {expected}).",
        "The file is no table but {found}. Please choose an Excel or a CSV file (expected: "
        "{expected}).",
    ),
    "upload_encoding_mixed": (
        "Die Datei mischt Zeichenkodierungen: {count} von {total} Zeilen mit Umlauten sind nicht "
        "{declared}. Bitte in Excel als „CSV UTF-8“ neu speichern.",
        "The file mixes encodings: {count} of {total} rows with umlauts are not {declared}. "
        "Please save it again as “CSV UTF-8”.",
    ),
    "upload_encoding_wrong": (
        "Ab hier passt die Zeichenkodierung {declared} nicht (Byte {found}; {count:Zeile|Zeilen} "
        "betroffen). Bitte in Excel als „CSV UTF-8“ neu speichern.",
        "From here on the encoding {declared} does not fit (byte {found}; {count:row|rows} "
        "affected). Please save it again as “CSV UTF-8”.",
    ),
    "upload_reading_took_too_long": (
        "Das Lesen wurde nach {seconds:Sekunde|Sekunden} abgebrochen. Bitte die Datei teilen.",
        "Reading was stopped after {seconds:second|seconds}. Please split the file.",
    ),
    "upload_no_boundary_set": (
        "Für {period} sind keine Gebietsgrenzen der Ebene „{level}“ hinterlegt. Bitte den "
        "Zeitbezug prüfen.",
        "There are no boundaries of the level “{level}” for {period}. Please check the period.",
    ),
    "upload_leading_zeros_lost": (
        "{count:Schlüssel hat|Schlüssel haben} eine Stelle weniger als die übrigen ({examples}): "
        "Führende Nullen sind wohl verloren, wie oft bei Excel.",
        "{count:key is|keys are} one digit shorter than the others ({examples}): leading zeros "
        "seem to be lost, as Excel often does.",
    ),
    "upload_zeros_lost": (
        "{count:Schlüssel hat|Schlüssel haben} wohl führende Nullen verloren ({before} statt "
        "{after}). Bitte unter „Führende Nullen“ zustimmen, oder die Schlüssel berichtigen.",
        "{count:code seems|codes seem} to have lost leading zeros ({before} for {after}). Please "
        "agree under “Leading zeros”, or correct the codes.",
    ),
    "upload_zeros_added": (
        "{count:Schlüssel bekam|Schlüssel bekamen} die führenden Nullen zurück ({before} → "
        "{after}), wie von Ihnen bestätigt.",
        "{count:code got|codes got} the leading zeros back ({before} → {after}), as you agreed.",
    ),
    "upload_count_not_whole": (
        "„{measure}“ ist eine Anzahl, aber {count:Wert ist|Werte sind} nicht ganzzahlig "
        "({value}). Bitte berichtigen.",
        "“{measure}” is a count, but {count:value is|values are} not whole ({value}). Please "
        "correct.",
    ),
    "upload_count_negative": (
        "„{measure}“ ist eine Anzahl, aber {count:Wert liegt|Werte liegen} unter null ({value}). "
        "Bitte berichtigen.",
        "“{measure}” is a count, but {count:value is|values are} below zero ({value}). Please "
        "correct.",
    ),
    "upload_percent_in_count": (
        "„{measure}“ wird nicht in Prozent angegeben, aber die Zellen sind in Prozent formatiert. "
        "Bitte prüfen, ob die Spalte die richtige ist; sonst bitte als „Zahl“ formatieren.",
        "“{measure}” is not given in per cent, yet the cells are formatted as per cent. Please "
        "check whether the column is the right one; otherwise please format it as “Number”.",
    ),
    "upload_fractions": (
        "Alle {count:Wert|Werte} von „{measure}“ liegen zwischen 0 und 1. Erwartet werden "
        "Prozent, also 27 und nicht 0,27. Bitte prüfen.",
        "All {count:value|values} of “{measure}” lie between 0 and 1. Per cent are expected, "
        "which is 27 and not 0.27. Please check.",
    ),
    "upload_value_too_large": (
        "„{measure}“: {count:Zahl ist|Zahlen sind} zu groß, um genau gespeichert zu werden. Die "
        "größte erlaubte Zahl ist {largest}. Bitte berichtigen.",
        "“{measure}”: {count:number is|numbers are} too large to be kept exactly. The largest "
        "number allowed is {largest}. Please correct.",
    ),
    **WORDING_AREAS_OF_FILES,
    **WORDING_BATCHES,
    **WORDING_COLUMNS,
    **WORDING_CONVERTING,
    **WORDING_HINTS,
}
