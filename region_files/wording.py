"""What people read about a faulty region file: code → (German, English).

`reading` hands them to `spatial_units.importing.wording`, where the notation is explained.
"""

WORDING_REGIONS: dict[str, tuple[str, str]] = {
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
    # fields
    "region_field_missing": (
        "Das Feld „{field}“ fehlt.",
        "The field “{field}” is missing.",
    ),
    "region_language_missing": (
        "Das Feld „{field}“ fehlt; Texte stehen in Deutsch und Englisch: {{de: …, en: …}}.",
        "The field “{field}” is missing; texts come in German and English: {{de: …, en: …}}.",
    ),
    "region_text_in_one_language": (
        "„{value}“ muss in Deutsch und Englisch stehen: {{de: {value}, en: …}}.",
        "“{value}” must be given in German and English: {{de: {value}, en: …}}.",
    ),
    "region_field_unknown": (
        "Das Feld „{field}“ gibt es hier nicht.{meant: Gemeint ist vielleicht „…“.}{fields: "
        "Möglich sind: ….}",
        "There is no field “{field}” here.{meant: Perhaps “…” is meant.}{fields: Possible are: …."
        "}",
    ),
    "region_comma_in_braces": (
        "„{field}“ wurde als eigenes Feld gelesen, weil in geschweiften Klammern ein Komma trennt. "
        "Bitte den Text davor in gerade Anführungszeichen (\") setzen oder Zeile für Zeile "
        "schreiben.",
        "“{field}” was read as a field of its own, since a comma separates within braces. Please "
        "put the text before it in straight quotation marks (\") or write it line by line.",
    ),
    "region_value_not_allowed": (
        "„{value}“ ist hier nicht möglich.{meant: Gemeint ist vielleicht „…“.} Erlaubt sind: "
        "{allowed}.",
        "“{value}” is not possible here.{meant: Perhaps “…” is meant.} Allowed are: {allowed}.",
    ),
    "region_key_form": (
        "„{value}“ ist kein Kürzel: nur Kleinbuchstaben, Ziffern, „-“ und „_“, am Anfang ein "
        "Buchstabe, höchstens 63 Zeichen.",
        "“{value}” is no key: only lower-case letters, digits, “-” and “_”, a letter first, at "
        "most 63 characters.",
    ),
    "region_colour": (
        "„{value}“ ist keine Farbe. Bitte so schreiben, in Anführungszeichen: \"#1a9850\".",
        "“{value}” is no colour. Please write it like this, in quotation marks: \"#1a9850\".",
    ),
    "region_too_small": (
        "{value} ist zu klein; die Grenze ist {limit}.",
        "{value} is too small; the limit is {limit}.",
    ),
    "region_too_large": (
        "{value} ist zu groß; die Grenze ist {limit}.",
        "{value} is too large; the limit is {limit}.",
    ),
    "region_wrong_number_of_items": (
        "Die Liste „{field}“ hat zu viele oder zu wenige Einträge. Das Komma trennt; "
        "Dezimalzahlen haben einen Punkt.",
        "The list “{field}” has too many or too few entries. Commas separate; decimal numbers "
        "have a point.",
    ),
    "region_expects_whole_number": (
        "Hier muss eine ganze Zahl stehen, nicht „{value}“.",
        "There must be a whole number here, not “{value}”.",
    ),
    "region_expects_number": (
        "Hier muss eine Zahl mit Dezimalpunkt stehen, nicht „{value}“.",
        "There must be a number with a decimal point here, not “{value}”.",
    ),
    "region_expects_yes_or_no": (
        "Hier muss true oder false stehen, nicht „{value}“.",
        "There must be true or false here, not “{value}”.",
    ),
    "region_expects_day": (
        "Hier muss ein Tag wie 2021-01-31 stehen, nicht „{value}“.",
        "There must be a day such as 2021-01-31 here, not “{value}”.",
    ),
    "region_expects_text": (
        "Hier muss ein Text stehen. Beginnt er mit „#“, gehört er in Anführungszeichen.",
        "There must be a text here. If it begins with “#”, put it in quotation marks.",
    ),
    "region_expects_mapping": (
        "Hier müssen Felder mit Doppelpunkt stehen (name: wert), nicht „{value}“.",
        "There must be fields with a colon here (name: value), not “{value}”.",
    ),
    "region_expects_list": (
        "Hier muss eine Liste stehen: Zeilen mit „- “ oder [a, b].",
        "There must be a list here: lines with “- ” or [a, b].",
    ),
    "region_expects_nothing": (
        "Hier darf nichts stehen, nicht „{value}“.",
        "There must be nothing here, not “{value}”.",
    ),
    "region_expects_other": (
        "„{value}“ passt hier nicht; docs/region-file.md beschreibt das Feld.",
        "“{value}” does not fit here; docs/region-file.md describes the field.",
    ),
    "region_rule": ("Das geht so nicht: {rule}.", "This cannot be: {rule}."),
    "region_source_or_dissolve": (
        "Ein Gebietsstand braucht entweder „source“ (eine Datei) oder „dissolve“ (aus feineren "
        "Gebieten), nicht beides.",
        "A boundary set needs either “source” (a file) or “dissolve” (of finer areas), not both.",
    ),
    "region_valid_to_before_from": (
        "„valid_to“ liegt vor „valid_from“.",
        "“valid_to” lies before “valid_from”.",
    ),
    "region_one_formula": (
        "Eine Formel besteht aus genau einem von „count“, „ratio“ und „value“.",
        "A formula is exactly one of “count”, “ratio” and “value”.",
    ),
    "region_threshold_hides_nothing": (
        "Eine Mindestfallzahl unter 2 verbirgt nichts; bitte eine andere Regel wählen.",
        "A threshold below 2 hides nothing; please choose another rule.",
    ),
    "region_classes_and_cuts": (
        "Es muss eine Klasse mehr geben als Grenzen in „cuts“.",
        "There must be one class more than bounds in “cuts”.",
    ),
    "region_cuts_must_rise": (
        "Die Grenzen in „cuts“ müssen ansteigen.",
        "The bounds in “cuts” must rise.",
    ),
    "region_records_and_json": (
        "„records“ gehört zu kind: json, und json braucht „records“.",
        "“records” belongs to kind: json, and json needs “records”.",
    ),
    "region_decimal_is_thousands": (
        "Dezimal- und Tausenderzeichen sind dasselbe.",
        "The decimal and the thousands sign are the same.",
    ),
    "region_key_or_whole": (
        "„area“ braucht entweder „key“ (eine Spalte) oder „whole“ (ein Gebiet für alle Zeilen).",
        "“area” needs either “key” (a column) or “whole” (one area for every row).",
    ),
    "region_one_way_to_values": (
        "„values“ braucht genau eines von „columns“, „long“ und „period_columns“.",
        "“values” needs exactly one of “columns”, “long” and “period_columns”.",
    ),
    "region_one_way_to_dissolve": (
        "„dissolve“ braucht genau eines von „prefix“, „column“ und „whole“.",
        "“dissolve” needs exactly one of “prefix”, “column” and “whole”.",
    ),
    "region_prefix_needs_length": (
        "by: prefix braucht „length“, die Zahl der Zeichen.",
        "by: prefix needs “length”, the number of characters.",
    ),
    "region_column_needs_column": (
        "by: column braucht „column“, die Spalte mit dem Schlüssel des übergeordneten Gebiets.",
        "by: column needs “column”, which holds the code of the coarser area.",
    ),
    # names
    "region_key_twice": (
        "Das Kürzel „{key}“ ist schon vergeben.",
        "The key “{key}” is already taken.",
    ),
    "region_unknown_key": (
        "„{key}“ kommt unter „{kind}“ nicht vor.{meant: Gemeint ist vielleicht „…“.}",
        "“{key}” does not occur under “{kind}”.{meant: Perhaps “…” is meant.}",
    ),
    # loops, files, periods, patterns
    "region_loop": (
        "Die Schleife lässt sich nicht ausschreiben ({said}). Bereiche steigen an und werden wie "
        "2000..2023 geschrieben.",
        "The loop cannot be spelt out ({said}). Ranges rise and are written like 2000..2023.",
    ),
    "region_loop_unused": (
        "Die Schleife läuft über „{name}“, aber {{{name}}} steht weder in „file“ noch in „period“.",
        "The loop runs over “{name}”, but {{{name}}} stands neither in “file” nor in “period”.",
    ),
    "region_placeholder_unknown": (
        "{{{name}}} steht im Dateinamen, aber „each“ kennt „{name}“ nicht.",
        "{{{name}}} stands in the file name, but “each” does not know “{name}”.",
    ),
    "region_file_outside": (
        "Der Dateiname „{wanted}“ verlässt das Datenverzeichnis. Bitte einen Namen darunter "
        "angeben.",
        "The file name “{wanted}” leaves the data directory. Please give a name below it.",
    ),
    "region_file_missing": (
        "Die Datei „{wanted}“ liegt nicht im Datenverzeichnis (--data).{meant: Gemeint ist "
        "vielleicht „…“.}",
        "The file “{wanted}” is not in the data directory (--data).{meant: Perhaps “…” is meant.}",
    ),
    "region_no_data_directory": (
        "Den Ordner „{folder}“ (--data) gibt es nicht.",
        "There is no folder “{folder}” (--data).",
    ),
    "region_no_folder": (
        "Im Datenverzeichnis (--data) gibt es keinen Ordner „{folder}“ (für „{wanted}“).",
        "There is no folder “{folder}” in the data directory (--data), for “{wanted}”.",
    ),
    "region_no_period": (
        "„{value}“ ist kein Zeitraum. Möglich sind 2020, 2020-12-31, 31.12.2020, 2020-12, 2020-Q4, "
        "4. Quartal 2020, 2020-H2, 2. Halbjahr 2020 und 2020/21.",
        "“{value}” is no period. Possible are 2020, 2020-12-31, 31.12.2020, 2020-12, 2020-Q4, "
        "4. Quartal 2020, 2020-H2, 2. Halbjahr 2020 and 2020/21.",
    ),
    "region_no_day": (
        "Den Tag „{value}“ gibt es nicht.",
        "There is no day “{value}”.",
    ),
    "region_period_pattern": (
        "Das Muster „{pattern}“ muss eine benannte Gruppe (?P<year>…) haben und darf daneben nur "
        "half, quarter, month und day benennen.",
        "The pattern “{pattern}” must have a named group (?P<year>…) and may name nothing else but "
        "half, quarter, month and day.",
    ),
    "region_pattern_wrong": (
        "„{pattern}“ ist kein regulärer Ausdruck ({said}).",
        "“{pattern}” is no regular expression ({said}).",
    ),
    "region_pattern_without_group": (
        "Das Muster „{pattern}“ hat keine Klammer; gelesen wird, was in der ersten Klammer steht.",
        "The pattern “{pattern}” has no group; what is read is its first group.",
    ),
    # what belongs together
    "region_box": (
        "„box“ muss Westen, Süden, Osten, Norden in Grad nennen, und Westen vor Osten.",
        "“box” must give west, south, east, north in degrees, and west before east.",
    ),
    "region_key_reserved": (
        "„{value}“ ist als Kürzel der Region vergeben: Unter dieser Adresse hat die Anwendung eine "
        "eigene Seite.",
        "“{value}” cannot be the key of a region: the site has a page of its own at that address.",
    ),
    "region_periods_never_meet": (
        "„{indicator}“: Zähler und Nenner kommen nie für denselben Zeitbezug: {first} für "
        "„{first_period}“, {second} für „{second_period}“. Bitte gleich schreiben.",
        "“{indicator}”: numerator and denominator never come for the same period: {first} for "
        "“{first_period}”, {second} for “{second_period}”. Please write them alike.",
    ),
    "region_class_undeclared": (
        "Der Index „{index}“ vergibt die Klasse {value}, die der Indikator „{indicator}“ nicht "
        "kennt.",
        "The index “{index}” gives the class {value}, which the indicator “{indicator}” does not "
        "know.",
    ),
    "region_no_such_crs": (
        "Ein Koordinatensystem EPSG:{crs} gibt es nicht. Üblich sind 25832, 25833, 31467 und 4326.",
        "There is no coordinate system EPSG:{crs}. Usual ones are 25832, 25833, 31467 and 4326.",
    ),
    "region_srid_in_degrees": (
        "EPSG:{crs} misst in Grad; Längen und Flächen brauchen Meter, etwa 25832 oder 25833.",
        "EPSG:{crs} measures in degrees; lengths and areas need metres, such as 25832 or 25833.",
    ),
    "region_default_not_shown": (
        "Die Region beginnt mit „{indicator}“ auf der Ebene „{level}“, doch der Indikator wird "
        "dort nicht gezeigt (siehe „levels“ des Indikators).",
        "The region starts with “{indicator}” on the level “{level}”, but the indicator is not "
        "shown there (see “levels” of the indicator).",
    ),
    "region_level_without_set": (
        "Für die Ebene „{level}“ gibt es keinen Gebietsstand.",
        "There is no boundary set for the level “{level}”.",
    ),
    "region_sets_overlap": (
        "Der Gebietsstand „{set}“ gilt zum Teil zugleich mit „{other}“ (Ebene „{level}“). An jedem "
        "Tag darf je Ebene nur einer gelten; bitte „valid_from“ und „valid_to“ prüfen.",
        "The boundary set “{set}” is valid partly together with “{other}” (level “{level}”). On "
        "any day only one per level may be valid; please check “valid_from” and “valid_to”.",
    ),
    "region_dissolves_no_finer_set": (
        "„{set}“ liegt nicht auf einer feineren Ebene als „{level}“ und kann nicht dazu "
        "zusammengefasst werden. Ebenen stehen von fein nach grob.",
        "“{set}” is not on a finer level than “{level}” and cannot be joined to it. Levels are "
        "listed from fine to coarse.",
    ),
    "region_parent_not_coarser": (
        "„{set}“ liegt nicht auf einer gröberen Ebene als „{level}“ und kann kein übergeordneter "
        "Gebietsstand sein. Ebenen stehen von fein nach grob.",
        "“{set}” is not on a coarser level than “{level}” and cannot be a parent. Levels are "
        "listed from fine to coarse.",
    ),
    "region_link_across_levels": (
        "„{first}“ und „{second}“ müssen zwei Gebietsstände derselben Ebene sein.",
        "“{first}” and “{second}” must be two boundary sets of one level.",
    ),
    "region_measure_never_delivered": (
        "Die Messgröße „{measure}“ wird von keiner Lieferung, Korrektur oder Indexberechnung "
        "gefüllt.",
        "The measure “{measure}” is filled by no delivery, correction or index.",
    ),
    "region_part_of_itself": (
        "Die Messgröße „{measure}“ kann nicht Teil ihrer selbst sein.",
        "The measure “{measure}” cannot be a part of itself.",
    ),
    "region_only_counts_add_up": (
        "Nur Zahlen (kind: count) haben Teile, die sich addieren: „{key}“.",
        "Only counts (kind: count) have parts that add up: “{key}”.",
    ),
    "region_measure_twice": (
        "„{measure}“ steht unter „columns“ und unter „sums“. Bitte eines streichen.",
        "“{measure}” stands under “columns” and under “sums”. Please remove one.",
    ),
    "region_sums_need_columns": (
        "„sums“ geht nur zusammen mit „columns“.",
        "“sums” goes together with “columns” only.",
    ),
    "region_sign_and_code": (
        "„{sign}“ ist unter „signs“ eine Lücke und unter „codes“ eine Zahl. Bitte eines streichen.",
        "“{sign}” is a gap under “signs” and a number under “codes”. Please remove one.",
    ),
    "region_classes_and_kind": (
        "„{indicator}“: „classes“ gehört zu kind: class, und kind: class braucht „classes“.",
        "“{indicator}”: “classes” belongs to kind: class, and kind: class needs “classes”.",
    ),
    "region_class_twice": (
        "„{indicator}“: zwei Klassen haben dieselbe Zahl.",
        "“{indicator}”: two classes have the same number.",
    ),
    "region_kind_and_formula": (
        "„{indicator}“ ist als {kind} angegeben, die Formel ist aber „{formula}“. Zahlen (count) "
        "brauchen eine Formel „count“, alle anderen „ratio“ oder „value“.",
        "“{indicator}” is declared as {kind}, but its formula is “{formula}”. Counts need the "
        "formula “count”, all others “ratio” or “value”.",
    ),
    "region_aggregation_and_formula": (
        "„{indicator}“: aggregation: {aggregation} passt nicht zur Formel „{formula}“; möglich: "
        "{allowed}. Fertige Werte, Mittelwerte und Indizes werden nie zusammengefasst.",
        "“{indicator}”: aggregation: {aggregation} does not fit the formula “{formula}”; possible: "
        "{allowed}. Ready values, means and indices are never aggregated.",
    ),
    "region_breaks_must_rise": (
        "Die Klassengrenzen der Ebene „{level}“ müssen ansteigen.",
        "The class breaks of the level “{level}” must rise.",
    ),
    "region_manual_needs_breaks": (
        "method: manual braucht Klassengrenzen unter „breaks“.",
        "method: manual needs class breaks under “breaks”.",
    ),
    "region_set_of_another_level": (
        "Der Gebietsstand „{set}“ gehört nicht zur Ebene „{level}“.",
        "The boundary set “{set}” does not belong to the level “{level}”.",
    ),
    "region_right_closed": (
        "„right_closed“ nennt {given} Seiten für {cuts:Grenze|Grenzen}; bitte eine je Grenze oder "
        "eine für alle.",
        "“right_closed” gives {given} sides for {cuts:cut|cuts}; please one for each or one for "
        "all.",
    ),
    "region_release_unsafe": (
        "„{indicator}“ darf noch nicht öffentlich werden: Die Regel „{policy}“ verbirgt kleine "
        "Zahlen, aber noch nicht, was sich aus Summen ausrechnen lässt. Öffentlich sind nur Werte, "
        "die die Quelle selbst veröffentlicht hat (published_by_source) oder die keine Personen "
        "betreffen (no_personal_data); sonst audience: internal.",
        "“{indicator}” may not become public yet: the policy “{policy}” hides small counts, but "
        "not yet what can be worked out from sums. Public are only values the source itself has "
        "published (published_by_source) or that concern no persons (no_personal_data); otherwise "
        "audience: internal.",
    ),
    "region_releases_nothing": (
        "Die Datei gibt nichts frei („release“ fehlt); auf der Karte ist dann nichts zu sehen.",
        "The file releases nothing (“release” is missing); the map will be empty.",
    ),
}  # fmt: skip
