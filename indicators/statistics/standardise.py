"""Make components comparable before they are added up.

Each takes (n_areas,) numbers in any unit, NaN where there is a gap, and returns (n_areas,)
numbers without unit, NaN where there was a gap. The order of the areas changes no bit.
"""

import numpy as np

from indicators.statistics.arrays import FloatArray

NO_SPREAD = 1e-12  # a range smaller than this share of the largest number is binary noise


def mean_and_deviation(values: FloatArray, *, ddof: int) -> tuple[float, float]:
    """Mean and standard deviation over the areas without a gap, unweighted, in the unit.

    `ddof` 0 divides by n (population: Berlin), 1 by n - 1 (sample: Townsend). Both are NaN
    without values, the deviation also with no more than `ddof` values; it is exactly 0
    where all values are the same.

    >>> mean_and_deviation(np.array([1.0, 3.0, np.nan]), ddof=0)
    (2.0, 1.0)
    """
    ordered = np.sort(values)[: np.count_nonzero(~np.isnan(values))]  # gaps come last
    if len(ordered) == 0:
        return np.nan, np.nan
    mean = float(ordered.mean())
    if len(ordered) <= ddof:
        return mean, np.nan
    if _is_noise(float(ordered[0]), float(ordered[-1])):
        return mean, 0.0
    return mean, float(ordered.std(ddof=ddof))


def has_no_spread(values: FloatArray) -> bool:
    """Whether all values that are no gaps are the same, but for binary noise.

    >>> has_no_spread(np.array([0.1 + 0.2, 0.3, np.nan]))
    True
    """
    if np.isnan(values).all():
        return True
    return _is_noise(float(np.fmin.reduce(values)), float(np.fmax.reduce(values)))


def _is_noise(lowest: float, highest: float) -> bool:
    return highest - lowest <= NO_SPREAD * max(abs(lowest), abs(highest))


def z_scores(
    values: FloatArray, *, ddof: int, direction: int, moments: tuple[float, float] | None = None
) -> FloatArray:
    """Distance from the mean in standard deviations; above 0 is a burden.

    `direction` is +1 where more is worse, -1 where more is better. NaN for every area if
    the values do not differ. `moments` are mean and deviation where they are known already.
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, 84.

    >>> z_scores(np.array([1.0, 2, 2, 5, np.nan, 10]), ddof=1, direction=1).round(4)
    array([-0.8165, -0.5443, -0.5443,  0.2722,     nan,  1.633 ])
    """
    _check_direction(direction)
    mean, deviation = moments or mean_and_deviation(values, ddof=ddof)
    if not deviation > 0:
        return np.full(values.shape, np.nan)
    z = values - mean
    z /= deviation
    return z if direction > 0 else -z


def min_max(values: FloatArray, *, direction: int) -> FloatArray:
    """Place each value between the lowest (0) and the highest (100); 100 is the burden.

    NaN for every area if the values do not differ. OECD/JRC (2008), 85. Not for trends: the
    ends move from year to year.

    >>> min_max(np.array([1.0, 2, 2, 5, np.nan, 10]), direction=1).round(3)
    array([  0.   ,  11.111,  11.111,  44.444,     nan, 100.   ])
    """
    _check_direction(direction)
    if has_no_spread(values):
        return np.full(values.shape, np.nan)
    directed = direction * values
    lowest, highest = np.nanmin(directed), np.nanmax(directed)
    return np.asarray(100 * (directed - lowest) / (highest - lowest), dtype=np.float64)


def lowest_ranks(values: FloatArray) -> FloatArray:
    """Rank from 1 for the smallest number; areas that tie share the lowest rank of them.

    >>> lowest_ranks(np.array([1.0, 2, 2, 5, np.nan, 10]))
    array([ 1.,  2.,  2.,  4., nan,  5.])
    """
    order = np.argsort(values)  # gaps come last; the order among ties does not matter
    ordered = values[order]
    is_new = np.ones(len(values), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    firsts = np.flatnonzero(is_new)
    ranks = np.empty(len(values))
    ranks[order] = np.repeat(firsts + 1.0, np.diff(np.append(firsts, len(values))))
    return np.where(np.isnan(values), np.nan, ranks)


def percent_ranks(values: FloatArray, *, direction: int) -> FloatArray:
    """Share (0 to 1) of the other areas that are less burdened; ties count as the lowest.

    (rank - 1) / (n - 1), as in the CDC's Social Vulnerability Index. NaN for a single area.

    >>> percent_ranks(np.array([1.0, 2, 2, 5, np.nan, 10]), direction=1)
    array([0.  , 0.25, 0.25, 0.75,  nan, 1.  ])
    """
    _check_direction(direction)
    others = np.count_nonzero(~np.isnan(values)) - 1
    if others < 1:
        return np.full(values.shape, np.nan)
    return (lowest_ranks(direction * values) - 1) / others


def _check_direction(direction: int) -> None:
    if direction not in {-1, 1}:
        raise ValueError(f"The direction must be 1 or -1, not {direction}.")
