"""Components are made comparable as the handbook of the OECD says."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.arrays import FloatArray
from indicators.statistics.standardise import (
    has_no_spread,
    lowest_ranks,
    mean_and_deviation,
    min_max,
    percent_ranks,
    z_scores,
)

# the reference vector of the R package COINr 1.1.14
COINR = np.array([1.0, 2.0, 2.0, 5.0, np.nan, 10.0])
areas = st.lists(st.integers(-100, 100).map(float), min_size=2, max_size=30).map(np.array)


def test_z_scores_are_those_of_coinr() -> None:
    expected = [-0.8164966, -0.5443311, -0.5443311, 0.2721655, np.nan, 1.632993]
    np.testing.assert_allclose(z_scores(COINR, ddof=1, direction=1), expected, atol=5e-7)


def test_min_max_is_that_of_coinr() -> None:
    expected = [0, 11.111, 11.111, 44.444, np.nan, 100]
    np.testing.assert_allclose(min_max(COINR, direction=1), expected, atol=5e-4)


def test_percent_ranks_are_those_of_coinr() -> None:
    expected = [0, 0.25, 0.25, 0.75, np.nan, 1]
    np.testing.assert_array_equal(percent_ranks(COINR, direction=1), expected)


def test_areas_that_tie_share_the_lowest_rank() -> None:
    np.testing.assert_array_equal(lowest_ranks(COINR), [1, 2, 2, 4, np.nan, 5])


def test_population_and_sample_deviation_differ() -> None:
    values = np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
    assert mean_and_deviation(values, ddof=0) == (5.0, 2.0)
    assert mean_and_deviation(values, ddof=1)[1] == pytest.approx(2.138090)


def test_too_few_areas_have_no_deviation() -> None:
    assert np.isnan(mean_and_deviation(np.array([np.nan]), ddof=0)).all()
    mean, deviation = mean_and_deviation(np.array([3.0]), ddof=1)
    assert mean == 3.0
    assert np.isnan(deviation)


@pytest.mark.parametrize("values", [[7.0, 7.0, 7.0], [0.1 + 0.2, 0.3], [np.nan], []])
def test_what_does_not_differ_cannot_be_standardised(values: list[float]) -> None:
    same = np.array(values)
    assert has_no_spread(same)
    assert np.isnan(z_scores(same, ddof=0, direction=1)).all()
    assert np.isnan(min_max(same, direction=1)).all()


def test_a_single_area_has_no_percent_rank() -> None:
    assert np.isnan(percent_ranks(np.array([3.0, np.nan]), direction=1)).all()


@pytest.mark.parametrize("direction", [0, 2])
def test_context_has_no_place_in_an_index(direction: int) -> None:
    with pytest.raises(ValueError, match="direction"):
        z_scores(COINR, ddof=0, direction=direction)


@given(areas, st.integers(0, 1))
def test_z_scores_have_mean_nought_and_deviation_one(values: FloatArray, ddof: int) -> None:
    z = z_scores(values, ddof=ddof, direction=1)
    if not has_no_spread(values):
        assert z.mean() == pytest.approx(0, abs=1e-9)
        assert z.std(ddof=ddof) == pytest.approx(1)


@given(areas)
def test_relief_is_the_mirror_of_burden(values: FloatArray) -> None:
    for method in (min_max, partial(z_scores, ddof=0)):
        np.testing.assert_allclose(
            method(values, direction=-1), method(-values, direction=1), atol=1e-12
        )


@given(areas, st.floats(0.01, 100), st.integers(-1000, 1000))
def test_another_unit_changes_nothing(values: FloatArray, stretch: float, shift: int) -> None:
    other = values * stretch + shift
    for before, after in (
        (z_scores(values, ddof=0, direction=1), z_scores(other, ddof=0, direction=1)),
        (min_max(values, direction=1), min_max(other, direction=1)),
        (percent_ranks(values, direction=1), percent_ranks(other, direction=1)),
    ):
        np.testing.assert_allclose(before, after, atol=1e-7)


@given(areas)
def test_percent_ranks_count_the_areas_below(values: FloatArray) -> None:
    by_hand = [sum(other < value for other in values) / (len(values) - 1) for value in values]
    np.testing.assert_allclose(percent_ranks(values, direction=1), by_hand)
