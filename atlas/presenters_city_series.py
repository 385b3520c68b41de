"""The whole region's course, with the span from the lowest to the highest area."""

import datetime
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from atlas import formats, series
from atlas.line_chart import CITY_COLOR, Axis, Band, Line, draw_lines
from atlas.presenters import Figure
from atlas.presenters_table import figure
from atlas.selection import MapView
from atlas.wording import in_language


@dataclass(frozen=True)
class SeriesRow:
    """One date. `lowest`, `highest` are empty where no area has a value."""

    period: str
    city: Figure | None
    lowest: str
    highest: str
    measured: int
    areas: int


@dataclass(frozen=True)
class CitySeries:
    """`chart` is SVG, empty for classes of an index and where there is nothing to draw."""

    rows: tuple[SeriesRow, ...]
    chart: str


def city_series(view: MapView) -> CitySeries:
    """Of the level on show; the newest date first in the table."""
    periods = series.shown_periods(view.pack)
    spans = [_span(view, period) for period in periods]
    rows = [_row(view, period, span) for period, span in zip(periods, spans, strict=True)]
    drawn = view.card["kind"] != "class"
    return CitySeries(tuple(reversed(rows)), _chart(view, periods, spans) if drawn else "")


def _span(view: MapView, period: int) -> tuple[float, float] | None:
    known = [value for value in series.values_at(view.pack, period).tolist() if value == value]
    return (min(known), max(known)) if known else None


def _row(view: MapView, period: int, span: tuple[float, float] | None) -> SeriesRow:
    section, row = series.section_at(view.pack, period)
    values = section.series.values[row]
    city = series.city_of(view.pack)
    unit = in_language(view.card["unit"])
    has_span = span is not None and view.card["kind"] != "class"
    low, high = (
        (formats.quantity(edge, view.decimals, unit) for edge in span)
        if span is not None and has_span
        else ("", "")
    )
    return SeriesRow(
        period=view.period_label(period),
        city=None if city is None else figure(city.series, period, 0, view.decimals, unit),
        lowest=low,
        highest=high,
        measured=sum(value is not None for value in values),
        areas=len(values),
    )


def _chart(view: MapView, periods: list[int], spans: list[tuple[float, float] | None]) -> str:
    """Counts without the band: the city would press it to the floor."""
    days = [datetime.date.fromisoformat(view.pack.periods[at]["end"]) for at in periods]
    axis = Axis(
        days=days,
        labels=[str(day.year) for day in days],
        write=lambda value: formats.number(value, 0 if float(value).is_integer() else 1),
        reforms=_reforms(view, periods),
        reform_label=_("New boundaries"),
    )
    city = series.city_of(view.pack)
    lines = [Line(view.region.name, _city_values(view, periods), CITY_COLOR)] if city else []
    band = Band(
        _("lowest to highest area"),
        [span[0] if span else None for span in spans],
        [span[1] if span else None for span in spans],
    )
    name = in_language(view.card["name"])
    return draw_lines(
        lines,
        axis,
        None if view.card["kind"] == "count" and lines else band,
        title=_("Course of “%(indicator)s”") % {"indicator": name},
        description=_("The table below shows the same figures."),
        key="course",
    )


def _city_values(view: MapView, periods: list[int]) -> list[float | None]:
    city = series.city_of(view.pack)
    assert city is not None, "asked only where the pack has the city"
    printed = [city.series.values[at][0] for at in periods]
    return [None if number is None else number / 10**view.decimals for number in printed]


def _reforms(view: MapView, periods: list[int]) -> list[int]:
    """Positions from which on other boundaries hold."""
    sets = [series.section_at(view.pack, at)[0].boundary_set for at in periods]
    return [at + 1 for at, (before, after) in enumerate(pairwise(sets)) if before != after]
