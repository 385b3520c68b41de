"""Secondary suppression: no hidden count can be worked out, and little else is hidden for it."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.disclosure.audit import audit
from releases.disclosure.protecting import Protection, Table, protect
from releases.disclosure.rows import Interval, Need, total_of
from tests.unit.disclosure.tables import Cube, argus_cube, berlin_cube, cubes


def intervals(table: Table, found: Protection) -> dict[int, Interval]:
    unknown = found.hidden | set(table.unseen)
    known = {cell: value for cell, value in enumerate(table.values.tolist()) if cell not in unknown}
    return audit(table.rows, known, set(table.needs))


def is_safe(table: Table, found: Protection) -> bool:
    return all(
        table.needs[cell].is_met(interval, table.values[cell])
        for cell, interval in intervals(table, found).items()
    )


def table_of(values: list[float], *sums: tuple[list[int], int], threshold: int = 5) -> Table:
    numbers = np.array(values)
    return Table(
        numbers,
        [total_of(parts, whole, "sum") for parts, whole in sums],
        np.log1p(numbers) + 1,
        {i: Need(n, threshold - n) for i, n in enumerate(values) if 0 < n < threshold},
    )


def test_the_cheapest_other_cell_is_hidden() -> None:
    found = protect(table_of([3, 40, 9, 52], ([0, 1, 2], 3)))
    assert found.hidden == {0, 2}
    assert not found.unmet


def test_two_small_cells_alone_do_not_protect_each_other_when_their_sum_is_small() -> None:
    found = protect(table_of([2, 2, 30, 34], ([0, 1, 2], 3)))
    assert found.hidden == {0, 1, 2}


def test_what_nobody_is_told_protects_too() -> None:
    table = table_of([3, 40, 9, 52], ([0, 1, 2], 3))
    found = protect(Table(table.values, table.rows, table.cost, table.needs, unseen={1}))
    assert found.hidden == {0}


def test_what_must_stay_in_view_stays_and_what_cannot_be_protected_is_said() -> None:
    table = table_of([3, 40, 43], ([0, 1], 2))
    cost = np.array([1.0, np.inf, np.inf])
    found = protect(Table(table.values, table.rows, cost, table.needs))
    assert found.unmet == {0}
    assert found.hidden == {0}


def test_who_is_alone_in_a_cell_does_not_learn_of_another() -> None:
    found = protect(table_of([1, 4, 20, 30, 55], ([0, 1, 2, 3], 4)))
    assert len(found.hidden) == 3, "1 and 4 hidden alone: the one knows 5 - 1"


def test_a_zero_to_be_protected_may_be_anything_up_to_the_threshold() -> None:
    plain = table_of([0, 12, 12, 24], ([0, 1, 2], 3))
    table = Table(plain.values, plain.rows, plain.cost, {0: Need(0, 3)})
    found = protect(table)
    assert (intervals(table, found)[0].lower, intervals(table, found)[0].upper) == (0, 12)


@given(cubes(), st.sampled_from([3, 5, 10]))
@settings(max_examples=25)
def test_the_attacker_fails_on_random_hierarchies(cube: Cube, threshold: int) -> None:
    table = cube.table(cube.below(threshold))
    found = protect(table)
    assert set(table.needs) <= found.hidden
    narrow = {
        cell
        for cell, interval in intervals(table, found).items()
        if not table.needs[cell].is_met(interval, table.values[cell])
    }
    assert narrow == found.unmet
    # what is at the top stays in view, so only a city that is small itself stays unmet
    if cube.values.max() >= 8 * threshold:
        assert not found.unmet


def test_fewer_cells_than_tau_argus_at_its_own_levels(shared_oracles: Path) -> None:
    cube, theirs = argus_cube(shared_oracles)
    unsafe = theirs[theirs.status == "U"]
    needs = {int(row.cell): Need(row.lower, row.upper) for row in unsafe.itertuples()}
    table = cube.table(needs)
    found = protect(table)
    assert not found.unmet
    assert is_safe(table, found)
    assert len(found.hidden) - len(needs) <= int((theirs.status == "M").sum()) == 22


def test_berlin_by_age(shared_data: Path) -> None:
    cube = berlin_cube(shared_data)
    assert (len(cube.values), len(cube.rows)) == (5931, 2558)
    table = cube.table(cube.below(10))
    assert len(table.needs) == 30
    everything = intervals(table, Protection(set(table.needs)))
    assert all(found.width == 0 for found in everything.values()), "all exactly recoverable"
    found = protect(table)
    assert not found.unmet
    assert is_safe(table, found)
    assert len(found.hidden) - 30 <= 45
