"""Start pages: the regions of the installation, and one region with its figures, areas, topics."""

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats, queries, queries_areas, search
from atlas.presenters import Choice, Page, TopicEntry
from atlas.presenters_key_figures import KeyFigure, key_figures
from atlas.presenters_map import topics
from atlas.queries import Entry
from atlas.queries_areas import FoundArea
from atlas.wording import in_language

NEWEST_SHOWN = 6
AREAS_SHOWN = 20
LISTED_AT_ONCE = 12  # a level with so few areas stands on the page itself

One = TypeVar("One")


@dataclass(frozen=True)
class RegionLink:
    name: str
    kind: str
    notice: str
    url: str
    map_url: str


@dataclass(frozen=True)
class NewsItem:
    """An indicator that was published lately."""

    name: str
    url: str
    date: str


@dataclass(frozen=True)
class AreaLink:
    """`note`: level and key, and that the area is of the past."""

    name: str
    note: str
    url: str


@dataclass(frozen=True)
class LevelLink:
    name: str
    count: int
    url: str
    areas: tuple[AreaLink, ...]


@dataclass(frozen=True)
class Found:
    """What a search found. `is_similar`: nothing was spelt so, only nearly so."""

    search: str
    areas: tuple[AreaLink, ...]
    indicators: tuple[AreaLink, ...]
    is_similar: bool

    @property
    def count(self) -> int:
        return len(self.areas) + len(self.indicators)


@dataclass(frozen=True)
class RegionPage:
    """The start of a region. `found` is None unless the reader searches."""

    page: Page
    found: Found | None
    figures: tuple[KeyFigure, ...]
    levels: tuple[LevelLink, ...]
    topics: tuple[TopicEntry, ...]
    newest: tuple[NewsItem, ...]
    search: str
    map_url: str
    is_empty: bool


@dataclass(frozen=True)
class StartPage:
    """`is_narrowed`: `regions` are those whose name was searched for."""

    page: Page
    regions: tuple[RegionLink, ...]
    found: Found | None
    search: str
    is_narrowed: bool


def start_page(page: Page, asked: str) -> StartPage:
    """All regions; a search finds regions by name, and areas in all of them."""
    regions = queries.regions()
    links = tuple(_region_link(region) for region in regions)
    found = _found(regions, [], asked) if asked else None
    named = tuple(link for link in links if asked and search.matches(asked, link.name))
    return StartPage(page, named or links, found, asked, is_narrowed=bool(named))


def region_page(
    region: Region, catalogue: list[Entry], languages: tuple[Choice, ...], asked: str
) -> RegionPage:
    return RegionPage(
        page=Page(
            title=_("Social monitoring: %(region)s") % {"region": region.name},
            heading=region.name,
            region=region,
            notice=region.text("notice"),
            languages=languages,
        ),
        found=_found([region], catalogue, asked) if asked else None,
        figures=key_figures(region, catalogue),
        levels=_levels(region),
        topics=topics(region, catalogue),
        newest=_newest(region, catalogue),
        search=asked,
        map_url=reverse("map", args=[region.key]),
        is_empty=not catalogue,
    )


def _region_link(region: Region) -> RegionLink:
    return RegionLink(
        name=region.name,
        kind=region.kind,
        notice=region.text("notice"),
        url=reverse("region", args=[region.key]),
        map_url=reverse("map", args=[region.key]),
    )


def _found(regions: list[Region], catalogue: list[Entry], asked: str) -> Found:
    """The best hits; what is only nearly so is shown where nothing else is."""
    levels = {(region.key, level.key): level.name for region in regions
              for level in queries.levels(region)}  # fmt: skip
    names = {region.key: region.name for region in regions}
    areas = [
        (search.matches(asked, f"{one.name} {one.code}"), one)
        for one in queries_areas.findable_areas(regions)
    ]
    once = {entry.indicator: entry for entry in reversed(catalogue)}
    indicators = [(search.matches(asked, _said(entry)), entry) for entry in once.values()]
    best = max((score for score, _one in [*areas, *indicators]), default=search.NOTHING)
    least = search.SLIP if best == search.SLIP else search.PART
    return Found(
        search=asked,
        areas=tuple(
            _area_link(one, levels[one.region, one.level], names if len(regions) > 1 else {})
            for one in _ordered(areas, least)[:AREAS_SHOWN]
        ),
        indicators=tuple(
            _indicator_link(regions[0], entry) for entry in _ordered(indicators, least)
        ),
        is_similar=best == search.SLIP,
    )


def _ordered(scored: list[tuple[int, One]], least: int) -> list[One]:
    kept = [pair for pair in scored if pair[0] >= least]
    return [one for _score, one in sorted(kept, key=lambda pair: -pair[0])]


def _said(entry: Entry) -> str:
    """The words an indicator is found by."""
    card = entry.card
    texts = [card["name"], card["topic"]["name"], card.get("description")]
    return " ".join([entry.indicator, *map(in_language, texts), *(card.get("tags") or ())])


def _area_link(area: FoundArea, level: str, region_names: dict[str, str]) -> AreaLink:
    url = reverse("area", args=[area.region, area.level, area.code])
    parts = [level, area.code, region_names.get(area.region, "")]
    if area.is_past:
        url += f"?{urlencode({'stand': area.boundary_set})}"
        parts.append(_("former boundaries"))
    return AreaLink(area.name, ", ".join(part for part in parts if part), url)


def _indicator_link(region: Region, entry: Entry) -> AreaLink:
    url = reverse("indicator", args=[region.key, entry.indicator])
    return AreaLink(in_language(entry.card["name"]), in_language(entry.card["topic"]["name"]), url)


def _levels(region: Region) -> tuple[LevelLink, ...]:
    """The coarsest below the whole first; few areas are listed at once."""
    counts = queries_areas.area_counts(region)
    few = {key for key, count in counts.items() if 1 < count <= LISTED_AT_ONCE}
    listed: dict[str, list[AreaLink]] = {}
    for area in queries_areas.findable_areas([region]) if few else []:
        if area.level in few and not area.is_past:
            listed.setdefault(area.level, []).append(_area_link(area, "", {}))
    return tuple(
        LevelLink(
            name=level.plural,
            count=counts[level.key],
            url=reverse("areas", args=[region.key, level.key]),
            areas=tuple(listed.get(level.key, ())),
        )
        for level in reversed(queries.levels(region))
        if counts.get(level.key, 0) > 1
    )


def _newest(region: Region, catalogue: list[Entry]) -> tuple[NewsItem, ...]:
    by_indicator = {entry.indicator: entry for entry in reversed(catalogue)}
    ordered = sorted(by_indicator.values(), key=lambda entry: entry.released_on, reverse=True)
    return tuple(
        NewsItem(
            name=in_language(entry.card["name"]),
            url=reverse("indicator", args=[region.key, entry.indicator]),
            date=formats.iso_day(entry.released_on),
        )
        for entry in ordered[:NEWEST_SHOWN]
    )
