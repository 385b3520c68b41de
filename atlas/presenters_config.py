"""What the client of the map page needs: addresses, state, classes, words; atlas/views.py."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import formats, palettes, series
from atlas.classes import Classes
from atlas.presenters_legend import classification_answer, largest_circle, unit_of
from atlas.selection import DEFAULT_METHOD, DEFAULT_OPACITY, MapView
from atlas.wording import FLAGS, GAPS


def config(view: MapView, classes: Classes) -> dict[str, Any]:
    region, pack_hash = view.region, view.entry.hash
    decimal, thousands = formats.signs()
    largest, radius = largest_circle(view) if view.card["kind"] == "count" else (0.0, 0.0)
    default = view.but(
        method=DEFAULT_METHOD, breaks=(), palette_is_chosen=False, area=None, areas=()
    )
    return {
        "region": {
            "key": region.key,
            "name": region.name,
            "box": [region.west, region.south, region.east, region.north],
        },
        "language": get_language() or settings.LANGUAGE_CODE,
        "state": _state(view),
        "defaults": _state(default) | {"opacity": DEFAULT_OPACITY},
        "kind": view.card["kind"],
        "pack": {"url": _pack_url(view), "hash": pack_hash},
        "shapes": {
            section.boundary_set: {"url": f"/shapes/{section.shapes}.json", "hash": section.shapes}
            for section in view.pack.sections
        },
        "classes_url": reverse("classes", args=[region.key]),
        "map_url": reverse("map", args=[region.key]),
        "table_url": reverse("table", args=[region.key]),
        "static_map_url": reverse("static-map", args=[region.key]),
        "basemap": None,
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
        "number": {
            "decimals": view.decimals,
            "unit": unit_of(view),
            "unit_space": formats.unit_space(unit_of(view)),
            "decimal": decimal,
            "thousands": thousands,
        },
        "texts": _texts(view),
    }


def _pack_url(view: MapView) -> str:
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
    }
