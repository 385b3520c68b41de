"""Points and lines in the map as one HTML file, with their part of its legend."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import folium

from atlas.presenters_layers import LayerKey, category_of, layer_choice
from atlas.queries_layers import Feature, features_of
from atlas.selection import MapView
from atlas.static_layers import SYMBOL, sign_of, swatch, symbol
from spatial_units.models import MapLayer

LINE_WIDTH = 4
BASE = 19  # of the line of text that a swatch stands in: its middle is the box's


@dataclass(frozen=True)
class LegendLayer:
    """`keys` are (picture as SVG, label)."""

    name: str
    keys: tuple[tuple[str, str], ...]


def legend_layers(view: MapView) -> tuple[LegendLayer, ...]:
    choices = [layer_choice(view, layer) for layer in view.ground.layers]
    return tuple(
        LegendLayer(
            choice.name,
            tuple((_svg(swatch(choice, key, BASE), SYMBOL + 20), key.label) for key in choice.keys),
        )
        for choice in choices
    )


def map_layers(view: MapView) -> Iterator[folium.GeoJson]:
    """Lines below points, one group of the map per sign."""
    for layer in sorted(view.ground.layers, key=lambda one: one.kind != "line"):
        choice = layer_choice(view, layer)
        by_sign: dict[LayerKey, list[Feature]] = {}
        for feature in features_of(layer):
            by_sign.setdefault(sign_of(choice, layer, feature), []).append(feature)
        for sign, features in by_sign.items():
            drawn = [_feature(layer, feature) for feature in features]
            yield _lines(drawn, sign) if layer.kind == "line" else _points(drawn, sign)


def _points(features: list[dict[str, Any]], sign: LayerKey) -> folium.GeoJson:
    half = SYMBOL // 2
    icon = folium.DivIcon(
        html=_svg(symbol(sign, half, half), SYMBOL),
        icon_size=(SYMBOL, SYMBOL),
        icon_anchor=(half, half),
    )
    return _group(features, marker=folium.Marker(icon=icon))


def _lines(features: list[dict[str, Any]], sign: LayerKey) -> folium.GeoJson:
    dashes = [float(part) * LINE_WIDTH for part in sign.dash.split()]
    look = {
        "color": sign.color,
        "weight": LINE_WIDTH,
        "dashArray": " ".join(f"{dash:g}" for dash in dashes),
    }
    return _group(features, style_function=lambda _feature: look)


def _group(features: list[dict[str, Any]], **options: Any) -> folium.GeoJson:
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        tooltip=folium.GeoJsonTooltip(fields=["name", "text"], labels=False, sticky=True),
        **options,
    )


def _feature(layer: MapLayer, feature: Feature) -> dict[str, Any]:
    """Texts go into the page as HTML: they are escaped here."""
    is_point = layer.kind != "line"
    geometry = {
        "type": "Point" if is_point else "MultiLineString",
        "coordinates": feature.lines[0][0] if is_point else feature.lines,
    }
    told = {
        "name": escape(feature.name or layer.name),
        "text": escape(category_of(layer, feature)),
    }
    return {"type": "Feature", "properties": told, "geometry": geometry}


def _svg(content: str, width: int) -> str:
    size = f'width="{width}" height="{SYMBOL}" viewBox="0 0 {width} {SYMBOL}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true">{content}</svg>'
