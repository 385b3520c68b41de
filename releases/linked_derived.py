"""Derived indicators before the gate: where an input is hidden, so is what is made of it.

In every period that goes in, and in all areas of a boundary set where areas are compared with one
another: a rank or a z-value tells of those it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indicators.models import ReferencePeriod
from indicators.statistics.derivation import Tree, leaves_of
from indicators.statistics.derivation_values import Span, Timeline, marks_of
from indicators.statistics.formula import Formula, measures_of
from releases.derived_inputs import DerivedInputs, is_worked_out, shows
from releases.figures import Place
from releases.region_reader import RegionReader
from releases.subjects import Subject

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


class Shown(Protocol):
    """What the public sees of a subject, as far as it is decided: (n_areas,), None for nothing."""

    def __call__(self, one: Subject, place: Place) -> BoolArray | None: ...


@dataclass
class DerivedLinks:
    """The derived subjects that are renewed, with those that show what they are made of."""

    reader: RegionReader
    subjects: Sequence[Subject]
    links: list[tuple[Subject, Tree | None]] = field(init=False)

    def __post_init__(self) -> None:
        derived = [one for one in self.subjects if one.renewed and is_worked_out(one.indicator)]
        self.links = []
        if derived:
            self._inputs = DerivedInputs(self.reader.region)
            self.links = [(one, self._inputs.tree_of(one.indicator)) for one in derived]

    def hidden(self, one: Subject, tree: Tree | None, shown: Shown) -> dict[Place, BoolArray]:
        """Where a figure tells of something that is not shown; everywhere for no tree."""
        periods = self._periods
        at = {period.id: row for row, period in enumerate(periods)}
        timeline = Timeline([Span(period.key, period.kind, period.end) for period in periods])
        found: dict[Place, BoolArray] = {}
        for set_id in sorted({set_id for set_id, _ in one.figures}):
            marks = None
            if tree is not None:
                leaves = {leaf: self._marks(leaf, set_id, shown) for leaf in leaves_of(tree)}
                marks = marks_of(tree, leaves, timeline, among_all=True) != 0
            for place in one.figures:
                if place[0] == set_id:
                    everywhere = np.ones(self._size(set_id), dtype=bool)
                    found[place] = everywhere if marks is None else marks[at[place[1]]]
        return found

    @property
    def _periods(self) -> list[ReferencePeriod]:
        return sorted(self.reader.periods.values(), key=lambda one: (one.end, one.key))

    def _size(self, set_id: int) -> int:
        return len(self.reader.lists[set_id].codes)

    def _marks(self, leaf: Formula, set_id: int, shown: Shown) -> IntArray:
        """(n_periods, n_areas) 1 where the public does not see a leaf's value."""
        size = self._size(set_id)
        if set(measures_of(leaf)) & self.reader.bases.keys():
            return np.ones((len(self._periods), size), dtype=np.int64)  # it sees it rounded only
        if self._inputs.is_open(leaf):
            return np.zeros((len(self._periods), size), dtype=np.int64)
        telling = [one for one in self.subjects if shows(one.formula, leaf)]
        rows = [self._row(telling, (set_id, one.id), size, shown) for one in self._periods]
        return np.array(rows, dtype=np.int64).reshape(len(rows), size)

    def _row(self, telling: Sequence[Subject], place: Place, size: int, shown: Shown) -> BoolArray:
        """A gap hides nothing, since nothing is made of it."""
        unseen = np.ones(size, dtype=bool)
        for one in telling:
            seen = shown(one, place)
            if seen is not None:
                unseen &= ~(seen | np.isnan(one.figures[place].value))
        return unseen
