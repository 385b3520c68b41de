"""Classes of a map, made from printed numbers: lower ≤ x < upper, the last class closed.

All reckoning is done on whole numbers (`releases.printed`), so that no binary noise moves an
area into another class. Methods, rules and notes: docs/methods/classification.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import numpy as np

from indicators.statistics import class_breaks
from indicators.statistics.arrays import FloatArray, IntArray
from indicators.statistics.class_breaks import MOST_CLASSES, Breaks
from indicators.statistics.notes import Note
from releases.printed import as_numbers, printed

RangeMethod: TypeAlias = Literal[
    "equal_interval", "quantile", "natural_breaks", "standard_deviation", "pretty", "head_tail"
]
Method: TypeAlias = RangeMethod | Literal["manual", "regional_default", "diverging", "unclassed"]
RANGE_METHODS = get_args(RangeMethod)
METHODS = (*RANGE_METHODS, "manual", "regional_default", "diverging", "unclassed")


@dataclass(frozen=True)
class Classification:
    """The classes of one indicator; all numbers in its unit, at its decimals.

    `counts` has one entry per class and `breaks` one fewer: a break is the lowest number that
    belongs to the class it opens. Without any value there is no class, and `lowest` and
    `highest` are None. `goodness` is the share (0 to 1) of the variance that the classes
    explain (GVF), None where there is none. `diverging_class` counts the classes below the
    reference, None unless the method is `diverging`. `scale` says where the colour ramp
    starts and ends, None unless the method is `unclassed`.
    """

    method: Method
    asked: int
    decimals: int
    breaks: tuple[float, ...]
    lowest: float | None
    highest: float | None
    counts: tuple[int, ...]
    goodness: float | None
    notes: tuple[Note, ...]
    diverging_class: int | None = None
    scale: tuple[float, float] | None = None


def classify(
    values: FloatArray,
    method: Method,
    k: int,
    *,
    decimals: int,
    reference: float | None = None,
    manual: Sequence[float] | None = None,
    zero_class: bool = False,
) -> Classification:
    """Divide areas into classes for a map.

    Takes (n_areas,) numbers in the indicator's unit, NaN where missing or suppressed: those
    take no part. Give the values of all dates together for classes that hold over time.
    `k` classes (2 to 9) are wished for; ties and few values make fewer, with a note.
    `reference` is where `diverging` turns: the city's value (its ratio of sums), a target or
    0. `manual` holds the inner breaks, ascending, for `manual` and `regional_default`.
    `zero_class` gives printed zeros the first of the `k` classes. Raises ValueError for
    infinity and for a question that makes no sense.

    >>> found = classify(np.array([1.0, 2.0, 2.0, 9.5, np.nan]), "quantile", 2, decimals=1)
    >>> found.breaks, found.counts
    ((9.5,), (3, 1))
    """
    _check(method, k, reference, manual)
    numbers = printed(values, decimals)
    ordered = np.sort(numbers[~np.isnan(numbers)])
    given = None if not manual else printed(np.array(manual, dtype=np.float64), decimals)
    if reference is not None:
        reference = float(printed(np.array([reference]), decimals)[0])
    found = _breaks(ordered, method, k, reference, given, zero_class)
    return _classification(ordered, found, method, k, decimals)


def class_of(values: FloatArray, breaks: Sequence[float] | FloatArray) -> IntArray:
    """Find each area's class, counted from 0; -1 where there is a gap.

    Takes (n_areas,) *printed* values and the breaks, both in the indicator's unit (as
    `as_numbers` gives it) or both as printed integers. Values beyond the range that was
    classed, say of a later date, fall into the first and the last class.

    >>> class_of(np.array([4.9, 5.0, np.nan]), breaks=[5.0]).tolist()
    [0, 1, -1]
    """
    classes = np.searchsorted(np.asarray(breaks, dtype=np.float64), values, side="right")
    return np.where(np.isnan(values), -1, classes).astype(np.int64)


def _check(method: str, k: int, reference: float | None, manual: Sequence[float] | None) -> None:
    if method not in METHODS:
        raise ValueError(f"There is no classification method {method!r}.")
    if not 2 <= k <= MOST_CLASSES:
        raise ValueError(f"The number of classes must lie between 2 and {MOST_CLASSES}, not {k}.")
    if method == "diverging" and reference is None:
        raise ValueError("A diverging classification needs a reference.")
    if reference is not None and not np.isfinite(reference):
        raise ValueError("The reference must be a finite number.")
    if method == "manual" and not manual:
        raise ValueError("A manual classification needs at least one break.")
    if manual and not _ascends(manual):
        raise ValueError("Breaks must be finite numbers that ascend without repetition.")
    if manual and len(manual) >= MOST_CLASSES:
        raise ValueError(f"There may be at most {MOST_CLASSES - 1} breaks, not {len(manual)}.")


def _ascends(breaks: Sequence[float]) -> bool:
    return bool(np.isfinite(breaks).all() and np.all(np.diff(breaks) > 0))


def _breaks(
    ordered: FloatArray,
    method: Method,
    k: int,
    reference: float | None,
    given: FloatArray | None,
    zero_class: bool,
) -> Breaks:
    """Ask the method, unless the values leave nothing to divide."""
    if len(ordered) == 0:
        return Breaks(np.array([]), (Note("all_gaps"),))
    if given is not None and method in {"manual", "regional_default"}:
        found = class_breaks.fixed(given)
    elif ordered[0] == ordered[-1]:
        return _constant(ordered, reference if method == "diverging" else None)
    elif method == "unclassed":
        found = class_breaks.unclassed(ordered)
    elif method == "diverging":
        assert reference is not None
        found = class_breaks.diverging(ordered, k, reference)
    elif method in RANGE_METHODS:
        return _with_zero_class(ordered, method, k) if zero_class else _range(ordered, method, k)
    else:
        equal = class_breaks.equal_interval(ordered, k)
        found = replace(equal, notes=(Note("fell_back_to_equal_interval"), *equal.notes))
    ignored = (Note("zero_class_ignored"),) if zero_class else ()
    return replace(found, notes=(*found.notes, *ignored))


def _constant(ordered: FloatArray, reference: float | None) -> Breaks:
    below = None if reference is None else int(ordered[0] < reference)
    return Breaks(np.array([]), (Note("constant"),), below)


def _range(ordered: FloatArray, method: str, k: int) -> Breaks:
    """Ask a method that needs nothing but the values and the wished number of classes."""
    if k == 1 or ordered[0] == ordered[-1]:
        return Breaks(np.array([]))
    if method == "head_tail":
        return class_breaks.head_tail(ordered)
    rules = {
        "equal_interval": class_breaks.equal_interval,
        "quantile": class_breaks.quantile,
        "natural_breaks": class_breaks.natural_breaks,
        "standard_deviation": class_breaks.standard_deviation,
        "pretty": class_breaks.pretty,
    }
    return rules[method](ordered, k)


def _with_zero_class(ordered: FloatArray, method: str, k: int) -> Breaks:
    """Keep the zeros apart: their class ends at the smallest number that can be printed."""
    if ordered[0] < 0:
        found = _range(ordered, method, k)
        return replace(found, notes=(*found.notes, Note("zero_class_ignored")))
    if ordered[0] > 0:
        return _range(ordered, method, k)
    rest = _range(ordered[ordered > 0], method, k - 1)
    return replace(rest, inner=np.concatenate([[1.0], rest.inner[rest.inner > 1]]))


def _classification(
    ordered: FloatArray, found: Breaks, method: Method, k: int, decimals: int
) -> Classification:
    """Bring whole numbers back to the indicator's unit and count."""
    scale = None if found.scale is None else as_numbers(np.array(found.scale), decimals).tolist()
    ends = as_numbers(ordered[[0, -1]], decimals).tolist() if len(ordered) else (None, None)
    return Classification(
        method=method,
        asked=k,
        decimals=decimals,
        breaks=tuple(as_numbers(found.inner, decimals).tolist()),
        lowest=ends[0],
        highest=ends[1],
        counts=_counts(ordered, found.inner),
        goodness=None if method == "unclassed" else _goodness(ordered, found.inner),
        notes=found.notes,
        diverging_class=found.below,
        scale=scale and (scale[0], scale[1]),
    )


def _counts(ordered: FloatArray, inner: FloatArray) -> tuple[int, ...]:
    if len(ordered) == 0:
        return ()
    return tuple(np.bincount(class_of(ordered, inner), minlength=len(inner) + 1).tolist())


def _goodness(ordered: FloatArray, inner: FloatArray) -> float | None:
    """Goodness of variance fit: 1 - sum of squares within classes / sum of squares in all."""
    if len(ordered) == 0 or ordered[0] == ordered[-1]:
        return None
    opened_by = np.searchsorted(ordered, inner, side="left")
    groups = [group for group in np.split(ordered, opened_by) if len(group)]
    within = sum(float(np.sum((group - group.mean()) ** 2)) for group in groups)
    return 1 - within / float(np.sum((ordered - ordered.mean()) ** 2))
