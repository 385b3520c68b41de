"""Words about boundaries: coordinate systems, shapes, codes, how areas fit together."""

# What GEOS finds wrong with a shape, in German (IsValidOp).
FAULTS_OF_SHAPES = {
    "Self-intersection": "Linie schneidet sich selbst",
    "Ring Self-intersection": "Linie berührt sich selbst",
    "Hole lies outside shell": "Loch liegt außerhalb der Fläche",
    "Holes are nested": "Loch liegt in einem Loch",
    "Nested holes": "Loch liegt in einem Loch",
    "Nested shells": "Fläche liegt in einer Fläche",
    "Interior is disconnected": "Fläche zerfällt in Teile",
    "Duplicate Rings": "Linie kommt zweimal vor",
    "Too few points in geometry component": "zu wenige Punkte",
    "Ring is not closed": "Linie ist nicht geschlossen",
    "Invalid Coordinate": "ungültige Koordinate",
}

WORDING_AREAS: dict[str, tuple[str, str]] = {
    "crs_unknown": (
        "Das Koordinatensystem der Datei ist keines mit EPSG-Nummer: „{found}“. Bitte „crs“ "
        "angeben, bei verschobenem Ursprung auch „shift“ (etwa [-2000000, 0]).",
        "The coordinate system of the file is none with an EPSG number: “{found}”. Please "
        "declare “crs”, and “shift” where its origin is moved (such as [-2000000, 0]).",
    ),
    "crs_not_given": (
        "Die Datei sagt nicht, in welchem Koordinatensystem sie ist. Bitte „crs“ angeben, "
        "etwa 25832.",
        "The file does not say in which coordinate system it is. Please declare “crs”, such "
        "as 25832.",
    ),
    "crs_no_such": (
        "Ein Koordinatensystem EPSG:{crs} gibt es nicht. Bitte „crs“ prüfen; üblich sind 25832, "
        "25833, 31467, 31468, 3857 und 4326.",
        "There is no coordinate system EPSG:{crs}. Please check “crs”; usual ones are 25832, "
        "25833, 31467, 31468, 3857 and 4326.",
    ),
    "axes_swapped": (
        "Wie angegeben wurden Breite und Länge vertauscht; die Datei nennt die Breite zuerst.",
        "Latitude and longitude were swapped as declared; the file holds latitude first.",
    ),
    "crs_overridden": (
        "Wie angegeben als EPSG:{declared} gelesen; die Datei selbst nennt „{found}“.",
        "Read as EPSG:{declared} as declared; the file itself says “{found}”.",
    ),
    "crs_does_not_fit": (
        "Die Koordinaten ({box}) können nicht in EPSG:{crs} sein.{found: Die Datei selbst nennt "
        "„…“.} Bitte „crs“, „shift“ und „swap_axes“ prüfen.",
        "The coordinates ({box}) cannot be in EPSG:{crs}.{found: The file itself says “…”.} Please "
        "check “crs”, “shift” and “swap_axes”.",
    ),
    "swapped_axes_suspected": (
        "Breite und Länge scheinen vertauscht ({box}). Bitte „swap_axes: true“ angeben.",
        "Latitude and longitude seem to be swapped ({box}). Please declare “swap_axes: true”.",
    ),
    "shapefile_part_missing": (
        "Zum Shapefile fehlt: {parts}. Bitte alle Teile in denselben Ordner legen.",
        "Parts of the shapefile are missing: {parts}. Please put all parts into one folder.",
    ),
    "shapefile_cut_off": (
        "Das Shapefile ist abgeschnitten: {found} von {announced} Byte. Bitte neu kopieren.",
        "The shapefile is cut off: {found} of {announced} bytes. Please copy it again.",
    ),
    "shapefile_without_prj": (
        "Zum Shapefile fehlt die .prj-Datei mit dem Koordinatensystem.",
        "The shapefile has no .prj file with the coordinate system.",
    ),
    "not_a_feature_collection": (
        "Das ist keine GeoJSON-Sammlung von Gebieten: oberster Typ „{found}“ statt "
        "„FeatureCollection“.",
        "This is no GeoJSON collection of areas: its top type is “{found}”, not "
        "“FeatureCollection”.",
    ),
    "geopackage_damaged": (
        "Das GeoPackage ist beschädigt: {reason}.",
        "The GeoPackage is damaged: {reason}.",
    ),
    "geodata_damaged": (
        "Die Geodaten sind beschädigt: {reason}",
        "The geodata are damaged: {reason}",
    ),
    "layer_not_chosen": (
        "Die Datei hat {count} Ebenen ({layers}). Bitte „layer“ angeben.",
        "The file has {count} layers ({layers}). Please declare “layer”.",
    ),
    "layer_not_found": (
        "Die Ebene „{layer}“ gibt es nicht, wohl aber: {layers}.",
        "There is no layer “{layer}”, but: {layers}.",
    ),
    "layer_is_a_view": (
        "Die Ebene „{layer}“ ist eine Sicht (View) und wird nicht gelesen. Bitte als Tabelle "
        "speichern.",
        "The layer “{layer}” is a view and is not read. Please save it as a table.",
    ),
    "no_features": (
        "Die Datei enthält keine Objekte.",
        "The file holds no features.",
    ),
    "too_many_vertices": (
        "Die Grenzen haben {count} Stützpunkte, erlaubt sind {limit}. Bitte vereinfachen.",
        "The boundaries have {count} vertices; {limit} are allowed. Please simplify them.",
    ),
    "heights_dropped": (
        "{count:Gebiet hatte|Gebiete hatten} Höhen oder Messwerte an den Punkten; sie wurden "
        "weggelassen.",
        "{count:area|areas} had heights or measures at their points; these were left out.",
    ),
    "geometry_empty": (
        "„{area}“ hat keine Fläche (leere Geometrie).",
        "“{area}” has no shape (empty geometry).",
    ),
    "geometry_no_polygon": (
        "„{area}“ ist keine Fläche, sondern {kind}.",
        "“{area}” is no polygon but {kind}.",
    ),
    "geometry_parts_dropped": (
        "„{area}“ enthielt Linien oder Punkte; nur die Flächen wurden übernommen.",
        "“{area}” held lines or points; only its polygons were taken.",
    ),
    "geometry_repaired": (
        "Die Grenze von „{area}“ war ungültig ({reason}) und wurde repariert; die Fläche "
        "änderte sich um {percent:%}.",
        "The boundary of “{area}” was invalid ({reason}) and was repaired; its area changed "
        "by {percent:%}.",
    ),
    "duplicate_code": (
        "Der Schlüssel {area} kommt {count}-mal vor (Objekte {rows}; {names}). Punkte darin: "
        "{points}. Bitte mit „rename“ (at: der Punkt) den richtigen Schlüssel geben oder mit "
        "„drop“ weglassen.",
        "The code {area} occurs {count} times (features {rows}; {names}). Points inside: "
        "{points}. Please give the right code by “rename” (at: the point) or leave it out by "
        "“drop”.",
    ),
    "code_renamed": (
        "Der Schlüssel {area} wurde wie angegeben zu {to}: {reason}.",
        "The code {area} became {to} as declared: {reason}.",
    ),
    "rename_hits_nothing": (
        "Die Reparatur „rename“ von {area} zu {to} trifft am Punkt {place} "
        "{count:Gebiet|Gebiete} statt genau eines. Vielleicht hat der Herausgeber die Datei "
        "berichtigt; dann bitte streichen.",
        "The repair “rename” of {area} to {to} hits {count:area|areas} at {place} instead of "
        "exactly one. The publisher may have mended the file; then please remove it.",
    ),
    "feature_dropped": (
        "„{area}“ wurde wie angegeben weggelassen: {reason}.",
        "“{area}” was left out as declared: {reason}.",
    ),
    "drop_hits_nothing": (
        "Die Reparatur „drop“ von {area} trifft nichts. Vielleicht hat der Herausgeber die "
        "Datei berichtigt; dann bitte streichen.",
        "The repair “drop” of {area} hits nothing. The publisher may have mended the file; "
        "then please remove it.",
    ),
    "names_missing": (
        "{count:Gebiet hat|Gebiete haben} keinen Namen und {count:~heißt|heißen} nach dem "
        "Schlüssel: {examples}. Namen lassen sich mit „name“ oder „names_from“ angeben.",
        "{count:area has|areas have} no name and {count:~goes|go} by the code: {examples}. "
        "Names can be declared by “name” or “names_from”.",
    ),
    "borders_differ": (
        "Die gemeinsamen Grenzen von {count:Gebiet|Gebieten} haben verschiedene Stützpunkte "
        "({examples}); Flächen überlappen sich dadurch nicht messbar.",
        "The shared borders of {count:area|areas} have different vertices ({examples}); no "
        "measurable overlap comes of it.",
    ),
    "areas_overlap": (
        "{count:Gebiet überlappt|Gebiete überlappen} Nachbarn ({examples}), zusammen auf "
        "{percent:%} der Gesamtfläche.",
        "{count:area overlaps|areas overlap} their neighbours ({examples}), together on "
        "{percent:%} of the whole.",
    ),
    "gaps_between_areas": (
        "Zwischen den Gebieten {count:~ist|sind} {count:Lücke|Lücken}, zusammen {percent:%} "
        "der Gesamtfläche, die größte {largest:%}. Das können auch Gewässer oder fremde "
        "Enklaven sein.",
        "There {count:~is|are} {count:gap|gaps} between the areas, together {percent:%} of "
        "the whole, the largest {largest:%}. These may be waters or foreign enclaves.",
    ),
}
