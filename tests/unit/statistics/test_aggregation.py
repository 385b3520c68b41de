"""Districts come out of their neighbourhoods without a silent gap."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.aggregation import ratio, ratio_of_sums, sum_by_parent, weighted_mean
from indicators.statistics.arrays import IntArray

ONE_CITY: IntArray = np.zeros(3, dtype=np.int64)


def test_counts_of_neighbourhoods_add_up_to_the_district() -> None:
    found = sum_by_parent(np.array([1.0, 2.0, 4.0]), np.array([1, 1, 0]), 2)
    assert found.value.tolist() == [4, 3]
    assert not found.incomplete.any()
    assert found.coverage.tolist() == [1, 1]


def test_a_missing_neighbourhood_makes_the_district_a_gap() -> None:
    found = sum_by_parent(np.array([1.0, np.nan, 4.0]), np.array([1, 1, 0]), 2)
    np.testing.assert_array_equal(found.value, [4, np.nan])
    assert not found.incomplete.any()
    assert found.coverage.tolist() == [1, 0.5]


@pytest.mark.parametrize(
    ("persons_missing", "value", "incomplete"), [(50.0, 3.0, True), (51.0, np.nan, False)]
)
def test_a_district_known_to_95_per_cent_is_shown_as_incomplete(
    persons_missing: float, value: float, incomplete: bool
) -> None:
    persons = np.array([500.0, 500.0 - persons_missing, persons_missing])
    found = sum_by_parent(np.array([1.0, 2.0, np.nan]), ONE_CITY, 1, coverage_weights=persons)
    np.testing.assert_array_equal(found.value, [value])
    assert found.incomplete.tolist() == [incomplete]


def test_a_missing_neighbourhood_where_nobody_lives_is_still_said() -> None:
    persons = np.array([10.0, 10.0, 0.0])
    found = sum_by_parent(np.array([1.0, 2.0, np.nan]), ONE_CITY, 1, coverage_weights=persons)
    assert found.value.tolist() == [3]
    assert found.incomplete.tolist() == [True]


def test_if_it_is_unknown_how_many_live_in_the_missing_one_the_city_is_a_gap() -> None:
    persons = np.array([10.0, 10.0, np.nan])
    found = sum_by_parent(np.array([1.0, 2.0, np.nan]), ONE_CITY, 1, coverage_weights=persons)
    assert np.isnan(found.value).all()


def test_an_unknown_weight_does_no_harm_where_no_value_is_missing() -> None:
    persons = np.array([10.0, np.nan, 10.0])
    found = sum_by_parent(np.array([1.0, 2.0, 3.0]), ONE_CITY, 1, coverage_weights=persons)
    assert found.value.tolist() == [6]


def test_a_district_without_neighbourhoods_is_a_gap_and_strays_are_left_out() -> None:
    found = sum_by_parent(np.array([1.0, 2.0]), np.array([0, -1]), 2)
    np.testing.assert_array_equal(found.value, [1, np.nan])


def test_a_rate_where_nobody_lives_is_a_gap() -> None:
    found = ratio(np.array([0.0, 3.0, np.nan, 1.0]), np.array([0.0, np.nan, 4.0, 8.0]), 100)
    np.testing.assert_array_equal(found, [np.nan, np.nan, np.nan, 12.5])


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([1, 100, 1000]))
def test_a_rate_is_the_float_nearest_to_the_fraction(cases: int, persons: int, per: int) -> None:
    found = ratio(np.array([float(cases)]), np.array([float(persons)]), per)
    assert found.tolist() == [float(Fraction(cases * per, persons))]


def test_the_citys_rate_is_that_of_the_sums_and_not_the_mean_of_rates() -> None:
    cases, persons = np.array([10.0, 0.0, 0.0]), np.array([10.0, 45.0, 45.0])
    assert ratio_of_sums(cases, persons, ONE_CITY, 1, 100).value.tolist() == [10]


def test_a_neighbourhood_without_cases_known_is_left_out_of_both() -> None:
    cases, persons = np.array([5.0, 10.0, np.nan]), np.array([100.0, 100.0, 8.0])
    found = ratio_of_sums(cases, persons, ONE_CITY, 1, 100)
    assert found.value.tolist() == [7.5]
    assert found.incomplete.tolist() == [True]
    assert found.coverage[0] == pytest.approx(200 / 208)


def test_too_much_left_out_makes_the_rate_a_gap() -> None:
    cases, persons = np.array([5.0, 10.0, np.nan]), np.array([100.0, 100.0, 80.0])
    assert np.isnan(ratio_of_sums(cases, persons, ONE_CITY, 1, 100).value).all()


def test_a_missing_denominator_needs_other_weights() -> None:
    cases, persons = np.array([5.0, 10.0, 1.0]), np.array([100.0, 100.0, np.nan])
    assert np.isnan(ratio_of_sums(cases, persons, ONE_CITY, 1, 100).value).all()
    homes = np.array([50.0, 50.0, 3.0])
    found = ratio_of_sums(cases, persons, ONE_CITY, 1, 100, coverage_weights=homes)
    assert found.value.tolist() == [7.5]


def test_a_district_of_offices_has_no_rate_and_is_not_called_incomplete() -> None:
    cases, persons, homes = np.array([0.0, np.nan]), np.zeros(2), np.array([9.0, 0.0])
    found = ratio_of_sums(cases, persons, np.array([0, 0]), 1, 100, coverage_weights=homes)
    assert np.isnan(found.value).all()
    assert not found.incomplete.any()


def test_mean_ages_weigh_as_much_as_the_people_behind_them() -> None:
    ages, persons = np.array([40.0, 50.0, 60.0]), np.array([300.0, 100.0, 0.0])
    assert weighted_mean(ages, persons, ONE_CITY, 1).value.tolist() == [42.5]


counts = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(-1, 3)), max_size=30
)


@given(counts)
def test_parents_agree_with_adding_up_by_hand(children: list[tuple[int, int, int]]) -> None:
    cases, persons, parents = (
        (np.array(column) for column in zip(*children, strict=True))
        if (children)
        else (np.array([]), np.array([]), np.array([]))
    )
    index = parents.astype(np.int64)
    sums = sum_by_parent(cases.astype(np.float64), index, 4).value
    rates = ratio_of_sums(cases.astype(np.float64), persons.astype(np.float64), index, 4, 100).value
    for parent in range(4):
        own = [(above, below) for above, below, of in children if of == parent]
        whole, below = sum(pair[0] for pair in own), sum(pair[1] for pair in own)
        assert sums[parent] == whole if own else np.isnan(sums[parent])
        assert (
            rates[parent] == float(Fraction(100 * whole, below))
            if below
            else np.isnan(rates[parent])
        )
