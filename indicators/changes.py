"""What an upload changes, as rows of its preview, and which changes are rather slips."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.models import Measure
from spatial_units.importing.findings import Findings

LEAP = 10  # times as much, or as little, as counts now is rather a slip


@dataclass(frozen=True)
class Line:
    """One measure in one period: how many areas get a first value, another one, the same one,
    or lose theirs; `without` had none and get none. Disappearing is only what a complete
    delivery leaves out."""

    measure: str
    period: str
    boundary_set: int
    new: int
    changed: int
    unchanged: int
    disappearing: int
    without: int


@dataclass(frozen=True)
class Change:
    """One area's value before and after; None where there is no number, and then a status
    letter says why ("" where nothing was delivered at all)."""

    measure: str
    period: str
    code: str
    name: str
    old: float | None
    old_status: str
    new: float | None
    new_status: str


def leaps_between(before: NDArray[np.float64], after: NDArray[np.float64]) -> NDArray[np.intp]:
    """Positions of the values that leap; from zero, from or to a gap (NaN) none does. (n,) each.

    To zero only what was more than `LEAP` does: of a handful of cases none may be left.
    """
    old, new = np.abs(before), np.abs(after)
    up = (old > 0) & (new > LEAP * old)
    down = np.where(new > 0, old > LEAP * new, (new == 0) & (old > LEAP))
    return np.flatnonzero(up | down)


def say_leaps(
    leaps: list[tuple[int, Change]], measures: dict[str, Measure], findings: Findings
) -> None:
    """One warning for the whole file, with its first example."""
    if not leaps:
        return
    first = leaps[0][1]
    findings.warning(
        "upload_leaps",
        count=sum(count for count, _ in leaps),
        times=LEAP,
        measure=measures[first.measure].name_de,
        area=f"{first.code} {first.name}",
        old=first.old or 0.0,
        new=first.new or 0.0,
    )
