"""Where the classes of a map open: the rules that `releases.classification` offers.

Each takes (n,) *whole* numbers in ascending order without gaps (printed numbers, scaled by
10**decimals), at least two of them different, and a wish for `k` classes. Each gives breaks:
whole numbers, strictly ascending; a class holds lower ≤ x < upper, the last is closed. No class
is empty, save where the reader counts on fixed ones (standard deviation, fixed breaks).
"""

from dataclasses import dataclass

import numpy as np

from indicators.statistics import class_bounds
from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note

HEAD_SHARE = 0.4
FEW_FOR_A_SPREAD = 20
MOST_CLASSES = 9


@dataclass(frozen=True)
class Breaks:
    """The numbers that open the second and each later class, and what is to be said of them.

    `below` counts the classes below the reference of a diverging division, else None.
    `scale` holds lowest and highest of the colour ramp of unclassed values, else None.
    """

    inner: FloatArray
    notes: tuple[Note, ...] = ()
    below: int | None = None
    scale: tuple[float, float] | None = None


def equal_interval(ordered: FloatArray, k: int) -> Breaks:
    """Open classes at equal distances, rounded; a class that is empty joins the next.

    >>> equal_interval(np.array([0.0, 1.0, 2.0, 40.0]), k=4).inner
    array([10.])
    """
    wished = _whole(class_bounds.upper_bounds_equal_interval(ordered, k)[:-1])
    inner = _without_empty_classes(ordered, wished)
    return Breaks(inner, _why_fewer(ordered, k, inner, "empty_classes_merged"))


def quantile(ordered: FloatArray, k: int) -> Breaks:
    """Open each class at the lowest value above the quantile, so that ties stay together.

    >>> quantile(np.array([0.0, 0.0, 0.0, 1.0, 2.0]), k=2).inner
    array([1.])
    """
    inner = _next_values(ordered, class_bounds.upper_bounds_quantile(ordered, k))
    return Breaks(inner, _why_fewer(ordered, k, inner, "ties_fewer_classes"))


def natural_breaks(ordered: FloatArray, k: int) -> Breaks:
    """Open each class at its own lowest value, classes as alike within as can be.

    >>> natural_breaks(np.array([1.0, 2.0, 10.0, 11.0]), k=2).inner
    array([10.])
    """
    possible = min(k, len(np.unique(ordered)))
    inner = _next_values(ordered, class_bounds.upper_bounds_natural_breaks(ordered, possible))
    notes = _why_fewer(ordered, k, inner, "ties_fewer_classes")
    exact = class_bounds.EXACT_NATURAL_BREAKS
    if len(ordered) > exact:
        notes += (Note("sampled", {"sample": exact, "n": len(ordered)}),)
    return Breaks(inner, notes)


def standard_deviation(ordered: FloatArray, k: int) -> Breaks:
    """Open classes at whole standard deviations, rounded; empty outer classes stay.

    >>> standard_deviation(np.array([0.0, 0.0, 0.0, 0.0, 100.0]), k=5).inner
    array([-69., -25.,  65., 109.])
    """
    wished = _whole(class_bounds.upper_bounds_standard_deviation(ordered, k)[:-1])
    inner = np.unique(wished)
    notes = _coincidence(len(wished), len(inner))
    if len(ordered) < FEW_FOR_A_SPREAD:
        notes += (Note("few_for_standard_deviation", {"n": len(ordered)}),)
    return Breaks(inner, notes)


def pretty(ordered: FloatArray, k: int) -> Breaks:
    """Open classes at round numbers; `k` is a hint; a class that is empty joins the next.

    >>> pretty(np.array([3.0, 17.0, 38.0]), k=4).inner
    array([20.])
    """
    wished = np.unique(_whole(class_bounds.upper_bounds_pretty(ordered, k)[:-1]))
    inner = _without_empty_classes(ordered, wished)
    merged = int(np.sum((wished > ordered[0]) & (wished <= ordered[-1]))) - len(inner)
    return Breaks(inner, (Note("empty_classes_merged", {"merged": merged}),) if merged else ())


def head_tail(ordered: FloatArray) -> Breaks:
    """Open classes above the mean, the mean of what lies above it, and so on; finds k itself.

    >>> head_tail(np.array([1.0, 1, 1, 1, 1, 1, 1, 2, 7, 20])).inner
    array([7.])
    """
    bounds = class_bounds.upper_bounds_head_tail(ordered, HEAD_SHARE)
    inner = _next_values(ordered, bounds)[: MOST_CLASSES - 1]
    head = float(np.mean(ordered >= inner[0]))
    heavy = head < HEAD_SHARE
    return Breaks(inner, () if heavy else (Note("no_heavy_tail", {"head_share": head}),))


