"""The map as a picture: an SVG drawn from the paths stored with the shapes.

For readers without script, for print and for previews. No geometry library, no script, no
style: only presentation attributes, which a strict Content-Security-Policy allows.
"""

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import brotli
from django.utils.translation import gettext as _

from atlas import formats, queries
from atlas.classes import Classes
from atlas.presenters import Legend
from atlas.presenters_legend import color_of, largest_circle, legend, radius_of
from atlas.presenters_legend_extras import LegendThreshold, sign_colors
from atlas.presenters_metadata import boundaries, source_line
from atlas.selection import MapView, value_in
from atlas.static_layers import (
    KEY_TEXT,
    LINE,
    draw_layers,
    ground_lines,
    keys_height,
    layer_keys,
    scale_bar,
)
from atlas.wording import GAPS

MARGIN = 24
TITLE_HEIGHT = 112
LEGEND_WIDTH = 560
FOOT_TEXT, FOOT_LINE = 22, 30
FOOT_SIGNS = 135  # as many as fit in a line
SWATCH = 28
BAR_HEIGHT = 44  # for the scale below a picture without words
INK, PALE_INK, GROUND, OUTLINE = "#1a1a1a", "#4d4d4d", "#ffffff", "#5c5c5c"
CIRCLE, CIRCLE_EDGE = "#1764ab", "#08306b"
HIDDEN = "#eceef2"
THOUSAND = 1000

SIDE = 'width="8" height="8"'
PATTERN_MARKS = {  # name of a hatch → its ground and its marks
    "missing": ("#ffffff", '<path d="M-2 2L2-2M0 8L8 0M6 10L10 6" stroke="#8a8a8a"/>'),
    "suppressed": ("#e4e4e4", '<circle cx="4" cy="4" r="1.6" fill="#555555"/>'),
    "not_evaluated": ("#f3f3f3", '<path d="M0 4H8M4 0V8" stroke="#8a8a8a"/>'),
    "not_applicable": ("#f3f3f3", '<path d="M0 0L8 8M8 0L0 8" stroke="#8a8a8a"/>'),
}
PATTERNS = "".join(
    f'<pattern id="{name}" {SIDE} patternUnits="userSpaceOnUse">'
    f'<rect {SIDE} fill="{ground}"/>{marks}</pattern>'
    for name, (ground, marks) in PATTERN_MARKS.items()
)


def draw(view: MapView, classes: Classes) -> str:
    """The picture of a view, as SVG text."""
    shapes = _shapes(view)
    key = legend(view, classes)
    foot = [part for line in foot_lines(view) for part in wrap(line, FOOT_SIGNS)]
    legend_height = _legend_height(key)
    foot_top = TITLE_HEIGHT + max(shapes["height"], legend_height + keys_height(view))
    height = foot_top + 44 + FOOT_LINE * len(foot)
    width = THOUSAND + LEGEND_WIDTH + 3 * MARGIN
    parts = [
        *_opened(view, width, height),
        f'<rect width="{width}" height="{height}" fill="{GROUND}"/>',
        _text(MARGIN, 48, key.title + (f" ({key.unit})" if key.unit else ""), 38, weight="bold"),
        _text(MARGIN, 88, f"{view.level.plural}, {key.period_label}", KEY_TEXT, PALE_INK),
        f'<g transform="translate({MARGIN} {TITLE_HEIGHT})">',
        *_areas(view, classes, shapes),
        *draw_layers(view, shapes),
        "</g>",
        f'<g transform="translate({THOUSAND + 2 * MARGIN} {TITLE_HEIGHT})">',
        *_key(key),
        *layer_keys(view, legend_height - 3 * LINE),
        "</g>",
        scale_bar(view, shapes, MARGIN + THOUSAND, foot_top + 24),
        *_foot(foot, foot_top),
        "</svg>",
    ]
    return "\n".join(parts)


def draw_bare(view: MapView, classes: Classes) -> str:
    """Areas and scale alone, for a page that has title, legend and source in words."""
    shapes = _shapes(view)
    height = shapes["height"] + BAR_HEIGHT
    parts = [
        *_opened(view, THOUSAND, height),
        *_areas(view, classes, shapes),
        *draw_layers(view, shapes),
        scale_bar(view, shapes, THOUSAND - 4, height - 6),
        "</svg>",
    ]
    return "\n".join(parts)


def _opened(view: MapView, width: float, height: float) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="Fira Sans, Arial, sans-serif" '
        f'role="img" aria-labelledby="title">'
    )
    yield f'<title id="title">{escape(_title(view))}</title>'
    yield f"<defs>{PATTERNS}</defs>"


def _shapes(view: MapView) -> dict[str, Any]:
    """`width` and `height` of the picture, and by area `paths` and `points`."""
    stored = queries.svg_paths(view.section.shapes)
    assert stored is not None, "a pack names shapes that are not there"
    shapes: dict[str, Any] = json.loads(brotli.decompress(stored))
    return shapes


def _title(view: MapView) -> str:
    return f"{view.level.plural}, {view.region.name}, {view.time_label()}"


