"""Read a file of boundaries into features a database can take, and say what is odd.

`read_boundaries_limited` is what actions call: it reads in a limited child process.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from spatial_units.importing.boundary_features import Boundaries, BoundaryFeature
from spatial_units.importing.findings import (
    Findings,
    problems_from_plain,
    problems_to_plain,
    shown_name,
)
from spatial_units.importing.keys import column_missing, make_key, make_keys, pattern_is_good
from spatial_units.importing.layout import BoundarySource, Drop, KeyRule, RenameCode
from spatial_units.importing.names import read_names_below
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import TIMEOUT_SECONDS, run_limited
from spatial_units.importing.tabular import Column, ColumnBuilder

if TYPE_CHECKING:
    from spatial_units.importing.gdal_reader import Layer

__all__ = ["Boundaries", "BoundaryFeature", "read_boundaries", "read_boundaries_limited"]

_WHERE_READ = "boundaries"


def read_boundaries_limited(
    path: Path,
    source: BoundarySource,
    data_directory: Path,
    *,
    drop: Sequence[Drop] = (),
    rename: Sequence[RenameCode] = (),
    keep_columns: Sequence[str] = (),
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Boundaries:
    """`read_boundaries` in a limited child; never raises because of the file's content."""
    arguments = {
        "path": str(path.resolve()),
        "source": source.model_dump(mode="json"),
        "data_directory": str(data_directory.resolve()),
        "drop": [rule.model_dump(mode="json") for rule in drop],
        "rename": [rule.model_dump(mode="json") for rule in rename],
        "keep_columns": list(keep_columns),
    }
    answer = run_limited(
        "spatial_units.importing.boundaries:read_in_child",
        arguments,
        timeout_seconds=timeout_seconds,
        file=shown_name(path.resolve(), data_directory.resolve()),
    )
    if isinstance(answer, Problem):
        return Boundaries([], None, [answer])
    features = [BoundaryFeature(**feature) for feature in answer["features"]]
    box = tuple(answer["box"]) if answer["box"] else None
    return Boundaries(features, answer["crs"], problems_from_plain(answer["problems"]), box)


def read_in_child(
    path: str,
    source: dict[str, Any],
    data_directory: str,
    drop: list[dict[str, Any]],
    rename: list[dict[str, Any]],
    keep_columns: list[str],
) -> dict[str, Any]:
    """What the child runs: plain values in, plain values out."""
    boundaries = read_boundaries(
        Path(path),
        BoundarySource.model_validate(source),
        Path(data_directory),
        drop=[Drop.model_validate(rule) for rule in drop],
        rename=[RenameCode.model_validate(rule) for rule in rename],
        keep_columns=keep_columns,
    )
    return {
        "features": [vars(feature) for feature in boundaries.features],
        "crs": boundaries.crs,
        "problems": problems_to_plain(boundaries.problems),
        "box": boundaries.box,
    }


def read_boundaries(
    path: Path,
    source: BoundarySource,
    data_directory: Path,
    *,
    drop: Sequence[Drop] = (),
    rename: Sequence[RenameCode] = (),
    keep_columns: Sequence[str] = (),
) -> Boundaries:
    """Read, check and mend in this process; call it in a limited child only.

    Repairs (`drop`, `rename`) come before codes are compared and borders checked. The
    features are empty where the file could not be used at all.
    """
    from spatial_units.importing.crs import check_coordinates, declared_or_found
    from spatial_units.importing.repairs import apply_repairs, report_duplicates

    findings = Findings(shown_name(path.resolve(), data_directory.resolve()))
    layer = _open(path, source, findings)
    if layer is None:
        return Boundaries([], None, findings.problems())
    crs = declared_or_found(source, layer.crs, findings)
    features = _features(layer, source, keep_columns, findings)
    if crs is None or not features:
        return Boundaries([], crs, findings.problems())
    features = _named(features, source, data_directory, findings)
    box = _box(features)
    check_coordinates(crs, box, source.swap_axes, findings, layer.crs)
    if source.swap_axes:
        findings.note("axes_swapped")
    features = apply_repairs(features, drop, rename, crs, findings)
    report_duplicates(features, crs, findings)
    _say_missing_names(features, findings)
    _check_coverage(features, findings)
    return Boundaries(features, crs, findings.problems(), _box(features) if features else box)


