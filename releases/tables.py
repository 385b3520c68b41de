"""The counts of a period as `protect` takes them: what must, may and cannot be hidden."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from releases.disclosure.primary import small
from releases.disclosure.protecting import Table
from releases.fact_rows import knowledge_of
from releases.joined_states import Numbering, renumbered
from releases.needs import needs_of, published_by_source
from releases.revisions import bounds_of, revisions_of
from releases.states import State
from releases.subjects import Before, Subject
from releases.universe import Universe

BoolArray = NDArray[np.bool_]

STEP = 3.0  # hiding a cell of the level above costs so many times more


@dataclass(frozen=True)
class InPeriod:
    """The subjects of one period over its universe; `earlier` where counts were corrected."""

    period: int
    universe: Universe
    subjects: Sequence[Subject]
    earlier: Sequence[State]

    def table(self, below: float, gone: Iterable[int] = ()) -> Table:
        universe = self.universe
        fixed, seen, under = self._fixed(), self.seen(), denominators(self.universe, self.subjects)
        cost = np.full(len(universe.values), inf)
        for cell in seen - fixed:
            cost[cell] = self._cost(cell) * (below if cell in under else 1.0)
        needs = {
            cell: need
            for cell, need in needs_of(self.universe, self.subjects).items()
            if cell not in fixed
        }
        told = seen | fixed | under
        table = Table(
            np.array(universe.values),
            universe.rows,
            cost,
            needs,
            unseen={cell for cell in range(len(cost)) if cell not in told},
            gone={*gone, *self._gone(), *(self._kept() & seen)} - fixed,
        )
        return with_earlier(table, universe, self.earlier, self.subjects) if self.earlier else table

    def _cost(self, cell: int) -> float:
        place = self.universe.places[cell]
        assert place is not None, "nobody is told what is left over"
        reader = self.universe.reader
        height = reader.height_of(place.boundary_set_id)
        is_whole = len(reader.levels) > 1 and height == len(reader.levels) - 1
        return inf if is_whole else float((np.log1p(self.universe.values[cell]) + 1) * STEP**height)

    def seen(self) -> set[int]:
        """What the public would be told if nothing were hidden."""
        return {
            cell
            for one in self.subjects
            if one.renewed
            for strand in self.universe.told[one.formula].parts
            for set_id in one.sets & strand.cells.keys()
            for cell in strand.cells[set_id].tolist()
            if cell >= 0
        }

    def _fixed(self) -> set[int]:
        """What is public already."""
        found = published_by_source(self.universe, self.subjects)
        for one in self.subjects:
            found |= self._cells_of(one, lambda before: before.as_now)
        return found

    def _kept(self) -> set[int]:
        """What was hidden so far, once a published figure of the period was corrected: shown now
        it could tell what was hidden together with it before."""
        if not is_corrected(self.subjects, self.period):
            return set()
        return set().union(
            *(self._cells_of(one, lambda before: ~before.told) for one in self.subjects)
        )

    def _cells_of(self, one: Subject, which: Callable[[Before], BoolArray]) -> set[int]:
        """Counts behind an indicator's figures, chosen by what was told of these before."""
        found: set[int] = set()
        for strand in self.universe.told[one.formula].parts:
            for set_id in strand.cells:
                if before := one.before.get((set_id, self.period)):
                    found |= set(strand.cells[set_id][which(before)].tolist())
        return found - {-1}

    def _gone(self) -> set[int]:
        """Numerators of shares that leave too few out."""
        return {
            int(told.parts[0].cells[set_id][area])
            for one in self.subjects
            if one.rule.protects and (told := self.universe.told[one.formula]).rest
            for set_id, values in told.rest.values.items()
            for area in np.flatnonzero(small(one.rule, values)).tolist()
        } & self.seen()


def denominators(universe: Universe, subjects: Iterable[Subject]) -> set[int]:
    """Of these an attacker is taken to know what nobody hides."""
    below = [told.below for one in subjects if (told := universe.told.get(one.formula))]
    return {
        cell
        for strand in below
        if strand
        for cells in strand.cells.values()
        for cell in cells.tolist()
        if cell >= 0
    }


def is_corrected(subjects: Iterable[Subject], period: int) -> bool:
    """Whether the public was told another figure of the period than it would be told now."""
    return any(
        bool(np.any(before.told & ~before.as_now))
        for one in subjects
        for (_, at), before in one.before.items()
        if at == period
    )


def with_earlier(
    table: Table, universe: Universe, earlier: Sequence[State], subjects: Sequence[Subject]
) -> Table:
    """The table with the counts of before a correction: told ones are known for ever, small ones
    still need protection. What did not change is the same cell."""
    numbers = Numbering()
    now, taken = numbers.take(universe), []
    rows, needs, told, under = list(table.rows), dict(table.needs), set[int](), set[int]()
    for state in earlier:
        at = numbers.take(state.universe)
        taken.append((state.universe, at))
        rows += [renumbered(row, at) for row in state.universe.rows]
        known = knowledge_of(state.universe, state.facts)
        told |= {int(at[cell]) for cell in known.exact}
        told |= {int(at[cell]) for row in known.rows for cell in row.cells}
        under |= {int(at[cell]) for cell in denominators(state.universe, subjects)}
        for cell, need in needs_of(state.universe, subjects).items():
            needs.setdefault(int(at[cell]), need)
    for one in revisions_of(
        [*taken, (universe, now)], numbers.values, bounds_of(universe, subjects)
    ):
        change = numbers.values[one.after] - numbers.values[one.before]
        rooms = numbers.add(one.bound - change), numbers.add(one.bound + change)
        rows += one.as_sums(*rooms)
    more = range(len(table.values), len(numbers.values))
    cost = np.concatenate([table.cost, np.full(len(more), inf)])
    cost[list(told)] = inf
    return Table(
        np.array(numbers.values),
        rows,
        cost,
        {cell: need for cell, need in needs.items() if cell not in told | under},
        unseen={*table.unseen, *(cell for cell in more if cell not in under)} - told,
        gone=set(table.gone) - told,
    )
