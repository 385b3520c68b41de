"""Shares drawn towards their district, and what an index says of districts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.notes import Refused
from indicators.statistics.shrinkage import shrunken_share
from indicators.statistics.summaries import summaries

GAP = np.nan


def by_hand(cases: list[float], persons: list[float]) -> list[float]:
    """The formula of METHODS.md 2.5, area after area."""
    pairs = list(zip(cases, persons, strict=True))
    own = [math.log((r + 0.5) / (n - r + 0.5)) for r, n in pairs]
    r, n = sum(cases), sum(persons)
    whole = math.log((r + 0.5) / (n - r + 0.5))
    between = sum((m - whole) ** 2 for m in own) / (len(own) - 1)
    found = []
    for m, (r, n) in zip(own, pairs, strict=True):
        chance = (n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))
        weight = (1 / chance) / (1 / chance + 1 / between)
        found.append(1 / (1 + math.exp(-(weight * m + (1 - weight) * whole))))
    return found


def test_shares_are_those_of_the_formula_district_by_district() -> None:
    cases, persons = [2.0, 60, 90, 5, 7], [10.0, 600, 300, 50, 20]
    district = np.array([0, 0, 0, 1, 1])
    found = shrunken_share(np.array(cases), np.array(persons), district)
    expected = by_hand(cases[:3], persons[:3]) + by_hand(cases[3:], persons[3:])
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_an_area_without_persons_gets_the_share_of_its_district() -> None:
    cases, persons = np.array([2.0, 60, 0]), np.array([10.0, 600, 0])
    found = shrunken_share(cases, persons, np.zeros(3, dtype=np.int64))
    assert found[2] == pytest.approx(62.5 / (62.5 + 548.5))
    np.testing.assert_allclose(found[:2], by_hand([2, 60], [10, 600]))


def test_alone_in_its_district_an_area_keeps_its_share() -> None:
    cases, persons = np.array([3.0, 0.0, 1.0]), np.array([10.0, 0.0, GAP])
    found = shrunken_share(cases, persons, np.array([4, 4, 4]))
    np.testing.assert_array_equal(found, [0.3, 0.3, GAP])
    assert np.isnan(shrunken_share(cases[:1], persons[:1], np.array([-1]))[0])
    nobody = shrunken_share(np.zeros(2), np.zeros(2), np.zeros(2, dtype=np.int64))
    assert np.isnan(nobody).all()


def test_areas_that_are_alike_get_the_share_of_all() -> None:
    cases, persons = np.full(4, 20.0), np.full(4, 100.0)
    found = shrunken_share(cases, persons, np.zeros(4, dtype=np.int64))
    np.testing.assert_allclose(found, 0.2, atol=0.002)


def test_more_cases_than_persons_are_refused() -> None:
    with pytest.raises(Refused, match="more_cases"):
        shrunken_share(np.array([3.0]), np.array([2.0]), np.array([0]))


@given(st.integers(0, 10**6))
def test_small_areas_move_more_and_never_past_the_district(seed: int) -> None:
    rng = np.random.default_rng(seed)
    persons = rng.integers(5, 2000, 12).astype(float)
    cases = np.floor(persons * rng.uniform(0.05, 0.6, 12))
    found = shrunken_share(cases, persons, np.zeros(12, dtype=np.int64))
    own = (cases + 0.5) / (persons + 1)
    whole = (cases.sum() + 0.5) / (persons.sum() + 1)
    between = (np.minimum(own, whole) - 1e-9 <= found) & (found <= np.maximum(own, whole) + 1e-9)
    assert between.all()


def test_extent_counts_the_second_and_third_tenth_less_and_less() -> None:
    """A hundred areas of one person each: the hundredth is the place."""
    score = np.arange(100.0)[::-1]
    one = np.zeros(100, dtype=np.int64)
    found = summaries(score, np.ones(100), one, 1)
    steps = [0.95 - step * 0.9 / 19 for step in range(20)]
    assert steps[-1] == pytest.approx(0.05)
    assert found.extent.value[0] == pytest.approx(10 + sum(steps))
    assert found.worst_tenth.value[0] == 10
    assert found.mean.value[0] == 49.5


def test_persons_weigh_and_what_is_not_evaluated_is_left_out() -> None:
    score = np.array([4.0, 1.0, GAP, 2.0, 3.0])
    persons = np.array([100.0, 300.0, 10.0, 50.0, 50.0])
    found = summaries(score, persons, np.array([0, 0, 0, 1, 1]), 2)
    assert found.mean.value.tolist() == [700 / 400, 2.5]
    assert found.mean.incomplete.tolist() == [True, False]
    assert np.isnan(found.worst_tenth.value[0]), "one of three areas is missing"
    assert found.worst_tenth.value[1] == 0
    none = summaries(np.full(5, GAP), persons, np.zeros(5, dtype=np.int64), 1)
    assert np.isnan(none.mean.value[0])
