"""Shorthand for the tests: write a file, read it in the limited child, look at the problems."""

import json
from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from indicators.importing.layout import TableLayout
from indicators.importing.values import Values, read_values, read_values_limited
from spatial_units.importing.boundaries import read_boundaries, read_boundaries_limited
from spatial_units.importing.boundary_features import Boundaries
from spatial_units.importing.layout import BoundarySource, KeyRule
from spatial_units.importing.problems import Problem, Severity

Ring = Sequence[Sequence[float]]


def square(x: float, y: float, size: float = 0.1) -> list[list[float]]:
    """A closed ring with its lower left corner at (x, y), in degrees somewhere in Germany."""
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def feature(code: object, *rings: Ring, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": f"Ort {code}", **properties},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def geojson(path: Path, features: Sequence[Mapping[str, Any]], **members: object) -> Path:
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": list(features), **members}),
        encoding="utf-8",
    )
    return path


def read_areas(path: Path, *, limited: bool = True, **declared: Any) -> Boundaries:
    """Read with columns `code` and `name`, unless declared otherwise.

    A child takes half a second; what is refused before GDAL sees it may be read without.
    """
    beside = {key: declared.pop(key) for key in ("drop", "rename") if key in declared}
    declared = {"code": KeyRule(column="code"), "name": KeyRule(column="name"), **declared}
    source = BoundarySource(file=path.name, **declared)
    if limited:
        return read_boundaries_limited(path, source, path.parent, **beside)
    with TemporaryDirectory() as directory, chdir(directory):
        return read_boundaries(path, source, path.parent, **beside)


def refused_areas(path: Path, **declared: Any) -> Boundaries:
    """Read in this process a file that never gets as far as GDAL."""
    return read_areas(path, limited=False, **declared)


def read_table_of(
    path: Path,
    variables: Mapping[str, str] | None = None,
    *,
    limited: bool = False,
    **layout: Any,
) -> Values:
    """Read a table with the columns `key` and `value`, unless declared otherwise."""
    layout = {
        "area": {"key": {"column": "key"}},
        "period": "2020",
        "values": {"columns": {"amount": "value"}},
        **layout,
    }
    read = read_values_limited if limited else read_values
    return read(path, TableLayout.model_validate(layout), variables or {}, path.parent)


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def codes(problems: Sequence[Problem], severity: Severity | None = None) -> list[str]:
    return [p.code for p in problems if severity is None or p.severity is severity]


def the(problems: Sequence[Problem], code: str) -> Problem:
    """The one problem of a kind; fails with all that was found where there is none."""
    found = [problem for problem in problems if problem.code == code]
    assert found, f"{code} not among {[(p.code, p.facts) for p in problems]}"
    return found[0]
