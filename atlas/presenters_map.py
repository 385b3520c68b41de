"""Map and table page as a whole: frame, topics, and the parts other presenters make."""

from django.urls import reverse

from accounts.models import Region
from atlas import classes as class_finding
from atlas import queries_areas
from atlas.presenters import Choice, IndicatorEntry, MapPage, Page, TopicEntry
from atlas.presenters_area import area_panel
from atlas.presenters_charts import chart_config
from atlas.presenters_choices import indicator_url, selection
from atlas.presenters_config import config
from atlas.presenters_downloads import groups
from atlas.presenters_layers import layers_panel
from atlas.presenters_legend import legend
from atlas.presenters_metadata import metadata
from atlas.presenters_openness import marked_area, marked_table, openness_mark
from atlas.presenters_table import table
from atlas.presenters_views import planner_views
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.static_map import foot_lines
from atlas.wording import in_language


def map_page(
    view: MapView,
    catalogue: list[Entry],
    languages: tuple[Choice, ...],
    remarks: tuple[str, ...],
    order: tuple[str, str] | None = None,
) -> MapPage:
    """Everything both pages show of a view; with an `order` the table too."""
    classes = class_finding.of_view(view)
    names = queries_areas.area_names(view.section.shapes)
    mark = openness_mark(view)
    listed = table(view, classes, names, order) if order else None
    return MapPage(
        page=_page(view, languages, remarks),
        topics=topics(view.region, catalogue, view),
        selection=selection(view, classes, catalogue, names),
        legend=legend(view, classes),
        area=marked_area(area_panel(view, classes, names), mark),
        metadata=metadata(view),
        table=marked_table(listed, mark),
        map_url=view.url(),
        table_url=view.url("table"),
        static_map_url=view.url("static-map"),
        bare_map_url=view.url("static-map", bare="1"),
        map_origin=foot_lines(view),
        indicator_url=indicator_url(view),
        config=config(view, classes) | chart_config(view, catalogue) | {"openness": mark.dates},
        openness=mark,
        views=planner_views(view, "table" if order else "map"),
        layers=layers_panel(view),
        downloads=groups(view),
    )


def topics(
    region: Region, catalogue: list[Entry], view: MapView | None = None
) -> tuple[TopicEntry, ...]:
    """The catalogue by topic; each indicator once, leading to the map."""
    by_topic: dict[str, list[Entry]] = {}
    seen: set[str] = set()
    for entry in catalogue:
        if entry.indicator not in seen:
            seen.add(entry.indicator)
            by_topic.setdefault(entry.card["topic"]["key"], []).append(entry)
    return tuple(
        TopicEntry(
            key=key,
            name=in_language(entries[0].card["topic"]["name"]),
            indicators=tuple(_indicator_entry(region, entry, view) for entry in entries),
            is_current=view is not None and view.card["topic"]["key"] == key,
        )
        for key, entries in by_topic.items()
    )


def _indicator_entry(region: Region, entry: Entry, view: MapView | None) -> IndicatorEntry:
    card = entry.card
    query = {"indicator": entry.indicator, "level": "", "period": "", "smoothed": ""}
    if view is None:
        url = f"{reverse('map', args=[region.key])}?indicator={entry.indicator}"
    else:
        query["level"] = view.entry.level
        query["period"] = view.period_key if view.period_is_chosen else ""
        kept = {"since": view.parameters().get("since", "")}
        url = view.without_views().url(**query, **kept)
    return IndicatorEntry(
        key=entry.indicator,
        name=in_language(card["name"]),
        unit=in_language(card["unit"]),
        url=url,
        is_current=view is not None and view.entry.indicator == entry.indicator,
        is_headline=bool(card.get("headline")),
        tags=tuple(card.get("tags") or ()),
    )


def _page(view: MapView, languages: tuple[Choice, ...], remarks: tuple[str, ...]) -> Page:
    heading = in_language(view.card["name"])
    return Page(
        title=f"{heading} – {view.level.plural}, {view.time_label()} – {view.region.name}",
        heading=heading,
        region=view.region,
        notice=view.region.text("notice"),
        languages=languages,
        remarks=remarks,
    )
