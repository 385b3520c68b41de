"""Words about measures that are counted from a layer of points."""

WORDING_OF_LAYERS: dict[str, tuple[str, str]] = {
    "region_layer_and_delivery": (
        "Die Messgröße „{measure}“ wird aus einer Kartenebene gezählt und außerdem geliefert. "
        "Bitte eines streichen.",
        "The measure “{measure}” is counted from a layer and delivered as well. Please remove one.",
    ),
    "region_layer_of_lines": (
        "Die Ebene „{layer}“ hat Linien; zählen und summieren lassen sich nur Punkte.",
        "The layer “{layer}” has lines; only points can be counted and added up.",
    ),
    "region_layer_measure_kind": (
        "„{measure}“: Gezählte Punkte sind kind: count, Summen (sum) kind: count oder kind: "
        "amount.",
        "“{measure}”: Counted points are kind: count, sums (sum) kind: count or kind: amount.",
    ),
    "region_layer_column": (
        "Die Ebene „{layer}“ führt keine Spalte „{column}“.{meant: Gemeint ist vielleicht "
        "„…“.}{columns: Möglich sind: ….} Weitere Spalten bitte dort unter „columns“ nennen.",
        "The layer “{layer}” has no column “{column}”.{meant: Perhaps “…” is meant.}{columns: "
        "Possible are: ….} Please name further columns there under “columns”.",
    ),
    "region_layer_category": (
        "Die Ebene „{layer}“ kennt die Kategorie „{value}“ nicht.{meant: Gemeint ist vielleicht "
        "„…“.}",
        "The layer “{layer}” has no category “{value}”.{meant: Perhaps “…” is meant.}",
    ),
    "region_layer_in_region_file": (
        "„{measure}“: Was aus einer Kartenebene gezählt wird (of_layer), steht in der "
        "Regionsdatei und lässt sich hier nicht ändern.",
        "“{measure}”: What is counted from a layer (of_layer) stands in the region file and "
        "cannot be changed here.",
    ),
    "region_release_of_layer": (
        "{count:Indikator darf|Indikatoren dürfen} nicht öffentlich werden ({indicators}): Sie "
        "sind aus Ebenen gezählt, die nicht öffentlich sind ({layers}). Bitte geben Sie dort "
        "„public: true“ an oder hier audience: internal.",
        "{count:indicator|indicators} may not become public ({indicators}): they are counted from "
        "layers that are not ({layers}). Please say “public: true” there, or audience: internal "
        "here.",
    ),
    "region_points_outside": (
        "„{measure}“: {count:Punkt|Punkte} der Ebene „{layer}“ {count:~liegt|liegen} in keinem "
        "Gebiet von „{set}“ und {count:~zählt|zählen} nicht mit ({names}).",
        "“{measure}”: {count:point|points} of the layer “{layer}” {count:~lies|lie} in no area of "
        "“{set}” and {count:~is|are} not counted ({names}).",
    ),
    "region_points_without_number": (
        "„{measure}“: {count:Punkt|Punkte} der Ebene „{layer}“ ohne Zahl ({names}); "
        "ihre Gebiete erhalten keinen Wert.",
        "“{measure}”: {count:point|points} of the layer “{layer}” without a number ({names}); "
        "their areas get no value.",
    ),
}
