"""Words about the columns of an uploaded file."""

WORDING_COLUMNS: dict[str, tuple[str, str]] = {
    "upload_no_area_column": (
        "Keine Spalte ist als Schlüssel oder Name der Gebiete zu erkennen. In der Kopfzeile "
        "steht: {offered}. Bitte ordnen Sie die Spalten unten zu, oder geben Sie der Spalte eine "
        "dieser Überschriften: {wanted}.",
        "No column can be told to hold codes or names of areas. The header reads: {offered}. "
        "Please assign the columns below, or head the column by one of: {wanted}.",
    ),
    "upload_areas_across": (
        "In der Kopfzeile steht kein Merkmal, es scheinen die Gebiete selbst zu sein: {offered}. "
        "Gelesen wird eine Zeile je Gebiet. Bitte vertauschen Sie Zeilen und Spalten (in Excel: "
        "kopieren, dann „Inhalte einfügen“ und „Transponieren“) und laden Sie die Datei neu hoch.",
        "The header names no measure, but, it seems, the areas themselves: {offered}. One row per "
        "area is read. Please swap rows and columns (in Excel: copy, then “Paste special” and "
        "“Transpose”) and upload the file again.",
    ),
    "upload_two_columns": (
        "„{first}“ und „{second}“ bedeuten dasselbe. Bitte wählen Sie unten aus, welche der beiden "
        "Spalten gilt.",
        "“{first}” and “{second}” mean the same. Please choose below which of the two columns "
        "counts.",
    ),
    "upload_half_long": (
        "Es gibt die Spalte „{found}“ allein. Wer eine Zeile je Wert schreibt, braucht beide: "
        "„Merkmal“ und „Wert“.",
        "There is only the column “{found}”. With one row per value both are needed: “Measure” "
        "and “Value”.",
    ),
    "upload_no_measure": (
        "Keine Spalte trägt den Namen oder das Kürzel eines Merkmals. Überschriften: {offered}. "
        "Bekannt sind etwa: {wanted}. Bitte ordnen Sie die Spalten unten zu.",
        "No column is headed by the name or key of a measure. Headings: {offered}. Known are for "
        "example: {wanted}. Please assign the columns below.",
    ),
    "upload_periods_of_what": (
        "Über den Spalten stehen Zeitbezüge ({offered}), aber nicht, was gezählt wurde. Bitte "
        "wählen Sie unten „Ein Merkmal für alle Spalten mit Zeitbezug“.",
        "Periods stand above the columns ({offered}), but not what was counted. Please choose "
        "“One measure for all columns with a period” below.",
    ),
    "upload_column_unread": (
        "Die Spalte „{heading}“ ist kein bekanntes Merkmal und wird nicht gelesen."
        "{suggestion: Gemeint ist vielleicht „…“.}",
        "The column “{heading}” is no known measure and is not read.{suggestion: Perhaps “…” is "
        "meant.}",
    ),
    "upload_column_unnamed": (
        "Die Spalte {letter} ohne Überschrift wird nicht gelesen. Wenn sie Werte enthält, bitte "
        "eine Überschrift ergänzen.",
        "The column {letter} without a heading is not read. If it holds values, please add a "
        "heading.",
    ),
    "upload_columns_beyond_header": (
        "Die Kopfzeile hat nur {count:Spalte|Spalten}, zugeordnet sind mehr. Bitte unter „Spalten "
        "zuordnen“ die Kopfzeile prüfen.",
        "The header has {count:column|columns} only, more are assigned. Please check the header "
        "row under “Assign columns”.",
    ),
    "upload_periods_above": (
        "Die Zeitbezüge stehen in den Überschriften der Spalten und wurden dort gelesen: "
        "{periods}.",
        "The periods stand in the headings of the columns and were read there: {periods}.",
    ),
    "upload_periods_to_confirm": (
        "Über den Spalten stehen Zeitbezüge: {periods}. Bitte prüfen Sie unten, was jede Spalte "
        "enthält.",
        "Periods stand above the columns: {periods}. Please check below what each column holds.",
    ),
    "upload_which_measure": (
        "Das ist ein Export aus KomMonitor. Er sagt nicht, zu welchem Merkmal die Zahlen gehören. "
        "Bitte unter „Merkmal der ganzen Datei“ auswählen.",
        "This is an export from KomMonitor. It does not say which measure its numbers are of. "
        "Please choose under “Measure of the whole file”.",
    ),
    "upload_kommonitor_read": (
        "Export aus KomMonitor mit {count:Stichtag|Stichtagen} gelesen: {periods}.",
        "Read as an export from KomMonitor with {count:day|days}: {periods}.",
    ),
    "upload_kommonitor_no_day": (
        "„{column}“ nennt keinen Tag. Erwartet wird zum Beispiel DATE_2024-12-31.",
        "“{column}” names no day. DATE_2024-12-31, for example, is expected.",
    ),
    "upload_kommonitor_lacks": (
        "GeoJSON wird hier nur als Export aus KomMonitor gelesen. Es fehlt: {lacking}. Vorhanden: "
        "{offered}. Grenzen bitte unter „Grenzen der Gebiete“ hochladen.",
        "GeoJSON is read here only as an export from KomMonitor. What lacks: {lacking}. What is "
        "there: {offered}. Please bring boundaries under “Boundaries of the areas”.",
    ),
    "upload_kommonitor_metadata": (
        "Das sind Metadaten aus KomMonitor und keine Werte. Bitte im Katalog unter „Aus "
        "KomMonitor übernehmen“ hochladen.",
        "These are metadata from KomMonitor, and no values. Please bring them in the catalogue "
        "under “Take from KomMonitor”.",
    ),
}
