"""Words about what a region file says as a whole: loops, files, periods, what fits together."""

WORDING_CONTENTS: dict[str, tuple[str, str]] = {
    # loops, files, periods, patterns
    "region_loop": (
        "Die Schleife lässt sich nicht ausschreiben ({said}). Bereiche steigen an und werden wie "
        "2000..2023 geschrieben.",
        "The loop cannot be spelt out ({said}). Ranges rise and are written like 2000..2023.",
    ),
    "region_loop_unused": (
        "Die Schleife läuft über „{name}“, aber {{{name}}} steht weder in „file“ noch in „sheet“ "
        "oder „period“.",
        "The loop runs over “{name}”, but {{{name}}} stands neither in “file” nor in “sheet” or "
        "“period”.",
    ),
    "region_placeholder_unknown": (
        "{{{name}}} steht hier, aber „each“ kennt „{name}“ nicht. Eine Schleife über die Jahre "
        "schreibt man each: {{{name}: [2019..2024]}}.",
        "{{{name}}} stands here, but “each” does not know “{name}”. A loop over years is written "
        "each: {{{name}: [2019..2024]}}.",
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
    "region_box_order": (
        "„box“ nennt Westen, Süden, Osten, Norden in dieser Reihenfolge. Gemeint ist wohl {meant}.",
        "“box” names west, south, east, north in this order. Probably {meant} is meant.",
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
        "Die Messgröße „{measure}“ wird von keiner Lieferung, Korrektur, Indexberechnung oder "
        "Kartenebene gefüllt.",
        "The measure “{measure}” is filled by no delivery, correction, index or layer.",
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
    "region_derived_unit": (
        "Der Ausdruck ergibt {wanted}, angegeben ist die Einheit „{unit}“. Bitte „{wanted}“ "
        "schreiben.",
        "The expression gives {wanted}, but the unit is “{unit}”. Please write “{wanted}” in "
        "German.",
    ),
    "region_derived_kind": (
        "Der Ausdruck ergibt „{unit}“ und keinen Anteil. Bitte bei „kind“ rate, mean oder index "
        "angeben.",
        "The expression gives “{unit}” and no share. Please give rate, mean or index as “kind”.",
    ),
    "region_circle": (
        "Was hier berechnet wird, braucht sich selbst: {cycle}. Bitte eines davon aus dem Rezept "
        "oder dem Ausdruck des anderen herausnehmen.",
        "What is computed here needs itself: {cycle}. Please take one of them out of the other's "
        "recipe or expression.",
    ),
    "region_derived_key": (
        "Das Kürzel „{key}“ ist für einen abgeleiteten Indikator zu lang; höchstens {limit} "
        "Zeichen.",
        "The key “{key}” is too long for a derived indicator; at most {limit} characters.",
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
        "{count:Indikator darf|Indikatoren dürfen} nicht öffentlich werden ({indicators}): Die "
        "Schutzregel ({policies}) verlangt, kleine Fallzahlen zu schützen, und geliefert werden "
        "fertige Werte ohne Fallzahlen. Bitte liefern Sie Fallzahlen, nennen Sie eine andere "
        "Regel mit Begründung oder audience: internal.",
        "{count:indicator|indicators} may not become public ({indicators}): the policy "
        "({policies}) wants small counts protected, and ready values without counts are "
        "delivered. Please deliver counts, name another policy with its reason, or audience: "
        "internal.",
    ),
    "region_made_up_unsaid": (
        "Die Stadt ist als erfunden gekennzeichnet („made_up: true“). Das muss auf jeder Seite "
        "stehen: Bitte ergänzen Sie unter „region“ einen Satz als „notice“.",
        "The city is marked as made up (“made_up: true”). Every page must say so: please add a "
        "sentence as “notice” under “region”.",
    ),
    "region_internal_above_public": (
        "Die Ebene „{level}“ kann nicht intern bleiben, solange feinere Ebenen öffentlich sind: "
        "aus deren Werten ließe sie sich ausrechnen.",
        "The level “{level}” cannot stay internal while finer levels are public: it could be "
        "worked out from their values.",
    ),
    "region_measure_kind_fixed": (
        "Das Merkmal „{key}“ hat schon Werte; seine Art „{kind}“ kann nicht mehr geändert werden. "
        "Legen Sie ein neues Merkmal an.",
        "The measure “{key}” holds values already; its kind “{kind}” cannot be changed any more. "
        "Make a new measure.",
    ),
    "region_catalogue_kept": (
        "{section}, „{key}“: In der Datenpflege wurde geändert: {texts}. Das bleibt so, obwohl die "
        "Regionsdatei anderes sagt. Soll die Datei gelten, laden Sie sie mit --texts-from-file; "
        "sonst übernehmen Sie die Änderung in die Datei.",
        "{section}, “{key}”: changed at the staff desk: {texts}. It stays so, although the region "
        "file says otherwise. To let the file count, load it with --texts-from-file; otherwise "
        "copy the change into the file.",
    ),
    "region_catalogue_replaced": (
        "{section}, „{key}“: In der Datenpflege geändert, jetzt wieder wie in der Datei: {texts}. "
        "Der frühere Stand steht im Protokoll.",
        "{section}, “{key}”: changed at the staff desk, now as in the file again: {texts}. The "
        "audit trail keeps what stood there before.",
    ),
    "region_texts_kept": (
        "Indikator {indicator}: In der Datenpflege wurde geändert: {texts}. Das bleibt so, obwohl "
        "die Regionsdatei anderes sagt. Soll die Datei gelten, laden Sie sie mit "
        "--texts-from-file; sonst übernehmen Sie den Text in die Datei.",
        "Indicator {indicator}: changed at the staff desk: {texts}. It stays so, although the "
        "region file says otherwise. To let the file count, load it with --texts-from-file; "
        "otherwise copy the text into the file.",
    ),
    "region_texts_replaced": (
        "Indikator {indicator}: In der Datenpflege geändert, jetzt wieder wie in der Datei: "
        "{texts}. Der frühere Text steht im Protokoll.",
        "Indicator {indicator}: changed at the staff desk, now as in the file again: {texts}. The "
        "audit trail keeps the earlier text.",
    ),
    "region_releases_nothing": (
        "Die Datei gibt nichts frei („release“ fehlt); auf der Karte ist dann nichts zu sehen.",
        "The file releases nothing (“release” is missing); the map will be empty.",
    ),
}  # fmt: skip
