"""A derivation's values are those of a slow and obvious way, in every period and area."""

import datetime
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from indicators.statistics.derivation import Operand, derive
from indicators.statistics.derivation_units import Unit
from indicators.statistics.derivation_values import (
    LeafValues,
    Span,
    Timeline,
    evaluate_tree,
    marks_of,
)
from indicators.statistics.formula import Count, Formula, Ratio

PERSONS = Unit("count", "Personen")
CATALOGUE = {key: Operand(Count((key,)), PERSONS) for key in "ab"}
A, B, SHARE = Count(("a",)), Count(("b",)), Ratio(("a",), ("b",), 100.0)
Numbers = Sequence[Sequence[float | None]]


def years(*ends: int) -> Timeline:
    days = [datetime.date(year, 12, 31) for year in ends]
    return Timeline([Span(day.isoformat(), "day", day) for day in days])


def array(rows: Numbers) -> np.ndarray:
    return np.array([[np.nan if one is None else one for one in row] for row in rows])


def known(a: Numbers, b: Numbers) -> dict[Formula, LeafValues]:
    above, below = array(a), array(b)
    with np.errstate(all="ignore"):
        share = np.where(below == 0, np.nan, 100 * above / below)
    return {A: LeafValues(above), B: LeafValues(below), SHARE: LeafValues(share, above, below)}


def value(text: str, a: Numbers, b: Numbers, timeline: Timeline) -> np.ndarray:
    return evaluate_tree(derive(text, CATALOGUE).tree, known(a, b), timeline)


TWO = ([[10, 30, None], [15, 20, 5]], [[100, 60, 10], [100, 0, 20]])


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("change(a, 1)", [5, -10, None]),
        ("change_pct(a, 1)", [None, -100 / 3, None]),  # of 10 persons nobody says so
        ("change_pp(share(a, b), 1)", [5, None, None]),
        ('change_since(a, "2022-12-31")', [5, -10, None]),
        ("moving_mean(a, 2)", [12.5, 25, None]),
        ("moving_mean(share(a, b), 2)", [12.5, None, None]),
        ("rank(a)", [2, 1, 3]),
        ("percent_rank(a)", [0.5, 1, 0]),
        ("min_max(a)", [1000 / 15, 100, 0]),
        ("a / 2 + 2 * b", [207.5, 10, 42.5]),
        ("weighted_sum(a, 0.5, b, 2)", [207.5, 10, 42.5]),
        ("share(a, b) - share(a, b)", [0, None, 0]),
    ],
)
def test_worked_by_hand(text: str, last: list[float | None]) -> None:
    found = value(text, *TWO, years(2022, 2023))
    np.testing.assert_allclose(found[-1], array([last])[0])


def test_an_earlier_period_is_so_many_years_back_and_not_the_one_before_in_the_list() -> None:
    timeline = years(2018, 2020, 2021)
    found = value("change(a, 1)", [[1], [2], [4]], [[1], [1], [1]], timeline)
    np.testing.assert_array_equal(found.ravel(), [np.nan, np.nan, 2])
    found = value("change(a, 2)", [[1], [2], [4]], [[1], [1], [1]], timeline)
    np.testing.assert_array_equal(found.ravel(), [np.nan, 1, np.nan])


def test_periods_of_other_kinds_are_never_compared() -> None:
    spans = [
        Span("2022-06-30", "day", datetime.date(2022, 6, 30)),
        Span("2022-Q4", "quarter", datetime.date(2022, 12, 31)),
        Span("2023-Q1", "quarter", datetime.date(2023, 3, 31)),
        Span("2023-03-31", "day", datetime.date(2023, 3, 31)),
        Span("2023-06-30", "day", datetime.date(2023, 6, 30)),
        Span("2024-02-29", "day", datetime.date(2024, 2, 29)),
        Span("2025-02-28", "day", datetime.date(2025, 2, 28)),
    ]
    assert Timeline(spans).before(1).tolist() == [-1, -1, 1, -1, 0, -1, 5]
    assert Timeline(spans).before("2023-03-31").tolist() == [-1, -1, -1, -1, 3, 3, 3]


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("month", ["2022-11-30", "2022-12-31", "2023-01-31"]),
        ("quarter", ["2022-09-30", "2022-12-31", "2023-03-31"]),
        ("half_year", ["2022-06-30", "2022-12-31", "2023-06-30"]),
        ("year", ["2021-12-31", "2022-12-31", "2023-12-31"]),
        ("school_year", ["2021-07-31", "2022-07-31", "2023-07-31"]),
    ],
)
def test_one_period_back_is_the_one_before_of_its_kind(kind: str, ends: list[str]) -> None:
    spans = [Span(end, kind, datetime.date.fromisoformat(end)) for end in ends]
    assert Timeline(spans).before(1).tolist() == [-1, 0, 1]
    assert Timeline(spans).before(2).tolist() == [-1, -1, 0]


counts = some.one_of(some.none(), some.integers(min_value=0, max_value=60).map(float))


