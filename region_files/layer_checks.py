"""Measures taken from a layer: does the layer have what they ask for, and may the public see it?"""

from collections.abc import Iterator, Sequence

from indicators.dependencies import delivered_behind
from indicators.statistics.formula import measures_of, read_formula
from region_files.derived import makers_in
from region_files.findings import Finding, closest, wrong
from region_files.schema import RegionFile
from region_files.schema_catalogue import IndicatorSpec, MeasureSpec, OfLayer
from region_files.schema_layers import LayerSpec
from region_files.yaml_lines import Path
from spatial_units.importing.findings import some


def of_layers(region: RegionFile, arrives: set[str]) -> Iterator[Finding]:
    """`arrives` are the measures that deliveries, corrections or indices bring."""
    layers = {one.key: one for one in region.layers}
    for i, measure in enumerate(region.measures):
        if measure.of_layer:
            layer, at = layers[measure.of_layer.layer], ("measures", i)
            if measure.key in arrives:
                yield wrong((*at, "of_layer"), "region_layer_and_delivery", measure=measure.key)
            if layer.kind != "point":
                yield wrong((*at, "of_layer", "layer"), "region_layer_of_lines", layer=layer.key)
            yield from _kind(measure, measure.of_layer, at)
            yield from _columns(measure.of_layer, layer, (*at, "of_layer"))


def _kind(measure: MeasureSpec, wish: OfLayer, at: Path) -> Iterator[Finding]:
    if measure.kind == "value" or (measure.kind == "amount" and wish.sum is None):
        yield wrong((*at, "kind"), "region_layer_measure_kind", measure=measure.key)


def _columns(wish: OfLayer, layer: LayerSpec, at: Path) -> Iterator[Finding]:
    shown = [one.column for one in layer.columns]
    values = {one.value for one in layer.category.values} if layer.category else set()
    for column, wanted in wish.where.items():
        if column not in layer.kept_columns:
            yield _unknown(column, layer.key, layer.kept_columns, (*at, "where", column))
        elif layer.category and column == layer.category.column:
            for j, value in enumerate(wanted):
                if value not in values:
                    facts = {"value": value, "meant": closest(value, sorted(values))}
                    place = (*at, "where", column, j)
                    yield wrong(place, "region_layer_category", layer=layer.key, **facts)
    if wish.sum is not None and wish.sum not in shown:
        yield _unknown(wish.sum, layer.key, shown, (*at, "sum"))


def _unknown(column: str, layer: str, columns: Sequence[str], at: Path) -> Finding:
    facts = {"meant": closest(column, columns), "columns": ", ".join(columns)}
    return wrong(at, "region_layer_column", column=column, layer=layer, **facts)


def of_hidden_layers(region: RegionFile) -> Iterator[Finding]:
    """What only the staff see on the map does not become public as a number."""
    internal = {one.key for one in region.layers if not one.public}
    taken = {one.key: one.of_layer.layer for one in region.measures if one.of_layer}
    closed = {key for key, layer in taken.items() if layer in internal}
    if not closed:
        return
    behind = delivered_behind(makers_in(region))
    for i, release in enumerate(region.release):
        if release.audience == "public":
            wanted = [
                one.key
                for one in region.indicators
                if release.indicators == "all" or one.key in release.indicators
                if closed & _all_behind(one, behind)
            ]
            if wanted:
                layers = sorted({taken[key] for key in closed})
                facts = {"indicators": some(wanted), "layers": ", ".join(layers)}
                place = ("release", i, "indicators")
                yield wrong(place, "region_release_of_layer", count=len(wanted), **facts)


def _all_behind(indicator: IndicatorSpec, behind: dict[str, frozenset[str]]) -> set[str]:
    own = set(measures_of(read_formula(indicator.formula.model_dump())))
    return own.union(*(behind.get(key, frozenset()) for key in own))
