"""Words about the areas of an uploaded file: unknown ones, those that come twice, their names."""

WORDING_AREAS_OF_FILES: dict[str, tuple[str, str]] = {
    "upload_unknown_area": (
        "Das Gebiet „{area}“ gibt es nicht (Gebietsstand „{set}“).{meant: Gemeint ist vielleicht "
        "„…“.} Bitte Schlüssel oder Namen berichtigen oder die Zeile löschen.",
        "There is no area “{area}” (boundaries “{set}”).{meant: Perhaps “…” is meant.} Please "
        "correct the code or name, or delete the row.",
    ),
    "upload_other_level": (
        "{count:Schlüssel gehört|Schlüssel gehören} zur Raumebene „{level}“, nicht zu „{set}“ "
        "({examples}). Bitte die Raumebene im Formular prüfen oder diese Zeilen löschen.",
        "{count:code belongs|codes belong} to the level “{level}”, not to “{set}” ({examples}). "
        "Please check the level in the form or delete these rows.",
    ),
    "upload_key_empty": (
        "Schlüssel oder Name des Gebiets fehlt ({count:Zeile|Zeilen}). Bitte ergänzen oder die "
        "Zeile löschen.",
        "The code or name of the area is missing ({count:row|rows}). Please fill it in or "
        "delete the row.",
    ),
    "upload_column_empty": (
        "Die Spalte für Schlüssel oder Namen der Gebiete ist leer.",
        "The column for the codes or names of the areas is empty.",
    ),
    "upload_area_twice": (
        "„{area}“ und „{other}“ (Zeile {first_row:d}) sind dasselbe Gebiet. Bitte eine der beiden "
        "Zeilen löschen.",
        "“{area}” and “{other}” (row {first_row:d}) are the same area. Please delete one of the "
        "two rows.",
    ),
    "upload_other_name": (
        "{area} heißt bei uns „{known}“, in der Datei „{name}“. Bitte prüfen, ob der Schlüssel "
        "stimmt.",
        "{area} is called “{known}” here, and “{name}” in the file. Please check the code.",
    ),
    "upload_names_shifted": (
        "{count} von {total} Namen passen nicht zu ihrem Schlüssel ({area} heißt „{known}“, nicht "
        "„{name}“). Vermutlich ist eine Spalte verrutscht.",
        "{count} of {total} names do not fit their code ({area} is called “{known}”, not "
        "“{name}”). A column seems to be shifted.",
    ),
    "upload_areas_by_name": (
        "{count:Gebiet wurde|Gebiete wurden} am Namen erkannt: {examples}.",
        "{count:area was|areas were} told by name: {examples}.",
    ),
    "upload_name_of_several": (
        "„{area}“ heißen mehrere Gebiete ({codes}). Bitte in der Datei den Schlüssel statt des "
        "Namens angeben oder unten die Spalte mit den Schlüsseln zuordnen.",
        "Several areas are called “{area}” ({codes}). Please give the code instead of the name in "
        "the file, or assign the column with the codes below.",
    ),
    "upload_area_among_headings": (
        "{area} steht in der Datei in Zeile {row_there:d}. Diese Zeile gehört zur Kopfzeile oder "
        "steht darüber und wird nicht gelesen ({count:Gebiet|Gebiete} betroffen). Bitte unter "
        "„Spalten zuordnen“ prüfen, wo die Kopfzeile steht.",
        "{area} stands in row {row_there:d} of the file. That row belongs to the header or stands "
        "above it and is not read ({count:area|areas} concerned). Please check under “Assign "
        "columns” where the header is.",
    ),
}
