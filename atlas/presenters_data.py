"""The page of open data: every indicator, boundary set and interface of a region."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats, queries, series
from atlas.catalogue_search import holds
from atlas.exports import borders
from atlas.presenters import Choice, Page
from atlas.presenters_downloads import Download, of_all_periods, of_boundaries, of_newest_map
from atlas.queries import Entry
from atlas.wording import in_language
from releases.pack_format import decode
from spatial_units.models import BoundarySet, SpatialLevel


@dataclass(frozen=True)
class LevelData:
    """An indicator on one level: its dates and its files."""

    name: str
    dates: str
    files: tuple[Download, ...]


@dataclass(frozen=True)
class IndicatorData:
    key: str
    name: str
    unit: str
    source: str
    licence: str
    licence_url: str
    released_on: str
    url: str
    levels: tuple[LevelData, ...]


@dataclass(frozen=True)
class TopicData:
    name: str
    indicators: tuple[IndicatorData, ...]


@dataclass(frozen=True)
class BoundaryData:
    level: str
    name: str
    key: str
    valid: str
    attribution: str
    licence: str
    files: tuple[Download, ...]


@dataclass(frozen=True)
class DataPage:
    """`count`: indicators found by `search`. `example_url` asks the interface for values."""

    page: Page
    topics: tuple[TopicData, ...]
    boundaries: tuple[BoundaryData, ...]
    search: str
    count: int
    all_url: str
    example_url: str
    schema_url: str


def data_page(
    region: Region,
    catalogue: list[Entry],
    languages: tuple[Choice, ...],
    search: str,
    api_url: str,
) -> DataPage:
    """`api_url` is the absolute address of /api/v1/regions/."""
    found = [entry for entry in catalogue if holds(entry, search)]
    heading = _("Data for further use")
    return DataPage(
        page=Page(
            title=f"{heading} – {region.name}",
            heading=heading,
            region=region,
            notice=region.text("notice"),
            languages=languages,
        ),
        topics=_topics(region, found),
        boundaries=tuple(_boundary_data(region, one) for one in borders.boundary_sets(region)),
        search=search,
        count=len({entry.indicator for entry in found}),
        all_url=reverse("all-figures", args=[region.key]),
        example_url=_example(region, catalogue, api_url),
        schema_url=reverse("api-schema"),
    )


def _topics(region: Region, found: list[Entry]) -> tuple[TopicData, ...]:
    levels = {level.key: level for level in queries.levels(region)}
    by_topic: dict[str, dict[str, list[Entry]]] = {}
    for entry in found:
        of_topic = by_topic.setdefault(in_language(entry.card["topic"]["name"]), {})
        of_topic.setdefault(entry.indicator, []).append(entry)
    return tuple(
        TopicData(name, tuple(_indicator(region, levels, one) for one in entries.values()))
        for name, entries in by_topic.items()
    )


def _indicator(
    region: Region, levels: dict[str, SpatialLevel], entries: list[Entry]
) -> IndicatorData:
    first, card = entries[0], entries[0].card
    source = card.get("source") or {}
    finest_first = sorted(entries, key=lambda entry: levels[entry.level].position)
    return IndicatorData(
        key=first.indicator,
        name=in_language(card["name"]),
        unit=in_language(card["unit"]),
        source=": ".join(
            p for p in (source.get("publisher"), in_language(source.get("title"))) if p
        ),
        licence=source.get("licence") or "",
        licence_url=source.get("licence_url") or "",
        released_on=formats.iso_day(first.released_on),
        url=reverse("indicator", args=[region.key, first.indicator]),
        levels=tuple(
            LevelData(
                levels[entry.level].plural,
                _dates(entry),
                of_all_periods(region, entry.indicator, entry.level)
                + of_newest_map(region, entry.indicator, entry.level),
            )
            for entry in finest_first
        ),
    )


def _dates(entry: Entry) -> str:
    """The first and the last date, and how many there are."""
    found = _periods(entry.hash, entry.audience, entry.database)
    if not found:
        return ""
    first, last = (formats.period(*period) for period in (found[0], found[-1]))
    if len(found) == 1:
        return first
    span = _("%(first)s to %(last)s (%(count)s dates)")
    return span % {"first": first, "last": last, "count": len(found)}


@lru_cache(maxsize=10_000)
def _periods(content_hash: str, audience: str, database: str) -> tuple[tuple[str, str, str], ...]:
    """Key, kind and end of a pack's periods; a pack never changes, so it is opened once."""
    body = queries.pack_body(content_hash, audience, database)
    if body is None:
        return ()
    pack = decode(body)
    shown = [pack.periods[position] for position in series.shown_periods(pack)]
    return tuple((period["key"], period["kind"], period["end"]) for period in shown)


def _boundary_data(region: Region, one: BoundarySet) -> BoundaryData:
    start, end = (formats.iso_day(day) if day else "" for day in borders.held_span(one))
    return BoundaryData(
        level=one.level.plural,
        name=one.name,
        key=one.key,
        valid=_("%(start)s to %(end)s") % {"start": start, "end": end}
        if end
        else _("since %(start)s") % {"start": start},
        attribution=one.attribution,
        licence=one.licence,
        files=of_boundaries(region, one.key),
    )


def _example(region: Region, catalogue: list[Entry], api_url: str) -> str:
    """An address of the interface that answers now."""
    wanted = (region.default_indicator, region.default_level)
    entry = next((e for e in catalogue if (e.indicator, e.level) == wanted), catalogue[0])
    path = f"{quote(region.key)}/indicators/{quote(entry.indicator)}/values/"
    return f"{api_url}{path}?level={quote(entry.level)}&limit=5"
