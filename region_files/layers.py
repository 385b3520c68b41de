"""Reading and storing the layers of points and lines a region file declares."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from accounts.models import Region
from indicators.actions import hash_of
from indicators.dependencies import measures_of_layers
from indicators.layer_measures import layer_of, points_of, sets_counted
from indicators.models import DataSource
from region_files.boundaries import with_siblings
from region_files.schema import RegionFile
from region_files.schema_layers import LayerCategories, LayerSpec
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.layer_layout import SYMBOLS
from spatial_units.importing.layers import LayerFeatures, read_layer_limited
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.layers import DeclaredLayer, Drawn, describe_layer, retire_layers, store_layer
from spatial_units.models import MapLayer


def layer_hashes(spec: RegionFile, data: Path, set_hashes: dict[str, str]) -> dict[str, str]:
    """Key → a name for file, declaration and the boundaries the features are placed in."""
    hashes = {}
    for declared in spec.layers:
        reading = declared.model_dump(mode="json", exclude={"name", "source", "date", "public"})
        content = [path.read_bytes() for path in with_siblings(data / declared.file)]
        box = [spec.region.box, spec.region.srid, set_hashes]
        hashes[declared.key] = hash_of(reading, box, *content)
    return hashes


def layers_to_read(spec: RegionFile, region: Region | None, hashes: dict[str, str]) -> list[str]:
    """Keys of layers that are not stored as the file has them now; all without a region."""
    stored = dict(MapLayer.objects.filter(region=region).values_list("key", "source_hash"))
    return [one.key for one in spec.layers if stored.get(one.key) != hashes[one.key]]


def read_layers(
    spec: RegionFile, keys: list[str], data: Path, progress: Callable[[str], None]
) -> dict[str, LayerFeatures]:
    read = {}
    for declared in spec.layers:
        if declared.key in keys:
            progress(f"Kartenebene {declared.key}: {declared.file}")
            read[declared.key] = read_layer_limited(declared, data, declared.kept_columns)
    return read


def store_layers(
    region: Region,
    spec: RegionFile,
    sources: dict[str, DataSource],
    hashes: dict[str, str],
    read: dict[str, LayerFeatures],
) -> list[Problem]:
    """Write all layers; call inside the loading transaction, after the boundary sets."""
    problems: list[Problem] = []
    retire_layers(region, [declared.key for declared in spec.layers])
    for position, spec_of_one in enumerate(spec.layers):
        declared = _declared(spec_of_one, position, sources, hashes[spec_of_one.key])
        found = read.get(spec_of_one.key)
        if found is None:
            describe_layer(region, declared)
            continue
        problems += found.problems
        if found.crs is None or has_errors(found.problems):
            continue
        drawn, misfits = _drawn(spec_of_one, found)
        problems += misfits
        problems += store_layer(region, declared, drawn, found.crs, spec_of_one.file)
    return problems


def _declared(
    spec: LayerSpec, position: int, sources: dict[str, DataSource], source_hash: str
) -> DeclaredLayer:
    source = sources[spec.source]
    return DeclaredLayer(
        key=spec.key,
        position=position,
        name_de=spec.name.de,
        name_en=spec.name.en,
        kind=spec.kind,
        categories=_categories(spec.category) if spec.category else [],
        columns=[
            {"column": column.column, "name": column.name.model_dump()} for column in spec.columns
        ],
        attribution=source.attribution,
        licence=source.licence,
        as_of=spec.date,
        is_public=spec.public,
        least_zoom=spec.min_zoom,
        source_hash=source_hash,
    )


def _categories(declared: LayerCategories) -> list[dict[str, Any]]:
    """With a symbol each; one that was not declared is the first that is still free."""
    taken = {one.symbol for one in declared.values}
    free = iter([symbol for symbol in SYMBOLS if symbol not in taken])
    return [
        {
            "column": declared.column,
            "value": one.value,
            "name": one.name.model_dump(),
            "symbol": one.symbol or next(free),
        }
        for one in declared.values
    ]


def problems_of_measures(region: Region) -> list[Problem]:
    """What measures lose of the points they count: those outside all areas, or without a number.

    Told with every load; call after the measures are written.
    """
    problems: list[Problem] = []
    for measure in measures_of_layers(region).order_by("key"):
        layer = layer_of(measure)
        points = points_of(measure, layer)
        lost = [("region_points_without_number", points.without_number(), "")]
        lost += [
            ("region_points_outside", points.outside(one), one.key) for one in sets_counted(layer)
        ]
        for code, names, boundaries in lost:
            if names:
                facts: dict[str, str | int | float] = {"measure": measure.key, "layer": layer.key}
                facts |= {"set": boundaries, "names": some(names), "count": len(names)}
                problems.append(Problem(code, Severity.WARNING, facts=facts))
    return problems


def _drawn(spec: LayerSpec, found: LayerFeatures) -> tuple[list[Drawn], list[Problem]]:
    """The features with numbers of categories; what fits none is told once per value."""
    findings = Findings(spec.file)
    unknown: Counter[str] = Counter()
    places = {one.value: at for at, one in enumerate(spec.category.values)} if spec.category else {}
    drawn = []
    for feature in found.features:
        category = -1
        if spec.category:
            value = feature.attributes[spec.category.column]
            category = places.get(value, -1)
            unknown.update([value] if category == -1 else [])
        texts = [feature.attributes[column.column] for column in spec.columns]
        drawn.append(Drawn(feature, category, texts))
    for value, count in unknown.items():
        findings.warning("layer_category_unknown", value=value, count=count)
    return drawn, findings.problems()
