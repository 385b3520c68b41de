"""How sure figures are, in words: the interval, what few cases mean, and the comparison."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from atlas import formats
from atlas.counted_packs import CountedPack, counted_pack
from atlas.selection import MapView
from atlas.uncertainty import Uncertainty, printed_interval, way_of
from atlas.wording_sure import (
    CHANGES,
    FALSE_ALARMS,
    INTERVAL,
    LEVELS,
    MEANING,
    METHODS,
    SIGNS,
    SLOW_CHANGE,
)
from indicators.statistics.arrays import FloatArray
from indicators.statistics.intervals import Interval


@dataclass(frozen=True)
class Sureness:
    """Of one figure: `range` with its unit, from `lower` to `upper` as printed; `remark` where few
    cases make it doubtful, `against` how it stands to the city, `change` whether there is one at
    all where the figure is a change; "" where there is nothing to say."""

    range: str
    lower: float
    upper: float
    remark: str = ""
    against: str = ""
    change: str = ""

    @property
    def heading(self) -> str:
        return str(INTERVAL)


@dataclass(frozen=True)
class ViewSureness:
    """By area of the view, None where nothing is told; of the city; and how to read it."""

    areas: tuple[Sureness | None, ...]
    city: Sureness | None
    method: str
    notes: tuple[str, ...]
    against: str  # heading of what is said there


def of_view(view: MapView, unit: str | None = None) -> ViewSureness | None:
    """None where the figures shown have no public denominators, or no interval of their own.

    Ranges are written with the unit of the view, or with another.
    """
    unit = view.unit if unit is None else unit
    found = counted_pack(view.source, view.counts)
    if found is None or not has_ranges(view):
        return None
    if view.change is not None:
        return _of_change(view, found, unit)
    way = way_of(view.entry.card)
    assert way is not None
    here, city = found.at(view.period), found.of_city(view.period)
    return ViewSureness(
        told(here, view.decimals, unit),
        told(city, view.decimals, unit)[0],
        str(METHODS[way]),
        (str(FALSE_ALARMS), str(MEANING)),
        _("Against %(region)s") % {"region": view.region.name},
    )


def has_ranges(view: MapView) -> bool:
    """Whether intervals can be told of a view, its counts not being withdrawn just now."""
    if view.counts is None or view.is_smoothed:
        return False
    if view.change is None:
        return True
    return view.change.way == "points" and way_of(view.entry.card) == "share"


def method_words(view: MapView) -> tuple[str, ...]:
    """How intervals and comparisons of the indicator come about; empty where there are none."""
    way = way_of(view.entry.card)
    if way is None or not has_ranges(view):
        return ()
    return (f"{METHODS[way]}.", str(FALSE_ALARMS), str(MEANING))


def ranges_answer(view: MapView) -> dict[str, Any]:
    """By code of the areas that have an interval: `range`, `remark`, `against` (Sureness)."""
    found = of_view(view)
    areas = zip(view.section.areas, found.areas if found else (), strict=False)
    return {
        "heading": str(INTERVAL),
        "areas": {
            code: {"range": one.range, "remark": one.remark or one.change, "against": one.against}
            for code, one in areas
            if one is not None
        },
    }


def told(found: Uncertainty, decimals: int, unit: str) -> tuple[Sureness | None, ...]:
    """In words, by area."""
    ends = printed_interval(found.interval, decimals)
    return tuple(
        None
        if sign < 0
        else Sureness(
            range_words(lower, upper, decimals, unit),
            lower,
            upper,
            str(SIGNS[sign]),
            "" if np.isnan(level) else str(LEVELS[int(level)]),
        )
        for lower, upper, sign, level in zip(
            ends.lower.tolist(), ends.upper.tolist(), found.sign.tolist(), found.level, strict=True
        )
    )


def range_words(
    lower: float, upper: float, decimals: int, unit: str, *, signed: bool = False
) -> str:
    """ "25,5 bis 36,6 %"."""
    low = formats.with_sign(lower, decimals) if signed else formats.number(lower, decimals)
    high = formats.quantity(upper, decimals, unit, signed=signed)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _of_change(view: MapView, found: CountedPack, unit: str) -> ViewSureness:
    """Of shares only, in percentage points."""
    assert view.change is not None
    areas, city = found.change(view.section, view.change.since, view.period)
    return ViewSureness(
        _changes(areas, view, unit),
        _changes(city, view, unit)[0],
        str(METHODS["change"]),
        (str(SLOW_CHANGE),),
        _("Change"),
    )


def _changes(limits: Interval, view: MapView, unit: str) -> tuple[Sureness | None, ...]:
    ends = printed_interval(limits, view.decimals)
    ranges = zip(ends.lower.tolist(), ends.upper.tolist(), direction(limits), strict=True)
    return tuple(
        None
        if np.isnan(lower)
        else Sureness(
            range_words(lower, upper, view.decimals, unit, signed=True),
            lower,
            upper,
            change=str(CHANGES[int(way)]),
        )
        for lower, upper, way in ranges
    )


def direction(limits: Interval) -> FloatArray:
    """1 and -1 where all of the interval lies above or below nought, else 0."""
    return np.asarray((limits.lower > 0) * 1.0 - (limits.upper < 0), np.float64)
