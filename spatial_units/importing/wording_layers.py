"""Words about layers of points and lines."""

WORDING_LAYERS: dict[str, tuple[str, str]] = {
    "layer_csv_needs_coordinates": (
        "Eine CSV-Datei kann nur Punkte enthalten („kind: point“) und braucht „coordinates“ mit "
        "den Spalten „x“ und „y“.",
        "A CSV file can hold points only (“kind: point”) and needs “coordinates” with the "
        "columns “x” and “y”.",
    ),
    "layer_coordinate_no_number": (
        "„{text}“ ist keine Koordinate. Bitte auch „decimal“ prüfen.",
        "“{text}” is no coordinate. Please check “decimal” too.",
    ),
    "layer_empty": (
        "Die Datei enthält nichts, was sich zeichnen lässt.",
        "The file holds nothing that can be drawn.",
    ),
    "layer_name_missing": (
        "Der Name fehlt; auf der Karte steht dann „ohne Namen“.",
        "The name is missing; the map will say “without a name”.",
    ),
    "layer_without_place": (
        "„{name}“ hat keinen Ort und wurde weggelassen.",
        "“{name}” has no place and was left out.",
    ),
    "layer_no_point": (
        "„{name}“ ist kein einzelner Punkt, sondern {kind}.",
        "“{name}” is no single point but {kind}.",
    ),
    "layer_no_line": (
        "„{name}“ ist keine Linie, sondern {kind}.",
        "“{name}” is no line but {kind}.",
    ),
    "layer_place_not_finite": (
        "„{name}“ hat eine unendliche oder unbestimmte Koordinate.",
        "“{name}” has an infinite or undefined coordinate.",
    ),
    "layer_too_large": (
        "Die Ebene hat {features:Objekt|Objekte} mit {vertices:Stützpunkt|Stützpunkten}; erlaubt "
        "sind {most_features} Objekte und {most_vertices} Stützpunkte. Bitte auswählen oder "
        "vereinfachen.",
        "The layer has {features:feature|features} with {vertices:vertex|vertices}; allowed are "
        "{most_features} features and {most_vertices} vertices. Please select or simplify.",
    ),
}
