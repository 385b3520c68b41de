"""The whole profile of an area: its place, its key figures, its indicators by topic."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import queries as atlas_queries
from atlas.counted_packs import counts_entry
from atlas.presenters import Choice, Page
from atlas.queries import Entry
from atlas.wording import in_language
from releases.pack_column import Column
from reports import queries
from reports.forms import ProfileRequest
from reports.presenters import Elsewhere, Link, Profile, Row, TopicRows
from reports.presenters_elsewhere import elsewhere
from reports.presenters_place import area_url, place
from reports.presenters_rows import Shared, row
from reports.presenters_words import within

MOST_KEY_FIGURES = 6


def profile(
    region: Region, catalogue: list[Entry], asked: ProfileRequest, languages: tuple[Choice, ...]
) -> Profile:
    area = asked.lineage.area
    level = area.boundary_set.level
    entries = [entry for entry in catalogue if entry.level == level.key]
    rows = _rows(region, entries, asked)
    shown = [one for _entry, one in rows if one is not None]
    parents = queries.ancestors(area)
    others = elsewhere(region, catalogue, level, parents)
    return Profile(
        page=_page(region, asked, languages),
        name=area.name,
        code=area.code,
        level_key=level.key,
        level_name=level.name,
        level_plural=level.plural,
        city_name=region.name,
        is_city=not any(one.city for one in shown) and level.position > 0,
        place=place(region, asked, parents),
        key_figures=_key_figures(region, shown),
        topics=_topics(rows),
        absent=tuple(
            Link(
                in_language(entry.card["name"]), _indicator_url(region, entry), key=entry.indicator
            )
            for entry, one in rows
            if one is None
        ),
        elsewhere=others,
        completeness=_completeness(len(shown), len(rows), others),
        small_map_url=_small_map_url(region, asked),
        map_url=_map_url(region, asked, shown),
        csv_url=_csv_url(region, asked),
        permalink=_permalink(region, asked, rows),
        sources=tuple(dict.fromkeys(one.source for one in shown if one.source)),
    )


def _completeness(shown: int, on_level: int, others: tuple[Elsewhere, ...]) -> str:
    everywhere = on_level + sum(len(group.indicators) for group in others)
    if shown in (0, everywhere):
        return ""
    words = {"shown": shown, "all": everywhere}
    return _("This profile has %(shown)s of %(all)s indicators.") % words


def _rows(
    region: Region, entries: list[Entry], asked: ProfileRequest
) -> list[tuple[Entry, Row | None]]:
    """Each indicator of the level with its row, None where the area has none."""
    level = asked.lineage.boundary_set.level
    shared = Shared(
        region=region,
        within=within(region),
        map_url=reverse("map", args=[region.key]),
        until=asked.until,
        areas=level.plural,
        codes=asked.lineage.codes,
    )
    found = atlas_queries.columns(entries, asked.lineage.codes)
    by_hash = {entry.hash: column for entry, column in found}
    return [
        (entry, row(entry, column, shared, _counts(entry, entries, by_hash)))
        for entry, column in found
    ]


def _counts(entry: Entry, entries: list[Entry], by_hash: dict[str, Column]) -> Column | None:
    """The column of the count that shows the denominator."""
    counts = counts_entry(entry, entries)
    return by_hash.get(counts.hash) if counts else None


def _page(region: Region, asked: ProfileRequest, languages: tuple[Choice, ...]) -> Page:
    area = asked.lineage.area
    return Page(
        title=_("%(area)s: profile – %(region)s") % {"area": area.name, "region": region.name},
        heading=area.name,
        region=region,
        notice=region.text("notice"),
        languages=languages,
        remarks=asked.remarks,
    )


def _key_figures(region: Region, rows: list[Row]) -> tuple[Row, ...]:
    """The region's headline indicators; without any, its default indicator."""
    headline = [one for one in rows if one.is_headline]
    alone = [one for one in rows if one.key == region.default_indicator]
    return tuple((headline or alone)[:MOST_KEY_FIGURES])


def _topics(rows: list[tuple[Entry, Row | None]]) -> tuple[TopicRows, ...]:
    names: dict[str, str] = {}
    by_topic: dict[str, list[Row]] = {}
    for entry, one in rows:
        if one is not None:
            topic = entry.card["topic"]
            names[topic["key"]] = in_language(topic["name"])
            by_topic.setdefault(topic["key"], []).append(one)
    return tuple(TopicRows(key, names[key], tuple(found)) for key, found in by_topic.items())


def _indicator_url(region: Region, entry: Entry) -> str:
    return reverse("indicator", args=[region.key, entry.indicator])


def _arguments(region: Region, asked: ProfileRequest) -> list[str]:
    area = asked.lineage.area
    return [region.key, area.boundary_set.level.key, area.code]


def _small_map_url(region: Region, asked: ProfileRequest) -> str:
    """Empty while the shapes are still being made."""
    if queries.shapes_hash(asked.lineage.boundary_set) is None:
        return ""
    query = urlencode({"stand": asked.lineage.boundary_set.key})
    return f"{reverse('area-map', args=_arguments(region, asked))}?{query}"


def _csv_url(region: Region, asked: ProfileRequest) -> str:
    query = {"stand": asked.lineage.boundary_set.key, "period": asked.period}
    chosen = urlencode({key: value for key, value in query.items() if value}, safe="/")
    return f"{reverse('area-csv', args=_arguments(region, asked))}?{chosen}"


def _map_url(region: Region, asked: ProfileRequest, rows: list[Row]) -> str:
    """The map with the area chosen; empty where the level has no map."""
    default = [one for one in rows if one.key == region.default_indicator] or rows
    if not default:
        return ""
    return f"{default[0].map_url}&{urlencode({'area': asked.lineage.area.code})}"


def _permalink(region: Region, asked: ProfileRequest, rows: list[tuple[Entry, Row | None]]) -> str:
    """The address that names the boundaries, and the day up to which figures count."""
    url = area_url(region, asked.lineage.area, pinned=True)
    return f"{url}&period={asked.period}" if asked.period else url
