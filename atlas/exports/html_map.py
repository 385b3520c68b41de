"""The map as one HTML file that works anywhere: folium, with everything it needs inside."""

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, cast

import folium
from branca.element import Figure as BrancaFigure
from branca.element import MacroElement
from django.conf import settings
from django.contrib.gis.db.models.functions import AsGeoJSON, PointOnSurface
from django.template.loader import render_to_string
from django.utils.translation import get_language
from folium.template import Template

from atlas.classes import Classes
from atlas.exports import borders
from atlas.exports.facts import Fact, facts, for_people
from atlas.exports.html_layers import legend_layers, map_layers
from atlas.exports.subject import Subject
from atlas.presenters import Figure
from atlas.presenters_legend import color_of, largest_circle, legend, radius_of
from atlas.presenters_legend_extras import sign_colors
from atlas.presenters_table import figure_of
from atlas.selection import MapView
from atlas.static_map import CIRCLE, CIRCLE_EDGE, HIDDEN, OUTLINE, PATTERNS
from atlas.wording import GAPS, in_language

LEAFLET = Path(settings.BASE_DIR) / "static/vendor/leaflet"
METRES = 5  # decimals of a degree: about a metre
MAP_WIDTH = 900.0  # pixels; circles are laid down in thousandths of the map's width
SHOWN = (
    "audience",
    "filter",
    "change",
    "threshold",
    "layers",
    "attribution",
    "licence",
    "boundaries",
    "released_on",
    "notice",
    "permalink",
)


class Verbatim(MacroElement):
    """Head and body as they are: no text in them is taken for a template."""

    _template = Template(
        "{% macro header(this, kwargs) %}{{ this.head }}{% endmacro %}"
        "{% macro html(this, kwargs) %}{{ this.body }}{% endmacro %}"
    )

    def __init__(self, head: str, body: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.head, self.body = head, body


def html_map(subject: Subject, view: MapView, classes: Classes) -> str:
    """The shown period: areas with name, figure and status; legend, source and licence."""
    page = folium.Map(tiles=None, control_scale=True, zoom_snap=0.25, attributionControl=False)
    page.default_js, page.default_css = [], []
    root = cast(BrancaFigure, page.get_root())
    root.title = escape(f"{heading(view)}, {view.time_label()}")
    root.add_child(Verbatim(_head(), _body(subject, view, classes)))
    for layer in [*_layers(view, classes), *map_layers(view)]:
        layer.add_to(page)
    page.fit_bounds([[view.region.south, view.region.west], [view.region.north, view.region.east]])
    text: str = root.render().replace("L.control.scale()", "L.control.scale({imperial: false})")
    return text.replace("<html>", f'<html lang="{get_language() or "de"}">', 1)


@cache
def _head() -> str:
    """Leaflet itself."""
    script = (LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    style = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f"{viewport}<style>{style}</style><script>{script}</script>"


def _body(subject: Subject, view: MapView, classes: Classes) -> str:
    said = {fact.key: fact for fact in for_people(facts(subject))}
    known: list[Fact] = [said[key] for key in SHOWN if key in said]
    context = {
        "heading": heading(view),
        "line": f"{view.level.plural}, {view.region.name}, {view.time_label()}",
        "legend": legend(view, classes),
        "layers": legend_layers(view),
        "facts": known,
        "patterns": PATTERNS,
    }
    return render_to_string("atlas/exports/html_map.html", context)


def heading(view: MapView) -> str:
    return in_language(view.card["name"])


@dataclass(frozen=True)
class Looks:
    """How areas and circles of a view are drawn."""

    view: MapView
    classes: Classes
    figures: dict[str, Figure]
    shown: frozenset[str]

    def area(self, feature: dict[str, Any]) -> dict[str, Any]:
        value, status = feature["properties"]["value"], feature["properties"]["status"]
        fill = f"url(#{GAPS[status][2]})" if status in GAPS else "none"
        if value is not None:
            fill = "#eeeeee" if self.view.has_circles else color_of(value, self.classes)
        if feature["properties"]["area"] not in self.shown:
            fill = HIDDEN
        return {"color": OUTLINE, "weight": 0.8, "fillColor": fill, "fillOpacity": 1}

    def circle(self, feature: dict[str, Any]) -> dict[str, Any]:
        value = feature["properties"]["value"]
        decrease, increase = sign_colors(self.view) if self.view.change else (CIRCLE, CIRCLE)
        radius = radius_of(value, *largest_circle(self.view)) * MAP_WIDTH / 1000
        return {
            "radius": round(radius, 1),
            "color": CIRCLE_EDGE,
            "weight": 1,
            "fillColor": increase if value > 0 else decrease,
            "fillOpacity": 0.7,
        }

    def feature(self, code: str, name: str, shape: str) -> dict[str, Any]:
        """Texts go into the page as HTML: they are escaped here."""
        one = self.figures.get(code)
        text = "" if one is None else ", ".join([one.status_text or one.text, *one.flags])
        properties = {
            "area": code,
            "name": escape(name),
            "text": escape(text),
            "value": None if one is None else one.value,
            "status": "" if one is None else one.status,
        }
        return {"type": "Feature", "properties": properties, "geometry": json.loads(shape)}


def _looks(view: MapView, classes: Classes) -> Looks:
    section = view.section
    shown = zip(section.areas, view.shown_areas(), strict=True)
    figures = {
        code: figure_of(view, section.series, view.row, area)
        for area, code in enumerate(section.areas)
    }
    return Looks(view, classes, figures, frozenset(code for code, is_shown in shown if is_shown))


def _layers(view: MapView, classes: Classes) -> list[folium.GeoJson]:
    looks = _looks(view, classes)
    shapes = borders.as_geojson(borders.drawn_with(view.section.shapes), METRES)
    areas = [looks.feature(area.code, area.name, area.shape) for area in shapes]
    found = [_layer(areas, looks.area)]
    points = _points(looks) if view.has_circles else []
    if points:  # where every value is a gap there are none, and folium wants one to name fields
        found.append(_layer(points, looks.circle, marker=folium.CircleMarker()))
    return found


def _layer(features: list[dict[str, Any]], style: Any, **options: Any) -> folium.GeoJson:
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=style,
        highlight_function=lambda _one: {"weight": 3},
        tooltip=folium.GeoJsonTooltip(fields=["name", "text"], labels=False, sticky=True),
        smooth_factor=0.5,
        **options,
    )


def _points(looks: Looks) -> list[dict[str, Any]]:
    """Where circles are drawn; large ones first, so that small ones lie on top."""
    areas = borders.drawn_with(looks.view.section.shapes)
    found = areas.annotate(point=AsGeoJSON(PointOnSurface("geometry"), precision=METRES))
    points = [
        looks.feature(code, name, point)
        for code, name, point in found.values_list("code", "name", "point")
        if code in looks.shown and looks.figures[code].value
    ]
    return sorted(points, key=lambda one: abs(one["properties"]["value"]), reverse=True)
