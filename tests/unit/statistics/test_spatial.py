"""Moran's I is the published one, and chance is told from pattern."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.statistics.arrays import FloatArray
from indicators.statistics.neighbours import Neighbours, neighbours_of, row_standardised
from indicators.statistics.notes import Note
from indicators.statistics.spatial import (
    LISA_LABELS,
    local_moran,
    morans_i,
    permutations_for,
)


def grid(side: int) -> tuple[Neighbours, FloatArray]:
    """Squares with the neighbours of a rook, and their places."""
    at = np.arange(side * side).reshape(side, side)
    across = np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()])
    down = np.column_stack([at[:-1].ravel(), at[1:].ravel()])
    places = np.argwhere(at >= 0).astype(np.float64)
    return neighbours_of(np.vstack([across, down]), side * side), places


GRID, POINTS = grid(6)
HALVES = (POINTS[:, 0] < 3).astype(np.float64)


def published(name: str, key: str) -> tuple[FloatArray, Neighbours, FloatArray]:
    found = json.loads(Path(__file__).with_name(f"{name}.json").read_text())
    values = np.array(found[key], np.float64)
    pairs = np.array(found["neighbours"])
    return values, neighbours_of(pairs, len(values)), np.zeros((len(values), 2))


@pytest.mark.parametrize(
    ("name", "key", "i", "expected", "z_normal"),
    [
        ("homicides_st_louis", "homicide_rate_1988_93", 0.24365582621771, -0.012987, 3.641),
        ("crime_columbus", "crime", 0.50018856, -1 / 48, 5.630),
    ],
)
def test_morans_i_is_the_published_one(
    name: str, key: str, i: float, expected: float, z_normal: float
) -> None:
    """As esda 2.8.2 gives them."""
    found = morans_i(*published(name, key), seed=1)
    assert found.i == pytest.approx(i, abs=5e-9)
    assert found.expected == pytest.approx(expected, abs=5e-7)
    assert found.z_normal == pytest.approx(z_normal, abs=5e-4)
    assert found.p_value < 0.005
    assert found.permutations == 9999


def test_columbus_has_twenty_areas_before_and_nine_after_adjustment() -> None:
    found = local_moran(*published("crime_columbus", "crime"), seed=1)
    assert np.count_nonzero(found.p_value < 0.05) == 20
    assert np.count_nonzero(found.label > 0) == 9


def test_st_louis_has_none_after_adjustment() -> None:
    found = local_moran(*published("homicides_st_louis", "homicide_rate_1988_93"), seed=1)
    assert np.count_nonzero(found.p_value < 0.05) > 0
    assert set(found.label) == {0}


def i_by_hand(values: list[float], weights: list[list[float]]) -> tuple[float, list[float]]:
    n, mean = len(values), sum(values) / len(values)
    off = [value - mean for value in values]
    variance = sum(one * one for one in off) / n
    local = [off[a] * sum(weights[a][b] * off[b] for b in range(n)) / variance for a in range(n)]
    return sum(local) / n, local


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=36, max_size=36, unique=False))
def test_i_is_that_worked_out_by_hand(numbers: list[int]) -> None:
    values = np.array([*numbers[:-1], 10.0])  # never all the same
    overall, local = i_by_hand(values.tolist(), row_standardised(GRID).toarray().tolist())
    assert morans_i(values, GRID, POINTS, seed=1).i == pytest.approx(overall, abs=1e-12)
    np.testing.assert_allclose(local_moran(values, GRID, POINTS, seed=1).i, local, atol=1e-12)


def test_a_chessboard_is_minus_one() -> None:
    chessboard = POINTS.sum(axis=1) % 2
    found = morans_i(chessboard, GRID, POINTS, seed=1)
    assert found.i == pytest.approx(-1)
    assert found.p_value == 1 / 10_000


def test_blocks_stand_out_and_so_does_who_is_unlike_its_block() -> None:
    neighbours, points = grid(12)
    values = np.zeros((12, 12))
    values[1:4, 1:4], values[7:10, 7:10] = 1.0, -1.0
    values[2, 2], values[8, 8] = -1.0, 1.0
    found = local_moran(values.ravel(), neighbours, points, seed=1)
    labels = np.array(LISA_LABELS)[found.label].reshape(12, 12)
    assert (labels[2, 2], labels[8, 8]) == ("LH", "HL")
    values[2, 2], values[8, 8] = 1.0, -1.0
    found = local_moran(values.ravel(), neighbours, points, seed=1)
    labels = np.array(LISA_LABELS)[found.label].reshape(12, 12)
    assert (labels[2, 2], labels[8, 8], labels[5, 5]) == ("HH", "LL", "not significant")


def test_another_unit_changes_nothing() -> None:
    values = np.random.default_rng(3).integers(0, 50, 36).astype(np.float64)
    one = local_moran(values, GRID, POINTS, seed=1)
    other = local_moran(values * 4 + 16, GRID, POINTS, seed=1)
    np.testing.assert_array_equal(one.p_value, other.p_value)
    np.testing.assert_array_equal(one.label, other.label)
    assert morans_i(values, GRID, POINTS, seed=1).p_value == pytest.approx(
        morans_i(-values, GRID, POINTS, seed=1).p_value
    )


def test_the_order_of_areas_changes_only_what_is_drawn() -> None:
    values = np.random.default_rng(4).integers(0, 50, 36).astype(np.float64)
    order = np.random.default_rng(5).permutation(36)
    place = np.argsort(order)
    turned = neighbours_of(place[GRID.pairs], 36)
    one = local_moran(values, GRID, POINTS, seed=1)
    other = local_moran(values[order], turned, POINTS[order], seed=1)
    np.testing.assert_allclose(one.i[order], other.i)
    np.testing.assert_allclose(one.p_value[order], other.p_value, atol=0.03)


def test_the_same_seed_gives_the_same_figures() -> None:
    values = np.random.default_rng(6).normal(size=36)
    one, other = (morans_i(values, GRID, POINTS, seed=9) for _ in range(2))
    assert one == other


def test_an_area_with_one_neighbour_has_the_share_of_the_others_as_p_value() -> None:
    line = neighbours_of(np.array([(at, at + 1) for at in range(35)]), 36)
    values = np.random.default_rng(7).permutation(36).astype(np.float64)
    found = local_moran(values, line, POINTS, seed=1).p_value[0]
    others = values[1:]
    as_far = min(np.mean(others >= values[1]), np.mean(others <= values[1]))
    assert found == pytest.approx(as_far, abs=0.02)


def test_an_area_like_the_mean_is_never_significant() -> None:
    values = HALVES * 2 - 1
    values[[0, 35]] = 0.0
    found = local_moran(values, GRID, POINTS, seed=1)
    np.testing.assert_array_equal(found.p_value[[0, 35]], [1, 1])


def test_areas_without_value_are_taken_out() -> None:
    values = np.random.default_rng(8).normal(size=36)
    values[[1, 6]] = np.nan  # the corner 0 loses both its neighbours
    found = local_moran(values, GRID, POINTS, seed=1)
    kept = ~np.isnan(values)
    np.testing.assert_array_equal(np.isnan(found.i), ~kept)
    np.testing.assert_array_equal(found.label < 0, ~kept)
    assert found.notes == (Note("island_joined", {"area": 0, "nearest": 7}),)
    assert morans_i(values, GRID, POINTS, seed=1).n == 34


def test_values_that_do_not_differ_have_no_i() -> None:
    found = morans_i(np.full(36, 0.1), GRID, POINTS, seed=1)
    assert np.isnan(found.i)
    assert found.notes == (Note("no_spread"),)
    assert set(local_moran(np.full(36, 0.1), GRID, POINTS, seed=1).label) == {-1}


def test_fewer_than_thirty_areas_are_refused() -> None:
    values = np.where(np.arange(36) < 7, np.nan, np.arange(36.0))
    found = local_moran(values, GRID, POINTS, seed=1)
    assert found.notes == (Note("too_few_areas", {"n": 29, "needed": 30}),)
    assert np.isnan(found.i).all()


def test_permutations_suffice_for_a_single_area_to_pass() -> None:
    for n in (30, 78, 542, 5000):
        assert 1 / (permutations_for(n) + 1) <= 0.05 / n


def test_all_must_be_of_the_same_areas() -> None:
    with pytest.raises(ValueError, match="same areas"):
        morans_i(np.ones(3), GRID, POINTS, seed=1)
