"""What the release gate reaches on tables whose results are known: its figures, recomputed."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from region_files.gate_tables import Cube, argus_cube, berlin_cube
from region_files.verifying import Verdict
from releases.disclosure.audit import System, audit
from releases.disclosure.protecting import Protection, Table, protect
from releases.disclosure.rounding import controlled_round
from releases.disclosure.rows import Interval, Need, Row, total_of

FloatArray = NDArray[np.float64]
Found = TypeVar("Found")

BASE, SEED = 5, 1


@dataclass(frozen=True)
class Figure:
    """One number and what it should be; seconds depend on the machine and are only said, as is
    what has no bound."""

    name: str
    found: float
    at_most: float | None = None
    unit: str = ""
    at_least: float | None = None

    @property
    def is_asked_for(self) -> bool:
        return self.unit != "s" and (self.at_most, self.at_least) != (None, None)

    @property
    def holds(self) -> bool:
        low = -inf if self.at_least is None else self.at_least
        high = inf if self.at_most is None else self.at_most
        return not self.is_asked_for or low <= self.found <= high


def gate_figures(data: Path) -> tuple[list[Verdict | Figure], list[str]]:
    """The figures that can be had, and what is left out because its files are not there.

    `data` holds the published data; the results of other programs lie beside it in `oracles`.
    """
    found: list[Verdict | Figure] = [planted_leak()]
    left_out = []
    for name, folder, figures in (
        ("the table of τ-ARGUS", data.resolve().parent / "oracles", _argus),
        ("Berlin by age", data / "berlin-population", _berlin),
    ):
        if folder.is_dir():
            found += figures(folder)
        else:
            left_out.append(f"{name}: {folder} is absent")
    return found, left_out


def planted_leak() -> Verdict:
    """Counts A 4 and B 25 are hidden in a district of 89 people; what three publications tell."""
    a, b, c, district, last_year = range(5)
    known = {c: 60.0, district: 89.0, last_year: 12.0}
    total = total_of([a, b, c], district, "the district's total")
    leaks: dict[Row, tuple[float, float]] = {
        total: (0, 29),
        Row((b,), (100 / 800,), 3.05, 3.15, "B's rate of 3.1 %, of 800 people"): (4, 4),
        Row((a,), (100 / 300,), 0, 2, "A's class up to 2 %, of 300 people"): (0, 6),
        Row((a, last_year), (1.0, -1.0), -8, -8, "A's change from 12 by -8"): (4, 4),
    }
    pairs = [(audit([total, row], known, {a})[a], hand) for row, hand in leaks.items()]
    return _compared("Planted leaks, worked out by hand", pairs)


def _compared(name: str, pairs: list[tuple[Interval, tuple[float, float]]]) -> Verdict:
    """How many intervals are the expected ones, within what a solver leaves."""
    off = [max(abs(one.lower - low), abs(one.upper - high)) for one, (low, high) in pairs]
    return Verdict(name, len(off), sum(by <= 1e-6 for by in off), round(max(off), 9))


def _argus(oracles: Path) -> Iterator[Verdict | Figure]:
    cube, theirs = argus_cube(oracles)
    hidden = {int(cell) for cell in theirs.cell[theirs.status.isin(["U", "M"])]}
    found = audit(cube.rows, _seen(cube.values, hidden), hidden, whole_up_to=0)
    expected = json.loads((oracles / "tauargus_audit_216.json").read_text())
    pairs = [(found[int(theirs.cell[one["cell"]])], (one["min"], one["max"])) for one in expected]
    yield _compared("Intervals of the audit of τ-ARGUS, 216 cells", pairs)
    unsafe = theirs[theirs.status == "U"]
    needs = {
        int(cell): Need(float(below), float(above))
        for cell, below, above in zip(unsafe.cell, unsafe.lower, unsafe.upper, strict=True)
    }
    most = int((theirs.status == "M").sum())
    yield from _protected("216 cells at the levels of τ-ARGUS", cube.table(needs), most, None)
    yield from _rounded("216 cells", cube, 1)


def _berlin(population: Path) -> Iterator[Verdict | Figure]:
    cube = berlin_cube(population.parent)
    size = _exactly("Berlin by age, cells", len(cube.values), 5931)
    sums = _exactly("Berlin by age, sums", len(cube.rows), 2558)
    table = cube.table(cube.below(10))
    primary = _exactly("Berlin by age, counts below 10", len(table.needs), 30)
    yield from (size, sums, primary)
    yield from _protected("Berlin by age", table, 45, (30, 3))
    yield from _rounded("Berlin by age", cube, 15)


def _exactly(name: str, found: int, expected: int) -> Verdict:
    off = abs(found - expected)
    return Verdict(f"{name}: {found:,}", 1, int(not off), off, expected=expected, found=found)


def _protected(
    name: str, table: Table, most: int, seconds: tuple[float, float] | None
) -> Iterator[Verdict | Figure]:
    protection, to_protect = _timed(lambda: protect(table))
    found, to_audit = _timed(lambda: _attacked(table, protection))
    short = [_short_of(need, found[cell], table.values[cell]) for cell, need in table.needs.items()]
    met = sum(by <= 1e-6 for by in short)
    yield Verdict(f"{name}: counts no attacker narrows too far", len(short), met, max(short))
    yield Figure(f"{name}: hidden besides", len(protection.hidden) - len(table.needs), most)
    if seconds is not None:
        yield Figure(f"{name}: to protect", to_protect, seconds[0], "s")
        yield Figure(f"{name}: to audit", to_audit, seconds[1], "s")


def _short_of(need: Need, interval: Interval, value: float) -> float:
    """By how many people the interval falls short of the need, 0 where it does not."""
    below = interval.lower - max(0.0, value - need.below)
    return round(float(max(0.0, below, value + need.above - interval.upper)), 9)


def _attacked(table: Table, protection: Protection) -> Mapping[int, Interval]:
    return audit(table.rows, _seen(table.values, protection.hidden), set(table.needs))


def _seen(values: FloatArray, hidden: set[int]) -> dict[int, float]:
    return {cell: value for cell, value in enumerate(values.tolist()) if cell not in hidden}


def _rounded(name: str, cube: Cube, seconds: float) -> Iterator[Verdict | Figure]:
    rounded, spent = _timed(lambda: controlled_round(cube.values, cube.rows, BASE, SEED))
    left = np.abs(System(cube.rows, len(cube.values)).matrix @ rounded.values)
    change: FloatArray = np.abs(rounded.values - cube.values)
    yield Verdict(
        f"{name}: sums that hold, rounded by {BASE}",
        len(left),
        int((left == 0).sum()),
        float(left.max()),
    )
    yield Figure(f"{name}: largest change, rounded by {BASE}", float(change.max()), BASE - 1)
    yield Figure(f"{name}: to round", spent, seconds, "s")


def _timed(work: Callable[[], Found]) -> tuple[Found, float]:
    started = perf_counter()
    found = work()
    return found, perf_counter() - started
