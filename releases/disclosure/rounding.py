"""Controlled rounding: every count becomes a multiple of the base, and all sums still hold.

The alternative to hiding for tables of nothing but counts: no gap, and a one can no longer be
told from a four. Each count goes to the multiple below or above it, at random and in proportion
to how near they are; an integer program then finds the roundings closest to those wishes that
add up on all levels at once.
Source: Cox, Journal of the American Statistical Association 82 (1987), unbiased controlled
rounding; Salazar-González, Mathematical Programming 105 (2006), as an integer program.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from releases.disclosure.audit import System, linked
from releases.disclosure.rows import NEARLY, Row

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

STEP_TOO_FAR = 10  # its cost in bases; dearer than any rounding to a neighbour
_AS_BEFORE = 5.0  # in bases; dearer than any random wish
_NODES = 10_000  # of branching in one group of linked cells; a clock would not give the same twice
_NAMED = 5  # sums a refusal quotes


class CannotBeRounded(Exception):
    """No multiples of the base near the counts fulfil the sums, or a value is no count."""


@dataclass(frozen=True)
class Rounded:
    """(n_cells,) multiples of the base; each is less than its `reach` away from the count.

    The reach is the base, and twice the base for all cells of a group of linked sums that could
    not be rounded otherwise.
    """

    values: FloatArray
    reach: FloatArray


def controlled_round(
    values: FloatArray,
    rows: Sequence[Row],
    base: int,
    seed: int,
    before: FloatArray | None = None,
) -> Rounded:
    """Round (n_cells,) counts so that the rows, sums among them, hold for what comes out. A count
    that was converted to other areas may be a fraction.

    Over all seeds a count in no sum keeps its value on average, one in sums nearly (a third of
    a person off in Berlin's age table by base 5). A multiple of the base stays where its group
    can be rounded to neighbours, a zero always. The same seed gives the same result; who knows
    the seed can work backwards, so it is as secret as the counts, and a table is rounded once
    and kept: `before` has what a count was rounded to already, NaN where it was not. That stays
    wherever the sums allow it, since two roundings of one count tell more than one.
    Raises CannotBeRounded.
    """
    _refuse_other_than_counts(values)
    system = System(rows, len(values))
    below = np.floor(values / base)
    fraction = values / base - below
    # how much further away the multiple above is, and a random part: the sum is negative, so
    # that upwards is wished for, with a probability of exactly the fraction
    upwards = base * (1 - 2 * fraction)
    upwards += np.random.default_rng(seed).uniform(-base, base, len(values))
    steps = below + ((fraction > 0) & (upwards < 0))
    reach = np.full(len(values), float(base))
    kept = np.full(len(values), np.nan) if before is None else before / base
    steps = np.where(np.isnan(kept), steps, kept)
    reach[np.abs(steps * base - values) >= base] = 2.0 * base
    for cells, at in _groups(system):
        group = _Group(
            csr_array(system.matrix[at][:, cells]), system.lower[at] / base, system.upper[at] / base
        )
        wishes = _Wishes(values[cells] / base, upwards[cells] / base, kept[cells])
        found = group.rounded(wishes)
        if found is None:
            raise CannotBeRounded(_reason(system, at, values, base))
        steps[cells], is_further = found
        reach[cells] = base * (2.0 if is_further else 1.0)
    return Rounded(steps * base, reach)


def rounded_rows(rounded: Rounded, source: str) -> list[Row]:
    """What rounded counts tell an attacker: each is less than its reach away, in whole people."""
    return [
        Row((cell,), (1.0,), value - reach + 1, value + reach - 1, source)
        for cell, (value, reach) in enumerate(
            zip(rounded.values.tolist(), rounded.reach.tolist(), strict=True)
        )
    ]


def _refuse_other_than_counts(values: FloatArray) -> None:
    wrong = np.flatnonzero(~np.isfinite(values) | (values < 0))
    if len(wrong):
        raise CannotBeRounded(f"cell {wrong[0]} holds {values[wrong[0]]:g}, which is no count")


def _groups(system: System) -> Iterator[tuple[IntArray, IntArray]]:
    """Cells linked by sums, and those sums."""
    of_cell, of_row = linked(csr_array(system.matrix))
    for group in np.unique(of_row):
        yield np.flatnonzero(of_cell == group), np.flatnonzero(of_row == group)


@dataclass(frozen=True)
class _Wishes:
    """(n_cells,) counts of a group, what speaks against upwards, and what was chosen before (or
    NaN); in multiples of the base."""

    values: FloatArray
    upwards: FloatArray
    kept: FloatArray

    def without_what_was(self) -> "_Wishes":
        """What was chosen before is only wished for, dearly, where it lies beside the count."""
        is_up = self.kept > np.floor(self.values)
        wish = np.where(is_up, -_AS_BEFORE, _AS_BEFORE)
        upwards = np.where(np.isnan(self.kept), self.upwards, wish)
        return _Wishes(self.values, upwards, np.full(len(self.kept), np.nan))


@dataclass(frozen=True)
class _Group:
    """Sums that hang together, in multiples of the base."""

    matrix: csr_array
    lower: FloatArray
    upper: FloatArray

    def rounded(self, wishes: _Wishes) -> tuple[FloatArray, bool] | None:
        """The first of these that fulfils the sums: neighbours with all as before, numbers one
        step further, and both again where not all can stay. And whether it is further."""
        for tried in (wishes, wishes.without_what_was()):
            for further in (False, True):
                found = self._steps(tried, further=further)
                if found is not None:
                    return found, further
        return None

    def _steps(self, wishes: _Wishes, *, further: bool) -> FloatArray | None:
        """(n_cells,) whole numbers beside the values, one more to each side if `further`; None
        where no such numbers fulfil the sums."""
        values = wishes.values
        n, below = len(values), np.floor(values)
        dear = np.full(n, float(STEP_TOO_FAR))
        most = np.concatenate([values > below, further & (values > 0), further & (below > 0)])
        away = wishes.kept - below
        is_kept = np.tile(~np.isnan(away), 3)
        chosen = np.concatenate([away >= 1, away >= 2, away <= -1])
        most = np.where(is_kept, chosen, most).astype(np.float64)
        sure = self.matrix @ below
        answer = milp(
            np.concatenate([wishes.upwards, dear, dear]),
            constraints=LinearConstraint(
                hstack([self.matrix, self.matrix, -self.matrix]),
                self.lower - sure,
                self.upper - sure,
            ),
            integrality=np.ones(3 * n, dtype=np.int64),
            bounds=Bounds(np.where(is_kept, most, 0.0), most),
            options={"node_limit": _NODES},
        )
        if answer.x is None:
            return None
        up, above, beneath = np.round(answer.x).reshape(3, n)
        return np.asarray(below + up + above - beneath)


def _reason(system: System, at: IntArray, values: FloatArray, base: int) -> str:
    """Names sums that do not hold for the counts themselves, or else some of the group."""
    off = system.matrix[at] @ values
    wrong = at[(off < system.lower[at] - NEARLY) | (off > system.upper[at] + NEARLY)]
    named = [system.sources[row] for row in (wrong if len(wrong) else at)]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    said = "the counts do not fulfil" if len(wrong) else f"no multiples of {base} nearby fulfil"
    return f"{said}: {', '.join(named[:_NAMED])}{more}"
