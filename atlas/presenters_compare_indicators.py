"""The headline indicators of the areas compared: newest figure, city, distance."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from atlas import formats, queries, series
from atlas.presenters import Figure
from atlas.presenters_table import figure
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.series import Place
from atlas.wording import in_language
from releases.pack_format import Pack

ELSEWHERE = "M"


@dataclass(frozen=True)
class AreaFigure:
    figure: Figure
    deviation: str


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator on the newest date that has a figure of one of the areas."""

    key: str
    name: str
    unit: str
    period_label: str
    figures: tuple[AreaFigure, ...]
    city: Figure | None
    is_current: bool


def indicator_rows(view: MapView, catalogue: list[Entry]) -> tuple[IndicatorRow, ...]:
    """The headline indicators of the level; all of them, where none is a headline."""
    if not view.areas:
        return ()
    here = [entry for entry in catalogue if entry.level == view.entry.level]
    chosen = [entry for entry in here if entry.card.get("headline")] or here
    packs = [(entry, queries.pack(entry)) for entry in chosen]
    return tuple(_row(view, entry, pack) for entry, pack in packs if pack is not None)


def deviation(card: dict[str, Any], value: float | None, city: float | None) -> str:
    """How far from the city: in percentage points, where the unit is per cent; "" for none."""
    if value is None or city is None or card["kind"] in ("count", "class"):
        return ""
    distance = round(value - city, card["decimals"])
    sign = "+" if distance > 0 else "" if distance else "±"
    text = sign + formats.number(distance, card["decimals"])
    unit = in_language(card["unit"])
    if unit == "%":
        return _("%(number)s percentage points") % {"number": text}
    return text + (formats.unit_space(unit) + unit if unit else "")


def class_name(card: dict[str, Any], shown: Figure) -> Figure:
    """The class of an index by its name; any other figure as it is."""
    if card["kind"] != "class" or shown.value is None:
        return shown
    names = {one["value"]: in_language(one["name"]) for one in card.get("classes") or []}
    return replace(shown, text=names.get(round(shown.value), shown.text))


def _row(view: MapView, entry: Entry, pack: Pack) -> IndicatorRow:
    ways = [_way(view, pack, code) for code in view.areas]
    period = _newest(pack, ways)
    city = _city(pack, period)
    found = [_area_figure(pack, way, period) for way in ways]
    in_city = city.value if city else None
    return IndicatorRow(
        key=entry.indicator,
        name=in_language(pack.card["name"]),
        unit=in_language(pack.card["unit"]),
        period_label=_label(pack, period),
        figures=tuple(AreaFigure(one, deviation(pack.card, one.value, in_city)) for one in found),
        city=city,
        is_current=entry.indicator == view.entry.indicator,
    )


def _way(view: MapView, pack: Pack, code: str) -> dict[int, Place]:
    """The area in another pack: only where that has it on the same boundaries.

    Codes get reused with another meaning; a code alone does not say which area is meant.
    """
    for section in pack.sections:
        if section.boundary_set == view.section.boundary_set and code in section.areas:
            return series.history(pack, section, section.areas.index(code))
    return {}


def _newest(pack: Pack, ways: list[dict[int, Place]]) -> int:
    shown = series.shown_periods(pack)
    filled = [period for period in shown if any(_is_known(way.get(period)) for way in ways)]
    return (filled or shown)[-1]


def _is_known(place: Place | None) -> bool:
    return place is not None and place.series.values[place.row][place.area] is not None


def _area_figure(pack: Pack, way: dict[int, Place], period: int) -> Figure:
    if period not in way:
        return Figure(None, "–", ELSEWHERE, _("published on other boundaries"))
    place, unit = way[period], in_language(pack.card["unit"])
    return class_name(pack.card, figure(place.series, place.row, place.area, pack.decimals, unit))


def _city(pack: Pack, period: int) -> Figure | None:
    city = series.city_of(pack)
    if city is None:
        return None
    return class_name(
        pack.card, figure(city.series, period, 0, pack.decimals, in_language(pack.card["unit"]))
    )


def _label(pack: Pack, period: int) -> str:
    found = pack.periods[period]
    return formats.period(found["key"], found["kind"], found["end"])
