"""Confidence intervals are those of the published tables and of a slow, obvious twin."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from indicators.statistics.intervals import (
    EUROPEAN_STANDARD_2013,
    byar_interval,
    directly_standardised_rate,
    newcombe_difference,
    normal_quantile,
    poisson_interval,
    rate_interval,
    wilson_interval,
)
from indicators.statistics.notes import Note
from region_files.reference_figures import standardised_rates, wilson_and_byar

Z = normal_quantile(0.95)
counts = st.integers(0, 5000).map(float)


@st.composite
def shares(draw: st.DrawFn) -> tuple[float, float]:
    persons = draw(st.integers(1, 5000))
    return float(draw(st.integers(0, persons))), float(persons)


def one(number: float) -> np.ndarray:
    return np.array([number])


def test_the_published_share_of_81_in_263() -> None:
    found = wilson_interval(one(81), one(263), confidence=0.95)
    assert (found.lower[0].round(4), found.upper[0].round(4)) == (0.2553, 0.3662)


@given(shares())
def test_wilson_is_what_scipy_says(share: tuple[float, float]) -> None:
    cases, persons = share
    found = wilson_interval(one(cases), one(persons), confidence=0.95)
    twin = binomtest(int(cases), int(persons)).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose([found.lower[0], found.upper[0]], [twin.low, twin.high], atol=1e-12)
    assert 0 <= found.lower[0] <= cases / persons <= found.upper[0] <= 1


@given(shares())
def test_wilson_is_the_mirror_of_the_complement(share: tuple[float, float]) -> None:
    cases, persons = share
    found = wilson_interval(one(cases), one(persons), confidence=0.998)
    other = wilson_interval(one(persons - cases), one(persons), confidence=0.998)
    np.testing.assert_allclose(found.lower, 1 - other.upper, atol=1e-12)


def test_no_case_begins_at_nought_and_nobody_has_no_interval() -> None:
    found = wilson_interval(
        np.array([0.0, 10.0, 0.0, np.nan]), np.array([10.0, 10.0, 0.0, 5.0]), confidence=0.95
    )
    assert found.lower[0] == 0
    assert found.upper[1] == 1
    assert np.isnan(found.lower[2:]).all()
    assert np.isnan(found.upper[2:]).all()


@pytest.mark.parametrize(("cases", "persons"), [(11.0, 10.0), (-1.0, 10.0), (1.0, np.inf)])
def test_wrong_counts_are_refused(cases: float, persons: float) -> None:
    with pytest.raises(ValueError, match=r"more_cases_than_persons|bad_count"):
        wilson_interval(one(cases), one(persons), confidence=0.95)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson_interval(one(1), one(2), confidence=confidence)


def poisson_by_hand(events: float) -> tuple[float, float]:
    if events < 10:
        lower = chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
        return float(lower), float(chi2.ppf(0.975, 2 * events + 2) / 2)
    low = events * (1 - 1 / (9 * events) - Z / (3 * events**0.5)) ** 3
    more = events + 1
    return low, more * (1 - 1 / (9 * more) + Z / (3 * more**0.5)) ** 3


@given(counts)
def test_poisson_limits_are_those_worked_out_by_hand(events: float) -> None:
    found = poisson_interval(one(events), z=Z)
    np.testing.assert_allclose(
        [found.lower[0], found.upper[0]], poisson_by_hand(events), rtol=1e-10, atol=1e-12
    )
    assert found.lower[0] <= events < found.upper[0]


def test_byar_has_no_lower_limit_where_it_would_be_negative() -> None:
    found = byar_interval(one(1), z=normal_quantile(0.998))
    assert np.isnan(found.lower[0])
    assert poisson_interval(one(1), z=normal_quantile(0.998)).lower[0] == pytest.approx(0.0010005)


def test_a_rate_may_be_above_the_persons() -> None:
    found = rate_interval(
        np.array([250.0, 3.0, np.nan]), np.array([220.0, 0.0, 5.0]), 100000, confidence=0.95
    )
    assert found.lower[0] == pytest.approx(99984.94738532876)
    assert np.isnan(found.upper[1:]).all()


@given(st.lists(shares(), min_size=1, max_size=10))
def test_the_order_of_areas_changes_nothing(areas: list[tuple[float, float]]) -> None:
    cases, persons = np.array(areas).T
    other = np.arange(len(areas))[::-1]
    for found, turned in (
        (
            wilson_interval(cases, persons, confidence=0.95),
            wilson_interval(cases[other], persons[other], confidence=0.95),
        ),
        (
            rate_interval(cases, persons, 1, confidence=0.95),
            rate_interval(cases[other], persons[other], 1, confidence=0.95),
        ),
    ):
        np.testing.assert_array_equal(found.lower[other], turned.lower)
        np.testing.assert_array_equal(found.upper[other], turned.upper)


def test_newcombes_published_difference() -> None:
    found = newcombe_difference(one(56), one(70), one(48), one(80), confidence=0.95)
    assert (found.lower[0].round(4), found.upper[0].round(4)) == (0.0524, 0.3339)


@given(shares(), shares())
def test_a_difference_turned_round_is_its_negative(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    ab = newcombe_difference(one(a[0]), one(a[1]), one(b[0]), one(b[1]), confidence=0.95)
    ba = newcombe_difference(one(b[0]), one(b[1]), one(a[0]), one(a[1]), confidence=0.95)
    np.testing.assert_allclose(ab.lower, -ba.upper, atol=1e-12)


def test_the_standard_has_nineteen_age_groups_of_100000() -> None:
    assert len(EUROPEAN_STANDARD_2013) == 19
    assert sum(EUROPEAN_STANDARD_2013) == 100_000


@given(st.floats(0.1, 10))
def test_weights_count_in_proportion_only(stretch: float) -> None:
    events, persons = np.array([[10.0], [30.0]]), np.array([[100.0], [200.0]])
    weights = np.array([3.0, 1.0])
    one_way = directly_standardised_rate(events, persons, weights, 100, confidence=0.95)
    other = directly_standardised_rate(events, persons, weights * stretch, 100, confidence=0.95)
    np.testing.assert_allclose(one_way.interval.lower, other.interval.lower)
    np.testing.assert_allclose(one_way.value, other.value)


def test_an_age_without_persons_and_few_events_have_no_standardised_rate() -> None:
    events = np.array([[10.0, 4.0, 20.0, np.nan], [30.0, 5.0, 0.0, 50.0]])
    persons = np.array([[100.0, 100.0, 100.0, 100.0], [100.0, 100.0, 0.0, 100.0]])
    found = directly_standardised_rate(events, persons, np.ones(2), 100, confidence=0.95)
    np.testing.assert_array_equal(np.isnan(found.value), [False, True, True, True])
    assert found.notes == (Note("too_few_events", {"area": 1, "needed": 10}),)


def test_weights_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        directly_standardised_rate(
            np.ones((2, 1)), np.ones((2, 1)), np.array([1.0, 0.0]), 1, confidence=0.95
        )


def test_the_tables_of_shares_and_rates(shared_oracles: Path) -> None:
    found = {verdict.name: verdict for verdict in wilson_and_byar(shared_oracles)}
    assert all(verdict.holds for verdict in found.values()), found
    assert sorted(verdict.rows for verdict in found.values()) == [26, 98, 104]


def test_the_table_of_standardised_rates(shared_oracles: Path) -> None:
    verdict = standardised_rates(shared_oracles)
    assert verdict.holds
