"""Counts on earlier areas, brought to later ones: sums stay, gaps stay gaps, and it is told."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.converting import Converted, convert
from indicators.pieces import Piece
from spatial_units.crosswalks import Links
from spatial_units.importing.crosswalks import read_crosswalk

MISSING, SECRET = float("nan"), float("inf")  # as the tests write them
NEW_SET = 7


def links(*shares: tuple[int, int, float]) -> Links:
    ordered = sorted(shares, key=lambda one: (one[1], one[0]))
    source, target, weight = zip(*ordered, strict=True)
    return Links(np.array(source), np.array(target), np.array(weight))


def converted(values: dict[int, float], by: Links) -> Converted:
    numbers = np.array([values[area] for area in sorted(values)])
    status = np.where(np.isinf(numbers), "Q", np.where(np.isnan(numbers), "O", "A"))
    gaps = np.where(np.isinf(numbers), np.nan, numbers)
    ids = np.array(sorted(values), dtype=np.int64)
    return convert(Piece("pop", 1, "2020", ids, gaps, status.astype("U1")), by, NEW_SET)


def told(found: Converted) -> dict[int, tuple[float | str, int]]:
    """area: (value or letter, flags)."""
    piece = found.piece
    assert piece.flags is not None
    return {
        area: (value if status == "A" else status, flag)
        for area, value, status, flag in zip(
            piece.area_ids.tolist(), piece.values.tolist(), piece.status.tolist(),
            piece.flags.tolist(), strict=True,
        )
    }  # fmt: skip


SPLIT = links((1, 11, 1.0), (2, 12, 0.25), (2, 13, 0.75), (3, 13, 1.0))


def test_shares_of_counts_are_added_up_and_marked() -> None:
    found = converted({1: 10, 2: 8, 3: 5}, SPLIT)
    assert told(found) == {11: (10.0, 0), 12: (2.0, 8), 13: (11.0, 8)}
    assert found.piece.boundary_set == NEW_SET
    assert (found.total, found.split) == (23, 8)


def test_areas_that_are_joined_are_marked_too() -> None:
    assert told(converted({1: 1, 2: 2}, links((1, 11, 1.0), (2, 11, 1.0)))) == {11: (3.0, 8)}


def test_a_gap_never_becomes_part_of_a_sum() -> None:
    assert told(converted({1: 0, 2: MISSING, 3: 5}, SPLIT)) == {
        11: (0.0, 0), 12: ("O", 0), 13: ("O", 0),
    }  # fmt: skip
    assert told(converted({1: 0, 2: 8, 3: SECRET}, SPLIT))[13] == ("Q", 0)
    assert told(converted({1: 0, 2: MISSING, 3: SECRET}, SPLIT))[13] == ("Q", 0)


def test_areas_the_file_leaves_out_leave_out_what_they_are_part_of() -> None:
    found = converted({1: 10, 2: 8}, SPLIT)
    assert told(found) == {11: (10.0, 0), 12: (2.0, 8)}
    assert found.left_out.tolist() == [13]


@st.composite
def crosswalks(draw: st.DrawFn) -> tuple[dict[int, float], Links]:
    """Up to eight earlier areas, each spread over up to four of six later ones."""
    values, shares = {}, []
    for source in range(draw(st.integers(1, 8))):
        values[source] = float(draw(st.integers(0, 10**6)))
        targets = draw(st.lists(st.integers(100, 105), min_size=1, max_size=4, unique=True))
        parts = np.array([draw(st.integers(1, 1000)) for _ in targets], dtype=float)
        weights = (parts / parts.sum()).tolist()
        shares += [(source, one, part) for one, part in zip(targets, weights, strict=True)]
    return values, links(*shares)


@given(crosswalks())
def test_the_sum_stays_the_same(case: tuple[dict[int, float], Links]) -> None:
    values, by = case
    found = converted(values, by)
    assert found.piece.values.sum() == pytest.approx(sum(values.values()), rel=1e-12)
    slow = {
        target: sum(w * values[s] for s, t, w in zip(by.source, by.target, by.weight, strict=True)
                    if t == target)
        for target in by.target.tolist()
    }  # fmt: skip
    assert dict(zip(found.piece.area_ids.tolist(), found.piece.values, strict=True)) == (
        pytest.approx(slow)
    )


def test_a_pure_split_and_its_way_back_is_as_it_was() -> None:
    there = converted({1: 7, 2: 100}, links((1, 11, 1.0), (2, 12, 0.3), (2, 13, 0.7)))
    values = dict(zip(there.piece.area_ids.tolist(), there.piece.values.tolist(), strict=True))
    back = converted(values, links((11, 1, 1.0), (12, 2, 1.0), (13, 2, 1.0)))
    assert back.piece.values == pytest.approx([7, 100])


@pytest.mark.parametrize(
    ("column", "everybody"), [("inhabitants", 3_769_962), ("inhabitants_foreigners", 789_076)]
)
def test_nobody_of_berlin_is_lost(shared_data: Path, column: str, everybody: int) -> None:
    """31.12.2020 on 448 areas to 542; the same shares as they are printed lose 44 people."""
    path = shared_data / "berlin-lor-areas/crosswalk/seed_lor_crosswalk_2006_to_2021.csv"
    pairs = [line.split(",")[:2] for line in path.read_text().splitlines()[1:]]
    old, new = sorted({one for one, _ in pairs}), sorted({other for _, other in pairs})
    read = read_crosswalk(path, old, new, basis="area")
    order = np.lexsort((read.source, read.target))
    by = Links(read.source[order], read.target[order], read.weight[order])
    name = "berlin-population/berlin-lor-population-2020-02-t1-planning-areas.csv"
    with (shared_data / name).open() as file:
        values = {old.index(row["id"]): float(row[column]) for row in csv.DictReader(file)}
    assert sum(values.values()) == everybody
    found = converted(values, by)
    assert len(found.piece.values) == 542
    assert found.piece.values.sum() == pytest.approx(everybody, abs=1e-6)
    assert found.left_out.size == 0
