"""The values of a derivation over periods and areas, and where what is said of its parts reaches.

Arrays are (n_periods, n_areas), a period per row in the order of time, on one boundary set.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import FloatArray
from indicators.statistics.comparable import Scale, comparable
from indicators.statistics.derivation import (
    Arithmetic,
    Change,
    Constant,
    Leaf,
    MovingMean,
    Scaled,
    Tree,
    WeightedSum,
    parts_of,
)
from indicators.statistics.formula import Formula, Ratio

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Span:
    """A period: its key, its kind (day, month, quarter, half_year, year, school_year), its end."""

    key: str
    kind: str
    end: datetime.date


@dataclass(frozen=True)
class LeafValues:
    """A formula's values; numerator and denominator where it is a ratio. NaN is a gap."""

    value: FloatArray
    numerator: FloatArray | None = None
    denominator: FloatArray | None = None


@dataclass
class Timeline:
    """Which row lies so many periods before another one.

    Periods count only among their own kind. A day is compared with the same day of earlier
    years, a month with the month before, and so on, whether or not all between were delivered.
    """

    spans: Sequence[Span]
    _found: dict[int | str, IntArray] = field(default_factory=dict)

    def before(self, back: int | str) -> IntArray:
        """(n_periods,) rows so many periods before each, or that of a period's key; -1 where
        there is none, where the kinds differ, or where it would not lie before."""
        if back not in self._found:
            rows = [self._row(at, back) for at in range(len(self.spans))]
            self._found[back] = np.array(rows, dtype=np.int64)
        return self._found[back]

    def _row(self, at: int, back: int | str) -> int:
        own = self.spans[at]
        for row, one in enumerate(self.spans):
            if one.kind != own.kind:
                continue
            if isinstance(back, str):
                if one.key == back and one.end < own.end:
                    return row
            elif _place(one) == _place(own) - back and _same_day(one, own):
                return row
        return -1


_PER_YEAR = {"month": 12, "quarter": 4, "half_year": 2}


def _place(span: Span) -> int:
    """Numbers the periods of a kind one after the other."""
    per_year = _PER_YEAR.get(span.kind, 1)
    return span.end.year * per_year + (span.end.month - 1) * per_year // 12


def _same_day(one: Span, other: Span) -> bool:
    """Of days: the same day of the year; the last of February is the same in every year."""
    return one.kind != "day" or _day_of_year(one.end) == _day_of_year(other.end)


def _day_of_year(day: datetime.date) -> tuple[int, int]:
    return (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)


def evaluate_tree(
    tree: Tree, leaves: Mapping[Formula, LeafValues], timeline: Timeline
) -> FloatArray:
    """(n_periods, n_areas) values of a tree; NaN for gaps, for a division by zero and for
    whatever is too large for a number: never infinite.

    >>> from indicators.statistics.formula import Count
    >>> years = [Span(str(year), "year", datetime.date(year, 12, 31)) for year in (2022, 2023)]
    >>> known = {Count(("a",)): LeafValues(np.array([[10.0, 4.0], [12.0, np.nan]]))}
    >>> evaluate_tree(Change(Leaf(Count(("a",))), 1, ""), known, Timeline(years))
    array([[nan, nan],
           [ 2., nan]])
    """
    with np.errstate(all="ignore"):
        found = np.asarray(_value(tree, leaves, timeline), dtype=np.float64)
    return np.where(np.isfinite(found), found, np.nan)


def _value(
    tree: Tree, leaves: Mapping[Formula, LeafValues], timeline: Timeline
) -> FloatArray | float:
    match tree:
        case Leaf(formula):
            return leaves[formula].value
        case Constant(value):
            return value
        case Arithmetic(sign, left, right):
            one, other = _value(left, leaves, timeline), _value(right, leaves, timeline)
            return _reckoned(sign, np.asarray(one), np.asarray(other))
        case Change(of, back):
            now = evaluate_tree(of, leaves, timeline)
            return _change(tree, now, _earlier(now, timeline.before(back)))
        case MovingMean(Leaf(Ratio(factor=factor) as of), periods):
            whole = leaves[of]
            assert whole.numerator is not None
            assert whole.denominator is not None
            gap = np.where(np.isnan(whole.value), np.nan, 0.0)
            above = _mean(whole.numerator + gap, periods, timeline)
            return ratio(above, _mean(whole.denominator + gap, periods, timeline), factor)
        case MovingMean(of, periods):
            return _mean(evaluate_tree(of, leaves, timeline), periods, timeline)
        case Scaled(of, way):
            return _scaled(evaluate_tree(of, leaves, timeline), Scale(way))
        case WeightedSum(parts, weights):
            values = [np.asarray(_value(part, leaves, timeline)) for part in parts]
            weighed = [weight * one for weight, one in zip(weights, values, strict=True)]
            return np.asarray(np.sum(weighed, axis=0))


def _reckoned(sign: str, left: FloatArray, right: FloatArray) -> FloatArray:
    match sign:
        case "+":
            return np.asarray(left + right)
        case "-":
            return np.asarray(left - right)
        case "*":
            return np.asarray(left * right)
    return np.asarray(np.where(right == 0, np.nan, left / right))


def _earlier(values: FloatArray, rows: IntArray) -> FloatArray:
    return np.where((rows >= 0)[:, None], values[rows], np.nan)


def _change(tree: Change, now: FloatArray, then: FloatArray) -> FloatArray:
    if tree.way != "pct":
        return np.asarray(now - then)
    known = (then >= tree.least_base) & (then > 0)
    return np.asarray(np.where(known, 100 * (now - then) / then, np.nan))


def _mean(values: FloatArray, periods: int, timeline: Timeline) -> FloatArray:
    """A gap in any of the periods makes a gap."""
    rows = [_earlier(values, timeline.before(back)) for back in range(1, periods)]
    return np.asarray(np.sum([values, *rows], axis=0) / periods)


def _scaled(values: FloatArray, scale: Scale) -> FloatArray:
    """Each period by itself; rank 1 is the highest value."""
    direction = -1 if scale.way == "rank" else 1
    rows = [comparable(row, scale, direction=direction) for row in values]
    return np.array(rows).reshape(values.shape)


def marks_of(
    tree: Tree, leaves: Mapping[Formula, IntArray], timeline: Timeline, *, among_all: bool
) -> IntArray:
    """(n_periods, n_areas) sums of bits: what is said of any part a value is made of.

    With `among_all` what is said of one area reaches all that are compared with it.
    """
    if isinstance(tree, Leaf):
        return leaves[tree.formula].astype(np.int64)
    found = np.zeros(next(iter(leaves.values())).shape, dtype=np.int64)
    for part in parts_of(tree):
        found |= marks_of(part, leaves, timeline, among_all=among_all)
    own = found.copy()
    for back in _steps(tree):
        rows = timeline.before(back)
        found |= np.where((rows >= 0)[:, None], own[rows], 0)
    if isinstance(tree, Scaled) and among_all:
        found |= np.bitwise_or.reduce(found, axis=1, keepdims=True)
    return found


def _steps(tree: Tree) -> Sequence[int | str]:
    """The periods beside its own that a value is made of."""
    match tree:
        case Change(_, back):
            return (back,)
        case MovingMean(_, periods):
            return range(1, periods)
    return ()
