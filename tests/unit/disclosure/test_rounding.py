"""Controlled rounding: what comes out adds up, lies near, and cannot be traced back."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.disclosure.audit import audit
from releases.disclosure.rounding import CannotBeRounded, controlled_round, rounded_rows
from releases.disclosure.rows import Row, total_of
from tests.unit.disclosure.tables import Cube, argus_cube, berlin_cube, cubes

BASES = st.sampled_from([3, 5, 10])
SEEDS = st.integers(0, 2**32)
# any two of three counts add up to a base: no rounding to neighbours, since those sums stay
TRIANGLE = np.array([5.0, 5, 5, 10, 10, 10])
SIDES = [total_of([0, 1], 3, "ab"), total_of([1, 2], 4, "bc"), total_of([0, 2], 5, "ac")]


def adds_up(rows: list[Row], values: np.ndarray) -> bool:
    return all(
        sum(by * values[cell] for cell, by in zip(row.cells, row.coefficients, strict=True)) == 0
        for row in rows
    )


@given(cubes(), BASES, SEEDS)
@settings(max_examples=60)
def test_what_is_rounded_adds_up_and_lies_near(cube: Cube, base: int, seed: int) -> None:
    rounded = controlled_round(cube.values, cube.rows, base, seed)
    assert adds_up(cube.rows, rounded.values)
    assert np.all(rounded.values % base == 0)
    assert np.all(rounded.values >= 0)
    assert np.all(rounded.reach == base), "two trees can always be rounded to neighbours"
    assert np.all(np.abs(rounded.values - cube.values) < base)
    stays = cube.values % base == 0
    assert np.array_equal(rounded.values[stays], cube.values[stays])


@given(cubes(), SEEDS)
@settings(max_examples=20)
def test_the_same_seed_rounds_alike(cube: Cube, seed: int) -> None:
    once, again = (controlled_round(cube.values, cube.rows, 5, seed) for _ in range(2))
    assert np.array_equal(once.values, again.values)


def test_a_count_keeps_its_value_on_average() -> None:
    counts = np.repeat(np.arange(11.0), 4000)
    rounded = controlled_round(counts, [], 5, 1).values.reshape(11, 4000)
    assert np.abs(rounded.mean(axis=1) - np.arange(11)).max() < 0.15


def test_over_the_seeds_every_rounding_that_adds_up_comes_up() -> None:
    """A small table of two sums with a common part, against all roundings there are."""
    counts = np.array([1.0, 4, 3, 5, 7])
    rows = [total_of([0, 1], 3, "left"), total_of([1, 2], 4, "right")]
    neighbours = [{n // 5 * 5, -(-n // 5) * 5} for n in counts]
    possible = {one for one in product(*neighbours) if adds_up(rows, np.array(one))}
    found = {tuple(controlled_round(counts, rows, 5, seed).values) for seed in range(200)}
    assert found == possible
    assert len(found) > 1


def test_one_step_more_is_taken_only_where_there_is_no_other_way() -> None:
    counts = np.concatenate([TRIANGLE, [3, 8, 11]])
    rounded = controlled_round(counts, [*SIDES, total_of([6, 7], 8, "apart")], 10, 1)
    assert adds_up(SIDES, rounded.values)
    assert rounded.reach.tolist() == [20.0] * 6 + [10.0] * 3
    assert np.all(np.abs(rounded.values - counts) < rounded.reach)


def test_no_people_are_made_up_where_there_are_none() -> None:
    # 10 must become 0 or 20 with the step more, and zero must not help
    rows = [*SIDES, total_of([0, 6], 7, "with an empty area")]
    counts = np.concatenate([TRIANGLE, [0, 5]])
    for seed in range(20):
        assert controlled_round(counts, rows, 10, seed).values[6] == 0


def test_what_cannot_be_rounded_is_said() -> None:
    with pytest.raises(CannotBeRounded, match=r"no multiples of 5 nearby fulfil: a known rest$"):
        controlled_round(np.array([3.0, 10.0]), [total_of([0], 1, "a known rest", rest=7)], 5, 1)


def test_sums_that_do_not_hold_before_are_named() -> None:
    rows = [total_of([0, 1], 2, "district"), total_of([2], 3, "city")]
    with pytest.raises(CannotBeRounded, match=r"the counts do not fulfil: district$"):
        controlled_round(np.array([5.0, 5.0, 40.0, 40.0]), rows, 5, 1)


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_only_counts_are_rounded(value: float) -> None:
    with pytest.raises(CannotBeRounded, match="cell 1 holds"):
        controlled_round(np.array([3.0, value]), [], 5, 1)


@given(cubes(), BASES, SEEDS)
@settings(max_examples=8)
def test_sums_tell_no_more_than_each_rounded_count_alone(cube: Cube, base: int, seed: int) -> None:
    """An attacker is left with a base of numbers at least, so nothing below the base is pinned."""
    rounded = controlled_round(cube.values, cube.rows, base, seed)
    cells = range(len(cube.values))
    found = audit([*cube.rows, *rounded_rows(rounded, "rounded")], {}, cells, whole_up_to=0)
    for cell in cells:
        lowest = max(0, rounded.values[cell] - base + 1)
        assert found[cell].lower == pytest.approx(lowest, abs=1e-6)
        assert found[cell].upper == pytest.approx(rounded.values[cell] + base - 1, abs=1e-6)
        assert found[cell].width + 1 >= base - 1e-6
        assert found[cell].lower - 1e-6 <= cube.values[cell] <= found[cell].upper + 1e-6


def test_a_step_more_leaves_a_wider_interval() -> None:
    rounded = controlled_round(TRIANGLE, SIDES, 10, 1)
    found = audit([*SIDES, *rounded_rows(rounded, "rounded")], {}, range(6))
    assert all(found[cell].lower <= TRIANGLE[cell] <= found[cell].upper for cell in range(6))
    assert all(one.width + 1 >= 10 for one in found.values())


def test_the_table_of_tau_argus(shared_oracles: Path) -> None:
    cube, _ = argus_cube(shared_oracles)
    rounded = controlled_round(cube.values, cube.rows, 5, 1)
    assert adds_up(cube.rows, rounded.values)
    assert np.abs(rounded.values - cube.values).max() <= 4


def test_berlin_by_age(shared_data: Path) -> None:
    cube = berlin_cube(shared_data)
    rounded = controlled_round(cube.values, cube.rows, 5, 1)
    assert adds_up(cube.rows, rounded.values)
    assert np.abs(rounded.values - cube.values).max() <= 4
    other = controlled_round(cube.values, cube.rows, 5, 2)
    assert np.mean(rounded.values != other.values) > 0.2


@given(cubes(), BASES, SEEDS, st.data())
@settings(max_examples=40)
def test_what_was_rounded_before_stays_where_sums_allow(
    cube: Cube, base: int, seed: int, data: st.DataObject
) -> None:
    """One leaf and all above it change; two roundings of the other counts would tell too much."""
    first = controlled_round(cube.values, cube.rows, base, seed)
    changed = cube.values.copy()
    leaf = 0
    touched = {leaf}
    while near := {
        row.cells[-1] for row in cube.rows if touched & set(row.cells[:-1])
    } - touched:  # fmt: skip
        touched |= near
    changed[list(touched)] += data.draw(st.integers(1, 3 * base))
    if not adds_up(cube.rows, changed):
        return
    before = first.values.copy()
    before[list(touched)] = np.nan
    again = controlled_round(changed, cube.rows, base, seed + 1, before)
    rest = [cell for cell in range(len(changed)) if cell not in touched]
    assert adds_up(cube.rows, again.values)
    assert np.all(np.abs(again.values - changed) < again.reach)
    assert np.array_equal(again.values[rest], first.values[rest])


def test_what_was_rounded_before_is_no_excuse_for_sums_that_do_not_hold() -> None:
    """Of 5 and 8 both stay; a whole of 40 is no sum of theirs."""
    rows = [total_of([0, 1], 2, "whole")]
    before = np.array([5.0, 10.0, np.nan])
    rounded = controlled_round(np.array([5.0, 8.0, 13.0]), rows, 5, 1, before)
    assert rounded.values.tolist() == [5, 10, 15]
    with pytest.raises(CannotBeRounded):
        controlled_round(np.array([5.0, 8.0, 40.0]), rows, 5, 1, before)
