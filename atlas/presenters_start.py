"""Start pages: the regions of the installation, and one region with its topics and news."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats, queries
from atlas.presenters import Choice, Page, TopicEntry
from atlas.presenters_map import topics
from atlas.queries import Entry
from atlas.wording import in_language

NEWEST_SHOWN = 6
AREAS_SHOWN = 20


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
    name: str
    level: str
    url: str


@dataclass(frozen=True)
class RegionPage:
    """The start of a region. A `search` narrows `topics`, and finds `areas` by name."""

    page: Page
    topics: tuple[TopicEntry, ...]
    areas: tuple[AreaLink, ...]
    newest: tuple[NewsItem, ...]
    search: str
    count: int
    map_url: str
    is_empty: bool


def region_links() -> tuple[RegionLink, ...]:
    return tuple(
        RegionLink(
            name=region.name,
            kind=region.kind,
            notice=region.text("notice"),
            url=reverse("region", args=[region.key]),
            map_url=reverse("map", args=[region.key]),
        )
        for region in queries.regions()
    )


def region_page(
    region: Region, catalogue: list[Entry], languages: tuple[Choice, ...], search: str
) -> RegionPage:
    found = [entry for entry in catalogue if _matches(entry, search)]
    return RegionPage(
        page=Page(
            title=_("Social monitoring: %(region)s") % {"region": region.name},
            heading=region.name,
            region=region,
            notice=region.text("notice"),
            languages=languages,
        ),
        topics=topics(region, found),
        areas=_areas(region, catalogue, search) if search else (),
        newest=_newest(region, catalogue),
        search=search,
        count=len({entry.indicator for entry in found}),
        map_url=reverse("map", args=[region.key]),
        is_empty=not catalogue,
    )


def _matches(entry: Entry, search: str) -> bool:
    """All words of the search stand somewhere in name, topic, description, key or tags."""
    card = entry.card
    texts = [card["name"], card["topic"]["name"], card.get("description")]
    said = " ".join([entry.indicator, *map(in_language, texts), *(card.get("tags") or ())])
    text = formats.sort_key(said)
    return all(formats.sort_key(word) in text for word in search.split())


def _areas(region: Region, catalogue: list[Entry], search: str) -> tuple[AreaLink, ...]:
    """Areas of that name, on the map of the region's default indicator if it is shown there."""
    names = {level.key: level.name for level in queries.levels(region)}
    shown: dict[str, str] = {}
    for entry in catalogue:
        if entry.indicator == region.default_indicator or entry.level not in shown:
            shown[entry.level] = entry.indicator
    start = reverse("map", args=[region.key])
    return tuple(
        AreaLink(
            name,
            names[level],
            f"{start}?{urlencode({'indicator': shown[level], 'level': level, 'area': code})}",
        )
        for level, code, name in queries.areas_named(region, search, AREAS_SHOWN)
        if level in shown
    )


def _newest(region: Region, catalogue: list[Entry]) -> tuple[NewsItem, ...]:
    by_indicator = {entry.indicator: entry for entry in reversed(catalogue)}
    ordered = sorted(by_indicator.values(), key=lambda entry: entry.released_on, reverse=True)
    return tuple(
        NewsItem(
            name=in_language(entry.card["name"]),
            url=f"{reverse('map', args=[region.key])}?indicator={entry.indicator}",
            date=formats.iso_day(entry.released_on),
        )
        for entry in ordered[:NEWEST_SHOWN]
    )
