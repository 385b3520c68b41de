"""Areas are called different only where chance does not explain it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, norm
from scipy.stats.mstats import winsorize

from indicators.statistics.arrays import FloatArray
from indicators.statistics.comparison import (
    Z_95,
    Z_998,
    adjusted_p_values,
    compared_with_city,
    levels_of_events,
    levels_of_shares,
    levels_of_z,
    overdispersion,
    poisson_funnel,
    proportion_funnel,
)
from indicators.statistics.notes import Note
from region_files.reference_figures import funnels

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)
scores = st.lists(st.floats(-9, 9), min_size=1, max_size=40).map(np.array)


@st.composite
def cities(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    persons = draw(st.lists(st.integers(1, 5000), min_size=2, max_size=30))
    cases = [draw(st.integers(0, number)) for number in persons]
    return np.array(cases, np.float64), np.array(persons, np.float64)


def level_by_hand(share: float, persons: float, baseline: float) -> int:
    error = (baseline * (1 - baseline) / persons) ** 0.5
    for level, z in ((2, Z_998), (1, Z_95)):
        if share > min(baseline + z * error, 1):
            return level
        if share < max(baseline - z * error, 0):
            return -level
    return 0


@given(cities())
def test_levels_are_those_worked_out_by_hand(city: tuple[FloatArray, FloatArray]) -> None:
    cases, persons = city
    baseline = cases.sum() / persons.sum()
    by_hand = [level_by_hand(x / n, n, baseline) for x, n in zip(cases, persons, strict=True)]
    np.testing.assert_array_equal(levels_of_shares(cases, persons), by_hand)


@given(cities())
def test_the_order_of_areas_and_gaps_change_no_level(city: tuple[FloatArray, FloatArray]) -> None:
    cases, persons = city
    levels = levels_of_shares(cases, persons)
    np.testing.assert_array_equal(levels_of_shares(cases[::-1], persons[::-1]), levels[::-1])
    more = levels_of_shares(np.append(cases, [np.nan, 0.0]), np.append(persons, [50.0, 0.0]))
    np.testing.assert_array_equal(more, [*levels, np.nan, np.nan])


@given(cities())
def test_many_cases_are_few_of_the_others(city: tuple[FloatArray, FloatArray]) -> None:
    cases, persons = city
    n, total = float(persons.sum()), float(cases.sum())
    one = compared_with_city(cases, persons, city_cases=total, city_persons=n)
    other = compared_with_city(persons - cases, persons, city_cases=n - total, city_persons=n)
    np.testing.assert_allclose(one.z, -other.z, atol=1e-6)


def test_without_anybody_there_are_no_levels() -> None:
    assert np.isnan(levels_of_shares(np.array([0.0, np.nan]), np.array([0.0, 5.0]))).all()


def test_a_wider_scatter_widens_the_funnel() -> None:
    near = proportion_funnel(0.2, np.array([400.0, 0.0]), z=2)
    wide = proportion_funnel(0.2, np.array([400.0, 0.0]), z=2, phi=4)
    np.testing.assert_allclose(wide.upper - 0.2, 2 * (near.upper - 0.2))
    assert np.isnan(near.upper[1])
    cases, persons = np.array([50.0, 62.0, 38.0]), np.full(3, 100.0)
    np.testing.assert_array_equal(levels_of_shares(cases, persons, phi=4), [0, 0, 0])


def test_no_event_has_no_edge_of_the_funnel() -> None:
    found = poisson_funnel(np.array([0.0, 1.0]), 100, 100, z=Z_95)
    assert np.isnan(found.upper[0])
    assert found.upper[1] > 100 > found.lower[1]


@pytest.mark.parametrize("baseline", [-0.1, 1.1])
def test_a_funnel_of_shares_stands_around_a_share(baseline: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        proportion_funnel(baseline, np.array([1.0]), z=2)


def test_a_funnel_of_rates_stands_around_a_rate() -> None:
    with pytest.raises(ValueError, match="positive"):
        poisson_funnel(np.array([1.0]), 0.0, 100, z=2)


def test_without_expected_events_nothing_can_be_said() -> None:
    found = levels_of_events(np.array([3.0, np.nan, 0.0]), np.array([0.0, 5.0, 9.0]))
    np.testing.assert_array_equal(found, [np.nan, np.nan, -2])


def test_a_large_area_is_held_against_the_rest_of_the_city() -> None:
    found = compared_with_city(
        np.array([150.0, 30.0]), np.array([500.0, 100.0]), city_cases=200, city_persons=1000
    )
    np.testing.assert_array_equal(found.own_left_out, [True, False])
    np.testing.assert_allclose(found.reference, [0.1, 0.2])
    np.testing.assert_allclose(found.z, [0.2 / np.sqrt(0.09 / 500), 2.5])
    np.testing.assert_allclose(found.p_value[1], 2 * norm.sf(2.5))
    assert found.notes == (Note("own_area_left_out", {"area": 0, "share": 0.5}),)


def test_an_area_of_just_a_fifth_is_held_against_the_whole_city() -> None:
    found = compared_with_city(
        np.array([50.0]), np.array([200.0]), city_cases=200, city_persons=1000
    )
    assert not found.own_left_out[0]


def test_what_cannot_be_compared_is_a_gap() -> None:
    whole_city = compared_with_city(
        np.array([5.0]), np.array([50.0]), city_cases=5, city_persons=50
    )
    nobody_else = compared_with_city(
        np.array([0.0, np.nan, 0.0]), np.array([9.0, 9.0, 0.0]), city_cases=0, city_persons=900
    )
    assert np.isnan(whole_city.level).all()
    assert np.isnan(nobody_else.level).all()


def test_few_expected_cases_are_told() -> None:
    found = compared_with_city(np.array([1.0]), np.array([20.0]), city_cases=200, city_persons=1000)
    assert found.notes == (Note("few_expected", {"areas": 1, "needed": 5}),)


@pytest.mark.parametrize(("city_cases", "city_persons"), [(10, 90), (9, 1000), (95, 101)])
def test_an_area_is_a_part_of_the_city(city_cases: float, city_persons: float) -> None:
    with pytest.raises(ValueError, match="than"):
        compared_with_city(
            np.array([10.0]),
            np.array([100.0]),
            city_cases=city_cases,
            city_persons=city_persons,
        )


def test_benjamini_and_hochbergs_own_example() -> None:
    """Fifteen hypotheses (1995, section 4.1), four of which fall at 0.05."""
    known = np.array(
        [
            *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
            *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
        ]
    )
    assert np.count_nonzero(adjusted_p_values(known) <= 0.05) == 4


@given(p_values)
def test_adjusted_p_values_are_those_of_scipy(values: FloatArray) -> None:
    found = adjusted_p_values(values)
    np.testing.assert_allclose(found, false_discovery_control(values), atol=1e-12)
    np.testing.assert_array_equal(adjusted_p_values(values[::-1]), found[::-1])
    assert np.all(found >= values)


@given(p_values)
def test_gaps_do_not_count_as_looked_at(values: FloatArray) -> None:
    with_gap = np.insert(values, 0, np.nan)
    np.testing.assert_array_equal(adjusted_p_values(with_gap)[1:], adjusted_p_values(values))


@given(scores)
def test_overdispersion_is_the_mean_of_winsorised_squares(z: FloatArray) -> None:
    by_scipy = np.mean(np.asarray(winsorize(z, limits=(0.1, 0.1))) ** 2)
    assert overdispersion(z) == pytest.approx(max(by_scipy, 1))


def test_without_values_there_is_no_overdispersion() -> None:
    assert np.isnan(overdispersion(np.array([np.nan])))


@given(scores)
def test_a_level_has_the_sign_of_its_score(z: FloatArray) -> None:
    np.testing.assert_array_equal(levels_of_z(-z), -levels_of_z(z))


def test_the_tables_of_funnels(shared_oracles: Path) -> None:
    found = {verdict.name: verdict for verdict in funnels(shared_oracles)}
    assert all(verdict.holds for verdict in found.values()), found
    assert found["Funnel of shares: levels"].rows == 303
    assert found["Funnel of ratios: levels"].rows == 300
