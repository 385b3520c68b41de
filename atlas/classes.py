"""The classes of a view: stored with the pack, or reckoned anew from its printed numbers.

One implementation for page, table, static map and client: releases.classification.
"""

from dataclasses import dataclass
from typing import Any, cast

from atlas import change_classes, palettes, series, threshold
from atlas.change import USUAL_METHOD
from atlas.queries import Entry
from atlas.selection import DEFAULT_METHOD, FALLBACK_K, MapView
from atlas.wording import in_language
from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note
from releases.classification import Classification, Method, classify
from releases.pack_format import Pack

FALLBACK_METHOD: Method = "quantile"
RAMP_COLORS = 9
KEPT = 256

# What this process reckoned last: natural breaks of 6,000 numbers take a quarter of a second.
_reckoned: dict[tuple[object, ...], Classification] = {}


@dataclass(frozen=True)
class Classes:
    """A classification with its colours. `names` only for categories (kind class)."""

    found: Classification
    colors: tuple[str, ...]
    names: tuple[str, ...] = ()
    ramp: tuple[str, ...] = ()


def of_view(view: MapView) -> Classes:
    if view.card["kind"] == "class":
        return _categories(view)
    found = _found(view)
    palette = _palette(view, found)
    n = len(found.counts)
    if view.threshold:
        return Classes(found, tuple(threshold.colors(found, view.threshold)))
    ramp = palettes.colors(palette, RAMP_COLORS) if found.scale else []
    colors = palettes.colors(palette, n, found.diverging_class)
    return Classes(found, tuple(colors), ramp=tuple(ramp))


def stored(pack: Pack) -> Classification:
    """The classes frozen with the pack; they hold for all its periods."""
    made = pack.classification
    if not made or "breaks" not in made:
        return classify(
            series.all_values(pack), FALLBACK_METHOD, FALLBACK_K, decimals=pack.decimals
        )
    scale = made.get("scale")
    return Classification(
        method=made["method"],
        asked=made["asked"],
        decimals=pack.decimals,
        breaks=tuple(made["breaks"]),
        lowest=made["lowest"],
        highest=made["highest"],
        counts=tuple(made["counts"]),
        goodness=made.get("goodness"),
        notes=tuple(_note(note) for note in made.get("notes", ())),
        diverging_class=made.get("diverging_class"),
        scale=(scale[0], scale[1]) if scale else None,
    )


def reference_of(entry: Entry, pack: Pack) -> float | None:
    """Where a diverging classification turns: as declared, else the city's newest value."""
    declared = (entry.card.get("classification") or {}).get("reference")
    if isinstance(declared, int | float):
        return float(declared)
    city = series.city_of(pack)
    known = [row[0] for row in city.series.values if row[0] is not None] if city else []
    return known[-1] / 10**pack.decimals if known else None


def _found(view: MapView) -> Classification:
    if view.method == DEFAULT_METHOD and view.threshold is None:
        return stored(view.pack)
    pair = (view.change.since, view.period, view.change.way) if view.change else ()
    # One pack holds other numbers for who may see some areas only.
    seen = (view.entry.hash, view.entry.own, view.entry.public_hash)
    question = (seen, view.is_smoothed, view.method, view.k, view.breaks, pair, view.threshold)
    found = _reckoned.get(question)
    if found is None:
        if len(_reckoned) >= KEPT:
            _reckoned.clear()
        found = _reckoned[question] = _reckon(view)
    return found


def classed_values(view: MapView) -> FloatArray:
    """What classes are made of: all dates, or the shown pair of dates where it is a change."""
    if view.change:
        return series.values_at(view.pack, view.period)
    return series.all_values(view.pack)


def _reckon(view: MapView) -> Classification:
    if view.threshold:
        return threshold.classes(classed_values(view), view.threshold, view.decimals)
    if view.change and view.method == "quantile":
        around_zero = threshold.Threshold(0.0, per_side=(view.k + 1) // 2)
        return threshold.classes(classed_values(view), around_zero, view.decimals)
    if view.change and view.method == USUAL_METHOD:
        return change_classes.classes(classed_values(view), view.k, view.decimals)
    diverging = view.method == "diverging"
    return classify(
        classed_values(view),
        cast(Method, view.method),
        view.k,
        decimals=view.decimals,
        reference=_reference(view) if diverging else None,
        manual=view.breaks or None,
    )


def _reference(view: MapView) -> float | None:
    return 0.0 if view.change else reference_of(view.entry, view.pack)


def _palette(view: MapView, found: Classification) -> str:
    """A classification around a reference needs a palette with a middle."""
    sequential = palettes.PALETTES[view.palette].kind == "sequential"
    if found.diverging_class is not None and sequential:
        return palettes.DEFAULT_DIVERGING
    return view.palette


def _categories(view: MapView) -> Classes:
    """The classes of an index: each declared value is one, with its own name and colour."""
    declared = sorted(view.card.get("classes") or (), key=lambda one: one["value"])
    values = [float(one["value"]) for one in declared]
    numbers = series.all_values(view.pack)
    counts = tuple(int((numbers == value).sum()) for value in values)
    fallback = palettes.colors(view.palette, len(values))
    found = Classification(
        method="manual",
        asked=len(values),
        decimals=view.decimals,
        breaks=tuple(values[1:]),
        lowest=values[0] if values else None,
        highest=values[-1] if values else None,
        counts=counts,
        goodness=None,
        notes=(),
    )
    own = [one.get("color") or color for one, color in zip(declared, fallback, strict=True)]
    return Classes(found, tuple(own), names=tuple(in_language(one["name"]) for one in declared))


def _note(note: dict[str, Any]) -> Note:
    parameters = note.get("params")
    if parameters is None:
        parameters = {key: value for key, value in note.items() if key != "key"}
    return Note(note["key"], parameters)
