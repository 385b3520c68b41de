"""The textbook bounds of each method, against mapclassify 2.10.0."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics import class_bounds
from indicators.statistics.arrays import FloatArray

# mapclassify.load_example(): employment density of 58 counties of California
CALIFORNIA = np.array([
    329.92, 0.42, 5.9, 14.03, 2.78, 1.34, 181.27, 1.65, 10.03, 16.7, 1.32, 3.99, 3.16, 0.22, 8.7,
    6.56, 3.27, 0.33, 370.5, 4.51, 75.29, 0.99, 2.74, 8.68, 0.14, 0.92, 12.63, 28.7, 12.02, 722.85,
    36.68, 0.74, 29.82, 192.05, 3.38, 11.15, 110.74, 4111.45, 49.47, 10.33, 317.11, 20.47, 264.93,
    66.26, 5.39, 0.13, 0.61, 50.65, 40.48, 36.67, 13.09, 1.81, 0.2, 7.6, 2.51, 57.26, 24.32, 6.97,
])  # fmt: skip


def test_equal_interval_bounds_are_those_of_mapclassify() -> None:
    bounds = class_bounds.upper_bounds_equal_interval(CALIFORNIA, 5)
    assert bounds == pytest.approx([822.394, 1644.658, 2466.922, 3289.186, 4111.45], abs=1e-9)


def test_quantile_bounds_are_those_of_mapclassify() -> None:
    bounds = class_bounds.upper_bounds_quantile(CALIFORNIA, 5)
    assert bounds == pytest.approx([1.464, 5.798, 13.278, 54.616, 4111.45], abs=1e-9)


@pytest.mark.parametrize(
    ("k", "bounds"),
    [
        (3, [192.05, 722.85, 4111.45]),
        (5, [75.29, 192.05, 370.5, 722.85, 4111.45]),
        (7, [29.82, 110.74, 192.05, 264.93, 370.5, 722.85, 4111.45]),
        (9, [16.7, 40.48, 75.29, 110.74, 192.05, 264.93, 370.5, 722.85, 4111.45]),
    ],
)
def test_natural_breaks_are_those_of_fisher_and_jenks(k: int, bounds: list[float]) -> None:
    found = class_bounds.upper_bounds_natural_breaks(CALIFORNIA, k)
    assert found == pytest.approx(bounds, abs=1e-9)


def test_standard_deviation_bounds_are_those_of_mapclassify() -> None:
    bounds = class_bounds.upper_bounds_standard_deviation(CALIFORNIA, 5)
    assert bounds == pytest.approx([-967.3624, -420.7171, 672.5733, 1219.2186, 4111.45], abs=5e-5)


@pytest.mark.parametrize("head_share", [0.4, 1.0])
def test_head_tail_bounds_are_those_of_mapclassify(head_share: float) -> None:
    bounds = class_bounds.upper_bounds_head_tail(CALIFORNIA, head_share)
    assert bounds == pytest.approx([125.9281, 811.26, 4111.45], abs=5e-5)


@pytest.mark.parametrize(
    ("k", "bounds"),
    [
        (3, [2000, 4000, 6000]),
        (5, [1000, 2000, 3000, 4000, 5000]),
        (9, [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500]),
    ],
)
def test_pretty_bounds_are_those_of_mapclassify(k: int, bounds: list[float]) -> None:
    assert class_bounds.upper_bounds_pretty(CALIFORNIA, k).tolist() == bounds


@pytest.mark.parametrize(("k", "cuts"), [(2, [0]), (3, [-1, 1]), (4, [-1, 0, 1])])
def test_standard_deviation_cuts_are_symmetric_about_the_mean(k: int, cuts: list[int]) -> None:
    values = np.array([-1.0, 0.0, 1.0])
    found = class_bounds.upper_bounds_standard_deviation(values, k)
    assert found[:-1].tolist() == cuts
    assert len(found) == k


def squares(ordered: FloatArray, cuts: tuple[int, ...]) -> float:
    return sum(float(np.sum((part - part.mean()) ** 2)) for part in np.split(ordered, cuts))


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=9), st.integers(2, 4))
def test_no_other_division_is_more_natural(numbers: list[int], k: int) -> None:
    ordered = np.sort(np.array(numbers, dtype=np.float64))
    k = min(k, len(np.unique(ordered)))
    best = min(
        squares(ordered, cuts) for cuts in itertools.combinations(range(1, len(ordered)), k - 1)
    )
    bounds = class_bounds.upper_bounds_natural_breaks(ordered, k)
    cuts = tuple(np.searchsorted(ordered, bounds[:-1], side="right").tolist())
    assert squares(ordered, cuts) == pytest.approx(best, abs=1e-9)


def test_natural_breaks_stay_exact_far_away_from_zero() -> None:
    values = 9e12 + np.array([0.0, 1, 2, 10, 11, 12])
    assert class_bounds.upper_bounds_natural_breaks(values, 2)[0] == 9e12 + 2


def test_natural_breaks_of_very_many_values_come_from_evenly_spaced_ones() -> None:
    values = np.concatenate([np.linspace(0, 1, 9000), np.linspace(5, 6, 3000)])
    low, high = class_bounds.upper_bounds_natural_breaks(values, 2)
    assert low == pytest.approx(1, abs=1e-3)
    assert high == 6
