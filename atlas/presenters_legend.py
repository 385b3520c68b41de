"""The key of the map: classes in words with counts, gaps, circles, and what is to be said."""

from itertools import pairwise
from math import floor, log10, sqrt
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from atlas import formats, palettes, series
from atlas.classes import Classes
from atlas.presenters import (
    Legend,
    LegendCircle,
    LegendClass,
    LegendGap,
)
from atlas.presenters_legend_extras import (
    circles_words,
    directions,
    notes_of_change,
    threshold_line,
)
from atlas.presenters_method import rounding
from atlas.selection import MapView
from atlas.wording import CHANGE_METHODS, GAPS, METHODS, THRESHOLD_METHOD, in_language, note
from indicators.statistics.arrays import IntArray
from releases.classification import class_of

LARGEST_RADIUS = 60.0  # thousandths of the map's width
SMALLEST_LARGEST_RADIUS = 12.0
ROOM_FOR_CIRCLES = 330.0
CIRCLE_STEPS = (1.0, 0.3, 0.1)
RAMP_STOPS = 5


def unit_of(view: MapView) -> str:
    return in_language(view.card["unit"])


def legend(view: MapView, classes: Classes) -> Legend:
    unit, city = unit_of(view), view.city_value()
    is_count = view.has_circles
    return Legend(
        title=in_language(view.card["name"]),
        unit=unit,
        period_label=view.time_label(),
        classes=() if is_count else _classes(view, classes),
        gaps=_gaps(view),
        ramp=() if is_count else _ramp(view, classes),
        circles=_circles(view) if is_count else (),
        city_label=view.region.name,
        city_value=view.city_written(),
        city_class=None if city is None or is_count else _class_of(city, classes),
        notes=_notes(view, classes),
        method_label=method_label(view, classes),
        goodness=_goodness(classes),
        directions=directions(view) if is_count and view.change else (),
        threshold=threshold_line(view, classes),
        hidden=int((~view.shown_areas()).sum()),
        rounding=rounding(view.card),
    )


def labels(view: MapView, classes: Classes) -> list[str]:
    """The ranges in words: unter 5,0 · 5,0 bis unter 10,0 · 10,0 und mehr."""
    if classes.names:
        return list(classes.names)
    found = classes.found
    if not found.counts:
        return []
    unit = unit_of(view) if unit_of(view) == "%" else ""
    words = [view.written(value, "") for value in found.breaks]
    if not words:
        assert found.lowest is not None
        assert found.highest is not None
        low, high = (view.written(value, unit) for value in (found.lowest, found.highest))
        return [formats.joined_range(low, high)]
    full = [view.written(value, unit) for value in found.breaks]
    between = [formats.range_between(low, high) for low, high in zip(words, full[1:], strict=False)]
    return [formats.range_below(full[0]), *between, formats.range_from(full[-1])]


def classification_answer(view: MapView, classes: Classes, etag: str) -> dict[str, Any]:
    """What the client needs to paint and to write the legend; see atlas/views.py."""
    found = classes.found
    return {
        "method": view.method,
        "k": view.k,
        "decimals": view.decimals,
        "breaks": list(found.breaks),
        "lowest": found.lowest,
        "highest": found.highest,
        "colors": list(classes.colors),
        "labels": labels(view, classes),
        "diverging_class": found.diverging_class,
        "scale": list(found.scale) if found.scale else None,
        "ramp": list(classes.ramp),
        "goodness": found.goodness,
        "notes": notes_of(view, classes),
        "method_label": method_label(view, classes),
        "scope": scope(view),
        "threshold": _line(view, classes),
        "etag": etag,
    }


def _line(view: MapView, classes: Classes) -> dict[str, Any] | None:
    found = threshold_line(view, classes)
    return {"label": found.label, "first_above": found.first_above} if found else None


def method_label(view: MapView, classes: Classes) -> str:
    if view.card["kind"] == "class":
        return ""
    if view.threshold:
        return str(THRESHOLD_METHOD)
    if view.change:
        return str(CHANGE_METHODS[view.method])
    return str(METHODS.get(classes.found.method, classes.found.method))


def scope(view: MapView) -> str:
    """For which dates the classes hold."""
    if view.change:
        return _("Classes of this pair of dates")
    return _("The same classes for all dates")


def positions(view: MapView, classes: Classes) -> IntArray:
    """(n_areas,) the class of each area in the shown period, -1 in a gap."""
    return class_of(series.values_at(view.pack, view.period), classes.found.breaks)


