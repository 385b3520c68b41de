"""What an audience would see anew: the pack it has against the one it would get."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from indicators.importing.periods import Period
from releases.pack_format import Pack

MOST_EXAMPLES = 5
Place = tuple[str, str]  # boundary set and area code
Cells = dict[str, dict[Place, tuple[float | None, str]]]  # period → place → value, status


@dataclass(frozen=True)
class PeriodChange:
    """Numbers of areas in one period; `gaps` counts those without a value, by status.

    `state` is new (the audience had nothing of it), changed, same or gone.
    """

    period: Period
    state: str
    values: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    gaps: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A value that becomes another one; None and its status where there is a gap."""

    boundary_set: str
    area: str
    period: Period
    old: tuple[float | None, str]
    new: tuple[float | None, str]


@dataclass(frozen=True)
class LevelChange:
    """One level; `areas` is how many areas see a value of theirs become another, come or go."""

    level: str
    is_first: bool
    periods: list[PeriodChange]
    areas: int
    examples: list[Example]
    is_described_anew: bool

    @property
    def moved(self) -> list[PeriodChange]:
        return [one for one in self.periods if one.state != "same"]

    @property
    def unmoved(self) -> list[PeriodChange]:
        return [one for one in self.periods if one.state == "same"]


def named_period(period: dict[str, str]) -> Period:
    """A period of a pack."""
    start, end = (datetime.date.fromisoformat(period[day]) for day in ("start", "end"))
    return Period(period["key"], period["kind"], start, end)


def compare(before: Pack | None, after: Pack | None) -> LevelChange:
    """Hold two packs of the same indicator and level against each other; one may lack."""
    pack = after or before
    assert pack is not None
    old, new = _cells(before), _cells(after)
    names = {p["key"]: named_period(p) for one in (before, after) if one for p in one.periods}
    ordered = sorted(names.values(), key=lambda name: (name.end, name.key))
    moved: set[Place] = set()
    examples: list[Example] = []
    periods = []
    for name in ordered:
        periods.append(_period(name, old.get(name.key), new.get(name.key), moved, examples))
    return LevelChange(
        level=pack.level,
        is_first=before is None,
        periods=periods,
        areas=len(moved),
        examples=examples[-MOST_EXAMPLES:][::-1],
        is_described_anew=bool(before and after and before.card != after.card),
    )


def _cells(pack: Pack | None) -> Cells:
    """Values in the indicator's unit, by period and area."""
    found: Cells = {}
    for section in pack.sections if pack else []:
        for row, place in enumerate(section.periods):
            assert pack is not None
            cells = found.setdefault(pack.periods[place]["key"], {})
            for area, code in enumerate(section.areas):
                number = section.series.values[row][area]
                value = None if number is None else number / 10**pack.decimals
                cells[section.boundary_set, code] = value, section.series.status_of(row, area)
    return found


def _period(
    name: Period,
    old: dict[Place, tuple[float | None, str]] | None,
    new: dict[Place, tuple[float | None, str]] | None,
    moved: set[Place],
    examples: list[Example],
) -> PeriodChange:
    """Count one period; what moved and examples of it are added to the lists handed over."""
    counted: Counter[str] = Counter()
    nothing = (None, "O")
    before, after = old or {}, new or {}
    for place in sorted(before.keys() | after.keys()):
        was, will = before.get(place, nothing), after.get(place, nothing)
        if was[0] == will[0]:
            continue
        kind = "new" if was[0] is None else "gone" if will[0] is None else "changed"
        counted[kind] += 1
        moved.add(place)
        if old is not None and new is not None and counted.total() <= MOST_EXAMPLES:
            examples.append(Example(place[0], place[1], name, was, will))
    state = "new" if old is None else "gone" if new is None else "changed" if counted else "same"
    gaps = Counter(status for value, status in after.values() if value is None)
    return PeriodChange(
        period=name,
        state=state,
        values=len(after) - gaps.total(),
        new=counted["new"],
        changed=counted["changed"],
        gone=counted["gone"],
        gaps=dict(gaps),
    )


def as_record(card: dict[str, Any], levels: list[LevelChange]) -> dict[str, Any]:
    """An indicator's changes over all its levels, as they are kept with a release."""

    def periods(state: str) -> list[dict[str, str]]:
        found = {one.period for level in levels for one in level.periods if one.state == state}
        ordered = sorted(found, key=lambda name: (name.end, name.key))
        return [
            {"key": p.key, "kind": p.kind, "start": p.start.isoformat(), "end": p.end.isoformat()}
            for p in ordered
        ]

    everything = [one for level in levels for one in level.periods]
    return {
        "indicator": card["key"],
        "name": card["name"],
        "source": card["source"]["publisher"],
        "is_first": all(level.is_first for level in levels),
        "new_periods": periods("new"),
        "changed_periods": periods("changed"),
        "gone_periods": periods("gone"),
        "new": sum(one.new for one in everything),
        "changed": sum(one.changed for one in everything),
        "gone": sum(one.gone for one in everything),
        "is_described_anew": any(level.is_described_anew for level in levels),
    }
