"""Where the classes of a map end: one small function per method.

Each takes (n,) finite numbers in any order and returns the upper bounds of the classes in the
same unit, ascending, right-closed as in mapclassify 2.10: a value on a bound belongs to the
class that the bound ends. Bounds may repeat where values tie. None knows gaps or decimals;
`releases.classification` leaves out the gaps, rounds and makes the classes left-closed.
"""

import jenkspy  # type: ignore[import-untyped, unused-ignore]
import numpy as np

from indicators.statistics.arrays import FloatArray

EXACT_NATURAL_BREAKS = 10_000  # more values would take seconds; then evenly spaced ranks stand in


def upper_bounds_equal_interval(values: FloatArray, k: int) -> FloatArray:
    """Cut the range into `k` classes of the same width.

    >>> upper_bounds_equal_interval(np.array([0.0, 1.0, 10.0]), k=4)
    array([ 2.5,  5. ,  7.5, 10. ])
    """
    lowest, highest = values.min(), values.max()
    bounds = lowest + np.arange(1, k + 1) * (highest - lowest) / k
    bounds[-1] = highest
    return np.asarray(bounds, dtype=np.float64)


def upper_bounds_quantile(values: FloatArray, k: int) -> FloatArray:
    """Put about the same number of values into each of `k` classes.

    Linear interpolation, type 7 of Hyndman and Fan (1996), The American Statistician 50(4).

    >>> upper_bounds_quantile(np.array([1.0, 2.0, 3.0, 4.0]), k=2)
    array([2.5, 4. ])
    """
    bounds = np.quantile(values, np.arange(1, k + 1) / k, method="linear")
    return np.asarray(bounds, dtype=np.float64)


def upper_bounds_natural_breaks(values: FloatArray, k: int) -> FloatArray:
    """Make `k` classes whose values differ as little as possible within each class.

    Needs at least `k` different values. The exact optimum (least sum of squared deviations)
    of Fisher (1958), JASA 53, 789-798, by jenkspy, for up to 10,000 values; of more, 10,000
    at evenly spaced ranks, lowest and highest among them, stand for all.

    >>> upper_bounds_natural_breaks(np.array([1.0, 2.0, 10.0, 11.0]), k=2)
    array([ 2., 11.])
    """
    ordered = np.sort(values)
    centre = float(ordered[len(ordered) // 2])  # jenkspy squares sums: keep them small
    stand_in = _evenly_spaced(ordered, EXACT_NATURAL_BREAKS) - centre
    edges: list[float] = jenkspy.jenks_breaks(stand_in, min(k, len(np.unique(stand_in))))
    return np.array([edge + centre for edge in edges[1:]], dtype=np.float64)


def upper_bounds_standard_deviation(values: FloatArray, k: int) -> FloatArray:
    """Cut at whole standard deviations (n - 1) from the mean, as many as make `k` classes.

    An odd `k` leaves the mean inside the middle class, an even one cuts at the mean:
    5 cuts at -2, -1, 1, 2 and 4 at -1, 0, 1. The last bound is the highest value or, if
    larger, the last cut. Needs two values.

    >>> upper_bounds_standard_deviation(np.array([0.0, 1.0, 2.0]), k=3)
    array([0., 2., 2.])
    """
    ordered = np.sort(values)
    reach = (k - 1) // 2
    steps = np.array([s for s in range(-reach, reach + 1) if s != 0 or k % 2 == 0])
    cuts = ordered.mean() + steps * ordered.std(ddof=1)
    return np.append(cuts, max(ordered[-1], cuts[-1]))


def upper_bounds_head_tail(values: FloatArray, head_share: float) -> FloatArray:
    """Cut at the mean, then again at the mean of what lies above, for heavy right tails.

    Goes on while the head holds less than `head_share` (0 to 1) of the values it was cut
    from; the first cut is always made. Jiang (2013), The Professional Geographer 65(3),
    482-494, proposes 0.4; mapclassify goes on to the end, which is 1.

    >>> upper_bounds_head_tail(np.array([1.0, 1, 1, 1, 1, 1, 1, 2, 7, 20]), head_share=1)
    array([ 3.6, 13.5, 20. ])
    """
    bounds: list[float] = []
    rest = np.sort(values)
    while rest[0] < rest[-1]:
        mean = float(rest.mean())
        head = rest[rest > mean]
        if len(head) == 0 or (bounds and len(head) >= head_share * len(rest)):
            break
        bounds.append(mean)
        rest = head
    return np.array([*bounds, rest[-1]])


def upper_bounds_pretty(values: FloatArray, k: int) -> FloatArray:
    """Cut at round numbers: multiples of 1, 2 or 5 times a power of ten. `k` is a hint.

    Heckbert (1990), Nice numbers for graph labels, Graphics Gems, 61-63. Needs two
    different values and `k` of at least 2.

    >>> upper_bounds_pretty(np.array([3.0, 38.0]), k=4)
    array([20., 40.])
    """
    spread = float(values.max() - values.min())
    step = _round_number(_round_number(spread, (1, 2, 5)) / (k - 1), (1.5, 3, 7))
    first = np.floor(values.min() / step)
    last = np.ceil(values.max() / step)
    return np.asarray(np.arange(first + 1, last + 1) * step, dtype=np.float64)


def _round_number(number: float, limits: tuple[float, float, float]) -> float:
    """Replace the first digits by 1, 2, 5 or 10, whichever `limits` says comes next."""
    power = float(10.0 ** np.floor(np.log10(number)))
    steps_up = sum(number / power > limit for limit in limits)
    return (1.0, 2.0, 5.0, 10.0)[steps_up] * power


def _evenly_spaced(ordered: FloatArray, at_most: int) -> FloatArray:
    if len(ordered) <= at_most:
        return ordered
    return ordered[np.linspace(0, len(ordered) - 1, at_most).round().astype(np.int64)]