def fixed(given: FloatArray) -> Breaks:
    """Take breaks as they were given, empty classes included: their colours keep their place.

    >>> fixed(np.array([5.0, 10.0, 10.0])).inner
    array([ 5., 10.])
    """
    inner = np.unique(given)
    return Breaks(inner, _coincidence(len(given), len(inner)))


def unclassed(ordered: FloatArray) -> Breaks:
    """Make one class, and a colour ramp from the 2nd to the 98th percentile, rounded.

    >>> unclassed(np.append(np.arange(100.0), 1000.0)).scale
    (2.0, 98.0)
    """
    lower, upper = _whole(np.quantile(ordered, [0.02, 0.98]))
    if lower == upper:
        lower, upper = ordered[0], ordered[-1]
    below, above = int(np.sum(ordered < lower)), int(np.sum(ordered > upper))
    clipped = (Note("clipped_outliers", {"below": below, "above": above}),)
    return Breaks(
        np.array([]),
        clipped if below or above else (),
        scale=(float(lower), float(upper)),
    )


def diverging(ordered: FloatArray, k: int, reference: float) -> Breaks:
    """Open a class at the reference and others at the same distance on both sides.

    The wider side gets more of the `k` classes, each side at least one. If all values lie on
    one side, it is divided alone, from its lowest to its highest value.

    >>> diverging(np.array([-2.0, -1.0, 1.0, 3.0, 6.0]), k=4, reference=0.0).inner
    array([0., 2., 4.])
    >>> diverging(np.array([-2.0, -1.0, 1.0, 3.0, 6.0]), k=4, reference=0.0).below
    1
    """
    below, above = ordered[ordered < reference], ordered[ordered >= reference]
    if len(below) == 0 or len(above) == 0:
        alone = equal_interval(ordered, k)
        classes_below = len(alone.inner) + 1 if len(above) == 0 else 0
        return Breaks(alone.inner, (Note("one_sided"), *alone.notes), classes_below)
    down, up = reference - below[0], above[-1] - reference
    lower_k = int(np.clip(np.floor(k * down / (down + up) + 0.5), 1, k - 1))
    width = max(down / lower_k, up / (k - lower_k))
    lower = reference - np.arange(lower_k - 1, 0, -1) * width
    upper = reference + np.arange(1, k - lower_k) * width
    lower = _without_empty_classes(below, _whole(lower))
    upper = _without_empty_classes(above, _whole(upper))
    inner = np.concatenate([lower, [reference], upper])
    notes = _why_fewer(ordered, k, inner, "empty_classes_merged")
    return Breaks(inner, notes, below=len(lower) + 1)


def _whole(numbers: FloatArray) -> FloatArray:
    """Round half away from zero. Up to 9 classes, halves between whole numbers are exact."""
    sizes = np.floor(np.abs(numbers) + 0.5)
    return np.asarray(np.copysign(sizes, numbers) + 0.0, dtype=np.float64)


def _next_values(ordered: FloatArray, upper_bounds: FloatArray) -> FloatArray:
    """Turn classes closed above into classes closed below, with the same members."""
    positions = np.searchsorted(ordered, upper_bounds, side="right")
    return np.unique(ordered[positions[positions < len(ordered)]])


def _without_empty_classes(ordered: FloatArray, breaks: FloatArray) -> FloatArray:
    """Leave out breaks below which nothing new lies, so that an empty class joins the next."""
    opened_by = np.searchsorted(ordered, breaks, side="left")
    kept: list[float] = []
    members_so_far = 0
    for opens, position in zip(breaks, opened_by, strict=True):
        if members_so_far < position < len(ordered):
            kept.append(float(opens))
            members_so_far = int(position)
    return np.array(kept)


def _why_fewer(ordered: FloatArray, k: int, inner: FloatArray, key: str) -> tuple[Note, ...]:
    kept, distinct = len(inner) + 1, len(np.unique(ordered))
    if kept >= k:
        return ()
    if distinct < k:
        return (Note("few_values", {"asked": k, "kept": kept, "distinct": distinct}),)
    return (Note(key, {"asked": k, "kept": kept}),)


def _coincidence(given: int, kept: int) -> tuple[Note, ...]:
    if given == kept:
        return ()
    return (Note("breaks_coincide_after_rounding", {"given": given, "kept": kept}),)