def _open(path: Path, source: BoundarySource, findings: Findings) -> "Layer | None":
    from spatial_units.importing.gdal_reader import read_layer
    from spatial_units.importing.geodata_files import checked_copy
    from spatial_units.importing.tiles import read_tiles

    if source.tiles is not None:
        return read_tiles(path, source, source.tiles, findings)
    directory = Path(_WHERE_READ).resolve()
    directory.mkdir(exist_ok=True)
    copy = checked_copy(path, source.layer, directory, findings)
    if copy is None:
        return None
    layer = read_layer(copy, source.layer, source.encoding, findings)
    if layer is not None and not source.crs and copy.suffix == ".shp":
        _say_missing_prj(copy, findings)
    return layer


def _say_missing_prj(copy: Path, findings: Findings) -> None:
    if not copy.with_suffix(".prj").exists():
        findings.note("shapefile_without_prj")


def _features(
    layer: "Layer", source: BoundarySource, keep_columns: Sequence[str], findings: Findings
) -> list[BoundaryFeature]:
    """The rows that are wanted, with codes, plain names and mended shapes."""
    import shapely

    from spatial_units.importing.polygons import placed, to_multipolygons

    rules = [rule for rule in (source.code, source.name) if rule is not None]
    wanted = [*source.where, *(rule.column for rule in rules), *keep_columns]
    for column in dict.fromkeys(wanted):
        if column not in layer.columns:
            column_missing(column, list(layer.columns), findings)
    if findings.failed:
        return []
    rows = _matching(layer, source.where, findings)
    codes = make_keys(
        _column(layer, source.code.column, rows), source.code, rows + 1, findings
    ).of_rows()
    names = _plain_names(layer, source.name, rows, findings)
    labels = [f"{name} ({code})" if name else code for code, name in zip(codes, names, strict=True)]
    shapes = placed(layer.shapes[rows], source.shift, source.swap_axes, findings)
    shapes = to_multipolygons(shapes, rows + 1, labels, findings)
    return [
        BoundaryFeature(
            row=row + 1,
            code=code,
            name=name,
            wkb=shapely.to_wkb(shape),
            attributes={column: layer.columns[column][row] for column in keep_columns},
        )
        for row, code, name, shape in zip(rows.tolist(), codes, names, shapes, strict=True)
        if code and shape is not None
    ]


def _matching(layer: "Layer", where: dict[str, str], findings: Findings) -> Any:
    """Numbers (from 0) of the features whose attributes match all patterns."""
    fits = np.ones(len(layer.shapes), dtype=bool)
    for column, pattern in where.items():
        if not pattern_is_good(pattern, findings, column):
            continue
        expression = re.compile(pattern)
        matching = [expression.fullmatch(text) is not None for text in layer.columns[column]]
        if not any(matching):
            findings.error("where_matches_nothing", column=column, pattern=pattern)
        fits &= np.array(matching)
    return np.flatnonzero(fits)


def _column(layer: "Layer", name: str, rows: Any) -> Column:
    builder = ColumnBuilder()
    texts = layer.columns[name]
    builder.extend(texts[row] for row in rows.tolist())
    return builder.build()


def _plain_names(layer: "Layer", rule: KeyRule | None, rows: Any, findings: Findings) -> list[str]:
    """Names as the file has them; empty where it has none or they do not match."""
    if rule is None or not pattern_is_good(rule.pattern, findings, rule.column):
        return [""] * len(rows)
    texts = layer.columns[rule.column]
    names = [" ".join((make_key(texts[row], rule) or "").split()) for row in rows.tolist()]
    for name in names:
        if "\ufffd" in name:
            findings.warning("letters_lost", column=rule.column, count=1)
            break
    return names


def _named(
    features: list[BoundaryFeature],
    source: BoundarySource,
    data_directory: Path,
    findings: Findings,
) -> list[BoundaryFeature]:
    """Names from the table of names, where one is declared."""
    if source.names_from is None:
        return features
    names, problems = read_names_below(data_directory, source.names_from)
    findings.take_over(problems)
    return [replace(part, name=names.get(part.code, part.name)) for part in features]


def _say_missing_names(features: list[BoundaryFeature], findings: Findings) -> None:
    """An area without a name goes by its code."""
    nameless = [position for position, feature in enumerate(features) if not feature.name]
    if nameless:
        examples = ", ".join(features[position].code for position in nameless[:5])
        findings.note("names_missing", count=len(nameless), examples=examples)
    for position in nameless:
        features[position] = replace(features[position], name=features[position].code)


def _box(features: list[BoundaryFeature]) -> tuple[float, float, float, float]:
    import shapely

    shapes = shapely.from_wkb([feature.wkb for feature in features])
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def _check_coverage(features: list[BoundaryFeature], findings: Findings) -> None:
    import shapely

    from spatial_units.importing.coverage import check_coverage

    if features:
        shapes = np.array(shapely.from_wkb([feature.wkb for feature in features]), dtype=object)
        check_coverage(shapes, [feature.code for feature in features], findings)
