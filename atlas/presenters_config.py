"""What the client of the map page needs: addresses, state, classes, words; atlas/views.py."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import formats, palettes, series
from atlas.change import USUAL_METHOD, ways
from atlas.classes import Classes
from atlas.filtering import NO_FILTER
from atlas.presenters_area import history_title
from atlas.presenters_layers import ground_config, ground_state, usual_ground_state
from atlas.presenters_legend import classification_answer, largest_circle
from atlas.presenters_legend_extras import circles_words
from atlas.presenters_sure import has_ranges
from atlas.selection import DEFAULT_METHOD, DEFAULT_OPACITY, FALLBACK_K, MapView
from atlas.threshold import DEFAULT_ABOVE, DEFAULT_BELOW, DEFAULT_PER_SIDE
from atlas.wording import FLAGS, GAPS, in_language


def config(view: MapView, classes: Classes) -> dict[str, Any]:
    region, pack_hash = view.region, view.entry.hash
    largest, radius = largest_circle(view) if view.has_circles else (0.0, 0.0)
    return {
        "region": {
            "key": region.key,
            "name": region.name,
            "box": [region.west, region.south, region.east, region.north],
        },
        "language": get_language() or settings.LANGUAGE_CODE,
        "state": _state(view),
        "defaults": _state(_default(view))
        | {"change": None, "smoothed": False}
        | usual_ground_state(view.ground),
        "change": _change(view),
        "plain": _plain(view),
        "kind": view.card["kind"],
        "pack": {"url": _pack_url(view), "hash": pack_hash},
        "shapes": {
            section.boundary_set: {"url": f"/shapes/{section.shapes}.json", "hash": section.shapes}
            for section in view.pack.sections
        },
        "classes_url": reverse("classes", args=[region.key]),
        "ranges_url": reverse("ranges", args=[region.key]) if has_ranges(view) else None,
        "map_url": reverse("map", args=[region.key]),
        "values_url": view.values_url(),
        "areas_url": reverse("areas", args=[region.key, view.entry.level]),
        "table_url": reverse("table", args=[region.key]),
        "static_map_url": reverse("static-map", args=[region.key]),
        **ground_config(view),
        "classification": classification_answer(view, classes, pack_hash),
        "palettes": {
            key: {
                "name": str(palette.name),
                "kind": palette.kind,
                "colors": palettes.all_colors(key),
            }
            for key, palette in palettes.PALETTES.items()
        },
        "statuses": {
            status: {"label": str(words), "sign": sign, "pattern": pattern}
            for status, (words, sign, pattern) in GAPS.items()
        },
        "flags": {str(flag): str(words) for flag, words in FLAGS.items()},
        "periods": {
            view.pack.periods[position]["key"]: view.period_label(position)
            for position in series.shown_periods(view.pack)
        },
        "circles": {"largest": largest, "radius": radius},
        "number": _number(view.decimals, view.unit, signed=view.change is not None),
        "texts": _texts(view),
    }


def _default(view: MapView) -> MapView:
    """What an address may leave out."""
    return view.but(
        method=USUAL_METHOD if view.change else DEFAULT_METHOD,
        k=int((view.card.get("classification") or {}).get("k") or FALLBACK_K),
        palette=palettes.default_of(view.card),
        breaks=(),
        area=None,
        areas=(),
        opacity=DEFAULT_OPACITY,
        threshold=None,
        filter=NO_FILTER,
    )


def _number(decimals: int, unit: str, *, signed: bool) -> dict[str, Any]:
    decimal, thousands = formats.signs()
    return {
        "decimals": decimals,
        "unit": unit,
        "unit_space": formats.unit_space(unit),
        "decimal": decimal,
        "thousands": thousands,
        "signed": signed,
    }


def _change(view: MapView) -> dict[str, str] | None:
    """From which pack the client reckons the changes it shows: static/js/change.js."""
    if view.change is None:
        return None
    return {
        "since": view.change.of.periods[view.change.since]["key"],
        "way": view.change.way,
        "boundary_set": view.section.boundary_set,
    }


def _plain(view: MapView) -> dict[str, Any]:
    """The figures that are not changes: how they are written, and their dates."""
    pack, card = view.change.of if view.change else view.pack, view.entry.card
    return {
        "number": _number(pack.decimals, in_language(card["unit"]), signed=False),
        "ways": list(ways(card)),
        "periods": {
            pack.periods[position]["key"]: view.period_label(position)
            for position in series.shown_periods(pack)
        },
    }


def _pack_url(view: MapView) -> str:
    if view.is_smoothed:
        asked = {"indicator": view.entry.indicator, "level": view.entry.level, "smoothed": "1"}
        return f"{reverse('smoothed', args=[view.region.key])}?{urlencode(asked)}"
    if view.entry.is_internal:
        return reverse("internal-pack", args=[view.region.key, view.entry.hash])
    return f"/packs/{view.entry.hash}.json"


def _state(view: MapView) -> dict[str, Any]:
    return {
        "indicator": view.entry.indicator,
        "level": view.entry.level,
        "period": view.period_key,
        "method": view.method,
        "k": view.k,
        "palette": view.palette,
        "breaks": list(view.breaks) or None,
        "areas": list(view.areas),
        "area": view.area,
        "opacity": view.opacity,
        "since": view.change.of.periods[view.change.since]["key"] if view.change else None,
        "change": view.change.way if view.change else None,
        "smoothed": view.is_smoothed,
        "threshold": view.threshold.value if view.threshold else None,
        "below": view.threshold.below if view.threshold else DEFAULT_BELOW,
        "above": view.threshold.above if view.threshold else DEFAULT_ABOVE,
        "sides": view.threshold.per_side if view.threshold else DEFAULT_PER_SIDE,
        "min": view.filter.least,
        "max": view.filter.most,
        "only": list(view.filter.only),
        "within": ":".join(view.filter.within) if view.filter.within else None,
        **ground_state(view.ground),
    }


def _texts(view: MapView) -> dict[str, str]:
    """Sentences for scripts; what stands in %(…)s is filled in there."""
    return {
        "city": view.region.name,
        "level": view.level.plural,
        "class_count": _("%(count)s areas"),
        "period_announced": _("Shown: %(period)s"),
        "area_announced": _("%(name)s: %(value)s"),
        "not_here": _("This area does not exist in the boundaries of this date."),
        "boundaries": _("Boundaries: %(name)s"),
        "boundaries_changed": _("Other boundaries: %(name)s"),
        "load_failed": _("The figures could not be loaded. Please load the page again."),
        "no_webgl": _("This browser cannot draw the live map; a still map is shown."),
        "classes_failed": _("These classes are not possible."),
        "deviation_points": _("%(number)s percentage points from %(city)s"),
        "deviation": _("%(number)s from %(city)s"),
        "add_area": _("Compare"),
        "remove_area": _("Remove %(name)s from the comparison"),
        "close": _("Close"),
        "copy_link": _("Copy link"),
        "link_copied": _("Link copied"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "whole_region": _("Show the whole region"),
        **_texts_of_change(view),
    }


def _texts_of_change(view: MapView) -> dict[str, str]:
    """Words that read otherwise where a change is shown."""
    if view.change is None:
        return {}
    since = view.since_label()
    return {
        "time": _("Change %(since)s – %(period)s") % {"since": since, "period": "%(period)s"},
        "all_dates": history_title(view),
        "value": _("Change"),
        "circle_areas": circles_words(view),
    }