@some.composite
def series(draw: some.DrawFn) -> tuple[Numbers, Numbers, list[int]]:
    ends = sorted(draw(some.sets(some.integers(2010, 2018), min_size=1, max_size=6)))
    size = draw(some.integers(1, 4))
    rows = some.lists(
        some.lists(counts, min_size=size, max_size=size), min_size=len(ends), max_size=len(ends)
    )
    return draw(rows), draw(rows), ends


def slow_change(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else now - then


def slow_share(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else 100 * above / below


@given(series())
def test_changes_are_those_of_the_slow_way(given_: tuple[Numbers, Numbers, list[int]]) -> None:
    a, b, ends = given_
    absolute = value("change(a, 2)", a, b, years(*ends))
    relative = value("change_pct(a, 2)", a, b, years(*ends))
    points = value("change_pp(share(a, b), 2)", a, b, years(*ends))
    for row, end in enumerate(ends):
        for area, now in enumerate(a[row]):
            at = ends.index(end - 2) if end - 2 in ends else None
            then = a[at][area] if at is not None else None
            change = slow_change(now, then)
            assert_same(absolute[row, area], change)
            small = change is None or then is None or then < 20
            assert_same(relative[row, area], None if small else 100 * (now - then) / then)  # type: ignore[operator]
            share = slow_share(now, b[row][area])
            earlier = slow_share(then, b[at][area]) if at is not None else None
            assert_same(points[row, area], slow_change(share, earlier))


@given(series())
def test_a_moving_share_is_the_share_of_the_sums(
    given_: tuple[Numbers, Numbers, list[int]],
) -> None:
    a, b, ends = given_
    found = value("moving_mean(share(a, b), 2)", a, b, years(*ends))
    for row, end in enumerate(ends):
        for area in range(len(a[0])):
            at = ends.index(end - 1) if end - 1 in ends else None
            pairs = [(a[one][area], b[one][area]) for one in (row, at) if one is not None]
            expected = None
            if len(pairs) == 2 and all(slow_share(*pair) is not None for pair in pairs):
                above, below = sum(x or 0 for x, _ in pairs), sum(y or 0 for _, y in pairs)
                expected = 100 * above / below
            assert_same(found[row, area], expected)


@given(series())
def test_ranks_are_those_of_counting(given_: tuple[Numbers, Numbers, list[int]]) -> None:
    a, b, ends = given_
    found = value("rank(a)", a, b, years(*ends))
    for row, numbers in enumerate(a):
        for area, own in enumerate(numbers):
            higher = [one for one in numbers if one is not None and own is not None and one > own]
            assert_same(found[row, area], None if own is None else 1 + len(higher))


@given(series(), some.permutations(range(4)))
def test_the_order_of_the_areas_does_not_matter(
    given_: tuple[Numbers, Numbers, list[int]], order: list[int]
) -> None:
    a, b, ends = given_
    order = [at for at in order if at < len(a[0])]
    text = "weighted_sum(z(change(a, 1)), 2, z(b), 1)"
    found = value(text, a, b, years(*ends))
    turned = value(text, [[row[at] for at in order] for row in a],
                   [[row[at] for at in order] for row in b], years(*ends))  # fmt: skip
    np.testing.assert_allclose(turned, found[:, order], atol=1e-9)


@given(series())
def test_never_infinite(given_: tuple[Numbers, Numbers, list[int]]) -> None:
    a, b, ends = given_
    found = value("1e12 * a * 1e12 * 1e12 * 1e12", [[1e300 for _ in row] for row in a], b,
                  years(*ends))  # fmt: skip
    assert not np.isinf(found).any()


def test_what_is_said_of_a_part_reaches_all_that_is_made_of_it() -> None:
    marks = np.array([[1, 0], [0, 0], [0, 2]])
    timeline = years(2021, 2022, 2023)

    def reached(text: str, *, among_all: bool = True) -> list[list[int]]:
        tree = derive(text, CATALOGUE).tree
        leaves: dict[Formula, np.ndarray] = {A: marks, SHARE: marks, B: np.zeros_like(marks)}
        return marks_of(tree, leaves, timeline, among_all=among_all).tolist()

    assert reached("a") == [[1, 0], [0, 0], [0, 2]]
    assert reached("2 * b + a") == [[1, 0], [0, 0], [0, 2]]
    assert reached("change(a, 1)") == [[1, 0], [1, 0], [0, 2]]
    assert reached("moving_mean(share(a, b), 3)") == [[1, 0], [1, 0], [1, 2]]
    assert reached('change_since(a, "2021-12-31")') == [[1, 0], [1, 0], [1, 2]]
    assert reached("rank(a)") == [[1, 1], [0, 0], [2, 2]]
    assert reached("change(z(a), 1)") == [[1, 1], [1, 1], [2, 2]]
    assert reached("rank(a)", among_all=False) == [[1, 0], [0, 0], [0, 2]]


def assert_same(found: float, expected: float | None) -> None:
    if expected is None:
        assert math.isnan(found)
    else:
        assert math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