def _areas(view: MapView, classes: Classes, shapes: dict[str, Any]) -> Iterator[str]:
    section, row, shown = view.section, view.row, view.shown_areas()
    yield f'<g stroke="{OUTLINE}" stroke-width="0.8" stroke-linejoin="round" fill-rule="evenodd">'
    for area, path in enumerate(shapes["paths"]):
        value = value_in(section.series, row, area, view.decimals)
        fill = _gap_fill(section.series.status_of(row, area))
        if value is not None:
            fill = GROUND if view.has_circles else color_of(value, classes)
        if not shown[area]:
            fill = HIDDEN
        yield f'<path d="{path}" fill="{fill}"/>'
    yield "</g>"
    if view.has_circles:
        yield from _circles(view, shapes)
    if view.area:
        path = shapes["paths"][section.areas.index(view.area)]
        yield f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="4"/>'


def _gap_fill(status: str) -> str:
    return f"url(#{GAPS[status][2]})" if status in GAPS else "none"


def _circles(view: MapView, shapes: dict[str, Any]) -> Iterator[str]:
    """Large circles first, so that small ones lie on top."""
    largest, largest_radius = largest_circle(view)
    shown = view.shown_areas()
    drawn = []
    for area, (x, y) in enumerate(shapes["points"]):
        value = value_in(view.section.series, view.row, area, view.decimals)
        if value and shown[area]:
            drawn.append((radius_of(value, largest, largest_radius), x, y, value > 0))
    decrease, increase = sign_colors(view) if view.change else (CIRCLE, CIRCLE)
    edge = INK if view.change else CIRCLE_EDGE
    yield f'<g fill-opacity="0.7" stroke="{edge}">'
    for radius, x, y, rises in sorted(drawn, reverse=True):
        color = increase if rises else decrease
        yield f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{color}"/>'
    yield "</g>"


def _key(key: Legend) -> Iterator[str]:
    y = 28
    unit = f" ({key.unit})" if key.unit else ""
    yield _text(0, y, _("Legend") + unit, KEY_TEXT, weight="bold")
    for one in reversed(key.classes):
        y += LINE
        label = f"{one.label}  ({one.count})"
        yield _entry(y, one.color, label + ("  ◀ " + key.city_label if one.has_city else ""))
        if key.threshold and one.position == key.threshold.first_above:
            y += LINE + LINE // 2
            yield from _threshold(y, key.threshold)
    for _value, label, color in reversed(key.ramp):
        y += LINE
        yield _entry(y, color, label)
    for circle in key.circles:
        y += max(LINE, round(2 * circle.radius) + 6)
        yield (
            f'<circle cx="60" cy="{y - circle.radius}" r="{circle.radius}" fill="{CIRCLE}" '
            f'fill-opacity="0.7" stroke="{CIRCLE_EDGE}"/>'
        ) + _text(134, y - circle.radius + 9, circle.label, KEY_TEXT)
    for direction in key.directions:
        y += LINE
        yield _entry(y, direction.color or GROUND, f"{direction.label}  ({direction.count})")
    for gap in key.gaps:
        y += LINE
        yield _entry(y, f"url(#{gap.pattern})", f"{gap.label}  ({gap.count})")
    if key.hidden:
        y += LINE
        yield _entry(y, HIDDEN, _("hidden") + f"  ({key.hidden})")
    if key.city_value:
        y += LINE + 8
        yield _text(0, y, f"{key.city_label}: {key.city_value}", KEY_TEXT, weight="bold")


def _threshold(y: int, threshold: LegendThreshold) -> Iterator[str]:
    """The line between the sides, with the areas on each."""
    yield f'<path d="M0 {y - 39}H{LEGEND_WIDTH}" stroke="{INK}" stroke-width="2"/>'
    words = _("Threshold %(value)s: %(above)s from it on (%(share)s), %(below)s below")
    parts = {
        "value": threshold.label,
        "above": threshold.n_above,
        "share": threshold.share_above,
        "below": threshold.n_below,
    }
    yield _text(0, y - 11, words % parts, FOOT_TEXT)


def _legend_height(key: Legend) -> int:
    circles = sum(max(LINE, round(2 * circle.radius) + 6) for circle in key.circles)
    lists = (key.classes, key.ramp, key.gaps, key.directions)
    return LINE * (6 + sum(len(entries) for entries in lists)) + circles


def _entry(y: float, fill: str, label: str) -> str:
    swatch = f'<rect x="0" y="{y - 23}" width="{SWATCH + 12}" height="{SWATCH}" fill="{fill}" '
    return swatch + f'stroke="{OUTLINE}"/>' + _text(SWATCH + 26, y, label, KEY_TEXT)


def foot_lines(view: MapView) -> list[str]:
    """Source, boundaries, dates and notice."""
    lines = [
        _("Source: %(source)s") % {"source": source_line(view)},
        _("Boundaries: %(name)s") % {"name": boundaries(view.section)},
        _("Published on %(date)s") % {"date": formats.iso_day(view.entry.released_on)},
        *ground_lines(view),
        view.region.text("notice"),
    ]
    return [line for line in lines if line]


def _foot(lines: list[str], top: int) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield _text(MARGIN, top + 44 + FOOT_LINE * place, line, FOOT_TEXT, PALE_INK)


def _text(
    x: float, y: float, text: str, size: int, color: str = INK, *, weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight={quoteattr(weight)} '
        f'fill="{color}">{escape(text)}</text>'
    )
