"""The page of one indicator: what it says, and on which levels it is to be had."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import queries
from atlas.presenters import Choice, MetadataRow, Page
from atlas.presenters_city_series import CitySeries, city_series
from atlas.presenters_column import label
from atlas.presenters_downloads import DownloadGroup, groups
from atlas.presenters_metadata import metadata
from atlas.presenters_method import Method, method
from atlas.presenters_sure import method_words
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.wording import in_language
from releases.pack_column import Column


@dataclass(frozen=True)
class LevelLinks:
    """Where an indicator is to be had: `dates` in words, `boundaries` are its Gebietsstände."""

    name: str
    map_url: str
    table_url: str
    dates: str
    boundaries: tuple[str, ...]


@dataclass(frozen=True)
class Related:
    name: str
    url: str


@dataclass(frozen=True)
class IndicatorPage:
    """`description` says what the indicator tells, `interpretation` also what it does not.

    `lacking` names the levels without figures.
    """

    page: Page
    topic: str
    description: str
    interpretation: str
    unit: str
    method: Method
    course: CitySeries
    metadata: tuple[MetadataRow, ...]
    levels: tuple[LevelLinks, ...]
    lacking: str
    related: tuple[Related, ...]
    static_map_url: str
    map_url: str
    table_url: str
    caption: str
    level_plural: str
    city_name: str
    index_url: str
    patterns_url: str
    downloads: tuple[DownloadGroup, ...] = ()
    uncertainty: tuple[str, ...] = ()  # sentences; none where no intervals can be told


def indicator_page(
    region: Region,
    catalogue: list[Entry],
    view: MapView,
    languages: tuple[Choice, ...],
    patterns_url: str = "",
) -> IndicatorPage:
    """`view` is the indicator's default map; `catalogue` names its levels and its neighbours.

    `patterns_url` leads to its spatial patterns, where they are known.
    """
    entries = [entry for entry in catalogue if entry.indicator == view.entry.indicator]
    name = in_language(view.card["name"])
    return IndicatorPage(
        page=Page(
            title=f"{name} – {region.name}",
            heading=name,
            region=region,
            notice=region.text("notice"),
            languages=languages,
        ),
        topic=in_language(view.card["topic"]["name"]),
        description=in_language(view.card.get("description")),
        interpretation=in_language(view.card.get("interpretation")),
        unit=in_language(view.card["unit"]),
        method=method(view.card),
        course=city_series(view),
        metadata=_further(view),
        related=_related(region, catalogue, view),
        levels=_levels(entries, view),
        lacking=_lacking(region, entries),
        static_map_url=view.url("static-map"),
        map_url=view.url(),
        table_url=view.url("table"),
        caption=f"{name}, {view.level.plural}, {view.period_label()}",
        level_plural=view.level.plural,
        city_name=region.name,
        index_url=_index_url(region, view),
        patterns_url=patterns_url,
        downloads=groups(view),
        uncertainty=method_words(view),
    )


def _index_url(region: Region, view: MapView) -> str:
    """The page that tells what drives a composite index and how sure it is."""
    if not view.card.get("index"):
        return ""
    return reverse("index", args=[region.key, view.entry.indicator])


def _further(view: MapView) -> tuple[MetadataRow, ...]:
    """What the page does not say elsewhere."""
    said = {_("Description"), _("How to read it"), _("Unit"), _("Confidentiality")}
    return tuple(row for row in metadata(view) if row.label not in said)


def _levels(entries: list[Entry], view: MapView) -> tuple[LevelLinks, ...]:
    read = {entry.level: column for entry, column in queries.columns(entries, {})}
    return tuple(
        LevelLinks(
            level.plural,
            view.url(level=level.key, period=""),
            view.url("table", level=level.key, period=""),
            _dates(read[level.key]),
            _boundaries(read[level.key]),
        )
        for level in view.levels
        if level.key in read
    )


def _lacking(region: Region, entries: list[Entry]) -> str:
    """The levels that have no figures, in words; empty where all have."""
    having = {entry.level for entry in entries}
    return ", ".join(one.plural for one in queries.levels(region) if one.key not in having)


def _dates(column: Column) -> str:
    """The only date, or the first and the last and how many there are."""
    count = len(column.periods)
    ends = sorted(range(count), key=lambda at: column.periods[at]["end"])
    if count == 1:
        return label(column, ends[0])
    return _("%(first)s to %(last)s (%(count)s dates)") % {
        "first": label(column, ends[0]),
        "last": label(column, ends[-1]),
        "count": count,
    }


def _boundaries(column: Column) -> tuple[str, ...]:
    names = [in_language(section["name"]) for section in column.document["sections"]]
    return tuple(dict.fromkeys(names))


def _related(region: Region, catalogue: list[Entry], view: MapView) -> tuple[Related, ...]:
    """The other indicators of the topic."""
    topic = view.card["topic"]["key"]
    cards = {
        entry.indicator: entry.card
        for entry in reversed(catalogue)
        if entry.card["topic"]["key"] == topic and entry.indicator != view.entry.indicator
    }
    return tuple(
        Related(in_language(card["name"]), reverse("indicator", args=[region.key, key]))
        for key, card in reversed(cards.items())
    )
