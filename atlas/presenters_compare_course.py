"""The courses of compared areas: a row per date for the table, lines and band for the chart."""

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from atlas import formats, line_chart, series
from atlas.presenters import Figure
from atlas.presenters_compare_indicators import class_name
from atlas.presenters_metadata import boundaries
from atlas.presenters_table import figure
from atlas.selection import MapView
from atlas.series import Place
from atlas.wording import gap, in_language

MISSING = "O"
SIZE = (1060, 400)


@dataclass(frozen=True)
class DateRow:
    """One date: a figure per area, the city's, and the span of all areas ("3,1 bis 20,4 %")."""

    label: str
    is_reform: bool
    figures: tuple[Figure, ...]
    city: Figure | None
    span: str
    known: int


def figure_in(view: MapView, way: dict[int, Place], period: int) -> Figure:
    """The area's figure in a period; a gap where the area did not exist as it is now."""
    if period not in way:
        return Figure(None, "–", MISSING, _("did not exist with these boundaries"))
    place = way[period]
    shown = figure(place.series, place.row, place.area, view.decimals, view.unit)
    return class_name(view.card, shown)


def city_figure(view: MapView, period: int) -> Figure | None:
    city = series.city_of(view.pack)
    if city is None:
        return None
    return class_name(view.card, figure(city.series, period, 0, view.decimals, view.unit))


def has_city(view: MapView) -> bool:
    """Whether the whole region has a value on any date."""
    figures = [city_figure(view, period) for period in series.shown_periods(view.pack)]
    return any(one is not None and one.value is not None for one in figures)


def date_rows(view: MapView, ways: list[dict[int, Place]]) -> tuple[DateRow, ...]:
    """The newest date first."""
    first = _reform_periods(view)
    rows = []
    for period in reversed(series.shown_periods(view.pack)):
        known = _known(view, period)
        rows.append(
            DateRow(
                label=view.period_label(period),
                is_reform=period in first,
                figures=tuple(figure_in(view, way, period) for way in ways),
                city=city_figure(view, period),
                span=_span_words(view, known),
                known=len(known),
            )
        )
    return tuple(rows)


def _known(view: MapView, period: int) -> list[float]:
    values = series.values_at(view.pack, period)
    return [float(value) for value in values[np.isfinite(values)]]


def _span_words(view: MapView, known: list[float]) -> str:
    if not known:
        return gap(MISSING)
    ends = [Figure(end, "", "A", "") for end in (min(known), max(known))]
    if view.card["kind"] == "class":
        low, high = (class_name(view.card, end).text for end in ends)
    else:
        low = formats.number(min(known), view.decimals)
        high = formats.quantity(max(known), view.decimals, view.unit)
    return formats.joined_range(low, high)


def _reform_periods(view: MapView) -> list[int]:
    """Periods from which on another boundary set counts."""
    shown = series.shown_periods(view.pack)
    sets = [series.section_at(view.pack, period)[0].boundary_set for period in shown]
    return [period for at, period in enumerate(shown) if at and sets[at] != sets[at - 1]]


def notes(view: MapView) -> tuple[str, ...]:
    found = [
        _("New boundaries from %(period)s on: %(name)s.")
        % {
            "period": view.period_label(period),
            "name": boundaries(series.section_at(view.pack, period)[0]),
        }
        for period in _reform_periods(view)
    ]
    if found:
        found.append(_("A line runs on only where the area stayed the same."))
    if not has_city(view):
        found.append(
            _("There are no figures for %(city)s as a whole.") % {"city": view.region.name}
        )
    elif view.card["kind"] == "count":
        found.append(_("Numbers are not drawn for the whole city; they stand in the table."))
    return tuple(found)


def course_of(view: MapView, names: dict[str, str], ways: list[dict[int, Place]]) -> dict[str, Any]:
    """What is drawn, for the picture and for the client; values in the indicator's unit."""
    shown = series.shown_periods(view.pack)
    lines = [
        _line(
            names.get(code, code), line_chart.COLORS[at], [figure_in(view, way, p) for p in shown]
        )
        for at, (code, way) in enumerate(zip(view.areas, ways, strict=True))
    ]
    if view.card["kind"] != "count" and has_city(view):
        city = [city_figure(view, period) for period in shown]
        figures = [one or Figure(None, "", MISSING, "") for one in city]
        lines.append(_line(view.region.name, line_chart.CITY_COLOR, figures, is_city=True))
    known = [_known(view, period) for period in shown]
    return {
        "days": [view.pack.periods[period]["end"] for period in shown],
        "labels": [view.period_label(period) for period in shown],
        "lines": lines,
        "band": {
            "name": _("Lowest to highest of all %(areas)s") % {"areas": view.level.plural},
            "low": [min(values) if values else None for values in known],
            "high": [max(values) if values else None for values in known],
            "texts": [_span_words(view, values) for values in known],
        },
        "reforms": [shown.index(period) for period in _reform_periods(view)],
        "steps": [
            [one["value"], in_language(one["name"])] for one in view.card.get("classes") or []
        ],
    }


def _line(name: str, color: str, figures: list[Figure], *, is_city: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "color": color,
        "isCity": is_city,
        "values": [one.value for one in figures],
        "texts": [one.status_text or one.text for one in figures],
    }


def picture(view: MapView, course: dict[str, Any]) -> str:
    axis = line_chart.Axis(
        days=[datetime.date.fromisoformat(day) for day in course["days"]],
        labels=[_short(view, period) for period in series.shown_periods(view.pack)],
        write=lambda value: formats.quantity(value, _digits(value, view.decimals), _sign(view)),
        reforms=course["reforms"],
        reform_label=_("New boundaries"),
        steps=[(value, word) for value, word in course["steps"]],
    )
    lines = [
        line_chart.Line(one["name"], one["values"], one["color"], one["isCity"])
        for one in course["lines"]
    ]
    band = line_chart.Band(course["band"]["name"], course["band"]["low"], course["band"]["high"])
    description = _("The table below shows the same figures.")
    return line_chart.draw_lines(
        lines, axis, band, title=title_of(view), description=description, size=SIZE
    )


def title_of(view: MapView) -> str:
    unit = view.unit
    name = in_language(view.card["name"])
    return f"{name} ({unit})" if unit else name


def _short(view: MapView, period: int) -> str:
    """A date as an axis has room for it: the year of a day, else the key."""
    found = view.pack.periods[period]
    return found["end"][:4] if found["kind"] in ("day", "year") else found["key"]


def _digits(value: float, decimals: int) -> int:
    """As many decimals as a round number needs, no more than the indicator has."""
    return next((n for n in range(decimals) if round(value, n) == round(value, 9)), decimals)


def _sign(view: MapView) -> str:
    return "%" if view.unit == "%" else ""
