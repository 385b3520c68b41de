"""Words about files as such: their kind, size, encoding, archives, and how reading ended."""

WORDING_FILES: dict[str, tuple[str, str]] = {
    "and_more": (
        "… und {count} weitere dieser Art ({code}).",
        "… and {count} more of this kind ({code}).",
    ),
    "file_not_found": (
        "Die Datei fehlt. Bitte Namen und Ordner (--data) prüfen.",
        "The file is missing. Please check its name and the folder (--data).",
    ),
    "file_outside": (
        "Die Datei liegt außerhalb des Datenordners. Bitte einen Pfad unterhalb von --data "
        "angeben.",
        "The file lies outside the data folder. Please name a path below --data.",
    ),
    "file_empty": (
        "Die Datei ist leer.",
        "The file is empty.",
    ),
    "file_too_large": (
        "Die Datei ist zu groß: Zum Lesen stehen {megabytes} MB bereit. Bitte in kleinere "
        "Dateien teilen oder nicht benötigte Teile entfernen.",
        "The file is too large: {megabytes} MB are available for reading. Please split it or "
        "remove what is not needed.",
    ),
    "reading_took_too_long": (
        "Das Lesen wurde nach {seconds:Sekunde|Sekunden} abgebrochen. Bitte die Datei "
        "verkleinern oder Muster (pattern, where) einfacher schreiben.",
        "Reading was stopped after {seconds:second|seconds}. Please make the file smaller or "
        "write simpler patterns (pattern, where).",
    ),
    "reader_died": (
        "Die Datei ließ sich nicht lesen: Das Leseprogramm brach ab ({reason}). Meist ist "
        "die Datei beschädigt. Bitte neu speichern oder ein anderes Format wählen.",
        "The file could not be read: the reader stopped ({reason}). Most often the file is "
        "damaged. Please save it again or choose another format.",
    ),
    "format_unknown": (
        "Die Endung „{ending}“ ist kein bekanntes Format für Gebietsgrenzen. Möglich sind "
        "{accepted}.",
        "The ending “{ending}” is no known format for boundaries. Accepted are {accepted}.",
    ),
    "not_what_it_says": (
        "Die Datei ist nicht, was ihr Name sagt: erwartet {expected}, gefunden {found}. "
        "Bitte die richtige Datei wählen oder im erwarteten Format speichern.",
        "The file is not what its name says: expected {expected}, found {found}. Please "
        "choose the right file or save it in the expected format.",
    ),
    "excel_read_as_csv": (
        "Das ist eine Excel-Datei; gelesen werden sollte eine CSV-Datei. Bitte bei der Lieferung "
        "„format: {{kind: excel}}“ angeben oder die Datei als CSV speichern.",
        "This is an Excel file, while a CSV file was to be read. Please declare “format: {{kind: "
        "excel}}” for the delivery, or save the file as CSV.",
    ),
    "csv_read_as_excel": (
        "Das ist eine Textdatei (wohl CSV) und keine Excel-Datei. Bitte „kind: excel“ unter "
        "„format“ streichen oder die Datei als .xlsx speichern.",
        "This is a text file (CSV, it seems) and no Excel file. Please remove “kind: excel” from "
        "“format”, or save the file as .xlsx.",
    ),
    "encoding_unknown": (
        "Die Zeichenkodierung „{encoding}“ ist unbekannt. Üblich sind utf-8, cp1252 und utf-16.",
        "The encoding “{encoding}” is unknown. Usual ones are utf-8, cp1252 and utf-16.",
    ),
    "encoding_wrong": (
        "Ab hier passt die angegebene Zeichenkodierung {declared} nicht (Byte {found}; "
        "{count:Zeile|Zeilen} betroffen). Dateien aus Excel sind oft cp1252: bitte "
        "„encoding: cp1252“ versuchen.",
        "From here on the declared encoding {declared} does not fit (byte {found}; "
        "{count:row|rows} affected). Files from Excel often are cp1252: please try "
        "“encoding: cp1252”.",
    ),
    "encoding_mixed": (
        "Die Datei mischt Zeichenkodierungen: {count} von {total} Zeilen mit Umlauten sind "
        "nicht {declared}. Bitte in einer einzigen Kodierung neu speichern.",
        "The file mixes encodings: {count} of {total} rows with umlauts are not {declared}. "
        "Please save it again in one encoding.",
    ),
    "encoding_is_utf8": (
        "Angegeben ist {declared}, die Umlaute sind aber in UTF-8 geschrieben. Bitte als "
        "Kodierung UTF-8 angeben.",
        "Declared is {declared}, but the umlauts are written in UTF-8. Please declare UTF-8 as "
        "the encoding.",
    ),
    "encoding_other_mark": (
        "Angegeben ist {declared}, die Datei beginnt aber mit dem Kennzeichen von {found}. "
        "Bitte diese Kodierung angeben.",
        "Declared is {declared}, but the file starts with the mark of {found}. Please "
        "declare that encoding.",
    ),
    "encoding_wrong_in_file": (
        "Die Texte sind nicht in {declared} kodiert. Bitte „encoding“ angeben, zum Beispiel "
        "cp1252.",
        "The texts are not encoded in {declared}. Please declare “encoding”, such as cp1252.",
    ),
    "nul_bytes": (
        "Die Datei enthält Nullbytes. Sie ist beschädigt oder in UTF-16 gespeichert. Bitte als "
        "„CSV UTF-8“ neu speichern oder als Kodierung UTF-16 angeben.",
        "The file contains NUL bytes. It is damaged or saved as UTF-16. Please save it again as "
        "“CSV UTF-8”, or declare UTF-16 as the encoding.",
    ),
    "letters_lost": (
        "{count:Buchstabe ist|Buchstaben sind} schon in der Datei verloren (Zeichen \ufffd). "
        "Bitte die Datei beim Herausgeber neu beziehen.",
        "{count:letter is|letters are} already lost in the file (sign \ufffd). Please get the "
        "file from its publisher again.",
    ),
    "encoded_twice": (
        "Umlaute stehen hier als „{example}“: Die Datei wurde einmal falsch umkodiert. Bitte "
        "die ursprüngliche Datei verwenden.",
        "Umlauts read “{example}” here: the file was once recoded wrongly. Please use the "
        "original file.",
    ),
    "archive_damaged": (
        "Die Datei ist beschädigt oder nicht das, was ihre Endung sagt (ZIP, Excel). Bitte neu "
        "speichern oder neu packen.",
        "The file is damaged, or not what its ending says (ZIP, Excel). Please save or pack it "
        "again.",
    ),
    "archive_too_many_files": (
        "Das ZIP-Archiv enthält {count} Dateien oder mehr, erlaubt sind {limit}.",
        "The ZIP archive holds {count} files or more; {limit} are allowed.",
    ),
    "archive_unsafe_path": (
        "Das ZIP-Archiv enthält einen unzulässigen Pfad oder Verweis („{name}“). Bitte nur "
        "die Dateien selbst packen.",
        "The ZIP archive holds a path or link that is not allowed (“{name}”). Please pack "
        "the files only.",
    ),
    "archive_ambiguous": (
        "Im ZIP-Archiv kommt eine Datei doppelt vor oder Dateien überlappen sich. Bitte neu "
        "packen.",
        "In the ZIP archive a file occurs twice or files overlap. Please pack it again.",
    ),
    "archive_encrypted": (
        "Das ZIP-Archiv ist verschlüsselt. Bitte ohne Kennwort packen.",
        "The ZIP archive is encrypted. Please pack it without a password.",
    ),
    "archive_bomb": (
        "Der Inhalt wäre entpackt {megabytes} MB groß oder ist auffällig stark gepackt; "
        "erlaubt sind {limit} MB.",
        "Unpacked the content would be {megabytes} MB large, or it is packed suspiciously "
        "well; {limit} MB are allowed.",
    ),
    "archive_not_one_file": (
        "Das ZIP-Archiv muss genau eine lesbare Grenzdatei enthalten, gefunden: {count} ({names}).",
        "The ZIP archive must hold exactly one readable boundary file, found: {count} ({names}).",
    ),
    "xml_with_entities": (
        "Die Datei enthält eine Dokumenttyp-Angabe (DTD) oder Entitäten. Das ist aus "
        "Sicherheitsgründen nicht erlaubt. Bitte ohne sie neu speichern.",
        "The file holds a document type (DTD) or entities, which is not allowed for safety. "
        "Please save it without them.",
    ),
    "xml_damaged": (
        "Das XML ist fehlerhaft: {reason}.",
        "The XML is broken: {reason}.",
    ),
    "json_damaged": (
        "Das JSON ist fehlerhaft: {reason}.",
        "The JSON is broken: {reason}.",
    ),
    "nested_too_deep": (
        "Die Datei ist tiefer als {limit} Ebenen verschachtelt; das hat keine Daten- oder "
        "Grenzdatei.",
        "The file is nested more than {limit} levels deep; no file of data or boundaries is.",
    ),
    "pattern_invalid": (
        "Das Muster „{pattern}“ ist kein gültiger regulärer Ausdruck: {reason}.",
        "The pattern “{pattern}” is no valid regular expression: {reason}.",
    ),
}
