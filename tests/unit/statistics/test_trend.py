"""A trend is called one only over five comparable values, in order, and large enough."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note
from indicators.statistics.trend import (
    Trend,
    mann_kendall_p_value,
    theil_sen_slope,
    trends,
)

series = st.lists(st.integers(-100, 100).map(float), min_size=5, max_size=15).map(np.array)
gap = np.nan


def whole(values: FloatArray, practical_change: float = 0.0) -> Trend:
    times = np.arange(values.shape[1], dtype=np.float64) + 2010
    (found,) = trends(values, times, np.full(len(times), False), practical_change=practical_change)
    return found


def test_a_steady_rise_has_its_slope() -> None:
    found = whole(np.array([[3.0, 5.0, 7.0, 9.0, 11.0], [11.0, 9.0, 7.0, 5.0, 3.0]]))
    np.testing.assert_array_equal(found.slope, [2, -2])
    np.testing.assert_array_equal(found.direction, [1, -1])
    np.testing.assert_allclose(found.p_value, 2 / 120)


@given(series)
def test_the_slope_is_that_of_scipy(values: FloatArray) -> None:
    times = np.arange(len(values), dtype=np.float64)
    assert theil_sen_slope(values, times) == pytest.approx(theilslopes(values, times).slope)


@given(st.permutations(range(6)))
def test_the_p_value_counts_all_orders(order: list[int]) -> None:
    def rises(values: tuple[int, ...]) -> int:
        return sum(
            (later > earlier) - (later < earlier)
            for at, earlier in enumerate(values)
            for later in values[at + 1 :]
        )

    own = abs(rises(tuple(order)))
    orders = list(permutations(range(6)))
    as_far = sum(abs(rises(other)) >= own for other in orders) / len(orders)
    found = mann_kendall_p_value(np.array(order, np.float64), np.arange(6.0))
    assert found == pytest.approx(as_far)


@given(series, st.sampled_from([0.25, 2.0, 8.0]), st.integers(-50, 50))
def test_another_unit_changes_no_direction(values: FloatArray, stretch: float, shift: int) -> None:
    one, other = whole(values[np.newaxis]), whole(values[np.newaxis] * stretch + shift)
    np.testing.assert_array_equal(one.direction, other.direction)
    np.testing.assert_allclose(other.slope, one.slope * stretch)


@given(series)
def test_the_mirror_of_a_rise_is_a_fall(values: FloatArray) -> None:
    both = whole(np.array([values, -values, values[::-1]]))
    assert both.direction[0] == -both.direction[1] == -both.direction[2]


def test_four_values_make_no_trend() -> None:
    found = whole(np.array([[1.0, 2.0, gap, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0, 5.0]]))
    np.testing.assert_array_equal(np.isnan(found.direction), [True, False])
    np.testing.assert_array_equal(found.n, [4, 5])
    assert found.notes == (Note("trend_not_computable", {"areas": 1, "needed": 5}),)


def test_gaps_do_not_pull_years_together() -> None:
    found = whole(np.array([[1.0, 2.0, gap, gap, 5.0, 6.0, 7.0]]))
    assert found.slope[0] == 1


def test_a_change_too_small_to_matter_is_no_trend() -> None:
    values = np.array([[1.0, 1.1, 1.2, 1.3, 1.4]])
    assert whole(values, practical_change=0.39).direction[0] == 1
    assert whole(values, practical_change=0.5).direction[0] == 0


def test_what_stays_the_same_has_no_direction() -> None:
    found = whole(np.full((1, 6), 4.2))
    assert (found.slope[0], found.p_value[0], found.direction[0]) == (0, 1, 0)


def test_a_break_begins_a_new_stretch() -> None:
    values = np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 50.0, 40.0, 30.0, 20.0, 10.0]])
    breaks = np.array([True] + [False] * 4 + [True] + [False] * 4)
    before, after = trends(values, np.arange(10.0), breaks, practical_change=1)
    assert (before.start, before.stop, before.direction[0]) == (0, 5, 1)
    assert (after.start, after.stop, after.direction[0]) == (5, 10, -1)


def test_wrong_times_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        trends(np.ones((1, 2)), np.array([2.0, 2.0]), np.full(2, False), practical_change=0)
    with pytest.raises(ValueError, match="fit"):
        trends(np.ones((1, 3)), np.arange(2.0), np.full(2, False), practical_change=0)
