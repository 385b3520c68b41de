"""One leak of each kind of publication: the audit finds it and names what tells.

Areas A 4, B 25 and C 60 make a district of 89; A is below the threshold of 10, B is hidden with
it. The district and C are published, so A may be anything from 0 to 29 until somebody says more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from releases.disclosure.audit import audit
from releases.disclosure.rounding import Rounded, rounded_rows
from releases.disclosure.rows import Interval, Need, Row, rate_of, total_of

A, B, C, DISTRICT, MORE, STILL_MORE = range(6)
TRUE = 4.0
NEED = Need(below=TRUE, above=10 - TRUE)
SAID = "what was said too much"
TOTAL = total_of([A, B, C], DISTRICT, "the district's total")
PUBLISHED = {C: 60.0, DISTRICT: 89.0}


@dataclass(frozen=True)
class Leak:
    """What is said on top, and the interval that is left of A; `known` was public before."""

    said: Sequence[Row]
    left: tuple[float, float]
    known: Mapping[int, float] = field(default_factory=dict)
    before: Sequence[Row] = ()


def between(lower: float, upper: float, *cells: int, by: float = 1.0) -> Row:
    """The sum of the cells, times a factor, is said to lie between two numbers."""
    return Row(cells, (by,) * len(cells), lower, upper, SAID)


def difference(new: int, old: int, lower: float, upper: float = float("inf")) -> Row:
    return Row((new, old), (1.0, -1.0), lower, upper, SAID)


def histogram(areas: Sequence[int], bars: Sequence[tuple[float, float, int]]) -> list[Row]:
    """Bars of least value, greatest value and number of areas, which it does not name."""
    least, most = (sum(bar[end] * bar[2] for bar in bars) for end in (0, 1))
    ends = min(bar[0] for bar in bars), max(bar[1] for bar in bars)
    return [between(least, most, *areas), *(between(*ends, area) for area in areas)]


def rounded(value: float, base: int) -> list[Row]:
    """B, rounded to the nearest multiple."""
    return [between(value - base / 2, value + base / 2, B)]


def rounded_at_random(value: float, base: int) -> list[Row]:
    """B, in a table of controlled rounding."""
    table = Rounded(np.array([0, value]), np.array([base, base]))
    return [row for row in rounded_rows(table, SAID) if row.cells == (B,)]


LEAKS = {
    "a parent area of another tree": Leak([total_of([A, C], MORE, SAID)], (4, 4), {MORE: 64}),
    "the total of a category": Leak([total_of([A, MORE], STILL_MORE, SAID)], (4, 4),
                                    {MORE: 96, STILL_MORE: 100}),
    "a rate of a known denominator": Leak([between(3.05, 3.15, B, by=100 / 800)], (4, 4)),
    "a rate of a denominator known nearly": Leak(
        rate_of(B, MORE, 100, 3.05, 3.15, SAID), (4, 4),
        before=[Row((MORE,), (1.0,), 790, 810, "inhabitants, rounded to 20")]),
    "a change since last year": Leak([difference(A, MORE, -8, -8)], (4, 4), {MORE: 12}),
    "a growth in per cent": Leak(
        [Row((A, MORE), (100.0, -100 + 66.75), 0, float("inf"), SAID),
         Row((A, MORE), (100.0, -100 + 66.65), -float("inf"), 0, SAID)], (4, 4), {MORE: 12}),
    "a mean of three years": Leak([between(9.95, 10.05, A, MORE, STILL_MORE, by=1 / 3)], (4, 4),
                                  {MORE: 12, STILL_MORE: 14}),
    "a sum of two years": Leak([total_of([A, MORE], STILL_MORE, SAID)], (4, 4),
                               {MORE: 12, STILL_MORE: 16}),
    "a class of the map": Leak([between(0, 2, A, by=100 / 300)], (0, 6)),
    "a place in a ranking": Leak([difference(MORE, A, 0)], (0, 5), {MORE: 5}),
    "a note that it is below 10": Leak([between(1, 9, A)], (1, 9)),
    "a mean of known and hidden areas": Leak([between(31.95, 32.05, A, C, by=1 / 2)], (4, 4)),
    "a z-score of known mean and spread": Leak(
        [between(29.67 - 0.205 * 23.1, 29.67 - 0.195 * 23.1, B)], (4, 4)),
    "the extremes in a text": Leak([between(4, 60, A), between(4, 60, B)], (4, 25)),
    "a histogram": Leak(histogram([A, C], [(0, 4, 1), (60, 64, 1)]), (0, 8)),
    "a rounded value": Leak(rounded(25, 5), (2, 6)),
    "a value rounded at random": Leak(rounded_at_random(25, 5), (0, 8)),
    "an exact part of other boundaries": Leak([total_of([A, STILL_MORE], MORE, SAID)], (4, 4),
                                              {MORE: 16, STILL_MORE: 12}),
}  # fmt: skip


def seen(leak: Leak, said: Sequence[Row]) -> Interval:
    known = {**PUBLISHED, **leak.known}
    return audit([TOTAL, *leak.before, *said], known, {A})[A]


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_leak_is_found_and_named(leak: Leak) -> None:
    before = seen(leak, [])
    assert (before.lower, before.upper) == (0, 29)
    assert NEED.is_met(before, TRUE)
    after = seen(leak, leak.said)
    assert (after.lower, after.upper) == leak.left
    assert not NEED.is_met(after, TRUE)
    assert SAID in after.teachers
    assert before.lower <= after.lower <= TRUE <= after.upper <= before.upper


def test_a_rate_of_a_denominator_nobody_knows_tells_nothing() -> None:
    leak = LEAKS["a rate of a denominator known nearly"]
    found = audit([TOTAL, *leak.said], PUBLISHED, {A})[A]
    assert (found.lower, found.upper) == (0, 29)


def test_of_two_leaks_the_one_that_tells_is_named() -> None:
    harmless = Row((A,), (1.0,), 0, 500, "harmless")
    leak = LEAKS["a change since last year"]
    assert "harmless" not in seen(leak, [harmless, *leak.said]).teachers


def test_what_two_publications_tell_only_together_is_found() -> None:
    """Neither a class nor a ranking is too much alone."""
    a_class, ranking = between(0, 12, A), between(19, 60, B)
    alone = [seen(Leak([], (0, 0)), [one]) for one in (a_class, ranking)]
    assert [(one.lower, one.upper) for one in alone] == [(0, 12), (0, 10)]
    assert all(NEED.is_met(one, TRUE) for one in alone)
    at_least = between(3, 12, A)
    together = seen(Leak([], (0, 0)), [at_least, ranking])
    assert (together.lower, together.upper) == (3, 10)
    assert not NEED.is_met(together, TRUE)
