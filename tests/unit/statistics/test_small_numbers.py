"""Values of few people are marked, or smoothed towards the city's."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.arrays import FloatArray
from indicators.statistics.intervals import Interval, wilson_interval
from indicators.statistics.notes import Note
from indicators.statistics.small_numbers import (
    RELIABILITY_SIGNS,
    empirical_bayes_rate,
    reliability,
)

ST_LOUIS = json.loads(Path(__file__).with_name("homicides_st_louis.json").read_text())


@st.composite
def cities(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    persons = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=30))
    cases = [draw(st.integers(0, number)) for number in persons]
    return np.array(cases, np.float64), np.array(persons, np.float64)


def sign(cases: float, persons: float, lower: float = 0.19, upper: float = 0.21) -> str:
    interval = Interval(np.array([lower]), np.array([upper]))
    share = np.array([cases / persons if persons else np.nan])
    found = reliability(np.array([cases]), np.array([persons]), share, interval)[0]
    return RELIABILITY_SIGNS[found] if found >= 0 else "no value"


@pytest.mark.parametrize(
    ("cases", "persons", "limits", "expected"),
    [
        (10, 50, (0.19, 0.21), ""),
        (9, 50, (0.19, 0.21), "( )"),
        (10, 49, (0.19, 0.21), "( )"),
        (10, 30, (0.19, 0.21), "( )"),
        (10, 29, (0.19, 0.21), "/"),
        (0, 500, (0.0, 0.01), "( )"),
        (20, 100, (0.1, 0.3), ""),
        (20, 100, (0.1, 0.31), "( )"),
        (0, 0, (np.nan, np.nan), "no value"),
        (np.nan, 100, (np.nan, np.nan), "no value"),
    ],
)
def test_values_of_few_people_are_marked(
    cases: float, persons: float, limits: tuple[float, float], expected: str
) -> None:
    assert sign(cases, persons, *limits) == expected


@given(cities())
def test_the_unit_changes_no_sign(city: tuple[FloatArray, FloatArray]) -> None:
    cases, persons = city
    limits = wilson_interval(cases, persons, confidence=0.95)
    share = cases / persons
    np.testing.assert_array_equal(
        reliability(cases, persons, share, limits),
        reliability(cases, persons, share * 1024, limits.scaled(1024)),
    )


def smoothed_by_hand(events: list[float], persons: list[float]) -> list[float]:
    """Marshall's formula, one area after the other."""
    n, m = sum(persons), sum(events) / sum(persons)
    pairs = list(zip(events, persons, strict=True))
    spread = sum(p * (e / p - m) ** 2 for e, p in pairs) / n
    real = max(spread - m / (n / len(persons)), 0.0)
    if real == 0:
        return [m] * len(persons)
    return [m + real / (real + m / p) * (e / p - m) for e, p in pairs]


@given(cities())
def test_smoothed_rates_are_those_worked_out_by_hand(
    city: tuple[FloatArray, FloatArray],
) -> None:
    events, persons = city
    found = empirical_bayes_rate(events, persons).value
    by_hand = smoothed_by_hand(events.tolist(), persons.tolist())
    np.testing.assert_allclose(found, by_hand, rtol=1e-7, atol=1e-9)


@given(cities())
def test_a_smoothed_rate_lies_between_the_areas_own_and_the_citys(
    city: tuple[FloatArray, FloatArray],
) -> None:
    events, persons = city
    own, overall = events / persons, events.sum() / persons.sum()
    smoothed = empirical_bayes_rate(events, persons).value
    assert np.all(smoothed >= np.minimum(own, overall) - 1e-12)
    assert np.all(smoothed <= np.maximum(own, overall) + 1e-12)


@given(cities())
def test_order_and_gaps_change_nothing(city: tuple[FloatArray, FloatArray]) -> None:
    events, persons = city
    smoothed = empirical_bayes_rate(events, persons).value
    turned = empirical_bayes_rate(events[::-1], persons[::-1]).value
    np.testing.assert_allclose(turned[::-1], smoothed, rtol=1e-6)
    more = empirical_bayes_rate(
        np.append(events, [0.0, np.nan, 3.0]), np.append(persons, [0.0, 9.0, np.nan])
    )
    np.testing.assert_allclose(more.value[:-3], smoothed, rtol=1e-12)
    assert np.isnan(more.value[-3:]).all()


def test_the_counties_around_st_louis() -> None:
    """Published by esda's documentation of Empirical_Bayes."""
    events, persons = (
        np.array(ST_LOUIS[key], np.float64) for key in ("homicides_1979_84", "population_1979_84")
    )
    found = empirical_bayes_rate(events, persons)
    np.testing.assert_allclose(found.value[:2], [2.36718950e-05, 4.54539167e-05], rtol=1e-8)
    assert found.notes == ()


def test_rates_that_differ_by_chance_only_are_all_the_citys() -> None:
    found = empirical_bayes_rate(np.array([9.0, 11.0, 10.0]), np.array([100.0, 100.0, 100.0]))
    np.testing.assert_array_equal(found.value, [0.1, 0.1, 0.1])
    np.testing.assert_array_equal(found.trust, [0, 0, 0])
    assert found.notes == (Note("no_real_spread"),)


def test_without_events_or_persons() -> None:
    none = empirical_bayes_rate(np.array([0.0, 0.0]), np.array([10.0, 20.0]))
    np.testing.assert_array_equal(none.value, [0, 0])
    nobody = empirical_bayes_rate(np.array([0.0]), np.array([0.0]))
    assert np.isnan(nobody.value).all()
    assert nobody.notes == (Note("no_rates"),)
