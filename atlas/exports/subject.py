"""What leaves as a file: figures of one indicator on one level, of one or of all periods, or as
a view shows them.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Any

from accounts.models import Region
from atlas import queries_areas, series
from atlas.change import Change, common_section
from atlas.counted_packs import CountedPack
from atlas.presenters_metadata import attribution_of
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.wording import in_language, is_computed, status_text
from releases.models import Audience
from releases.pack_format import Pack, Section
from releases.printed import printed
from spatial_units.models import SpatialLevel


@dataclass(frozen=True)
class Block:
    """The figures of one period, which all lie on one boundary set.

    `row` is the period's row in the section's series.
    """

    section: Section
    row: int
    period: dict[str, str]


@dataclass(frozen=True)
class Figure:
    """One printed figure; `value` counts units of 10^-decimals, None in a gap."""

    value: int | None
    status: str
    flags: int


@dataclass(frozen=True)
class Subject:
    """Figures and what must be known of them. `periods` are positions in `pack.periods`, in
    order of time; `has_all_periods` if nobody chose among them. `permalink` is the absolute
    address of the same on the map. `view` is there where the file shows one: a picture, or the
    figures of a change, a threshold or a filter. `reader` stands in files that are internal.
    """

    region: Region
    level: SpatialLevel
    entry: Entry
    pack: Pack
    periods: tuple[int, ...]
    has_all_periods: bool
    permalink: str
    view: MapView | None = None
    reader: str = ""  # who takes internal figures along
    counted: CountedPack | None = None  # where intervals can be told of the figures

    @property
    def card(self) -> dict[str, Any]:
        return self.entry.card

    @property
    def name(self) -> str:
        return in_language(self.card["name"])

    @property
    def unit(self) -> str:
        return in_language(self.card["unit"])

    @property
    def attribution(self) -> str:
        return attribution_of(self.card)

    @property
    def licence(self) -> str:
        return (self.card.get("source") or {}).get("licence") or ""

    @property
    def audience(self) -> str:
        return self.entry.audience

    @property
    def is_internal(self) -> bool:
        """Whether figures, or points and lines drawn above them, are for staff alone."""
        layers = self.view.ground.layers if self.view else ()
        return self.audience != Audience.PUBLIC or not all(one.is_public for one in layers)

    def status_text(self, one: "Figure") -> str:
        return status_text(one.status, is_computed=is_computed(self.card, one.flags))

    @property
    def period_dicts(self) -> list[dict[str, str]]:
        return [self.pack.periods[position] for position in self.periods]

    def blocks(self) -> Iterator[Block]:
        for position in self.periods:
            section = series.section_at(self.pack, position)[0]
            if self.change is not None:  # both dates must lie on the same boundaries
                section = common_section(self.pack, self.change.since, position) or section
            yield Block(section, section.periods.index(position), self.pack.periods[position])

    @property
    def change(self) -> Change | None:
        """The change that the file holds; files of all dates hold none."""
        return self.view.change if self.view and not self.has_all_periods else None

    @property
    def since(self) -> dict[str, str] | None:
        """The period that a change counts from."""
        return self.pack.periods[self.change.since] if self.change else None

    @cached_property
    def sections(self) -> list[tuple[Section, list[Block]]]:
        """The boundary sets of the periods, with their blocks, in order of time."""
        found: dict[str, tuple[Section, list[Block]]] = {}
        for block in self.blocks():
            found.setdefault(block.section.boundary_set, (block.section, []))[1].append(block)
        return list(found.values())

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Boundary set → code → name of the area."""
        return {
            section.boundary_set: queries_areas.area_names(section.shapes)
            for section, _blocks in self.sections
        }


Limits = tuple[int | None, int | None, int | None]  # persons, and both ends as the value is printed


def limits(subject: Subject, block: Block) -> list[Limits]:
    """Denominator and interval by area, None where unknown; an empty list where none are told."""
    if subject.counted is None:
        return []
    found, decimals = subject.counted.on(block.section, block.row), subject.pack.decimals
    ends = (found.interval.lower, found.interval.upper)
    told = (found.counts.persons, *(printed(one, decimals) for one in ends))
    rows = zip(*(numbers.tolist() for numbers in told), strict=True)
    return [_whole_numbers(*row) for row in rows]


def _whole_numbers(persons: float, lower: float, upper: float) -> Limits:
    first, second, third = (None if isnan(one) else int(one) for one in (persons, lower, upper))
    return first, second, third


def figure(block: Block, area: int) -> Figure:
    made = block.section.series
    return Figure(
        made.values[block.row][area],
        made.status_of(block.row, area),
        made.flags.get((block.row, area), 0),
    )


def valid_span(section: Section) -> tuple[str, str]:
    """First and last day on which a boundary set holds (ISO), "" for an open end."""
    start, end = section.valid
    if end is None:
        return start, ""
    return start, (datetime.date.fromisoformat(end) - datetime.timedelta(days=1)).isoformat()
