"""How cells can move together: the linear program behind secondary suppression."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, hstack

from releases.disclosure.audit import System
from releases.disclosure.rows import NEARLY

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NEAR = (2, 5)  # rows away; where a move is looked for before all that hangs together


@dataclass(frozen=True)
class Wish:
    """That a cell moves by so much, while none of the (n_cells,) values falls below 0."""

    cell: int
    by: float
    values: FloatArray


Move = dict[int, float]  # by how much each cell changes that does


def is_whole(move: Move) -> bool:
    return all(by == round(by) for by in move.values())


def _tidy(cells: IntArray, change: FloatArray) -> Move:
    """Without the solver's dust."""
    nearest = np.round(change)
    change = np.where(np.abs(change - nearest) < NEARLY, nearest, change)
    return {int(cells[at]): float(change[at]) for at in np.flatnonzero(change)}


class Flows:
    """The sums of a system among the cells that may move at all."""

    def __init__(self, system: System, movable: IntArray) -> None:
        may = np.zeros(system.matrix.shape[1])
        may[movable] = 1.0
        self._matrix: Any = csr_array(system.matrix @ diags_array(may))
        self._touches: Any = (abs(self._matrix) > 0).astype(np.int8)
        self._touched: Any = csr_array(self._touches.T)

    def move(self, wish: Wish, cost: FloatArray) -> Move | None:
        """A cheap move that fulfils the wish; None where there is none.

        Looks among near cells first, since most moves are an exchange between neighbours.
        (n_cells,) cost of moving a cell by one, infinite for what stays.
        """
        near = np.zeros(len(cost), dtype=bool)
        near[wish.cell] = True
        found, reach, is_all = None, 0, False
        while found is None and not is_all:
            size, near, reach = near.sum(), self._and_beyond(near, cost), reach + 1
            is_all = bool(near.sum() == size)
            if reach in NEAR or is_all:
                found = self._move_of(np.flatnonzero(near), wish, cost)
        return found

    def _and_beyond(self, near: BoolArray, cost: FloatArray) -> BoolArray:
        """With those that share a row with them and may move."""
        rows = self._touches @ near.astype(np.int8) > 0
        beyond = self._touched @ rows.astype(np.int8) > 0
        return np.asarray(near | (beyond & np.isfinite(cost)))

    def _move_of(self, cells: IntArray, wish: Wish, cost: FloatArray) -> Move | None:
        """The cheapest move of these cells alone."""
        matrix = self._matrix[:, cells]
        matrix = matrix[np.flatnonzero(np.diff(matrix.indptr))]
        n, own = len(cells), int(np.searchsorted(cells, wish.cell))
        price, down, up = cost[cells], wish.values[cells], np.full(n, np.inf)
        price[own], up[own], down[own] = 0.0, max(wish.by, 0.0), max(-wish.by, 0.0)
        most, least = np.concatenate([up, down]), np.zeros(2 * n)
        least[[own, n + own]] = most[[own, n + own]]
        stays = np.zeros(matrix.shape[0])
        answer = milp(  # no whole numbers are asked for: it takes half as long as linprog
            np.concatenate([price, price]),
            constraints=LinearConstraint(hstack([matrix, -matrix]), stays, stays),
            bounds=Bounds(least, most),
        )
        if answer.x is None:
            return None
        return _tidy(cells, answer.x[:n] - answer.x[n:])
