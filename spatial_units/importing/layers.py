"""Read a file of points or lines into features a database can take, and say what is odd.

`read_layer_limited` is what loading calls: it reads in a limited child process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spatial_units.importing.findings import (
    Findings,
    problems_from_plain,
    problems_to_plain,
    shown_name,
)
from spatial_units.importing.keys import column_missing
from spatial_units.importing.layer_layout import LayerSource
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited

MOST_FEATURES = 20_000
MOST_VERTICES = 300_000
_WHERE_READ = "layer"
_SINGLE = {"point": "Point", "line": "LineString"}
_MULTIPLE = {"point": "MultiPoint", "line": "MultiLineString"}


@dataclass(frozen=True)
class LayerFeature:
    """One point or line as the file has it. `row` is the feature's number, or the CSV's row.

    `wkb` is a two-dimensional Point, LineString or MultiLineString in the CRS of
    `LayerFeatures.crs`, x (east) first. `attributes` holds the columns asked for.
    """

    row: int
    name: str
    wkb: bytes
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LayerFeatures:
    """`crs` is an EPSG code, None where nobody knows (then problems hold an error)."""

    features: list[LayerFeature]
    crs: int | None
    problems: list[Problem]


@dataclass(frozen=True)
class _Content:
    """What a file holds before anything is judged: shapely geometries or None, by row."""

    shapes: list[Any]
    columns: dict[str, list[str]]
    rows: list[int]
    crs: str


def read_layer_limited(
    source: LayerSource, data_directory: Path, keep_columns: Sequence[str]
) -> LayerFeatures:
    """`read_layer` in a limited child; never raises because of the file's content."""
    path = (data_directory / source.file).resolve()
    answer = run_limited(
        "spatial_units.importing.layers:read_in_child",
        {
            "source": source.model_dump(mode="json", include=set(LayerSource.model_fields)),
            "data_directory": str(data_directory.resolve()),
            "keep_columns": list(keep_columns),
        },
        file=shown_name(path, data_directory.resolve()),
    )
    if isinstance(answer, Problem):
        return LayerFeatures([], None, [answer])
    features = [LayerFeature(**feature) for feature in answer["features"]]
    return LayerFeatures(features, answer["crs"], problems_from_plain(answer["problems"]))


def read_in_child(
    source: dict[str, Any], data_directory: str, keep_columns: list[str]
) -> dict[str, Any]:
    """What the child runs: plain values in, plain values out."""
    read = read_layer(LayerSource.model_validate(source), Path(data_directory), keep_columns)
    return {
        "features": [vars(feature) for feature in read.features],
        "crs": read.crs,
        "problems": problems_to_plain(read.problems),
    }


def read_layer(
    source: LayerSource, data_directory: Path, keep_columns: Sequence[str]
) -> LayerFeatures:
    """Read and check in this process; call it in a limited child only."""
    from spatial_units.importing.crs import declared_or_found

    path = (data_directory / source.file).resolve()
    findings = Findings(shown_name(path, data_directory.resolve()))
    wanted = [source.name_column, *keep_columns]
    read = _from_table if path.suffix.lower() == ".csv" else _from_geodata
    content = read(path, source, wanted, findings)
    if content is None:
        return LayerFeatures([], None, findings.problems())
    crs = declared_or_found(source, content.crs, findings)
    features = _features(content, source, keep_columns, findings)
    if crs is not None and features:
        _check_place(features, crs, findings)
    return LayerFeatures(features, crs, findings.problems())


def _from_geodata(
    path: Path, source: LayerSource, wanted: Sequence[str], findings: Findings
) -> _Content | None:
    from spatial_units.importing.gdal_reader import read_layer as read_with_gdal
    from spatial_units.importing.geodata_files import checked_copy

    directory = Path(_WHERE_READ).resolve()
    directory.mkdir(exist_ok=True)
    copy = checked_copy(path, source.layer, directory, findings)
    layer = read_with_gdal(copy, source.layer, source.encoding, findings) if copy else None
    if layer is None:
        return None
    for column in dict.fromkeys(wanted):
        if column not in layer.columns:
            column_missing(column, list(layer.columns), findings)
    if findings.failed:
        return None
    shapes = layer.shapes.tolist()
    return _Content(shapes, layer.columns, list(range(1, len(shapes) + 1)), layer.crs)


