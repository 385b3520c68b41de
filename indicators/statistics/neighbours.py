"""Which areas are neighbours: pairs of positions, made elsewhere from snapped polygons.

Queen's neighbours share a border or a corner. An island gets the nearest area, so that every
area has a neighbour. docs/methods/spatial.md.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from scipy.sparse import csr_array

from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.notes import Note


@dataclass(frozen=True)
class Neighbours:
    """`pairs` (n_pairs, 2): each two neighbours once, the lower position first, sorted."""

    n_areas: int
    pairs: IntArray

    @property
    def counts(self) -> IntArray:
        """How many neighbours each area has."""
        return np.bincount(self.pairs.ravel(), minlength=self.n_areas).astype(np.int64)

    @property
    def key(self) -> str:
        """Tells one set of neighbours from another, to be kept with a result."""
        return sha256(f"{self.n_areas}:{self.pairs.tolist()}".encode()).hexdigest()[:16]


def neighbours_of(pairs: IntArray, n_areas: int) -> Neighbours:
    """Neighbours from (n, 2) pairs of positions, in any order, once or both ways round.

    >>> found = neighbours_of(np.array([[1, 0], [0, 1], [2, 1]]), 4)
    >>> found.pairs.tolist(), found.counts
    ([[0, 1], [1, 2]], array([1, 2, 1, 0]))
    """
    given = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if len(given) and not (given.min() >= 0 and given.max() < n_areas):
        raise ValueError(f"A pair names an area beyond the {n_areas} there are.")
    if (given[:, 0] == given[:, 1]).any():
        raise ValueError("An area cannot be its own neighbour.")
    return Neighbours(n_areas, np.unique(np.sort(given, axis=1), axis=0))


def joined_islands(
    neighbours: Neighbours, points: FloatArray
) -> tuple[Neighbours, tuple[Note, ...]]:
    """Make each area without neighbour, and the area nearest to it, neighbours.

    Takes (n_areas, 2) points in metres, one in each area; of areas equally near, the first.
    The notes name the islands.

    >>> found, notes = joined_islands(
    ...     neighbours_of(np.array([[0, 1]]), 3), np.array([[0.0, 0.0], [5.0, 0.0], [9.0, 0.0]])
    ... )
    >>> found.pairs.tolist(), notes[0].key, notes[0].params
    ([[0, 1], [1, 2]], 'island_joined', {'area': 2, 'nearest': 1})
    """
    if points.shape != (neighbours.n_areas, 2):
        raise ValueError("There must be one point for each area.")
    if neighbours.n_areas < 2:
        return neighbours, ()
    islands = np.flatnonzero(neighbours.counts == 0)
    away = np.hypot(*(points[islands, np.newaxis] - points).T).T
    away[np.arange(len(islands)), islands] = np.inf
    links = np.column_stack([islands, away.argmin(axis=1)])
    notes = tuple(
        Note("island_joined", {"area": int(island), "nearest": int(nearest)})
        for island, nearest in links
    )
    both = np.vstack([neighbours.pairs, links])
    return neighbours_of(both, neighbours.n_areas), notes


def among(neighbours: Neighbours, kept: BoolArray) -> Neighbours:
    """The neighbours among the kept areas, which are counted anew from 0.

    >>> row = neighbours_of(np.array([[0, 1], [1, 2], [2, 3]]), 4)
    >>> among(row, np.array([True, False, True, True])).pairs.tolist()
    [[1, 2]]
    """
    position = np.cumsum(kept) - 1
    pairs = neighbours.pairs[kept[neighbours.pairs].all(axis=1)]
    return Neighbours(int(np.count_nonzero(kept)), position[pairs].astype(np.int64).reshape(-1, 2))


def row_standardised(neighbours: Neighbours) -> csr_array:
    """Weights (n_areas, n_areas): each area's neighbours weigh the same and 1 together."""
    one, other = neighbours.pairs.T
    rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
    shares = 1.0 / neighbours.counts[rows]
    size = (neighbours.n_areas, neighbours.n_areas)
    return csr_array((shares, (rows, columns)), shape=size)
