"""Points, lines and the scale bar on the still map; only presentation attributes are used."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from atlas import formats
from atlas.presenters_layers import LayerChoice, LayerKey, layer_choice, name_of, origin_of
from atlas.queries_layers import Feature, box_of, features_of, metres_across
from atlas.selection import MapView
from spatial_units.models import MapLayer

INK, WHITE = "#1a1a1a", "#ffffff"
SYMBOL = 20  # side of the box the signs are drawn in
LINE, KEY_TEXT = 40, 26  # a row of the legend and its letters
LINE_WIDTH = 4
LONGEST_BAR = 220  # of the picture's 1000
KILOMETRE = 1000


def draw_layers(view: MapView, shapes: dict[str, Any]) -> Iterator[str]:
    """What lies above the areas, lines below points."""
    place = _placing(view, shapes)
    for layer in sorted(view.ground.layers, key=lambda one: one.kind != "line"):
        choice = layer_choice(view, layer)
        for feature in features_of(layer):
            sign = sign_of(choice, layer, feature)
            if layer.kind == "line":
                yield from _line(feature, sign, place)
            else:
                x, y = place(*feature.lines[0][0])
                yield symbol(sign, x, y)


def sign_of(choice: LayerChoice, layer: MapLayer, feature: Feature) -> LayerKey:
    if feature.category == -1 and layer.categories:
        return choice.other
    return choice.keys[max(feature.category, 0)]


def _placing(view: MapView, shapes: dict[str, Any]) -> Any:
    """Degrees to units of the picture: shapes are drawn in a flat picture of their box."""
    west, south, east, north = box_of(view.section.shapes)
    width, height = shapes["width"], shapes["height"]

    def place(lon: float, lat: float) -> tuple[float, float]:
        return (
            round((lon - west) / (east - west) * width, 1),
            round((north - lat) / (north - south) * height, 1),
        )

    return place


def _line(feature: Feature, key: LayerKey, place: Any) -> Iterator[str]:
    for part in feature.lines:
        way = "M" + "L".join("{:g} {:g}".format(*place(*point)) for point in part)
        yield stroke(way, key)


def stroke(way: str, key: LayerKey) -> str:
    """A line with a white casing; its dashes tell it from others without colour."""
    dash = " ".join(f"{float(part) * LINE_WIDTH:g}" for part in key.dash.split())
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    common = f'<path d="{way}" fill="none" stroke-linejoin="round"'
    return (
        f'{common} stroke="{WHITE}" stroke-width="{LINE_WIDTH + 4}"/>'
        f'{common} stroke="{key.color}" stroke-width="{LINE_WIDTH}"{dashed}/>'
    )


def symbol(key: LayerKey, x: float, y: float) -> str:
    half = SYMBOL / 2
    return (
        f'<path d="{key.path}" transform="translate({x - half:g} {y - half:g})" '
        f'fill="{key.color}" stroke="{WHITE}" stroke-width="2.6" paint-order="stroke"/>'
    )


def layer_keys(view: MapView, top: float) -> Iterator[str]:
    """The part of the legend that explains the layers, from `top` downwards."""
    y = top
    for layer in view.ground.layers:
        choice = layer_choice(view, layer)
        y += LINE
        yield _text(0, y, choice.name, weight="bold")
        for key in choice.keys:
            y += LINE
            yield swatch(choice, key, y) + _text(SYMBOL + 34, y, key.label)


def swatch(choice: LayerChoice, key: LayerKey, y: float) -> str:
    """The sign as a legend shows it, on a line of text at `y`."""
    if choice.kind == "line":
        return stroke(f"M0 {y - 9:g}H{SYMBOL + 20}", key)
    return symbol(key, (SYMBOL + 20) / 2, y - 9)


def keys_height(view: MapView) -> int:
    rows = sum(1 + len(layer_choice(view, layer).keys) for layer in view.ground.layers)
    return LINE * (rows + 1) if rows else 0


def ground_lines(view: MapView) -> list[str]:
    """Sources of what is drawn besides areas, and which map behind is not."""
    ground = view.ground
    lines = [f"{layer.name}: {origin_of(layer)}" for layer in ground.layers]
    backdrops = [ground.base] if ground.base else []
    for one in [*backdrops, *ground.overlays]:
        parts = {"name": name_of(one.basemap), "by": one.basemap.attribution}
        lines.append(_("The background map “%(name)s” (%(by)s) is not in this picture.") % parts)
    return lines


def scale_bar(view: MapView, shapes: dict[str, Any], right: float, y: float) -> str:
    """A bar of a round length that ends at `right`, its length written before it."""
    per_unit = metres_across(box_of(view.section.shapes), view.region.srid) / shapes["width"]
    metres = round_length(LONGEST_BAR * per_unit)
    width = metres / per_unit
    left = right - width
    label = written_length(metres)
    return (
        f'<path d="M{left:.1f} {y - 8:g}V{y:g}H{right:g}V{y - 8:g}" fill="none" '
        f'stroke="{INK}" stroke-width="3"/>'
        f'<text x="{left - 8:.1f}" y="{y:g}" font-size="{KEY_TEXT}" text-anchor="end" '
        f'fill="{INK}">{escape(label)}</text>'
    )


def round_length(most: float) -> int:
    """The largest of 1, 2, 5 times a power of ten metres that is not longer.

    >>> round_length(3784.0), round_length(999.0), round_length(1.0)
    (2000, 500, 1)
    """
    power = int("1" + "0" * (len(str(int(max(most, 1)))) - 1))
    return max(step * power for step in (1, 2, 5) if step * power <= max(most, 1))


def written_length(metres: int) -> str:
    unit = "km" if metres >= KILOMETRE else "m"
    amount = metres // KILOMETRE if metres >= KILOMETRE else metres
    return f"{formats.number(amount, 0)}\N{NO-BREAK SPACE}{unit}"


def _text(x: float, y: float, text: str, *, weight: str = "normal") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{KEY_TEXT}" font-weight="{weight}" '
        f'fill="{INK}">{escape(text)}</text>'
    )
