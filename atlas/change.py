"""The change of an indicator since an earlier date, as a pack of its own.

A pack whose numbers are the differences is read, classed, drawn and listed like any other, so
that map, table, picture and panel need no second way. static/js/change.js reckons the same.
Made from printed numbers only, and only within one boundary set.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from releases.pack_format import Number, Pack, Section, Series

Way = Literal["points", "absolute", "percent"]
WAYS: tuple[Way, ...] = get_args(Way)
PER_CENT_DECIMALS = 1  # decimals of a change in per cent
MEASURED, MISSING, SUPPRESSED, NOT_APPLICABLE = "A", "O", "Q", "M"
STRONGEST_FIRST = ("N", SUPPRESSED, "L", NOT_APPLICABLE, MISSING)
POINTS = {"de": "Prozentpunkte", "en": "percentage points"}
PER_CENT = {"de": "%", "en": "%"}
PALETTE = "blue_orange"  # says neither good nor bad
USUAL_METHOD = "symmetric"  # atlas/change_classes.py
USUAL_K = 6  # an even number: as many classes below zero as above


@dataclass(frozen=True)
class Change:
    """Since which period (a position in the periods of `of`), and how it is told."""

    since: int
    way: Way
    of: Pack


def ways(card: dict[str, Any]) -> tuple[Way, ...]:
    """How a change of this indicator can be told, the usual one first; none for classes."""
    kind, unit = card["kind"], card["unit"].get("de")
    if kind == "class":
        return ()
    if unit == "%":
        return ("points", "percent")
    if kind == "index" or unit == POINTS["de"]:
        return ("absolute",)  # their zero is no absence of something
    return ("absolute", "percent")


def common_section(pack: Pack, since: int, period: int) -> Section | None:
    """The newest boundary set on which both periods are delivered."""
    for section in reversed(pack.sections):
        if since in section.periods and period in section.periods:
            return section
    return None


def earlier_periods(pack: Pack, period: int) -> list[int]:
    """Periods before this one on the same boundary set, in order of time."""
    held = {one for section in pack.sections for one in section.periods}
    found = [
        one for one in held if _precedes(pack, one, period) and common_section(pack, one, period)
    ]
    return sorted(found, key=lambda one: (pack.periods[one]["end"], one))


def reform_between(pack: Pack, since: int, period: int) -> str:
    """The year in which the boundaries of `period` came into force, if after `since`; else ""."""
    starts = [section.valid[0] for section in pack.sections if period in section.periods]
    start = max(starts, default="")
    return start[:4] if start > pack.periods[since]["end"] else ""


def pack_of(change: Change, period: int) -> Pack:
    """The changes up to each later date on the boundary set that holds both periods.

    A gap on either date is a gap, suppressed before missing; a change in per cent of
    nothing, or of less, is `M` ("not applicable").
    """
    pack, since = change.of, change.since
    section = common_section(pack, since, period)
    assert section is not None, "a change needs one boundary set"
    later = [one for one in section.periods if _precedes(pack, since, one)]
    rows = [section.periods.index(one) for one in later]
    start = section.periods.index(since)
    differences = replace(
        section,
        periods=later,
        series=_differences(section.series, start, rows, change.way),
        deliveries=[section.deliveries[row] for row in rows],
        before_set=None,
        before=[],
    )
    return replace(
        pack,
        card=card_of(pack.card, change.way),
        sections=[differences],
        wholes=[
            replace(whole, series=_of_whole(whole.series, since, later, change.way))
            for whole in pack.wholes
        ],
        classification={},
    )


def card_of(card: dict[str, Any], way: Way) -> dict[str, Any]:
    """The catalogue entry as it reads for the change: unit, decimals, kind, colours."""
    told: dict[str, Any] = {
        "target": None,
        "classification": {
            "method": USUAL_METHOD,
            "k": USUAL_K,
            "palette": PALETTE,
            "reference": 0,
        },
    }
    if way == "points":
        told["unit"] = POINTS
    if way == "percent":
        told |= {"unit": PER_CENT, "decimals": PER_CENT_DECIMALS, "kind": "rate"}
    return card | told


def difference(earlier: Number, later: Number, way: Way) -> Number:
    """The change between two printed numbers, as a printed number; None where there is none.

    >>> difference(125, 101, "points"), difference(1200, 1215, "percent")
    (-24, 13)
    """
    if earlier is None or later is None:
        return None
    if way != "percent":
        return later - earlier
    if earlier <= 0:
        return None
    thousandths = 1000 * (later - earlier)
    size = (2 * abs(thousandths) + earlier) // (2 * earlier)  # half away from zero
    return size if thousandths >= 0 else -size


def _precedes(pack: Pack, one: int, other: int) -> bool:
    return pack.periods[one]["end"] < pack.periods[other]["end"]


def _differences(series: Series, start: int, rows: list[int], way: Way) -> Series:
    areas = range(len(series.values[start]))
    values = [
        [difference(series.values[start][area], series.values[row][area], way) for area in areas]
        for row in rows
    ]
    cells = [(place, row, area) for place, row in enumerate(rows) for area in areas]
    status = {
        (place, area): _status(series.status_of(start, area), series.status_of(row, area))
        for place, row, area in cells
        if values[place][area] is None
    }
    flags = {
        (place, area): series.flags.get((start, area), 0) | series.flags.get((row, area), 0)
        for place, row, area in cells
    }
    return Series(
        values,
        {cell: code for cell, code in status.items() if code != MISSING},
        {cell: code for cell, code in flags.items() if code},
    )


def _status(*statuses: str) -> str:
    """Why there is no change, by the statuses of both dates."""
    gaps = [code for code in STRONGEST_FIRST if code in statuses]
    if gaps:
        return gaps[0]
    return NOT_APPLICABLE if set(statuses) == {MEASURED} else MISSING


def _of_whole(series: Series, since: int, later: list[int], way: Way) -> Series:
    """A whole has a row for every period; those not later than `since` are gaps."""
    made = _differences(series, since, later, way)
    width = len(series.values[since])
    places = {period: place for place, period in enumerate(later)}
    return Series(
        [
            made.values[places[period]] if period in places else [None] * width
            for period in range(len(series.values))
        ],
        dict(_moved(made.status.items(), later)),
        dict(_moved(made.flags.items(), later)),
    )


def _moved(cells: Iterable[tuple[tuple[int, int], Any]], later: list[int]) -> Iterable[Any]:
    for (place, area), code in cells:
        yield (later[place], area), code
