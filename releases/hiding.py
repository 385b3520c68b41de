"""What the public must not see of several indicators together, and why.

Counts are protected period by period, all indicators that share a measure at once: hiding a
rate is of no use while another indicator shows its numerator.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import Indicator
from releases.disclosure.primary import small, too_few
from releases.disclosure.protecting import Protection, Table, protect
from releases.figure_book import FigureBook
from releases.figures import Place
from releases.needs import needs_of, published_by_source
from releases.patterns import protected
from releases.region_reader import RegionReader
from releases.subjects import Before, Subject, connected, measures_behind, rule_of, sums_of
from releases.universe import Strand, Universe

BoolArray = NDArray[np.bool_]
Letters = NDArray[np.str_]

PRIMARY, SECONDARY, LINKED = "P", "S", "L"
STEP = 3.0  # hiding a cell of the level above costs so many times more
BELOW = 10.0  # and a denominator, such as the population


@dataclass
class Hiding:
    """(n_areas,) letters by indicator and place: empty where a figure is shown, else why not.

    What nobody can protect any more is found by the audit.
    """

    letters: dict[str, dict[Place, Letters]] = field(default_factory=dict)

    def of(self, indicator: Indicator, place: Place) -> Letters | None:
        """None where nothing of an indicator had to be looked at.

        Raises KeyError for figures a rule protects that nobody has looked at.
        """
        found = self.letters.get(indicator.key, {})
        return found[place] if rule_of(indicator.policy).protects else found.get(place)


def is_left_open(region: Region) -> bool:
    """Only for the test that plays the attacker."""
    return region.is_made_up and not settings.SECONDARY_SUPPRESSION


def hide(
    reader: RegionReader,
    subjects: Sequence[Subject],
    tell: Callable[[float], None] = lambda _: None,
) -> Hiding:
    """Protect what the subjects' rules ask for in all of them together.

    Raises NegativeCount. `tell` hears the share done.
    """
    hiding = Hiding()
    involved = connected(reader, subjects)
    sums = sums_of(reader)
    book = FigureBook(reader)
    periods = sorted({period for one in involved for _, period in one.figures})
    for done, period in enumerate(periods):
        tell(done / len(periods))
        here = [one for one in involved if any(at == period for _, at in one.figures)]
        universe = universe_of(book, here, period, sums)
        _hide_in(_InPeriod(period, universe, here), hiding)
    return hiding


def universe_of(
    book: FigureBook,
    subjects: Iterable[Subject],
    period: int,
    sums: Mapping[str, Sequence[str]],
) -> Universe:
    """All counts behind the subjects in one period, linked."""
    universe = Universe(book.reader)
    for one in subjects:
        own = {set_id: found for (set_id, at), found in one.figures.items() if at == period}
        universe.tell(one.formula, own)
    for key in sorted({key for one in subjects for key in measures_behind(one.formula, sums)}):
        if found := book.of_measure(key, period):
            universe.tell_measure(key, found)
    universe.link(sums)
    return universe


@dataclass(frozen=True)
class _InPeriod:
    """The subjects of one period over its universe."""

    period: int
    universe: Universe
    subjects: Sequence[Subject]

    def protection(self) -> Protection:
        region = self.universe.reader.region
        table = self._table(BELOW)
        if is_left_open(region):
            return Protection(set(table.needs) | set(table.gone))
        return protected(region, table, self._protection)

    def _protection(self) -> Protection:
        """Denominators are hidden only where it cannot be done without."""
        found = protect(self._table(_BELOW_STAYS))
        return protect(self._table(BELOW, found.hidden)) if found.unmet else found

    def letters(self, subject: Subject, set_id: int, hidden: set[int]) -> Letters:
        found = subject.figures[set_id, self.period]
        told = self.universe.told[subject.formula]
        parts = _any_in(hidden, told.parts, set_id)
        below = _any_in(hidden, [told.below] if told.below else [], set_id)
        is_small = np.zeros(len(found.value), dtype=bool)
        if subject.rule.protects:
            is_small = too_few(subject.rule, found.parts, found.denominator)
            reason = np.where(parts, SECONDARY, np.where(below, LINKED, ""))
        else:
            reason = np.where(parts | below, LINKED, "")
        return np.where(is_small, PRIMARY, reason)

    def _table(self, below: float, gone: Iterable[int] = ()) -> Table:
        universe = self.universe
        fixed, seen, under = self._fixed(), self._seen(), self._denominators()
        cost = np.full(len(universe.values), inf)
        for cell in seen - fixed:
            cost[cell] = self._cost(cell) * (below if cell in under else 1.0)
        needs = {
            cell: need
            for cell, need in needs_of(self.universe, self.subjects).items()
            if cell not in fixed
        }
        told = seen | fixed | under
        return Table(
            np.array(universe.values),
            universe.rows,
            cost,
            needs,
            unseen={cell for cell in range(len(cost)) if cell not in told},
            gone={*gone, *self._gone(), *(self._kept() & seen)} - fixed,
        )

    def _cost(self, cell: int) -> float:
        place = self.universe.places[cell]
        assert place is not None, "nobody is told what is left over"
        reader = self.universe.reader
        height = reader.height_of(place.boundary_set_id)
        is_whole = len(reader.levels) > 1 and height == len(reader.levels) - 1
        return inf if is_whole else float((np.log1p(self.universe.values[cell]) + 1) * STEP**height)

    def _seen(self) -> set[int]:
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
        told = [
            before
            for one in self.subjects
            for (_, period), before in one.before.items()
            if period == self.period
        ]
        if not any(np.any(before.told & ~before.as_now) for before in told):
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

    def _denominators(self) -> set[int]:
        """Of these an attacker is taken to know what nobody hides."""
        below = [self.universe.told[one.formula].below for one in self.subjects]
        return {
            cell
            for strand in below
            if strand
            for cells in strand.cells.values()
            for cell in cells.tolist()
            if cell >= 0
        }

    def _gone(self) -> set[int]:
        """Numerators of shares that leave too few out."""
        return {
            int(told.parts[0].cells[set_id][area])
            for one in self.subjects
            if one.rule.protects and (told := self.universe.told[one.formula]).rest
            for set_id, values in told.rest.values.items()
            for area in np.flatnonzero(small(one.rule, values)).tolist()
        } & self._seen()


_BELOW_STAYS = inf


def _any_in(hidden: set[int], strands: Sequence[Strand], set_id: int) -> BoolArray:
    """(n_areas,) whether one of the strands' cells is hidden."""
    wanted = np.array(sorted(hidden), dtype=np.int64)
    return np.asarray(
        np.any(
            [np.isin(one.cells[set_id], wanted) for one in strands if set_id in one.cells], axis=0
        )
        if strands
        else False
    )


def _hide_in(here: _InPeriod, hiding: Hiding) -> None:
    found = here.protection()
    for one in here.subjects:
        for set_id, period in one.figures:
            if one.renewed and period == here.period:
                letters = here.letters(one, set_id, found.hidden)
                hiding.letters.setdefault(one.indicator.key, {})[set_id, period] = letters
