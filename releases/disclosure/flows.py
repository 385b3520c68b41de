"""How cells can move together: the linear program behind secondary suppression."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
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
MANY = 30  # cells of a sum that joins what is not near each other


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


def _both_ways(touches: Any) -> tuple[Any, Any]:
    """Which cells a row touches, and which rows touch a cell."""
    return touches, csr_array(touches.T)


class Flows:
    """The sums of a system among the cells that may move at all."""

    def __init__(self, system: System, movable: IntArray) -> None:
        may = np.zeros(system.matrix.shape[1])
        may[movable] = 1.0
        self._matrix: Any = csr_array(system.matrix @ diags_array(may))
        touches = (abs(self._matrix) > 0).astype(np.int32)
        of_few = touches[np.flatnonzero(np.diff(touches.indptr) <= MANY)]
        self._sums = {False: _both_ways(of_few), True: _both_ways(touches)}

    def move(self, wish: Wish, cost: FloatArray, *, only_near: bool = False) -> Move | None:
        """A cheap move that fulfils the wish; None where there is none.

        (n_cells,) cost of moving a cell by one, infinite for what stays.
        """
        around = self._neighbourhoods(wish.cell, cost)
        for near in islice(around, len(NEAR) if only_near else None):
            found = self._move_of(near, wish, cost)
            if found is not None:
                return found
        return None

    def _neighbourhoods(self, cell: int, cost: FloatArray) -> Iterator[IntArray]:
        """Ever more cells around one, at last all that hang together with it.

        Most moves are an exchange between neighbours; sums of many, such as a city's, are left
        out at first.
        """
        near = np.zeros(len(cost), dtype=bool)
        near[cell] = True
        size = 0
        for with_many in (False, True):
            reach, is_all = 0, False
            while not is_all:
                before, near, reach = near.sum(), self._and_beyond(near, cost, with_many), reach + 1
                is_all = bool(near.sum() == before)
                if near.sum() > size and (is_all or reach in NEAR):
                    size = near.sum()
                    yield np.flatnonzero(near)

    def _and_beyond(self, near: BoolArray, cost: FloatArray, with_many: bool) -> BoolArray:
        """With those that share a sum with them and may move."""
        touches, touched = self._sums[with_many]
        beyond = touched @ (touches @ near.astype(np.int32) > 0).astype(np.int32) > 0
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
