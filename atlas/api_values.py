"""Values of the interface: which cells of a pack are asked for, and a page of them as rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import numpy as np
from django.utils.translation import gettext as _

from atlas import asking, queries_areas, series
from atlas.api_parameters import DEFAULT_PAGE, LARGEST_OFFSET, LARGEST_PAGE
from atlas.api_serializers import STATUSES
from atlas.asking import Query
from atlas.counted_packs import CountedPack
from atlas.selection import value_in
from atlas.uncertainty import Uncertainty, printed_interval
from atlas.wording import FLAG_KEYS, is_computed, status_text
from releases.pack_format import Pack, Section

LIMITS = ("numerator", "denominator", "lower", "upper")
UNKNOWN_LIMITS: dict[str, float | None] = dict.fromkeys(LIMITS)
Cell = tuple[int, int]  # position of the period, position of the area


@dataclass(frozen=True)
class Page:
    limit: int
    offset: int

    @classmethod
    def of(cls, query: Query) -> Self:
        return cls(
            asking.whole_number(query, "limit", DEFAULT_PAGE, 1, LARGEST_PAGE),
            asking.whole_number(query, "offset", 0, 0, LARGEST_OFFSET),
        )

    def part(self, cells: list[Cell]) -> list[Cell]:
        return cells[self.offset : self.offset + self.limit]

    def links(self, address: str, count: int) -> dict[str, Any]:
        """How many there are, and the absolute addresses of the pages beside."""
        after, before = self.offset + self.limit, max(self.offset - self.limit, 0)
        return {
            "count": count,
            "next": self._at(address, after) if after < count else None,
            "previous": self._at(address, before) if self.offset > 0 else None,
        }

    def _at(self, address: str, offset: int) -> str:
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query)) | {"limit": str(self.limit), "offset": str(offset)}
        if not offset:
            del query["offset"]
        return urlunsplit(parts._replace(query=urlencode(query, safe=",:/")))


def cells(pack: Pack, periods: Iterable[int], query: Query) -> list[Cell]:
    """The cells of these periods, of the areas and statuses that are asked for."""
    areas, statuses = set(asking.words(query, "area")), set(asking.words(query, "status"))
    if unknown := sorted(statuses - set(STATUSES)):
        sentence = _("“%(status)s” is no status; there are: %(known)s.")
        parts = {"status": unknown[0][:40], "known": ", ".join(STATUSES)}
        raise asking.misunderstood(sentence % parts)
    found = []
    for period in periods:
        section, row = series.section_at(pack, period)
        for area, code in enumerate(section.areas):
            is_asked = not areas or code in areas
            if is_asked and (not statuses or section.series.status_of(row, area) in statuses):
                found.append((period, area))
    if areas and not found:
        _check_areas(pack, areas)
    return found


def _check_areas(pack: Pack, areas: set[str]) -> None:
    known = {code for section in pack.sections for code in section.areas}
    if not areas & known:
        sentence = _("There is no area “%(code)s” on the level “%(level)s”.")
        raise asking.no_such_thing(sentence % {"code": min(areas)[:40], "level": pack.level})


def rows(pack: Pack, found: list[Cell], counted: CountedPack | None) -> list[dict[str, Any]]:
    places = {period: series.section_at(pack, period) for period, _area in found}
    shapes = {section.shapes for section, _row in places.values()}
    names = {one: queries_areas.area_names(one) for one in shapes}
    limits = {period: _limits(counted.at(period), pack) for period in places} if counted else {}
    return [
        _row(pack, *places[period], period, area, names)
        | (limits[period][area] if limits else UNKNOWN_LIMITS)
        for period, area in found
    ]


def _limits(found: Uncertainty, pack: Pack) -> list[dict[str, float | None]]:
    """By area: counts and interval behind a value, null where not public or not known exactly."""
    cases = np.where(found.counts.exact, found.counts.cases, np.nan)
    ends = printed_interval(found.interval, pack.decimals)
    told = (cases, found.counts.persons, ends.lower, ends.upper)
    return [
        {key: None if np.isnan(one) else one for key, one in zip(LIMITS, ones, strict=True)}
        for ones in zip(*(numbers.tolist() for numbers in told), strict=True)
    ]


def _row(
    pack: Pack, section: Section, row: int, period: int, area: int, names: dict[str, dict[str, str]]
) -> dict[str, Any]:
    code, status = section.areas[area], section.series.status_of(row, area)
    flags = section.series.flags.get((row, area), 0)
    return {
        "area": code,
        "name": names[section.shapes].get(code, code),
        "boundary_set": section.boundary_set,
        "period": pack.periods[period]["key"],
        "value": value_in(section.series, row, area, pack.decimals),
        "status": status,
        "status_text": status_text(status, is_computed=is_computed(pack.card, flags)),
        "flags": [key for flag, key in FLAG_KEYS.items() if flags & flag],
    }
