"""Neighbours are pairs of areas; nobody is without one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.neighbours import (
    Neighbours,
    among,
    joined_islands,
    neighbours_of,
    row_standardised,
)
from indicators.statistics.notes import Note


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Neighbours:
    n = draw(st.integers(2, 12))
    place = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0] != pair[1])))
    return neighbours_of(np.array(pairs, dtype=np.int64), n)


def points_on_a_line(n: int) -> np.ndarray:
    return np.column_stack([np.arange(n, dtype=np.float64) ** 2, np.zeros(n)])


def test_a_pair_counts_once_however_often_it_is_named() -> None:
    one = neighbours_of(np.array([[0, 1], [1, 0], [2, 0]]), 3)
    other = neighbours_of(np.array([[0, 2], [0, 1]]), 3)
    assert one.pairs.tolist() == other.pairs.tolist() == [[0, 1], [0, 2]]
    assert one.key == other.key
    assert one.key != neighbours_of(np.array([[0, 1]]), 3).key


@pytest.mark.parametrize("pair", [[0, 3], [-1, 0], [1, 1]])
def test_pairs_that_cannot_be_are_refused(pair: list[int]) -> None:
    with pytest.raises(ValueError, match=r"beyond|own neighbour"):
        neighbours_of(np.array([pair]), 3)


@given(neighbourhoods())
def test_after_joining_islands_everybody_has_a_neighbour(found: Neighbours) -> None:
    joined, notes = joined_islands(found, points_on_a_line(found.n_areas))
    assert (joined.counts > 0).all()
    islands = [note.params["area"] for note in notes]
    assert islands == np.flatnonzero(found.counts == 0).tolist()


@given(neighbourhoods())
def test_the_weights_of_an_area_make_one(found: Neighbours) -> None:
    joined, _ = joined_islands(found, points_on_a_line(found.n_areas))
    weights = row_standardised(joined).toarray()
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    np.testing.assert_array_equal(weights > 0, weights.T > 0)


@given(neighbourhoods(), st.data())
def test_who_is_left_keeps_its_neighbours(found: Neighbours, data: st.DataObject) -> None:
    kept = np.array(
        data.draw(st.lists(st.booleans(), min_size=found.n_areas, max_size=found.n_areas))
    )
    left = np.flatnonzero(kept).tolist()
    by_hand = [
        [left.index(a), left.index(b)] for a, b in found.pairs.tolist() if a in left and b in left
    ]
    inner = among(found, kept)
    assert inner.n_areas == len(left)
    assert inner.pairs.tolist() == by_hand


def test_an_island_gets_the_nearest_area() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [50.0, 50.0], [2.0, 2.0]])
    joined, notes = joined_islands(neighbours_of(np.array([[0, 1], [0, 3]]), 4), points)
    assert joined.pairs.tolist() == [[0, 1], [0, 3], [2, 3]]
    assert notes == (Note("island_joined", {"area": 2, "nearest": 3}),)


def test_a_single_area_stays_alone() -> None:
    alone = neighbours_of(np.empty((0, 2), dtype=np.int64), 1)
    assert joined_islands(alone, np.zeros((1, 2))) == (alone, ())


def test_each_area_needs_a_point() -> None:
    with pytest.raises(ValueError, match="point"):
        joined_islands(neighbours_of(np.array([[0, 1]]), 2), np.zeros((3, 2)))
