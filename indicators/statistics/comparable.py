"""Bringing the parts of an index to one scale, by whichever way a publication goes.

Takes (n_areas,) numbers with gaps as NaN and gives (n_areas,) numbers of which more is a burden.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import FloatArray
from indicators.statistics.standardise import (
    has_no_spread,
    lowest_ranks,
    mean_and_deviation,
    min_max,
    percent_ranks,
    z_scores,
)

Way: TypeAlias = Literal[
    "as_it_is",
    "z",
    "min_max",
    "percent_rank",
    "rank",
    "distance",
    "exponential",
    "mazziotta_pareto",
    "one_to_hundred",
]
STANDARDISED = frozenset({"z", "mazziotta_pareto"})
NEED_SPREAD = frozenset({"z", "min_max", "mazziotta_pareto", "one_to_hundred"})
EXPONENTIAL = 23.0  # spreads the most deprived tenth over half of the scale from 0 to 100


@dataclass(frozen=True)
class Scale:
    """A way and its settings.

    `ddof` is for z and mazziotta_pareto; `goalposts` are fixed ends for min_max and
    one_to_hundred, in the part's unit, so that years can be compared; `reference` is what distance
    divides by; `decimals` are kept of the result. `turned_after` takes a percent rank of what is
    better from 1 instead of ranking the other way round, which makes a difference for ties (CDC).
    """

    way: Way = "as_it_is"
    ddof: int = 0
    goalposts: tuple[float, float] | None = None
    reference: float | None = None
    decimals: int | None = None
    turned_after: bool = False

    def __post_init__(self) -> None:
        if self.goalposts is not None and not self.goalposts[0] < self.goalposts[1]:
            raise ValueError("The lower goalpost must lie below the upper one.")
        if self.way == "distance" and not self.reference:
            raise ValueError("A distance needs a reference other than 0.")


AS_IT_IS = Scale()


def comparable(
    values: FloatArray,
    scale: Scale,
    *,
    direction: int,
    moments: tuple[float, float] | None = None,
) -> FloatArray:
    """Bring (n_areas,) values to a scale; `direction` is -1 where more is better. The `moments` of
    these values may be given where they are known already and the way is one of STANDARDISED.

    NaN for every area where the way needs values that differ and they do not.
    OECD/JRC (2008), 83-88; McLennan et al. (2019), English Indices of Deprivation, app. E, for
    the exponential way; Mazziotta and Pareto, Social Indicators Research 127 (2016).

    >>> comparable(np.array([1.0, 2, 4]), Scale("min_max", goalposts=(0, 10)), direction=-1)
    array([90., 80., 60.])
    """
    exact = np.asarray(values, dtype=np.float64)
    if scale.way in STANDARDISED:
        found = _standardised(exact, scale, direction, moments)
    else:
        found = _WAYS[scale.way](exact, scale, direction)
    return found if scale.decimals is None else np.round(found, scale.decimals)


def _as_it_is(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    return np.asarray(direction * values)


def _standardised(
    values: FloatArray, scale: Scale, direction: int, known: tuple[float, float] | None
) -> FloatArray:
    z = z_scores(values, ddof=scale.ddof, direction=direction, moments=known)
    return z if scale.way == "z" else np.asarray(100 + 10 * z)


def _min_max(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    if scale.goalposts is None:
        return min_max(values, direction=direction)
    low, high = scale.goalposts
    placed = 100 * (values - low) / (high - low)
    return np.asarray(placed if direction > 0 else 100 - placed)


def _percent_rank(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    if scale.turned_after and direction < 0:
        return np.asarray(1 - percent_ranks(values, direction=1))
    return percent_ranks(values, direction=direction)


def _rank(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    return lowest_ranks(direction * values)


def _distance(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    assert scale.reference is not None
    return np.asarray(direction * values / scale.reference)


def _exponential(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    """From 0 for the least burdened to 100 for the most; ties share the more burdened place."""
    n = np.count_nonzero(~np.isnan(values))
    if not n:
        return np.full(values.shape, np.nan)
    rank = lowest_ranks(-direction * values)  # 1 is the most burdened
    share = (n - rank + 1) / n
    return np.asarray(-EXPONENTIAL * np.log(1 - share * (1 - np.exp(-100 / EXPONENTIAL))))


def _one_to_hundred(values: FloatArray, scale: Scale, direction: int) -> FloatArray:
    """As min_max, but above 0, so that it can be multiplied."""
    return np.asarray(1 + 0.99 * _min_max(values, scale, direction))


_WAYS = {
    "as_it_is": _as_it_is,
    "min_max": _min_max,
    "percent_rank": _percent_rank,
    "rank": _rank,
    "distance": _distance,
    "exponential": _exponential,
    "one_to_hundred": _one_to_hundred,
}


def says_nothing(values: FloatArray, scale: Scale) -> bool:
    """Whether these values, all the same, cannot be brought to the scale."""
    fixed = scale.way == "min_max" and scale.goalposts is not None
    return scale.way in NEED_SPREAD and not fixed and has_no_spread(values)


def moments(values: FloatArray, scale: Scale) -> tuple[float, float]:
    """Mean and standard deviation a reader needs to check z-values, in the part's unit."""
    return mean_and_deviation(values, ddof=scale.ddof)
