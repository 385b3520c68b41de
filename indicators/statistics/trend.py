"""Which way values go over the years: Theil-Sen slope and Mann-Kendall test.

A break in the series (another definition, source or geography) ends one stretch and begins
the next; no trend runs across it. docs/methods/trend.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau

from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.notes import Note

FEWEST_FOR_TREND = 5


@dataclass(frozen=True)
class Trend:
    """The stretch from position `start` up to `stop` (excluded), and how each area went.

    (n_areas,): `n` known values; `slope` per unit of time; `p_value`, two-sided;
    `direction` 1 rising, -1 falling, 0 neither. All but `n` NaN with fewer than 5 values.
    """

    start: int
    stop: int
    n: IntArray
    slope: FloatArray
    p_value: FloatArray
    direction: FloatArray
    notes: tuple[Note, ...]


def trends(
    values: FloatArray,
    times: FloatArray,
    breaks: BoolArray,
    *,
    practical_change: float,
    significance: float = 0.05,
) -> tuple[Trend, ...]:
    """The trend of each stretch between breaks, oldest first.

    Takes `values` (n_areas, n_times), NaN for gaps, at `times` (n_times,), ascending, in
    years; `breaks` (n_times,) is True where a value cannot be compared with the one before.
    An area rises or falls if chance would show such an order in fewer than `significance`
    of cases, and the slope over the time from its first to its last value makes more than
    `practical_change` (in the unit of the values). Sen (1968), JASA 63, 1379-1389; Mann
    (1945), Econometrica 13, 245-259.

    >>> whole, = trends(
    ...     np.array([[1.0, 2.0, 4.0, 5.0, 9.0, 9.5]]), np.arange(2018.0, 2024.0),
    ...     np.full(6, False), practical_change=2,
    ... )
    >>> whole.slope.round(3), whole.p_value.round(4), whole.direction
    (array([1.833]), array([0.0028]), array([1.]))
    """
    if values.ndim != 2 or not values.shape[1] == len(times) == len(breaks):
        raise ValueError("Values, times and breaks do not fit each other.")
    if not (np.diff(times) > 0).all():
        raise ValueError("Times must ascend.")
    return tuple(
        _trend(values[:, start:stop], times[start:stop], start, practical_change, significance)
        for start, stop in _stretches(breaks)
    )


def theil_sen_slope(values: FloatArray, times: FloatArray) -> float:
    """The median of the slopes between any two points, none of them a gap.

    >>> theil_sen_slope(np.array([1.0, 2.0, 30.0]), np.array([2020.0, 2021.0, 2022.0]))
    14.5
    """
    earlier, later = np.triu_indices(len(values), k=1)
    slopes = (values[later] - values[earlier]) / (times[later] - times[earlier])
    return float(np.median(slopes))


def mann_kendall_p_value(values: FloatArray, times: FloatArray) -> float:
    """How often chance would put values so much in order, or more; 1 if all are the same.

    Exact where no two values tie (up to 33 of them), else by the normal curve.

    >>> round(mann_kendall_p_value(np.arange(5.0), np.arange(5.0)), 4)
    0.0167
    """
    if (values == values[0]).all():
        return 1.0
    return float(kendalltau(times, values).pvalue)


def _stretches(breaks: BoolArray) -> Iterator[tuple[int, int]]:
    starts = [0, *(int(at) for at in np.flatnonzero(breaks) if at > 0)]
    return zip(starts, [*starts[1:], len(breaks)], strict=True)


def _trend(
    values: FloatArray, times: FloatArray, start: int, practical_change: float, significance: float
) -> Trend:
    known = ~np.isnan(values)
    slope, p_value, span = (np.full(len(values), np.nan) for _ in range(3))
    n = np.count_nonzero(known, axis=1).astype(np.int64)
    for area in np.flatnonzero(n >= FEWEST_FOR_TREND):
        own, at = values[area, known[area]], times[known[area]]
        slope[area] = theil_sen_slope(own, at)
        p_value[area] = mann_kendall_p_value(own, at)
        span[area] = at[-1] - at[0]
    counts = (p_value < significance) & (np.abs(slope) * span > practical_change)
    direction = np.where(np.isnan(slope), np.nan, np.where(counts, np.sign(slope), 0.0))
    few = int(np.count_nonzero(n < FEWEST_FOR_TREND))
    told = {"areas": few, "needed": FEWEST_FOR_TREND}
    notes = (Note("trend_not_computable", dict(told)),) if few else ()
    return Trend(start, start + len(times), n, slope, p_value, direction, notes)
