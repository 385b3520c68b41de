"""Do like areas lie side by side? Moran's I of the city and of each area (LISA).

Both take (n_areas,) values, NaN for gaps and suppressed areas, sorted by area code;
neighbours and points of all areas. Areas without value are taken out, and their neighbours
share the weight. Chance is drawn from `seed`. docs/methods/spatial.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from indicators.statistics.arrays import FloatArray, IntArray
from indicators.statistics.comparison import adjusted_p_values
from indicators.statistics.neighbours import Neighbours, among, joined_islands, row_standardised
from indicators.statistics.notes import Note
from indicators.statistics.standardise import has_no_spread, mean_and_deviation

FEWEST_AREAS = 30
FEWEST_PERMUTATIONS, PERMUTATIONS_PER_AREA = 9999, 20
DRAWN_AT_ONCE = 1000
DECIMALS = 9  # finer differences of z-scores are binary noise
LISA_LABELS = ("not significant", "HH", "LL", "HL", "LH")  # own value, then the neighbours'


@dataclass(frozen=True)
class GlobalMoran:
    """Moran's I, NaN where it cannot be computed, and what stands behind it.

    `expected` is I under chance; `z_normal` the distance from it in standard errors of normal
    values; `p_value` the share of permutations as far out on the side of I. `weights` is the
    key of the neighbours used.
    """

    i: float
    expected: float
    z_normal: float
    p_value: float
    n: int
    permutations: int
    weights: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class LocalMoran:
    """(n_areas,): Moran's I, p-value and adjusted p-value of each area, NaN for gaps; `label`,
    the position in `LISA_LABELS`, -1 for gaps.
    """

    i: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    label: IntArray
    permutations: int
    weights: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Ground:
    """What a statistic stands on: z-scores of the areas with a value, and who lies beside whom."""

    z: FloatArray
    neighbours: Neighbours
    permutations: int
    notes: tuple[Note, ...]


def permutations_for(n_areas: int) -> int:
    """So many that, of `n_areas`, a single area can pass 0.05 after adjustment.

    >>> permutations_for(78), permutations_for(542)
    (9999, 10840)
    """
    return max(FEWEST_PERMUTATIONS, PERMUTATIONS_PER_AREA * n_areas)


def morans_i(
    values: FloatArray, neighbours: Neighbours, points: FloatArray, *, seed: int
) -> GlobalMoran:
    """1: like beside like; about 0: chance; -1: like a chessboard.

    Not computed for fewer than 30 areas with a value, nor for values that do not differ.
    Moran (1950), Biometrika 37, 17-23; Cliff and Ord (1981), Spatial Processes.
    """
    ground = _ground(values, neighbours, points)
    n, key = len(ground.z), ground.neighbours.key
    if not ground.permutations:
        return GlobalMoran(np.nan, np.nan, np.nan, np.nan, n, 0, key, ground.notes)
    weights = row_standardised(ground.neighbours)
    found = float(ground.z @ (weights @ ground.z) / n)
    drawn = np.concatenate(
        [
            np.einsum("ij,ij->j", shuffled, weights @ shuffled) / n
            for shuffled in _shuffled(ground.z, ground.permutations, np.random.default_rng(seed))
        ]
    )
    return GlobalMoran(
        found,
        -1 / (n - 1),
        (found + 1 / (n - 1)) / _error_of_normal_values(weights),
        float(_p_value(np.array([found]), drawn[:, np.newaxis])[0]),
        n,
        ground.permutations,
        key,
        ground.notes,
    )


def local_moran(
    values: FloatArray,
    neighbours: Neighbours,
    points: FloatArray,
    *,
    seed: int,
    significance: float = 0.05,
) -> LocalMoran:
    """Where high or low values lie together (HH, LL), or one stands out (HL, LH).

    The p-value is the share of permutations of the other areas as far out on the side seen;
    labelled is what passes `significance` after Benjamini and Hochberg. Anselin (1995),
    Geographical Analysis 27, 93-115.
    """
    ground = _ground(values, neighbours, points)
    i, p_value, adjusted = (np.full(values.shape, np.nan) for _ in range(3))
    label = np.full(values.shape, -1)
    if ground.permutations:
        known = ~np.isnan(values)
        lag = row_standardised(ground.neighbours) @ ground.z
        i[known] = ground.z * lag
        p_value[known] = _conditional_p_values(ground, lag, np.random.default_rng(seed))
        adjusted = adjusted_p_values(p_value)
        quadrant = _quadrant(ground.z, lag)
        label[known] = np.where(adjusted[known] <= significance, quadrant, 0)
    return LocalMoran(
        i,
        p_value,
        adjusted,
        label.astype(np.int64),
        ground.permutations,
        ground.neighbours.key,
        ground.notes,
    )


def _ground(values: FloatArray, neighbours: Neighbours, points: FloatArray) -> _Ground:
    if not len(values) == neighbours.n_areas == len(points):
        raise ValueError("Values, neighbours and points are not of the same areas.")
    kept = ~np.isnan(values)
    known = values[kept]
    inner, notes = joined_islands(among(neighbours, kept), points[kept])
    if len(known) < FEWEST_AREAS:
        told = Note("too_few_areas", {"n": len(known), "needed": FEWEST_AREAS})
        return _Ground(known, inner, 0, (told,))
    if has_no_spread(known):
        return _Ground(known, inner, 0, (Note("no_spread"),))
    mean, deviation = mean_and_deviation(known, ddof=0)
    positions = np.flatnonzero(kept)
    return _Ground(
        (known - mean) / deviation,
        inner,
        permutations_for(len(known)),
        tuple(_of_all_areas(note, positions) for note in notes),
    )


def _of_all_areas(note: Note, positions: IntArray) -> Note:
    """The note with positions among all areas instead of those with a value."""
    return Note(note.key, {key: int(positions[int(at)]) for key, at in note.params.items()})


def _shuffled(z: FloatArray, times: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    """Values shuffled over the areas, (n_areas, up to 1,000 columns) at a time."""
    for done in range(0, times, DRAWN_AT_ONCE):
        columns = min(DRAWN_AT_ONCE, times - done)
        yield rng.permuted(np.tile(z, (columns, 1)), axis=1).T


def _conditional_p_values(ground: _Ground, lag: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Each area keeps its value; its neighbours' values are drawn from all the other areas.

    One set of draws serves all areas: positions among the others, the own one skipped.
    """
    n, counts = len(ground.z), ground.neighbours.counts
    others = np.arange(n - 1, dtype=np.float64)
    draws = np.concatenate(
        [
            shuffled[: counts.max()].T.astype(np.int64)
            for shuffled in _shuffled(others, ground.permutations, rng)
        ]
    )
    found = np.empty(n)
    for area, (z, count) in enumerate(zip(ground.z, counts, strict=True)):
        drawn = draws[:, :count]
        lags = ground.z[drawn + (drawn >= area)].mean(axis=1)
        found[area] = _p_value(np.array([z * lag[area]]), z * lags[:, np.newaxis])[0]
    return found


def _p_value(found: FloatArray, drawn: FloatArray) -> FloatArray:
    """(n,) found against (n_permutations, n) drawn, counting ties on both sides."""
    own, others = np.round(found, DECIMALS), np.round(drawn, DECIMALS)
    above, below = (others >= own).sum(axis=0), (others <= own).sum(axis=0)
    return np.asarray((np.minimum(above, below) + 1) / (len(drawn) + 1), np.float64)


def _quadrant(z: FloatArray, lag: FloatArray) -> IntArray:
    high, high_around = z > 0, lag > 0
    own_high, own_low = np.where(high_around, 1, 3), np.where(high_around, 4, 2)
    return np.where(high, own_high, own_low).astype(np.int64)


def _error_of_normal_values(weights: csr_array) -> float:
    n, both = weights.shape[0], weights + weights.T
    s0, s1 = float(weights.sum()), float((both**2).sum()) / 2
    s2 = float(((np.asarray(weights.sum(axis=0)) + np.asarray(weights.sum(axis=1))) ** 2).sum())
    second = (n * n * s1 - n * s2 + 3 * s0 * s0) / (s0 * s0 * (n * n - 1))
    return float(np.sqrt(second - 1 / (n - 1) ** 2))
