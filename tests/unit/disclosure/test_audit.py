"""The audit against the engine of τ-ARGUS, and against leaks that were planted."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.disclosure.audit import audit
from releases.disclosure.rows import Contradiction, Interval, Row, total_of

A, B, C, ALL = range(4)


def rate(cell: int, of: float, per_cent: float, decimals: int) -> Row:
    """A printed percentage of a known denominator."""
    half = 0.5 * 10.0**-decimals
    return Row((cell,), (100 / of,), per_cent - half, per_cent + half, f"rate of {cell}")


DISTRICT = [total_of([A, B, C], ALL, "sum")]
PUBLISHED = {C: 60.0, ALL: 89.0}


def test_two_hidden_cells_of_a_sum_protect_each_other() -> None:
    found = audit(DISTRICT, PUBLISHED, {A})[A]
    assert (found.lower, found.upper) == (0, 29)


def test_a_rate_with_a_known_denominator_gives_the_count_away() -> None:
    rows = [*DISTRICT, rate(B, 800, 3.1, 1)]
    found = audit(rows, PUBLISHED, {A}, whole_up_to=0)[A]
    assert (round(found.lower, 1), round(found.upper, 1)) == (3.8, 4.6)
    whole = audit(rows, PUBLISHED, {A})[A]
    assert (whole.lower, whole.upper) == (4, 4)
    assert set(whole.teachers) == {"sum", "rate of 1"}


def test_a_class_on_the_map_narrows_a_hidden_count() -> None:
    a_class = Row((A,), (100 / 300,), 0, 2, "class")
    found = audit([*DISTRICT, a_class], PUBLISHED, {A})[A]
    assert (found.lower, found.upper) == (0, 6)


def test_a_change_gives_the_new_count_away() -> None:
    last_year = 4
    change = Row((A, last_year), (1.0, -1.0), -8, -8, "change")
    found = audit([*DISTRICT, change], PUBLISHED | {last_year: 12.0}, {A})[A]
    assert (found.lower, found.upper) == (4, 4)


def test_a_cell_no_row_speaks_of_may_be_anything() -> None:
    assert audit(DISTRICT, PUBLISHED, {9})[9] == Interval(0, float("inf"))


def test_what_does_not_fit_together_is_said() -> None:
    with pytest.raises(Contradiction, match="sum"):
        audit(DISTRICT, PUBLISHED | {ALL: 50.0}, {A})
    with pytest.raises(Contradiction, match="sum"):
        audit(DISTRICT, PUBLISHED | {A: 4.0, B: 26.0}, {9})


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_true_value_always_fits(table: list[list[int]]) -> None:
    """Of a table with sums, small cells hidden: what is true is never shut out."""
    width = 4
    full = [[*row, sum(row)] for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    cells = {(i, j): i * width + j for i in range(len(full)) for j in range(width)}
    true = {number: float(full[i][j]) for (i, j), number in cells.items()}
    across = [
        total_of([cells[i, j] for j in range(3)], cells[i, 3], "row") for i in range(len(full))
    ]
    down = [total_of([cells[i, j] for i in range(len(table))], cells[len(table), j], "column")
            for j in range(width)]  # fmt: skip
    hidden = {number for number, value in true.items() if 0 < value < 10}
    known = {number: value for number, value in true.items() if number not in hidden}
    found = audit([*across, *down], known, hidden)
    assert set(found) == hidden
    assert all(found[one].lower <= true[one] <= found[one].upper for one in hidden)


def test_the_intervals_are_those_of_tau_argus(shared_oracles: Path) -> None:
    table = pd.read_csv(shared_oracles / "tauargus_opt_216.csv")
    at = {(row.area, row.cat): number for number, row in enumerate(table.itertuples())}
    inside = {area: [one for one in table.area.unique() if _above(one) == area]
              for area in table.area.unique()}  # fmt: skip
    kinds = [cat for cat in table.cat.unique() if cat != "Total"]
    rows = [total_of([at[area, one] for one in kinds], at[area, "Total"], area)
            for area in inside]  # fmt: skip
    rows += [total_of([at[one, cat] for one in parts], at[area, cat], f"{area}, {cat}")
             for area, parts in inside.items() if parts for cat in (*kinds, "Total")]  # fmt: skip
    hidden = set(table.index[table.status.isin(["U", "M"])])
    known = {number: value for number, value in table.one.items() if number not in hidden}
    found = audit(rows, known, hidden, whole_up_to=0)
    expected = json.loads((shared_oracles / "tauargus_audit_216.json").read_text())
    assert len(expected) == len(hidden) == 50
    for one in expected:
        interval = found[one["cell"]]
        assert interval.lower == pytest.approx(one["min"], abs=1e-6)
        assert interval.upper == pytest.approx(one["max"], abs=1e-6)


def _above(area: str) -> str:
    if area == "Total":
        return ""
    return area[:2] if len(area) > 2 else "Total"
