"""Neighbours and points out of TopoJSON, the form in which readers get the shapes.

Its points lie on a grid of about two metres: areas that share one of them share a border or a
corner. docs/methods/spatial.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from indicators.statistics.arrays import FloatArray, IntArray
from indicators.statistics.neighbours import Neighbours, neighbours_of

METRES_PER_DEGREE = 111_320.0

Topology = Mapping[str, Any]


def touching(topology: Topology) -> Neighbours:
    """The areas of a quantised TopoJSON document that share a point, by position in it.

    Raises KeyError if the document is no TopoJSON with an object "areas".
    """
    areas = topology["objects"]["areas"]["geometries"]
    arcs = _places(topology["arcs"])
    pairs = [
        (at, place)
        for at, area in enumerate(areas)
        for arc in _arcs_of(area.get("arcs") or [])
        for place in arcs[arc]
    ]
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    size = (len(areas), 1 + int(found[:, 1].max(initial=0)))
    holds = csr_array((np.ones(len(found)), (found[:, 0], found[:, 1])), shape=size)
    one, other = (holds @ holds.T).nonzero()
    apart = one != other
    return neighbours_of(np.column_stack([one[apart], other[apart]]), len(areas))


def points_in(topology: Topology) -> FloatArray:
    """(n_areas, 2) metres east and north of a point in each area, on a locally flat earth."""
    areas = topology["objects"]["areas"]["geometries"]
    degrees = np.array([area["properties"]["p"] for area in areas], dtype=np.float64)
    degrees = degrees.reshape(-1, 2)
    if not len(degrees):
        return degrees
    narrowed = np.cos(np.radians(degrees[:, 1].mean()))
    return np.asarray(degrees * METRES_PER_DEGREE * np.array([narrowed, 1.0]))


def codes_in(topology: Topology) -> list[str]:
    """The areas' codes in the order of their positions."""
    return [area["properties"]["c"] for area in topology["objects"]["areas"]["geometries"]]


def _places(arcs: Sequence[Sequence[Sequence[int]]]) -> list[IntArray]:
    """Of each arc the numbers of its points; equal points have equal numbers."""
    grid = [np.cumsum(np.asarray(arc, dtype=np.int64), axis=0) for arc in arcs]
    if not grid:
        return []
    _points, numbers = np.unique(np.vstack(grid), axis=0, return_inverse=True)
    ends = np.cumsum([len(arc) for arc in grid])[:-1]
    return [np.asarray(part, np.int64) for part in np.split(numbers.ravel(), ends)]


def _arcs_of(nested: int | Sequence[Any]) -> Iterator[int]:
    """Positions of arcs in rings of polygons; ~i is arc i the other way round."""
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
    else:
        for one in nested:
            yield from _arcs_of(one)
