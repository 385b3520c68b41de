"""A table without geometry becomes a grid of squares that touch and do not overlap."""

from pathlib import Path

import pytest
import shapely

from spatial_units.importing.boundaries import read_boundaries
from spatial_units.importing.layout import BoundarySource

SOURCE = {
    "file": "areas.csv",
    "tiles": {"corner": [500000.0, 5500000.0], "side": 10.0},
    "crs": 25832,
    "code": {"column": "id"},
    "name": {"column": "name"},
}


def read(folder: Path, table: str) -> tuple[list[str], list[shapely.Geometry], list[str]]:
    (folder / "areas.csv").write_text(table)
    found = read_boundaries(folder / "areas.csv", BoundarySource.model_validate(SOURCE), folder)
    shapes = list(shapely.from_wkb([one.wkb for one in found.features]))
    return [one.code for one in found.features], shapes, [one.code for one in found.problems]


def test_squares_fill_the_grid_from_the_north_west(tmp_path: Path) -> None:
    rows = "".join(f"{n},Area {n}\n" for n in range(1, 6))
    codes, shapes, problems = read(tmp_path, f"id,name\n{rows}")
    assert codes == ["1", "2", "3", "4", "5"]
    corners = [(shape.bounds[0] - 500000, shape.bounds[1] - 5500000) for shape in shapes]
    assert corners == [(0, 10), (10, 10), (20, 10), (0, 0), (10, 0)]
    assert {shape.area for shape in shapes} == {100.0}
    assert shapely.union_all(shapes).area == 500
    assert problems == []


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    codes, _, problems = read(tmp_path, "id,name\n")
    assert codes == []
    assert problems == ["only_a_header"]


@pytest.mark.parametrize("table", ["nr,name\n1,A\n", "id,name\n1,A\n1,B\n"])
def test_a_missing_column_and_a_code_twice_are_told(tmp_path: Path, table: str) -> None:
    _, _, problems = read(tmp_path, table)
    assert problems
