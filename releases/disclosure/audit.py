"""The attacker's audit: how narrowly can a hidden number be worked out from all that was said?

Everything published is a row of a linear system over counts (x ≥ 0). For a hidden cell the least
and the greatest value that fit all rows are what an attacker gets at best. Cells that share no
row are looked at apart; in a small group whole numbers are asked for, since an attacker knows
that people come whole.
Source: Fischetti, Salazar-González, Management Science 47 (2001); as in τ-ARGUS.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from math import ceil, floor, inf
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, diags_array, vstack
from scipy.sparse.csgraph import connected_components

from releases.disclosure.rows import NEARLY, Contradiction, Interval, Need, Row

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

WHOLE_UP_TO = 60  # cells of a group in which integers are asked for
_UNBOUNDED, _INFEASIBLE = 3, 2


def audit(
    rows: Sequence[Row],
    known: Mapping[int, float],
    targets: Collection[int],
    *,
    whole_up_to: int = WHOLE_UP_TO,
) -> dict[int, Interval]:
    """The interval of each target, a cell that is not among the `known`.

    Raises Contradiction where no numbers fulfil all rows.
    """
    cells = {cell for row in rows for cell in row.cells} | set(targets) | set(known)
    n = max(cells, default=-1) + 1
    values = np.zeros(n)
    for cell, value in known.items():
        values[cell] = value
    view = System(rows, n).seen_from(values, cells - set(known))
    return {cell: view.interval(cell, whole_up_to) for cell in targets}


class System:
    """Rows over `n_cells` cells, to be looked at with some of them unknown."""

    def __init__(self, rows: Sequence[Row], n_cells: int) -> None:
        at = [number for number, row in enumerate(rows) for _ in row.cells]
        cells = [cell for row in rows for cell in row.cells]
        factors = [by for row in rows for by in row.coefficients]
        self.matrix = coo_array((factors, (at, cells)), shape=(len(rows), n_cells)).tocsr()
        self.lower = np.array([row.lower for row in rows], dtype=float)
        self.upper = np.array([row.upper for row in rows], dtype=float)
        self.sources = [row.source for row in rows]

    def open_cells(self, unknown: Collection[int]) -> set[int]:
        """Of the unknown cells those that no equation gives away by itself, again and again."""
        entries: Any = abs(self.matrix)[np.flatnonzero(self.upper - self.lower <= NEARLY)]
        is_open = np.zeros(self.matrix.shape[1], dtype=bool)
        is_open[list(unknown)] = True
        while True:
            shut = csr_array((entries > 0) @ diags_array(is_open, dtype=np.int64))
            alone = shut[np.flatnonzero(shut.sum(axis=1) == 1)]
            if not alone.nnz:
                return set(np.flatnonzero(is_open).tolist())
            alone.eliminate_zeros()
            is_open[alone.indices] = False

    def seen_from(self, values: FloatArray, unknown: Collection[int]) -> "View":
        """(n_cells,) values; of the unknown ones only whether they are whole is looked at."""
        return View(self, values, np.array(sorted(unknown), dtype=np.int64))


class View:
    """What somebody makes of a system who knows all cells but the unknown ones."""

    def __init__(self, system: System, values: FloatArray, unknown: IntArray) -> None:
        known = values.copy()
        known[unknown] = 0.0
        sure = system.matrix @ known
        lower, upper = system.lower - sure, system.upper - sure
        matrix = csr_array(system.matrix[:, unknown])
        matrix.eliminate_zeros()
        speaks = np.diff(matrix.indptr) > 0
        self._refuse_contradictions(system, lower, upper, speaks)
        at = np.flatnonzero(speaks)
        self._matrix, self._lower, self._upper = matrix[at], lower[at], upper[at]
        self._sources = [system.sources[row] for row in at]
        self._place = {int(cell): number for number, cell in enumerate(unknown)}
        # a count brought to other areas by a crosswalk may be a fraction of a person
        self._whole = np.abs(values[unknown] - np.round(values[unknown])) < NEARLY
        self._label, self._row_label = linked(self._matrix)
        self._groups: dict[int, _Group] = {}

    @staticmethod
    def _refuse_contradictions(
        system: System, lower: FloatArray, upper: FloatArray, speaks: NDArray[np.bool_]
    ) -> None:
        """A row in which everything is known must hold."""
        slack = NEARLY * (1 + np.abs(np.where(np.isfinite(lower), lower, 0.0)))
        wrong = np.flatnonzero(~speaks & ((lower > slack) | (upper < -slack)))
        if len(wrong):
            raise Contradiction(system.sources[int(wrong[0])])

    def is_open(self, cell: int) -> bool:
        return cell in self._place

    def group_of(self, cell: int) -> int:
        """Cells of one group can tell something of each other."""
        return int(self._label[self._place[cell]])

    def interval(self, cell: int, whole_up_to: int = WHOLE_UP_TO) -> Interval:
        return self._group(cell).interval(self._place[cell], whole_up_to)

    def meets(self, cell: int, need: Need, value: float) -> bool:
        """Whether the cell's interval is as wide as needed; often known from other intervals."""
        return self._group(cell).meets(self._place[cell], need, value)

    def _group(self, cell: int) -> "_Group":
        group = self.group_of(cell)
        if group not in self._groups:
            self._groups[group] = self._cut_out(group)
        return self._groups[group]

    def _cut_out(self, group: int) -> "_Group":
        columns = np.flatnonzero(self._label == group)
        rows = np.flatnonzero(self._row_label == group)
        matrix = csr_array(self._matrix[rows][:, columns])
        sources = [self._sources[row] for row in rows]
        whole = bool(self._whole[columns].all())
        return _Group(matrix, self._lower[rows], self._upper[rows], columns, sources, whole)


