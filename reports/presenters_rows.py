"""One row of the profile per indicator, from the area's column of its pack."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas.presenters import Figure
from atlas.presenters_column import figure_of, label, unit_of
from atlas.presenters_sparkline import sparkline
from atlas.queries import Entry
from atlas.uncertainty import Uncertainty
from atlas.wording import in_language, is_computed
from releases.pack_column import Cell, Column
from reports import presenters_words as words
from reports.presenters import Position, Row
from reports.presenters_sure import course_words, difference_words, sureness, uncertainty_of
from reports.statistics import fifth_of

HALF = 0.5


@dataclass(frozen=True)
class Shared:
    """What all rows of a profile have in common.

    `within` is the region as a sentence names it, `areas` the plural of the level; figures after
    the day `until` are left out, None: all count. `codes` are the area's by boundary set.
    """

    region: Region
    within: str
    map_url: str
    until: datetime.date | None
    areas: str
    codes: Mapping[str, str]


def row(entry: Entry, column: Column, shared: Shared, counts: Column | None = None) -> Row | None:
    """None where the pack has no date for this area, up to the day asked for. `counts` shows the
    denominators of a share, where they are to be had."""
    shown = _periods(column, shared.until)
    if not shown:
        return None
    period = _latest(column, shown)
    own, city = column.cells[period], column.city.get(period)
    measured = [at for at in shown if column.cells[at].number is not None]
    sure = uncertainty_of(column, period, counts)
    return Row(
        key=entry.indicator,
        name=in_language(entry.card["name"]),
        url=reverse("indicator", args=[shared.region.key, entry.indicator]),
        map_url=_map_url(shared.map_url, entry, column, period),
        value_url=_value_url(entry, column, shared, period),
        unit=unit_of(column),
        figure=figure_of(own, column),
        period=label(column, period),
        newer=_newer(column, period, shared.until),
        city=_city(city, column),
        deviation=words.deviation(own, city, column, shared.within),
        position=_position(own, column, period, shared.areas),
        sentence=_sentence(own, city, column, shared, sure),
        reason=words.reason_of_gap(own, column),
        last_known=_last_known(own, column, measured),
        sparkline=sparkline(column, column.cells, _city_line(column), shown, period),
        trend=_trend(own, column, measured, period),
        course=course_words(column, measured) if own.number is not None else "",
        sure=sureness(sure, column),
        description=in_language(entry.card.get("description")),
        interpretation=in_language(entry.card.get("interpretation")),
        source=source_of(entry),
        is_headline=bool(entry.card.get("headline")),
        is_internal=entry.is_internal,
        is_computed=is_computed(entry.card, own.flags),
    )


def source_of(entry: Entry) -> str:
    """Whom to name, and the licence."""
    source = entry.card.get("source") or {}
    named = source.get("attribution") or source.get("publisher") or ""
    return ", ".join(part for part in (named, source.get("licence") or "") if part)


def _periods(column: Column, until: datetime.date | None) -> list[int]:
    """Dates of the area in order of time."""
    last = "9999" if until is None else until.isoformat()
    held = [period for period in column.cells if column.periods[period]["end"] <= last]
    return sorted(held, key=lambda period: (column.periods[period]["end"], period))


def _latest(column: Column, shown: list[int]) -> int:
    """The newest date that is filled about as well as the others, as on the map."""
    enough = HALF * max(column.filled[period] for period in shown)
    return [period for period in shown if column.filled[period] >= enough][-1]


def _newer(column: Column, period: int, until: datetime.date | None) -> str:
    """That newer figures lie on other boundaries."""
    newest = max(range(len(column.periods)), key=lambda at: column.periods[at]["end"])
    is_newer = column.periods[newest]["end"] > column.periods[period]["end"]
    if until is not None or newest in column.cells or not is_newer:
        return ""
    return _("Newer figures (%(period)s) exist for other boundaries only.") % {
        "period": label(column, newest)
    }


def _city(city: Cell | None, column: Column) -> Figure | None:
    if city is None or column.card["kind"] == "class":
        return None
    return figure_of(city, column)


def _city_line(column: Column) -> dict[int, Cell]:
    """Without the city for counts: its number would press the area's line flat."""
    return {} if column.card["kind"] in ("count", "class") else column.city


def _position(own: Cell, column: Column, period: int, areas: str) -> Position | None:
    """Not for counts: they would only tell which area is large."""
    if own.number is None or column.card["kind"] in ("count", "class"):
        return None
    peers = column.peers(period)
    fifth = fifth_of(own.number, peers)
    if fifth is None:
        return None
    return Position(fifth, words.position_text(fifth, len(peers), areas))


def _sentence(
    own: Cell, city: Cell | None, column: Column, shared: Shared, sure: Uncertainty | None
) -> str:
    said = words.sentence(own, city, column, shared.within)
    is_other = city is not None and own.number != city.number
    return " ".join(filter(None, [said, difference_words(sure) if is_other else ""]))


def _last_known(own: Cell, column: Column, measured: list[int]) -> str:
    if own.number is not None or not measured:
        return ""
    figure = figure_of(column.cells[measured[-1]], column)
    return _("Last known: %(value)s (%(period)s).") % {
        "value": figure.text,
        "period": label(column, measured[-1]),
    }


def _trend(own: Cell, column: Column, measured: list[int], period: int) -> str:
    """The change since the first measured date."""
    if own.number is None or len(measured) < 2 or column.card["kind"] == "class":
        return ""
    first = column.cells[measured[0]].number
    if first is None or measured[0] == period:
        return ""
    return words.change(own.number - first, column, label(column, measured[0]))


def _value_url(entry: Entry, column: Column, shared: Shared, period: int) -> str:
    """Where the figure comes from."""
    stand = column.boundary_sets[period]
    parts = [shared.region.key, entry.indicator, entry.level, shared.codes[stand]]
    query = {"period": column.periods[period]["key"], "stand": stand}
    return f"{reverse('value', args=parts)}?{urlencode(query, safe='/')}"


def _map_url(map_url: str, entry: Entry, column: Column, period: int) -> str:
    query = {
        "indicator": entry.indicator,
        "level": entry.level,
        "period": column.periods[period]["key"],
    }
    return f"{map_url}?{urlencode(query, safe='/')}"
