"""Segregation is the published one, 0 where all areas are alike and 1 where nobody mixes."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note
from indicators.statistics.segregation import (
    corrected_dissimilarity,
    dissimilarity,
    entropy_index,
    gini,
    interaction,
    isolation,
    segregation,
)

Measure = Callable[[FloatArray, FloatArray], float]
GROUP, PERSONS = np.array([10.0, 30.0, 60.0, 0.0]), np.array([100.0, 100.0, 100.0, 50.0])
EVENNESS: list[Measure] = [dissimilarity, gini, entropy_index]
MEASURES: list[Measure] = [*EVENNESS, isolation, interaction]


@st.composite
def cities(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """Two areas or more, with somebody of the group and somebody else."""
    own = draw(st.lists(st.integers(0, 500), min_size=2, max_size=20))
    others = draw(st.lists(st.integers(0, 500), min_size=len(own), max_size=len(own)))
    own[0], others[1] = own[0] + 1, others[1] + 1
    group = np.array(own, np.float64)
    return group, group + np.array(others, np.float64)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (dissimilarity, 0.46),
        (isolation, 0.46),
        (interaction, 0.54),
        (gini, 0.60),
        (entropy_index, 0.231613),
    ],
)
def test_measures_are_those_of_pysal(measure: Measure, expected: float) -> None:
    """segregation 2.5.4 on the same four areas."""
    assert measure(GROUP, PERSONS) == pytest.approx(expected, abs=5e-7)


def test_the_correction_is_that_of_pysal_but_for_its_draws() -> None:
    found = [corrected_dissimilarity(GROUP, PERSONS, seed=seed) for seed in range(5)]
    np.testing.assert_allclose(found, 0.4435, atol=0.004)


def test_the_correction_is_what_all_possible_cities_give() -> None:
    """The mean D over all draws, exactly: 0.4471 is left of 0.46."""
    others = PERSONS - GROUP
    x, y = np.arange(101), np.arange(251)
    apart = np.abs(x[:, np.newaxis] / 100 - y / 250)
    mean = sum(
        binom.pmf(x, 100, own / 100) @ apart @ binom.pmf(y, 250, other / 250)
        for own, other in zip(GROUP, others, strict=True)
    )
    exact = 2 * 0.46 - mean / 2
    assert exact == pytest.approx(0.4471, abs=5e-5)
    assert corrected_dissimilarity(GROUP, PERSONS, seed=1) == pytest.approx(exact, abs=0.005)


def dissimilarity_by_hand(own: list[float], others: list[float]) -> float:
    return sum(abs(x / sum(own) - y / sum(others)) for x, y in zip(own, others, strict=True)) / 2


def gini_by_hand(own: list[float], persons: list[float]) -> float:
    pairs = [(x / t, t) for x, t in zip(own, persons, strict=True) if t]
    total, share = sum(persons), sum(own) / sum(persons)
    apart = sum(s * t * abs(p - q) for p, s in pairs for q, t in pairs)
    return apart / (2 * total**2 * share * (1 - share))


def entropy_by_hand(own: list[float], persons: list[float]) -> float:
    def entropy(share: float) -> float:
        return -sum(p * np.log(p) for p in (share, 1 - share) if p > 0)

    city = entropy(sum(own) / sum(persons))
    return sum(t * (city - entropy(x / t)) for x, t in zip(own, persons, strict=True) if t) / (
        city * sum(persons)
    )


@given(cities())
def test_measures_are_those_worked_out_by_hand(city: tuple[FloatArray, FloatArray]) -> None:
    group, persons = city
    own, everybody = group.tolist(), persons.tolist()
    others = (persons - group).tolist()
    assert dissimilarity(*city) == pytest.approx(dissimilarity_by_hand(own, others))
    assert gini(*city) == pytest.approx(gini_by_hand(own, everybody), abs=1e-12)
    assert entropy_index(*city) == pytest.approx(entropy_by_hand(own, everybody), abs=1e-12)
    assert isolation(*city) + interaction(*city) == pytest.approx(1)


@given(cities())
def test_measures_lie_between_nought_and_one(city: tuple[FloatArray, FloatArray]) -> None:
    for measure in MEASURES:
        assert -1e-12 <= measure(*city) <= 1 + 1e-12
    assert dissimilarity(*city) <= gini(*city) + 1e-12


@given(cities())
def test_the_group_and_all_others_are_equally_apart(city: tuple[FloatArray, FloatArray]) -> None:
    group, persons = city
    for measure in EVENNESS:
        assert measure(persons - group, persons) == pytest.approx(measure(*city), abs=1e-12)


@given(cities(), st.randoms(use_true_random=False))
def test_the_order_of_areas_changes_no_bit(
    city: tuple[FloatArray, FloatArray], random: Random
) -> None:
    group, persons = city
    order = list(range(len(group)))
    random.shuffle(order)
    assert segregation(group[order], persons[order], seed=1) == segregation(*city, seed=1)


@given(cities())
def test_gaps_and_empty_areas_change_nothing(city: tuple[FloatArray, FloatArray]) -> None:
    group, persons = city
    more = np.append(group, [0.0, np.nan, 5.0]), np.append(persons, [0.0, 40.0, np.nan])
    for measure in MEASURES:
        assert measure(*more) == measure(*city)
    assert Note("areas_left_out", {"areas": 3}) in segregation(*more, seed=1).notes[:1] or any(
        persons == 0
    )


@given(cities())
def test_another_scale_changes_only_the_correction(city: tuple[FloatArray, FloatArray]) -> None:
    group, persons = city
    for measure in MEASURES:
        assert measure(group * 8, persons * 8) == pytest.approx(measure(*city), abs=1e-12)


def test_the_smaller_the_counts_the_larger_the_correction() -> None:
    whole = dissimilarity(GROUP, PERSONS)
    off = [
        whole - corrected_dissimilarity(GROUP * times, PERSONS * times, seed=1)
        for times in (1, 10, 100)
    ]
    assert off[0] > 5 * abs(off[1]) > 5 * abs(off[2])


def test_areas_filled_by_chance_alone_are_hardly_segregated_after_correction() -> None:
    rng = np.random.default_rng(2)
    persons = np.full(200, 50.0)
    group = rng.binomial(50, 0.1, size=200).astype(np.float64)
    assert dissimilarity(group, persons) > 0.15
    assert corrected_dissimilarity(group, persons, seed=1) < 0.6 * dissimilarity(group, persons)


def test_areas_all_alike_are_nought_and_strangers_are_one() -> None:
    persons = np.array([10.0, 20.0, 40.0])
    for measure in EVENNESS:
        assert measure(persons / 2, persons) == pytest.approx(0, abs=1e-12)
        assert measure(np.array([10.0, 0.0, 40.0]), persons) == pytest.approx(1)


@pytest.mark.parametrize("group", [[0.0, 0.0], [10.0, 20.0], [np.nan, np.nan]])
def test_without_two_groups_there_is_nothing_to_measure(group: list[float]) -> None:
    found = segregation(np.array(group), np.array([10.0, 20.0]), seed=1)
    for name in ("dissimilarity", "corrected_dissimilarity", "isolation", "interaction"):
        assert np.isnan(getattr(found, name)), name
    assert np.isnan([found.gini, found.entropy_index]).all()
    assert found.notes[-1] == Note("not_two_groups")


def test_a_group_larger_than_its_area_is_refused() -> None:
    with pytest.raises(ValueError, match="more_cases_than_persons"):
        segregation(np.array([5.0]), np.array([4.0]), seed=1)
