"""The attacker's audit of a region: everything ever public, joined with what is about to be.

For each period one system is made of all counts, of every number that was told about them, of
withdrawn releases too, and of the sums everybody knows.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from releases.disclosure.rows import Interval
from releases.fact_rows import ToldFact
from releases.joined_states import Joined
from releases.region_reader import RegionReader
from releases.states import States, facts_so_far
from releases.subjects import Subject, connected
from releases.universe import Place


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


class _Audit:
    def __init__(self, reader: RegionReader, subjects: Sequence[Subject]) -> None:
        self.result = Audited()
        self._reader, self._subjects = reader, subjects
        self._periods = {period.key: number for number, period in reader.periods.items()}
        self._states = States(reader, subjects)

    def look_at(self, period_key: str, facts: Sequence[ToldFact]) -> None:
        period = self._periods.get(period_key)
        near = [fact for fact in facts if self._states.concern(fact)]
        if period is None or not near:
            return
        system = Joined(self._states.now_and_before(period, near), self._subjects)
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
