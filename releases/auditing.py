"""The attacker's audit of a region: everything ever public, joined with what is about to be.

For each period one system is made of all counts, of every number that was told about them, of
withdrawn releases too, and of the sums everybody knows. A count that was corrected since is
another cell for the releases before; what did not change is one cell for all of them.
"""

import datetime
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from indicators.statistics.formula import Count, Ratio
from releases.disclosure.rows import Interval
from releases.fact_rows import ToldFact, knowledge_of
from releases.figure_book import FigureBook
from releases.joined_states import Joined, State
from releases.models import Audience, PublishedFact, Release
from releases.region_reader import RegionReader
from releases.subjects import Subject, connected, measures_behind, sums_of
from releases.universe import Place, Universe


@dataclass(frozen=True)
class Finding:
    """A protected count that is known too well, with who gives it away.

    `lower` to `upper` is what an attacker gets; `is_new` where the release to come makes it
    so, else earlier ones did.
    """

    period_key: str
    terms: tuple[str, ...]
    boundary_set: str
    area: str
    lower: float
    upper: float
    teachers: tuple[str, ...]
    is_new: bool


@dataclass
class Audited:
    checked: int = 0
    unplaced: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    @property
    def leaks(self) -> list[Finding]:
        return [one for one in self.findings if one.is_new]

    def as_record(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.findings]


def audit_of(
    reader: RegionReader,
    subjects: Sequence[Subject],
    to_come: Iterable[ToldFact] = (),
    tell: Callable[[float], None] = lambda _: None,
) -> Audited:
    """Attack every protected count of the subjects with all that is public and to come.

    With something to come only the periods are looked at of which it tells anything new.
    """
    began = time.monotonic()
    new = list(to_come)
    only = _periods_with_news(reader, subjects, new) if new else None
    facts: defaultdict[str, list[ToldFact]] = defaultdict(list)
    for fact in [*facts_so_far(reader), *new]:
        if only is None or fact.period_key in only:
            facts[fact.period_key].append(fact)
    audit = _Audit(reader, connected(reader, subjects))
    for done, period_key in enumerate(sorted(facts)):
        tell(done / len(facts))
        audit.look_at(period_key, facts[period_key])
    audit.result.seconds = time.monotonic() - began
    return audit.result


def _periods_with_news(
    reader: RegionReader, subjects: Sequence[Subject], to_come: Sequence[ToldFact]
) -> set[str]:
    """Where something is told that was not public yet; nothing else can have got worse."""
    numbers = {period.key: number for number, period in reader.periods.items()}
    told = {one.indicator.key: one.before for one in subjects}
    found = set()
    for fact in to_come:
        place = fact.boundary_set_id, numbers[fact.period_key]
        before = told.get(fact.indicator_key, {}).get(place)
        if before is None or before.as_now.sum() < len(fact.areas):
            found.add(fact.period_key)
    return found


def facts_so_far(reader: RegionReader) -> Iterator[ToldFact]:
    """All that was ever told to the public, withdrawn releases too."""
    rows = PublishedFact.objects.filter(region=reader.region, audience=Audience.PUBLIC)
    for row in rows.order_by("id").iterator(chunk_size=200):
        yield ToldFact(
            row.indicator_key, row.boundary_set_id or 0, row.period_key, row.release_id,
            row.form, row.areas, row.lower, row.upper,
        )  # fmt: skip


class _Audit:
    def __init__(self, reader: RegionReader, subjects: Sequence[Subject]) -> None:
        self.result = Audited()
        self._reader, self._subjects = reader, subjects
        self._book = FigureBook(reader)
        self._earlier: dict[datetime.datetime, FigureBook] = {}
        self._sums = sums_of(reader)
        self._periods = {period.key: number for number, period in reader.periods.items()}
        self._adds_up = {one.formula: _adds_up(one) for one in subjects}
        self._measures: set[str] = set().union(
            *(measures_behind(one.formula, self._sums) for one in subjects)
        )

    def look_at(self, period_key: str, facts: Sequence[ToldFact]) -> None:
        period = self._periods.get(period_key)
        near = [fact for fact in facts if self._concerns(fact)]
        if period is None or not near:
            return
        system = Joined(self._states(period, near), self._subjects)
        self.result.unplaced += system.unplaced
        self.result.checked += len(system.needs)
        nothing, so_far, all_told = system.views()
        for cell in system.needs:
            if not system.meets(all_told, cell) and system.meets(nothing, cell):
                interval = system.interval(all_told, cell)
                was_open = system.meets(so_far, cell)
                is_new = bool(was_open or system.interval(so_far, cell).width > interval.width)
                self._find(period_key, system.places[cell], interval, is_new)

    def _find(self, period_key: str, place: Place | None, interval: Interval, is_new: bool) -> None:
        assert place is not None, "only counts of an area are protected"
        areas = self._reader.lists[place.boundary_set_id]
        self.result.findings.append(
            Finding(
                period_key, place.terms, areas.boundary_set.key, areas.codes[place.area],
                interval.lower, interval.upper, interval.teachers, is_new,
            )
        )  # fmt: skip

    def _concerns(self, fact: ToldFact) -> bool:
        formula = fact.formula
        if not isinstance(formula, Count | Ratio):
            return False
        return bool(measures_behind(formula, self._sums) & self._measures)

    def _states(self, period: int, facts: Sequence[ToldFact]) -> list[State]:
        """The counts of now with the facts that fit them, and those of earlier releases."""
        now = self._universe(self._book, period, facts)
        by_release: defaultdict[int | None, list[ToldFact]] = defaultdict(list)
        for fact in facts:
            by_release[fact.release_id].append(fact)
        current: list[tuple[int | None, list[ToldFact]]] = []
        outdated: list[tuple[int | None, list[ToldFact]]] = []
        for release_id, own in by_release.items():
            fits = release_id is None or not knowledge_of(now, own).unplaced
            (current if fits else outdated).append((release_id, own))
        states = [State(now, [fact for _, own in current for fact in own])]
        moments = dict(
            Release.objects.filter(
                region=self._reader.region, id__in=[one for one, _ in outdated]
            ).values_list("id", "released_at")
        )
        for release_id, own in outdated:
            then = self._book_of(moments[release_id or 0])
            states.append(State(self._universe(then, period, own), own))
        return states

    def _book_of(self, moment: datetime.datetime) -> FigureBook:
        if moment not in self._earlier:
            self._earlier[moment] = FigureBook(RegionReader(self._reader.region, moment))
        return self._earlier[moment]

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
