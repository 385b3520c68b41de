"""The counts of a period as they are, and as they were where earlier releases told others.

A count that was corrected since is another cell for the releases before the correction; what did
not change is one cell for all of them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.statistics.formula import Count, Ratio
from releases.fact_rows import ToldFact, knowledge_of
from releases.figure_book import FigureBook
from releases.models import Audience, PublishedFact, Release
from releases.region_reader import RegionReader
from releases.revisions import bounds_of, is_revised
from releases.subjects import Subject, measures_behind, sums_of
from releases.universe import Universe


@dataclass(frozen=True)
class State:
    """The counts as they were at one time, and what was told of them."""

    universe: Universe
    facts: Sequence[ToldFact]


def facts_so_far(reader: RegionReader, period_key: str | None = None) -> Iterator[ToldFact]:
    """All that was ever told to the public (in one period), withdrawn releases too."""
    rows = PublishedFact.objects.filter(region=reader.region, audience=Audience.PUBLIC)
    if period_key is not None:
        rows = rows.filter(period_key=period_key)
    for row in rows.order_by("id").iterator(chunk_size=200):
        yield ToldFact(
            row.indicator_key, row.boundary_set_id or 0, row.period_key, row.release_id,
            row.form, row.areas, row.lower, row.upper,
        )  # fmt: skip


class States:
    """Makes the states of a period for the subjects that hang together."""

    def __init__(self, reader: RegionReader, subjects: Sequence[Subject]) -> None:
        self._reader, self._subjects = reader, subjects
        self._sums = sums_of(reader.region)
        self._book = FigureBook(reader)
        self._earlier: dict[datetime.datetime, FigureBook] = {}
        self._adds_up = {one.formula: _adds_up(one) for one in subjects}
        self._measures: set[str] = set().union(
            *(measures_behind(one.formula, self._sums) for one in subjects)
        )

    def concern(self, fact: ToldFact) -> bool:
        """Whether a fact tells of the subjects' counts."""
        formula = fact.formula
        if not isinstance(formula, Count | Ratio):
            return False
        return bool(measures_behind(formula, self._sums) & self._measures)

    def now_and_before(self, period: int, facts: Sequence[ToldFact]) -> list[State]:
        """The counts of now with the facts that fit them, and those of earlier releases."""
        now = self._universe(self._book, period, facts)
        current, earlier = self._sorted(period, now, facts)
        return [State(now, current), *earlier]

    def before(self, period: int, now: Universe, facts: Sequence[ToldFact]) -> list[State]:
        """Those of earlier releases that told other counts than those of now."""
        return self._sorted(period, now, facts)[1]

    def _sorted(
        self, period: int, now: Universe, facts: Sequence[ToldFact]
    ) -> tuple[list[ToldFact], list[State]]:
        """A release told of other counts where a number does not fit those of now; or where a
        hidden one was another, and a bound makes the one of now tell of it."""
        bounds = bounds_of(now, self._subjects)
        by_release: defaultdict[int | None, list[ToldFact]] = defaultdict(list)
        for fact in facts:
            by_release[fact.release_id].append(fact)
        current: list[ToldFact] = by_release.pop(None, [])
        earlier: list[State] = []
        for own in by_release.values():
            fits = not knowledge_of(now, own).unplaced
            then = None if fits and not bounds else self._then(period, own)
            if then is None or (fits and not is_revised(then.universe, now, bounds)):
                current += own
            else:
                earlier.append(then)
        return current, earlier

    def _then(self, period: int, facts: Sequence[ToldFact]) -> State:
        release_id = facts[0].release_id
        assert release_id is not None, "what is to come tells the counts of now"
        moment = Release.objects.get(region=self._reader.region, id=release_id).released_at
        if moment not in self._earlier:
            self._earlier[moment] = FigureBook(self._reader.as_it_was(moment))
        return State(self._universe(self._earlier[moment], period, facts), facts)

    def _universe(self, book: FigureBook, period: int, facts: Sequence[ToldFact]) -> Universe:
        universe = Universe(book.reader)
        adds_up = {fact.formula: True for fact in facts} | self._adds_up
        for formula, adds in adds_up.items():
            universe.tell(formula, book.of(formula, period, adds_up=adds))
        for key in sorted(self._measures):
            if own := book.of_measure(key, period):
                universe.tell_measure(key, own)
        universe.link(self._sums)
        return universe


def _adds_up(subject: Subject) -> bool:
    return bool(subject.indicator.definition["aggregation"] != "none")
