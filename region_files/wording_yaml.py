"""Words about a region file as a file: its bytes and its YAML."""

WORDING_YAML: dict[str, tuple[str, str]] = {
    # the file
    "region_file_unreadable": (
        "Die Datei lässt sich nicht öffnen ({said}).",
        "The file cannot be opened ({said}).",
    ),
    "region_file_too_large": (
        "Die Datei ist mit {size} Bytes zu groß; erlaubt sind {limit}. Gebiete und Werte gehören "
        "in eigene Dateien.",
        "The file is too large: {size} bytes, allowed are {limit}. Areas and values belong in "
        "files of their own.",
    ),
    "region_file_not_utf8": (
        "Die Datei ist nicht in UTF-8 gespeichert. Bitte im Editor als UTF-8 speichern.",
        "The file is not saved as UTF-8. Please save it as UTF-8 in your editor.",
    ),
    "yaml_empty": ("Die Datei ist leer.", "The file is empty."),
    "yaml_syntax": (
        "Ab Zeichen {place} ist das kein gültiges YAML: {text} („{said}“). Oft fehlt ein "
        "Anführungszeichen oder ein Leerzeichen nach dem Doppelpunkt, oder die Einrückung stimmt "
        "nicht.",
        "From character {place} on this is no valid YAML: {text} (“{said}”). Often a quotation "
        "mark or a blank after the colon is missing, or the indentation is wrong.",
    ),
    "yaml_tab": (
        "Hier steht ein Tabulator; bitte mit Leerzeichen einrücken: {text}.",
        "There is a tab here; please indent with blanks: {text}.",
    ),
    "yaml_typographic_quotes": (
        "Typografische Anführungszeichen sind für YAML gewöhnliche Buchstaben: {text}. Bitte "
        "gerade Anführungszeichen (\") um den ganzen Wert setzen.",
        "To YAML typographic quotation marks are mere letters: {text}. Please put straight "
        "quotation marks (\") around the whole value.",
    ),
    "yaml_quotes_kept": (
        "Die typografischen Anführungszeichen gehören so zum Text und werden angezeigt: {value}. "
        "Bitte weglassen oder gerade (\") schreiben.",
        "The typographic quotation marks are part of the text and will be shown: {value}. Please "
        "leave them out or write straight ones (\").",
    ),
    "yaml_needs_quotes": (
        "Ein Wert, der mit „{sign}“ beginnt, gehört in Anführungszeichen: {text}.",
        "A value that begins with “{sign}” must be put in quotation marks: {text}.",
    ),
    "yaml_hash": (
        "Mit „#“ beginnt eine Bemerkung, der Rest der Zeile wird nicht gelesen: {text}. Bitte "
        "Werte mit „#“ in Anführungszeichen setzen.",
        "“#” begins a remark, the rest of the line is not read: {text}. Please put values with "
        "“#” in quotation marks.",
    ),
    "yaml_braces": (
        "Ein Wert, der mit der Klammer „{{“ beginnt, gehört in Anführungszeichen: {text}. Sonst "
        "liest YAML darin eine Liste von Feldern.",
        "A value that begins with the brace “{{” must be put in quotation marks: {text}. Otherwise "
        "YAML reads a list of fields there.",
    ),
    "yaml_blank_after_colon": (
        "Nach dem Doppelpunkt fehlt ein Leerzeichen: {text}.",
        "A blank is missing after the colon: {text}.",
    ),
    "yaml_colon": (
        "Hier ist ein Doppelpunkt zu viel oder einer fehlt: {text}. Nach dem Namen eines Feldes "
        "steht einer; ein Text mit „: “ gehört in Anführungszeichen.",
        "There is a colon too many here, or one is missing: {text}. The name of a field is "
        "followed by one; a text with “: ” must be put in quotation marks.",
    ),
    "yaml_bracket": (
        "Eine Klammer geht auf und nicht wieder zu, oder es fehlt ein Komma: {text}.",
        "A bracket is opened and not closed, or a comma is missing: {text}.",
    ),
    "yaml_indentation": (
        "Die Einrückung passt nicht zu den Zeilen davor: {text}. Felder eines Blocks beginnen in "
        "derselben Spalte.",
        "The indentation does not fit the lines before: {text}. The fields of a block begin in "
        "the same column.",
    ),
    "yaml_too_deep": (
        "Hier ist tiefer als {limit} Ebenen geschachtelt; eine Regionsdatei braucht das nirgends.",
        "This is nested deeper than {limit} levels; no region file needs that.",
    ),
    "yaml_too_large": (
        "Mit allen Verweisen (*…) ausgeschrieben hat die Datei mehr als {limit} Einträge.",
        "Written out with all its aliases (*…) the file has more than {limit} entries.",
    ),
    "yaml_tag": (
        "„{tag}“ ist hier nicht erlaubt. Bitte das Ausrufezeichen-Kürzel weglassen.",
        "“{tag}” is not allowed here. Please leave out the tag with the exclamation mark.",
    ),
    "yaml_key_is_no_word": (
        "Links vom Doppelpunkt muss ein einfaches Wort stehen.",
        "Left of the colon there must be a plain word.",
    ),
    "yaml_key_twice": (
        "„{key}“ steht hier zum zweiten Mal (zuerst in Zeile {first:d}). Bitte eines streichen.",
        "“{key}” stands here for the second time (first in line {first:d}). Please remove one.",
    ),
    "yaml_merge_is_no_mapping": (
        "Hinter „<<:“ muss der Verweis auf einen Block mit Feldern stehen.",
        "After “<<:” there must be an alias of a block with fields.",
    ),
}  # fmt: skip
