"""Limits of a change hold on both sides of zero, and no outlier stretches them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.change_classes import classes, readable
from indicators.statistics.arrays import FloatArray
from releases.classification import class_of

printed_changes = st.lists(st.integers(-400, 400), min_size=1, max_size=80)


def share_of_the_largest_class(values: FloatArray) -> float:
    return max(classes(values, 6, 1).counts) / len(values)


def test_one_outlier_does_not_stretch_the_classes() -> None:
    usual = np.round(np.linspace(-3.0, 3.0, 60), 1)
    with_outlier = np.append(usual, 300.0)
    assert classes(with_outlier, 6, 1).breaks == classes(usual, 6, 1).breaks == (-2, -1, 0, 1, 2)
    assert share_of_the_largest_class(with_outlier) < 0.25


def test_the_outlier_lies_in_the_open_outer_class() -> None:
    values = np.array([-2.0, -1.0, 1.0, 2.0, 3.0, 80.0])
    found = classes(values, 4, 1)
    assert class_of(np.array([80.0]), found.breaks)[0] == len(found.breaks)


def test_ties_make_fewer_classes_and_say_so() -> None:
    values = np.array([0.0] * 20 + [1.0] * 30 + [-1.0] * 20 + [2.0])
    found = classes(values, 6, 0)
    assert found.breaks == (0.0, 1.0)
    assert found.counts == (20, 20, 31)
    assert [note.key for note in found.notes] == ["few_changes"]


def test_unchanged_areas_alone_are_one_class() -> None:
    found = classes(np.zeros(9), 6, 1)
    assert (found.breaks, found.counts) == ((), (9,))
    assert [note.key for note in found.notes] == ["constant"]


def test_without_any_value_there_is_no_class() -> None:
    found = classes(np.array([np.nan, np.nan]), 6, 1)
    assert (found.counts, [note.key for note in found.notes]) == ((), ["all_gaps"])


def test_few_values_make_few_classes() -> None:
    found = classes(np.array([-0.4, 0.7, np.nan]), 6, 1)
    assert found.breaks == (0.0, 0.5)
    assert found.counts == (1, 0, 1)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_side_without_areas_still_is_a_class_beside_zero(sign: int) -> None:
    values = sign * np.arange(1.0, 31.0)
    found = classes(values, 6, 0)
    assert 0.0 in found.breaks
    empty = 0 if sign > 0 else len(found.counts) - 1
    assert found.counts[empty] == 0
    assert all(count for place, count in enumerate(found.counts) if place != empty)
    assert found.diverging_class == found.breaks.index(0.0) + 1


def test_a_value_at_a_limit_belongs_to_the_class_above() -> None:
    values = np.array([-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0])
    found = classes(values, 4, 0)
    assert found.breaks == (-2.0, 0.0, 2.0)
    assert found.counts == (2, 2, 1, 3)


@given(printed_changes, st.integers(2, 9), st.integers(0, 2))
def test_limits_are_the_same_on_both_sides_and_readable(
    numbers: list[int], k: int, decimals: int
) -> None:
    values = np.array(numbers) / 10**decimals
    found = classes(values, k, decimals)
    assert sum(found.counts) == len(numbers)
    if len(set(numbers)) == 1:
        return
    below = [-limit for limit in found.breaks if limit < 0]
    above = [limit for limit in found.breaks if limit > 0]
    assert 0.0 in found.breaks
    assert set(below) <= set(above) or set(above) <= set(below)
    units = np.round(np.array(below + above) * 10**decimals)
    assert all(readable(unit) == unit for unit in units)
    assert len(found.breaks) <= 2 * ((k + 1) // 2) - 1
