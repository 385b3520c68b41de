"""The page of one indicator: what it says, and on which levels it is to be had."""

from dataclasses import dataclass

from accounts.models import Region
from atlas.presenters import Choice, MetadataRow, Page
from atlas.presenters_metadata import metadata
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.wording import in_language


@dataclass(frozen=True)
class LevelLinks:
    name: str
    map_url: str
    table_url: str


@dataclass(frozen=True)
class IndicatorPage:
    page: Page
    topic: str
    metadata: tuple[MetadataRow, ...]
    levels: tuple[LevelLinks, ...]
    static_map_url: str
    map_url: str
    table_url: str
    caption: str


def indicator_page(
    region: Region, entries: list[Entry], view: MapView, languages: tuple[Choice, ...]
) -> IndicatorPage:
    """`entries` are those of the indicator, one per level; `view` is its default map."""
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
        metadata=metadata(view),
        levels=_levels(entries, view),
        static_map_url=view.url("static-map"),
        map_url=view.url(),
        table_url=view.url("table"),
        caption=f"{name}, {view.period_label()}",
    )


def _levels(entries: list[Entry], view: MapView) -> tuple[LevelLinks, ...]:
    published = {entry.level for entry in entries}
    return tuple(
        LevelLinks(
            level.plural,
            view.url(level=level.key, period=""),
            view.url("table", level=level.key, period=""),
        )
        for level in view.levels
        if level.key in published
    )
