"""How sure a row of the profile is, and whether its values rise or fall more than by chance."""

import datetime
from collections.abc import Sequence

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atlas.presenters_column import unit_of, value_of
from atlas.presenters_sure import Sureness, told
from atlas.uncertainty import City, Uncertainty, uncertainty, way_of
from indicators.statistics.trend import trends
from releases.pack_column import Cell, Column

DAYS_PER_YEAR = 365.25
PRACTICAL = 0.05  # a trend that makes less than a twentieth of the usual value is none
COURSES: dict[int | None, str | Promise] = {
    1: _("Clearly rising"),
    -1: _("Clearly falling"),
    0: _("No clear trend"),
    None: _("Trend not computable (fewer than five dates)"),
}
DIFFERENCES: dict[int, str | Promise] = {  # by the size of a level of comparison.py
    2: _("The difference is clear."),
    1: _("The difference is hardly chance."),
    0: _("The difference is not clear; it may be chance."),
}


def uncertainty_of(column: Column, period: int, counts: Column | None) -> Uncertainty | None:
    """(1,) of the area in a period; None where no count beside says of how many people it is.

    `counts` is the column of the count that shows the denominator (atlas/denominators.py).
    """
    if counts is None or way_of(column.card) is None:
        return None
    at = _same_place(column, period, counts)
    if at is None:
        return None
    persons, of_city = _value(counts.cells[at], counts), _value(counts.city.get(at), counts)
    city = City(_value(column.city.get(period), column), of_city)
    value = _value(column.cells[period], column)
    return uncertainty(column.card, np.array([value]), np.array([persons]), city)


def sureness(found: Uncertainty | None, column: Column) -> Sureness | None:
    return told(found, column.decimals, unit_of(column))[0] if found else None


def difference_words(found: Uncertainty | None) -> str:
    """Whether the distance from the city is more than chance; empty where that is unknown."""
    if found is None or np.isnan(found.level[0]):
        return ""
    return str(DIFFERENCES[abs(int(found.level[0]))])


def course_words(column: Column, measured: Sequence[int]) -> str:
    """The trend over the dates that have a value, in order; empty for one date, and for classes.

    All of them lie on one geography: the area as it is now.
    """
    if len(measured) < 2 or column.card["kind"] == "class":
        return ""
    values = np.array([_value(column.cells[at], column) for at in measured])
    days = [datetime.date.fromisoformat(column.periods[at]["end"]) for at in measured]
    times = np.array([day.toordinal() / DAYS_PER_YEAR for day in days])
    if not (np.diff(times) > 0).all():
        return ""  # periods of different kinds that end on one day
    usual = float(np.median(np.abs(values)))
    (found,) = trends(
        values[np.newaxis], times, np.full(len(times), False), practical_change=PRACTICAL * usual
    )
    direction = float(found.direction[0])
    return str(COURSES[None if np.isnan(direction) else int(direction)])


def _same_place(column: Column, period: int, counts: Column) -> int | None:
    """The position of the same period on the same boundary set."""
    key, boundary_set = column.periods[period]["key"], column.boundary_sets[period]
    for at, held in counts.boundary_sets.items():
        if held == boundary_set and counts.periods[at]["key"] == key:
            return at
    return None


def _value(cell: Cell | None, column: Column) -> float:
    found = None if cell is None else value_of(cell, column.decimals)
    return float("nan") if found is None else found
