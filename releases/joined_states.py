"""The counts of one period as they were at several times, in one system with what was told."""

from collections.abc import Sequence

import numpy as np

from releases.disclosure.audit import System, View
from releases.disclosure.rows import Interval, Need, Row
from releases.fact_rows import Knowledge, knowledge_of
from releases.needs import needs_of, unshown_denominators
from releases.revisions import bounds_of, revisions_of
from releases.states import State
from releases.subjects import Subject
from releases.universe import Place, Universe


class Numbering:
    """Cells of several universes: the same place with the same count is one cell."""

    def __init__(self) -> None:
        self.values: list[float] = []
        self.places: list[Place | None] = []
        self._cells: dict[tuple[Place, float], int] = {}

    def add(self, value: float) -> int:
        """A cell that counts no place."""
        self.values.append(value)
        self.places.append(None)
        return len(self.values) - 1

    def take(self, universe: Universe) -> np.ndarray:
        """(n_cells,) of a universe in the joined numbering; of the first one 0, 1, 2 …"""
        found = np.empty(len(universe.values), dtype=np.int64)
        for cell, (place, value) in enumerate(zip(universe.places, universe.values, strict=True)):
            known = self._cells.get((place, value)) if place else None
            if known is None:
                known = len(self.values)
                self.values.append(value)
                self.places.append(place)
                if place:
                    self._cells[place, value] = known
            found[cell] = known
        return found


class Joined:
    """Several states over one numbering, with what was told of them; that of now comes first."""

    def __init__(self, states: Sequence[State], subjects: Sequence[Subject]) -> None:
        numbers = Numbering()
        self.values, self.places = numbers.values, numbers.places
        self.needs: dict[int, Need] = {}
        self.unplaced = 0
        self._rows: list[Row] = []
        self._sure: set[int] = set()
        self._told: dict[bool, Knowledge] = {}
        old, new = Knowledge(set(), [], 0), Knowledge(set(), [], 0)
        taken = []
        for state in states:
            at = numbers.take(state.universe)
            taken.append((state.universe, at))
            self._rows += [renumbered(row, at) for row in state.universe.rows]
            for is_new in (False, True):
                own = [fact for fact in state.facts if (fact.release_id is None) == is_new]
                found = knowledge_of(state.universe, own)
                self.unplaced += found.unplaced
                kept = new if is_new else old
                kept.exact.update(int(at[cell]) for cell in found.exact)
                kept.rows.extend(renumbered(row, at) for row in found.rows)
            self._sure |= {int(at[cell]) for cell in _taken_as_known(state.universe)}
            needs = needs_of(state.universe, subjects)
            self.needs |= {int(at[cell]): need for cell, need in needs.items()}
        self._old, self._new = old, new
        bounds = bounds_of(states[0].universe, subjects)
        revisions = revisions_of([*taken[1:], taken[0]], self.values, bounds)
        self._rows += [one.row for one in revisions]

    def views(self) -> tuple[View, View, View]:
        """What is known without any release, by those so far, and with the one to come."""
        sure = self._sure - set(self.needs)
        old = [*self._rows, *self._old.rows]
        return (
            self._view(self._rows, sure),
            self._view(old, sure | self._old.exact),
            self._view(old + self._new.rows, sure | self._old.exact | self._new.exact),
        )

    def _view(self, rows: Sequence[Row], known: set[int]) -> View:
        values, system = np.array(self.values), System(rows, len(self.values))
        still_open = system.open_cells(set(range(len(values))) - known)
        return system.seen_from(values, still_open)

    def meets(self, view: View, cell: int) -> bool:
        return view.is_open(cell) and view.meets(cell, self.needs[cell], self.values[cell])

    def interval(self, view: View, cell: int) -> Interval:
        if view.is_open(cell):
            return view.interval(cell)
        return Interval(self.values[cell], self.values[cell])


def _taken_as_known(universe: Universe) -> set[int]:
    return {
        cell
        for strand in unshown_denominators(universe)
        for cells in strand.cells.values()
        for cell in cells.tolist()
        if cell >= 0
    }


def renumbered(row: Row, at: np.ndarray) -> Row:
    """A row over the joined numbering."""
    cells = tuple(int(at[cell]) for cell in row.cells)
    return Row(cells, row.coefficients, row.lower, row.upper, row.source)