def linked(matrix: csr_array) -> tuple[IntArray, IntArray]:
    """Group numbers of the columns and of the rows; a column is linked by each row it is in."""
    n_rows, n_columns = matrix.shape
    entries = matrix.tocoo()
    size = n_rows + n_columns
    places = (entries.row, entries.col + n_rows)
    graph = coo_array((np.ones(len(entries.row)), places), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    return label[n_rows:].astype(np.int64), label[:n_rows].astype(np.int64)


class _Group:
    """Cells that hang together, as a system to be solved."""

    def __init__(
        self,
        matrix: csr_array,
        lower: FloatArray,
        upper: FloatArray,
        columns: IntArray,
        sources: list[str],
        is_whole: bool,
    ) -> None:
        self._matrix, self._lower, self._upper = matrix, lower, upper
        self._sources, self._is_whole = sources, is_whole
        self._place = {int(column): number for number, column in enumerate(columns)}
        self._least = np.full(len(columns), inf)
        self._most = np.full(len(columns), -inf)

    def meets(self, column: int, need: Need, value: float) -> bool:
        """Asks for an end only if no solution so far proves it."""
        cell = self._place[column]
        is_asked_for = self._is_whole and len(self._place) <= WHOLE_UP_TO
        if self._least[cell] > need.lowest(value) + NEARLY:
            self._least[cell] = min(self._reach(cell, 1.0, is_asked_for), self._least[cell])
        if self._most[cell] < need.highest(value) - NEARLY:
            self._most[cell] = max(self._reach(cell, -1.0, is_asked_for), self._most[cell])
        return need.is_met(Interval(float(self._least[cell]), float(self._most[cell])), value)

    def interval(self, column: int, whole_up_to: int) -> Interval:
        cell = self._place[column]
        least, by_least = self._end(cell, 1.0, whole_up_to)
        most, by_most = self._end(cell, -1.0, whole_up_to)
        return Interval(least, most, tuple(dict.fromkeys([*by_least, *by_most])))

    def _end(self, cell: int, sign: float, whole_up_to: int) -> tuple[float, list[str]]:
        """The least (sign 1) or greatest (−1) value, and the sources of the rows that hold it."""
        bound, teachers, is_reached = self._extreme(cell, sign)
        if self._is_whole and not is_reached and len(self._place) <= whole_up_to:
            bound = self._whole(cell, sign, bound)
        return bound, teachers

    def _reach(self, cell: int, sign: float, in_whole_people: bool) -> float:
        """The least (sign 1) or greatest (−1) value alone, which is faster."""
        answer = self._solved(cell, sign, in_whole_people) if self._sources else None
        if answer is None or answer.x is None:  # unbounded, mostly
            return self._end(cell, sign, WHOLE_UP_TO if in_whole_people else 0)[0]
        self._note(answer.x)
        return float(answer.x[cell])

    def _note(self, solution: FloatArray) -> bool:
        """Whether the solution is one of whole people, as far as these are asked for."""
        nearest = np.round(solution)
        if self._is_whole and np.any(np.abs(solution - nearest) > NEARLY):
            return False
        self._least = np.minimum(self._least, solution)
        self._most = np.maximum(self._most, solution)
        return True

    def _goal(self, cell: int, sign: float) -> FloatArray:
        goal = np.zeros(len(self._place))
        goal[cell] = sign
        return goal

    @cached_property
    def _equal(self) -> IntArray:
        return np.flatnonzero(self._upper - self._lower <= NEARLY)

    @cached_property
    def _equations(self) -> dict[str, Any]:
        """The rows as linprog takes them."""
        between = np.setdiff1d(np.arange(len(self._lower)), self._equal)
        capped = between[np.isfinite(self._upper[between])]
        floored = between[np.isfinite(self._lower[between])]
        self._loose = [*capped.tolist(), *floored.tolist()]
        found: dict[str, Any] = {}
        if len(self._equal):
            found |= {"A_eq": self._matrix[self._equal], "b_eq": self._lower[self._equal]}
        if self._loose:
            both = vstack([self._matrix[capped], -self._matrix[floored]])
            found["A_ub"] = csr_array(both)
            found["b_ub"] = np.concatenate([self._upper[capped], -self._lower[floored]])
        return found

    def _extreme(self, cell: int, sign: float) -> tuple[float, list[str], bool]:
        """An end where people may be split, who holds it, and whether whole people reach it."""
        if not self._sources:
            return (0.0 if sign > 0 else inf), [], True
        answer = linprog(
            self._goal(cell, sign), bounds=(0, None), method="highs", **self._equations
        )
        if answer.status == _UNBOUNDED:
            return (-inf if sign > 0 else inf), [], True
        if answer.status == _INFEASIBLE:
            raise Contradiction(", ".join(sorted(set(self._sources))))
        is_reached = self._note(np.asarray(answer.x))
        extreme: Any = answer.fun  # a number, once it was solved
        pulls = [*zip(self._equal.tolist(), answer.eqlin.marginals, strict=True)]
        pulls += zip(self._loose, answer.ineqlin.marginals, strict=True)
        held = [self._sources[at] for at, pull in pulls if abs(pull) > NEARLY]
        bound = sign * float(extreme)
        return (float(round(bound)) if is_reached and self._is_whole else bound), held, is_reached

    def _whole(self, cell: int, sign: float, bound: float) -> float:
        """The same where every cell is an integer; `bound` is what fractions allow."""
        if not np.isfinite(bound):
            return bound
        nearest = float(ceil(bound - NEARLY) if sign > 0 else floor(bound + NEARLY))
        answer = self._solved(cell, sign, in_whole_people=True)
        if answer.status == _INFEASIBLE:
            raise Contradiction(", ".join(sorted(set(self._sources))))
        if not answer.success or answer.x is None:
            return nearest
        self._note(answer.x)
        return float(round(sign * answer.fun))

    def _solved(self, cell: int, sign: float, in_whole_people: bool) -> Any:
        return milp(
            self._goal(cell, sign),
            constraints=LinearConstraint(self._matrix, self._lower, self._upper),
            integrality=np.full(len(self._place), int(in_whole_people)),
            bounds=Bounds(0, np.inf),
        )
