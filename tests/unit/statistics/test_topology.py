"""Neighbours and points out of TopoJSON."""

import json
from typing import Any

import brotli
import numpy as np
import shapely

from indicators.statistics.topology import codes_in, points_in, touching
from spatial_units.shapes import make_shapes

SIDE = 6


def area(code: str, *arcs: int, point: tuple[float, float] = (0, 0)) -> dict[str, Any]:
    return {"type": "Polygon", "arcs": [list(arcs)], "properties": {"c": code, "p": list(point)}}


def document(*areas: dict[str, Any]) -> dict[str, Any]:
    """Two squares with a common border, one at a corner of the second, one far away."""
    arcs = [
        [[1, 0], [0, 1]],  # between A and B
        [[1, 1], [-1, 0], [0, -1], [1, 0]],  # the rest of A
        [[1, 0], [1, 0], [0, 1], [-1, 0]],  # the rest of B
        [[2, 1], [1, 0], [0, 1], [-1, 0], [0, -1]],  # C begins at a corner of B
        [[9, 9], [1, 0], [0, 1], [-1, -1]],  # D
    ]
    return {"type": "Topology", "arcs": arcs, "objects": {"areas": {"geometries": list(areas)}}}


def test_a_border_and_a_corner_make_neighbours_and_an_island_has_none() -> None:
    found = touching(document(area("A", 0, 1), area("B", 2, -1), area("C", 3), area("D", 4)))
    assert found.pairs.tolist() == [[0, 1], [1, 2]]
    assert found.counts.tolist() == [1, 2, 1, 0]


def test_an_area_of_several_parts_has_the_neighbours_of_all_of_them() -> None:
    scattered = area("D", 4) | {"type": "MultiPolygon", "arcs": [[[4]], [[3]]]}
    found = touching(document(area("B", 2, -1), scattered))
    assert found.pairs.tolist() == [[0, 1]]


def test_an_area_without_shape_has_no_neighbours() -> None:
    empty = {"type": None, "properties": {"c": "E", "p": [0, 0]}}
    assert touching(document(area("A", 0, 1), area("B", 2, -1), empty)).counts.tolist() == [1, 1, 0]
    assert touching(document()).n_areas == 0


def test_points_are_metres_on_a_flat_earth() -> None:
    """At 60 degrees north a degree of longitude is half as long as one of latitude."""
    found = points_in(document(area("A", 1, point=(10, 60)), area("B", 2, point=(11, 60))))
    assert np.diff(found, axis=0).round().tolist() == [[55_660, 0]]
    assert points_in(document()).shape == (0, 2)


def test_what_is_made_for_the_browser_gives_queens_neighbours_of_a_grid() -> None:
    boxes = [
        shapely.box(10 + 0.01 * x, 50 + 0.01 * y, 10.01 + 0.01 * x, 50.01 + 0.01 * y)
        for y in range(SIDE)
        for x in range(SIDE)
    ]
    codes = [f"{at:02}" for at in range(len(boxes))]
    made = make_shapes(np.array(boxes), codes, codes, [800_000.0] * len(boxes))
    topology = json.loads(brotli.decompress(made.topojson))
    place = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    expected = {
        (int(place[a, b]), int(place[c, d]))
        for a, b in np.ndindex(SIDE, SIDE)
        for c, d in np.ndindex(SIDE, SIDE)
        if max(abs(a - c), abs(b - d)) == 1 and place[a, b] < place[c, d]
    }
    assert {(a, b) for a, b in touching(topology).pairs.tolist()} == expected
    assert codes_in(topology) == codes