def largest_circle(view: MapView) -> tuple[float, float]:
    """The largest value of all dates, and its radius in thousandths of the map's width."""
    values = np.abs(series.all_values(view.pack))
    largest = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
    radius = ROOM_FOR_CIRCLES / sqrt(max(len(view.section.areas), 1))
    return largest, round(min(LARGEST_RADIUS, max(SMALLEST_LARGEST_RADIUS, radius)), 1)


def radius_of(value: float, largest: float, largest_radius: float) -> float:
    """A circle's area is proportional to its value."""
    return largest_radius * sqrt(abs(value) / largest) if largest else 0.0


def ramp_color(value: float, classes: Classes) -> str:
    """The colour of one value on the ramp of unclassed values, outliers clipped."""
    assert classes.found.scale is not None
    low, high = classes.found.scale
    share = (value - low) / (high - low) if high > low else 0.0
    return palettes.between(classes.ramp, min(max(share, 0.0), 1.0))


def color_of(value: float | None, classes: Classes) -> str:
    """The colour of one value, empty in a gap."""
    if value is None:
        return ""
    if classes.found.scale:
        return ramp_color(value, classes)
    position = _class_of(value, classes)
    return "" if position is None else classes.colors[position]


def _classes(view: MapView, classes: Classes) -> tuple[LegendClass, ...]:
    if classes.found.scale:
        return ()
    city, words = view.city_value(), labels(view, classes)
    of_areas, shown = positions(view, classes), view.shown_areas()
    area = of_areas[view.section.areas.index(view.area)] if view.area else None
    of_city = None if city is None else _class_of(city, classes)
    edges = [None, *classes.found.breaks, None]
    return tuple(
        LegendClass(
            position=position,
            label=words[position],
            color=classes.colors[position],
            count=int((shown & (of_areas == position)).sum()),
            lower=lower,
            upper=upper,
            has_city=of_city == position,
            has_area=area == position,
        )
        for position, (lower, upper) in enumerate(pairwise(edges[: len(words) + 1]))
    )


def _class_of(value: float, classes: Classes) -> int | None:
    if not classes.colors:
        return None
    return int(class_of(np.array([value]), classes.found.breaks)[0])


def _gaps(view: MapView) -> tuple[LegendGap, ...]:
    """Missing, suppressed and not evaluated always stand in the legend, with 0 areas too."""
    section, row, shown = view.section, view.row, view.shown_areas()
    seen = [section.series.status_of(row, area) for area in np.flatnonzero(shown).tolist()]
    return tuple(
        LegendGap(status, str(words), pattern, seen.count(status))  # type: ignore[arg-type]
        for status, (words, _sign, pattern) in GAPS.items()
        if status not in "MN" or status in seen
    )


def _ramp(view: MapView, classes: Classes) -> tuple[tuple[float, str, str], ...]:
    if not classes.found.scale:
        return ()
    stops = np.linspace(*classes.found.scale, RAMP_STOPS).round(view.decimals).tolist()
    return tuple((value, view.written(value), ramp_color(value, classes)) for value in stops)


def _circles(view: MapView) -> tuple[LegendCircle, ...]:
    largest, largest_radius = largest_circle(view)
    if not largest:
        return ()
    values = dict.fromkeys(_round_below(largest * step) for step in CIRCLE_STEPS)
    return tuple(
        LegendCircle(
            label=formats.number(value, 0 if value >= 1 else view.decimals),
            value=value,
            radius=round(radius_of(value, largest, largest_radius), 1),
        )
        for value in values
    )


def _round_below(value: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that does not exceed the value."""
    power = 10.0 ** floor(log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value)


def _notes(view: MapView, classes: Classes) -> tuple[str, ...]:
    if view.has_circles:
        return (circles_words(view),)
    return (*notes_of(view, classes), scope(view))


def notes_of(view: MapView, classes: Classes) -> list[str]:
    """What is to be said of the classes; of equal numbers, why they are not quite equal."""
    said = [note(one) for one in classes.found.notes] + notes_of_change(view)
    if view.threshold or (view.change and view.method == "quantile"):
        said.append(
            _("Areas with the same value stay in one class, so the numbers of areas can differ.")
        )
    elif classes.found.method == "quantile":
        said.append(
            _(
                "Equal numbers hold for all dates together; "
                "areas with the same value stay in one class."
            )
        )
    return said


def _goodness(classes: Classes) -> str | None:
    share = classes.found.goodness
    return None if share is None else formats.number(share, 2)