def _from_table(
    path: Path, source: LayerSource, wanted: Sequence[str], findings: Findings
) -> _Content | None:
    import shapely

    from spatial_units.importing.delimited import read_delimited

    if source.coordinates is None or source.kind != "point":
        findings.error("layer_csv_needs_coordinates")
        return None
    if not path.is_file():
        findings.error("file_not_found")
        return None
    x, y = source.coordinates.x, source.coordinates.y
    columns = [*wanted, x, y]
    encoding = source.encoding or "utf-8"
    table = read_delimited(
        path, findings, encoding=encoding, delimiter=source.delimiter, keep=columns.__contains__
    )
    if table is None:
        return None
    for column in dict.fromkeys(columns):
        if column not in table.columns:
            column_missing(column, table.header, findings)
    if findings.failed:
        return None
    texts = {name: list(column) for name, column in table.columns.items()}
    rows = table.row_numbers.tolist()
    east = _numbers(texts[x], rows, x, source.decimal, findings)
    north = _numbers(texts[y], rows, y, source.decimal, findings)
    shapes = [
        None if at is None or up is None else shapely.Point(at, up)
        for at, up in zip(east, north, strict=True)
    ]
    return _Content(shapes, texts, rows, "")


def _numbers(
    texts: list[str], rows: list[int], column: str, decimal: str, findings: Findings
) -> list[float | None]:
    """Coordinates of a column; an empty one is None, what is no number an error."""
    found: list[float | None] = []
    for text, row in zip(texts, rows, strict=True):
        plain = text.strip()
        if decimal == ",":
            plain = plain.replace(".", "_").replace(",", ".")
        try:
            found.append(float(plain) if plain else None)
        except ValueError:
            findings.error("layer_coordinate_no_number", row, column, text=text[:40])
            found.append(None)
    return found


def _features(
    content: _Content, source: LayerSource, keep_columns: Sequence[str], findings: Findings
) -> list[LayerFeature]:
    import shapely

    features: list[LayerFeature] = []
    vertices = 0
    for place, (shape, row) in enumerate(zip(content.shapes, content.rows, strict=True)):
        name = " ".join(content.columns[source.name_column][place].split())
        fitting = _fitting(shape, source.kind, name, row, findings)
        if fitting is None:
            continue
        if not name:
            findings.warning("layer_name_missing", row, source.name_column)
        vertices += int(shapely.get_num_coordinates(fitting))
        attributes = {column: content.columns[column][place].strip() for column in keep_columns}
        features.append(LayerFeature(row, name, shapely.to_wkb(fitting), attributes))
    if len(features) > MOST_FEATURES or vertices > MOST_VERTICES:
        findings.error(
            "layer_too_large",
            features=len(features),
            vertices=vertices,
            most_features=MOST_FEATURES,
            most_vertices=MOST_VERTICES,
        )
    if not features:
        findings.error("layer_empty")
    return [] if findings.failed else features


def _fitting(shape: Any, kind: str, name: str, row: int, findings: Findings) -> Any | None:
    """The flat shape if it is of the declared kind; None where there is nothing to draw."""
    import numpy as np
    import shapely

    if shape is None or shape.is_empty:
        findings.warning("layer_without_place", row, name=name)
        return None
    flat = shapely.force_2d(shape)
    if flat.geom_type == _MULTIPLE[kind] and len(flat.geoms) == 1:
        flat = flat.geoms[0]
    allowed = {_SINGLE[kind]} | ({_MULTIPLE[kind]} if kind == "line" else set())
    if flat.geom_type not in allowed:
        code = "layer_no_point" if kind == "point" else "layer_no_line"
        findings.error(code, row, name=name, kind=flat.geom_type)
        return None
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        findings.error("layer_place_not_finite", row, name=name)
        return None
    return flat


def _check_place(features: list[LayerFeature], crs: int, findings: Findings) -> None:
    import shapely

    from spatial_units.importing.crs import check_coordinates

    shapes = shapely.from_wkb([feature.wkb for feature in features])
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    check_coordinates(crs, (west, south, east, north), swapped=False, findings=findings)
