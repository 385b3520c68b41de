"""Two to four areas side by side through time, with the city and the span of all areas.

`atlas/compare.html` gets a `ComparePage`; the same numbers go to the client's chart as `course`
(static/js/charts/course.js tells its shape).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import formats, line_chart, queries_areas, series
from atlas.presenters import Choice, Figure, Page
from atlas.presenters_compare_course import (
    DateRow,
    city_figure,
    course_of,
    date_rows,
    figure_in,
    has_city,
    notes,
    picture,
    title_of,
)
from atlas.presenters_compare_indicators import IndicatorRow, deviation, indicator_rows
from atlas.presenters_metadata import boundaries, source_line
from atlas.presenters_openness import OpennessMark, course_mark
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.series import Place
from atlas.wording import in_language

MOST_AREAS = 4


@dataclass(frozen=True)
class ComparedArea:
    """One of the areas; `sets` says on which boundaries its figures lie."""

    code: str
    name: str
    color: str
    figure: Figure
    deviation: str
    sets: str
    remove_url: str


@dataclass(frozen=True)
class Slot:
    """A select of the form; before its choices stands "none"."""

    number: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class ComparePage:
    """The whole page; `picture` is SVG, "" where there is nothing to draw."""

    page: Page
    indicator_name: str
    unit: str
    level_name: str
    level_plural: str
    period_label: str
    city_name: str
    indicators: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    slots: tuple[Slot, ...]
    most: int
    areas: tuple[ComparedArea, ...]
    city: Figure | None
    has_city: bool
    picture: str
    rows: tuple[DateRow, ...]
    notes: tuple[str, ...]
    indicator_rows: tuple[IndicatorRow, ...]
    source: str
    released_on: str
    map_url: str
    table_url: str
    openness: OpennessMark
    config: dict[str, Any]


def compare_page(
    view: MapView, catalogue: list[Entry], languages: tuple[Choice, ...], remarks: tuple[str, ...]
) -> ComparePage:
    """`view.areas` are the areas to compare, on the boundaries of its date."""
    names = queries_areas.area_names(view.section.shapes)
    ways = [series.history(view.pack, view.section, _position(view, code)) for code in view.areas]
    course = course_of(view, names, ways)
    return ComparePage(
        page=_page(view, languages, remarks),
        indicator_name=in_language(view.card["name"]),
        unit=view.unit,
        level_name=view.level.name,
        level_plural=view.level.plural,
        period_label=view.period_label(),
        city_name=view.region.name,
        indicators=_indicators(view, catalogue),
        levels=_levels(view, catalogue),
        periods=_periods(view),
        slots=_slots(view, names),
        most=MOST_AREAS,
        areas=tuple(
            _area(view, code, names, way, at)
            for at, (code, way) in enumerate(zip(view.areas, ways, strict=True))
        ),
        city=city_figure(view, view.period),
        has_city=has_city(view),
        picture=picture(view, course),
        rows=date_rows(view, ways),
        notes=notes(view),
        indicator_rows=indicator_rows(view, catalogue),
        source=source_line(view),
        released_on=formats.iso_day(view.entry.released_on),
        map_url=_map_view(view).url(),
        table_url=_map_view(view).url("table"),
        openness=course_mark(view),
        config=_config(view, course),
    )


def compare_url(view: MapView, **changes: str) -> str:
    """The address of a comparison; a parameter given as "" is left out."""
    chosen = {
        "indicator": view.entry.indicator,
        "level": view.entry.level,
        "areas": ",".join(view.areas),
        "period": view.period_key if view.period_is_chosen else "",
    }
    query = {key: value for key, value in (chosen | changes).items() if value}
    return reverse("compare", args=[view.region.key]) + "?" + urlencode(query, safe=",;:/")


def _map_view(view: MapView) -> MapView:
    return view.but(area=view.areas[0] if view.areas else None, areas=view.areas[1:])


def _page(view: MapView, languages: tuple[Choice, ...], remarks: tuple[str, ...]) -> Page:
    heading = _("Compare areas")
    return Page(
        title=f"{heading}: {in_language(view.card['name'])} – {view.region.name}",
        heading=heading,
        region=view.region,
        notice=view.region.text("notice"),
        languages=languages,
        remarks=remarks,
    )


# --- choices --------------------------------------------------------------------------------


def _indicators(view: MapView, catalogue: list[Entry]) -> tuple[Choice, ...]:
    here = view.entry
    return tuple(
        Choice(
            entry.indicator,
            in_language(entry.card["name"]),
            compare_url(view, indicator=entry.indicator),
            entry.indicator == here.indicator,
        )
        for entry in catalogue
        if entry.level == here.level
    )


def _levels(view: MapView, catalogue: list[Entry]) -> tuple[Choice, ...]:
    held = {entry.level for entry in catalogue if entry.indicator == view.entry.indicator}
    return tuple(
        Choice(
            level.key,
            level.plural,
            compare_url(view, level=level.key, areas="", period=""),
            level.key == view.entry.level,
        )
        for level in view.levels
        if level.key in held
    )


def _periods(view: MapView) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            view.pack.periods[period]["key"],
            view.period_label(period),
            compare_url(view, period=view.pack.periods[period]["key"]),
            period == view.period,
        )
        for period in reversed(series.shown_periods(view.pack))
    )


def _slots(view: MapView, names: dict[str, str]) -> tuple[Slot, ...]:
    ordered = sorted(
        ((code, names.get(code, code)) for code in view.section.areas),
        key=lambda area: formats.sort_key(area[1]),
    )
    chosen = [*view.areas, *[""] * MOST_AREAS][:MOST_AREAS]
    return tuple(
        Slot(number, tuple(Choice(code, name, "", code == here) for code, name in ordered))
        for number, here in enumerate(chosen, start=1)
    )


# --- figures --------------------------------------------------------------------------------


def _position(view: MapView, code: str) -> int:
    return view.section.areas.index(code)


def _area(
    view: MapView, code: str, names: dict[str, str], way: dict[int, Place], at: int
) -> ComparedArea:
    shown = figure_in(view, way, view.period)
    city = view.city_value()
    return ComparedArea(
        code=code,
        name=names.get(code, code),
        color=line_chart.COLORS[at],
        figure=shown,
        deviation=deviation(view.card, shown.value, city),
        sets=_sets(view, way),
        remove_url=compare_url(view, areas=",".join(one for one in view.areas if one != code)),
    )


def _sets(view: MapView, way: dict[int, Place]) -> str:
    """The boundary sets that hold figures of an area which stayed the same in all of them."""
    held = [one for one in view.pack.sections if not way.keys().isdisjoint(one.periods)]
    return "; ".join(boundaries(section) for section in held)


def _config(view: MapView, course: dict[str, Any]) -> dict[str, Any]:
    decimal, thousands = formats.signs()
    return {
        "language": get_language() or settings.LANGUAGE_CODE,
        "course": course,
        "head": {
            "title": title_of(view),
            "subtitle": f"{view.level.plural}, {view.region.name}",
            "source": _("Source: %(source)s") % {"source": source_line(view)},
            "released": _("Published on %(date)s")
            % {"date": formats.iso_day(view.entry.released_on)},
            "boundaries": "; ".join(boundaries(section) for section in view.pack.sections),
            "isInternal": view.entry.is_internal,
            "file": f"{view.region.key}-{view.entry.indicator}-{'-'.join(view.areas)}",
        },
        "number": {
            "decimals": view.decimals,
            "unit": view.unit,
            "unit_space": formats.unit_space(view.unit),
            "decimal": decimal,
            "thousands": thousands,
        },
    }
