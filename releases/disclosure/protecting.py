"""Secondary suppression: what else must be hidden so that hidden counts cannot be worked out.

For each cell in need and each direction a linear program looks for the cheapest way to change
hidden numbers so that every sum still holds while the cell moves as far as its rule asks; the
cells that move with it are hidden too. What turns out to be hidden for nothing is shown again.
Source: Fischetti, Salazar-González, Management Science 47 (2001); Castro, Computers &
Operations Research 39 (2012).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from releases.disclosure.audit import System, View
from releases.disclosure.flows import Flows, Move, Wish, is_whole
from releases.disclosure.rows import Need, Row

FloatArray = NDArray[np.float64]

ALREADY_HIDDEN = 1e-4  # its cost; more than nothing, or a flow would wander about
_ROUNDS = 4  # of looking again with integers


@dataclass(frozen=True)
class Table:
    """Counts that hang together: (n_cells,) true values and the sums among them.

    `rows` are equalities that hold for the values; `cost` is what hiding a cell costs its
    readers, infinite for cells that stay in view. Cells of `unseen` are told by nobody, cells of
    `gone` are hidden whatever the needs ask.
    """

    values: FloatArray
    rows: Sequence[Row]
    cost: FloatArray
    needs: Mapping[int, Need]
    unseen: Collection[int] = ()
    gone: Collection[int] = ()


@dataclass
class Protection:
    """What to hide: `hidden` are cells that would be seen otherwise. `unmet` are cells nobody can
    protect by hiding what may be hidden, `told_to_insiders` those that only the one person
    counted in another cell can work out."""

    hidden: set[int] = field(default_factory=set)
    unmet: set[int] = field(default_factory=set)
    told_to_insiders: set[int] = field(default_factory=set)


def protect(table: Table, tell: Callable[[float], None] = lambda _: None) -> Protection:
    """Hide what the needs ask for, and as little else as the method finds.

    Who is alone in a cell knows its number; that must not tell them another cell in need.
    `tell` hears the share done, from 0 to 1.
    """
    return _Protecting(table, tell).protection()


@dataclass(frozen=True)
class _Pull:
    """That a cell can move by so much, up or down; also when the one person counted in
    `insider`, who knows that number, looks at it."""

    cell: int
    by: float
    insider: int | None = None


class _Protecting:
    """Every pull gets a witness, a move of hidden cells that proves it; what no witness needs
    is shown again."""

    def __init__(self, table: Table, tell: Callable[[float], None]) -> None:
        self._table, self._tell = table, tell
        self._system = System(table.rows, len(table.values))
        self._must = set(table.unseen) | set(table.needs) | set(table.gone)
        self._unknown = set(self._must)
        movable = np.isfinite(table.cost)
        movable[list(self._must)] = True
        self._flows = Flows(self._system, np.flatnonzero(movable))
        self._pulls = _pulls(table)
        self._witness: dict[_Pull, Move] = {}
        self._moves: dict[int, list[Move]] = {}  # by cell that is moved
        self._sums: dict[int, list[tuple[int, ...]]] = {}  # by cell that is in them
        for row in table.rows:
            for cell in row.cells:
                self._sums.setdefault(cell, []).append(row.cells)

    def protection(self) -> Protection:
        self._cover(self._pulls)
        self._show_again()
        left = self._not_in_whole_people()
        for wider in range(1, _ROUNDS):
            self._cover(left, wider)
            left = self._not_in_whole_people()
        lost = [pull for pull in self._pulls if pull not in self._witness] + left
        unmet = {pull.cell for pull in lost if pull.insider is None}
        hidden = self._unknown - set(self._table.unseen)
        return Protection(hidden, unmet, {pull.cell for pull in lost} - unmet)

    def _cover(self, pulls: Sequence[_Pull], wider: int = 0) -> None:
        """Hide what has to move; `wider` where whole people left a cell too narrow."""
        for done, pull in enumerate(pulls):
            self._tell(done / len(pulls))
            move = None if wider else self._known_move(pull, self._unknown)
            move = move or self._flows.move(self._wish(pull, wider), self._cost(pull))
            if move is not None:
                self._unknown |= move.keys()
                self._keep(pull, move)

    def _wish(self, pull: _Pull, wider: int = 0) -> Wish:
        """No count falls below 0, so none is asked to."""
        more = wider if pull.by > 0 else 0
        return Wish(pull.cell, pull.by + more, self._table.values)

    def _cost(self, pull: _Pull) -> FloatArray:
        cost = self._table.cost.copy()
        cost[list(self._unknown)] = ALREADY_HIDDEN
        if pull.insider is not None:
            cost[pull.insider] = np.inf
        return cost

    def _known_move(self, pull: _Pull, unknown: set[int]) -> Move | None:
        for move in self._moves.get(pull.cell, ()):
            if pull.insider in move or not move.keys() <= unknown:
                continue
            share = pull.by / move[pull.cell]
            if 0 < share <= 1:
                return move
            scaled = {at: share * by for at, by in move.items()}
            if is_whole(scaled) and self._leaves_no_negative(scaled):
                return scaled
        return None

    def _leaves_no_negative(self, move: Move) -> bool:
        return all(self._table.values[cell] + by >= 0 for cell, by in move.items())

    def _keep(self, pull: _Pull, move: Move) -> None:
        self._witness[pull] = move
        for cell in move:
            known = self._moves.setdefault(cell, [])
            if move not in known:
                known.append(move)

    def _show_again(self) -> None:
        """Show what is hidden for nothing, the dearest first."""
        extra = self._unknown - self._must
        for cell in sorted(extra, key=lambda one: (-self._table.cost[one], one)):
            without = self._unknown - {cell}
            leaning = [pull for pull, move in self._witness.items() if cell in move]
            if self._gives_away(cell, leaning, without):
                continue
            found = self._other_witnesses(leaning, without)
            if found is not None:
                self._unknown = without
                for pull, move in found.items():
                    self._keep(pull, move)

    def _gives_away(self, cell: int, pulls: Iterable[_Pull], unknown: set[int]) -> bool:
        """Whether a cell that is shown tells one of the pulled ones by sums alone, which is seen
        faster than by a linear program."""
        told = {
            insider: _told_by({cell} if insider is None else {cell, insider}, unknown, self._sums)
            for insider in {pull.insider for pull in pulls}
        }
        return any(pull.cell in told[pull.insider] for pull in pulls)

    def _other_witnesses(
        self, pulls: Sequence[_Pull], unknown: set[int]
    ) -> dict[_Pull, Move] | None:
        """Moves of these cells alone for all the pulls, or nothing; looked for near them only."""
        found = {}
        for pull in pulls:
            cost = np.full(len(self._table.values), np.inf)
            cost[list(unknown - {pull.insider})] = ALREADY_HIDDEN
            move = self._known_move(pull, unknown)
            move = move or self._flows.move(self._wish(pull), cost, only_near=True)
            if move is None:
                return None
            found[pull] = move
        return found

    def _not_in_whole_people(self) -> list[_Pull]:
        """Pulls whose witness splits people, and that whole people do not fulfil."""
        split = [pull for pull, move in self._witness.items() if not is_whole(move)]
        views: dict[int | None, View] = {}
        found = []
        for pull in split:
            if pull.insider not in views:
                seen = self._unknown - {pull.insider}
                views[pull.insider] = self._system.seen_from(self._table.values, seen)
            value = float(self._table.values[pull.cell])
            need = Need(max(-pull.by, 0.0), max(pull.by, 0.0))
            if not views[pull.insider].meets(pull.cell, need, value):
                found.append(pull)
        return found


def _told_by(
    shown: Collection[int], unknown: set[int], sums: Mapping[int, Sequence[tuple[int, ...]]]
) -> set[int]:
    """Unknown cells that are the last ones of a sum once others are shown, again and again."""
    told, left = set(shown), list(shown)
    while left:
        for cells in sums.get(left.pop(), ()):
            alone = [cell for cell in cells if cell in unknown and cell not in told]
            if len(alone) == 1:
                told.add(alone[0])
                left.append(alone[0])
    return told


def _pulls(table: Table) -> list[_Pull]:
    """Every need in both directions, the widest first; then those towards who is alone in a cell
    of the same sum."""

    def urgency(cell: int) -> tuple[float, int]:
        need = table.needs[cell]
        return -need.above - min(need.below, float(table.values[cell])), cell

    wanted = sorted(table.needs, key=urgency)
    needs = [(cell, table.needs[cell], float(table.values[cell])) for cell in wanted]
    both = [
        _Pull(cell, by)
        for cell, need, value in needs
        for by in (need.above, -min(need.below, value))
        if by
    ]
    alone = {cell for cell in wanted if table.values[cell] == 1}
    pairs = {
        (cell, insider)
        for row in table.rows
        for insider in alone.intersection(row.cells)
        for cell in row.cells
        if cell in table.needs and cell != insider
    }
    return [*both, *(_Pull(cell, 1.0, insider) for cell, insider in sorted(pairs))]
