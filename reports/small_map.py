"""The area within its region as a small picture: SVG from the paths stored with the shapes."""

import json
from typing import Any
from xml.sax.saxutils import escape

import brotli
from django.utils.translation import gettext as _

from atlas import queries as atlas_queries
from reports import queries
from spatial_units.models import Area

GROUND, BORDER, OWN, RING = "#e8ebf2", "#ffffff", "#16357a", "#c2410c"
RING_RADIUS = 46  # thousandths of the picture's width
RING_FROM = 30  # with fewer areas every one is large enough


def draw(area: Area) -> str | None:
    """None while the shapes are still being made."""
    stored_as = queries.shapes_hash(area.boundary_set)
    stored = None if stored_as is None else atlas_queries.svg_paths(stored_as)
    if stored is None:
        return None
    shapes: dict[str, Any] = json.loads(brotli.decompress(stored))
    at = queries.codes_of(area.boundary_set).index(area.code)
    others = [path for place, path in enumerate(shapes["paths"]) if place != at]
    title = _("Where %(area)s lies") % {"area": area.name}
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shapes["width"]} '
            f'{shapes["height"]}" role="img" aria-labelledby="title">',
            f'<title id="title">{escape(title)}</title>',
            f'<g fill="{GROUND}" stroke="{BORDER}" stroke-width="2" fill-rule="evenodd">',
            *(f'<path d="{path}"/>' for path in others),
            "</g>",
            f'<path d="{shapes["paths"][at]}" fill="{OWN}" stroke="{OWN}" stroke-width="3" '
            'stroke-linejoin="round" fill-rule="evenodd"/>',
            *_ring(area, shapes["points"][at], len(shapes["paths"])),
            "</svg>",
        ]
    )


def _ring(area: Area, point: list[float], n_areas: int) -> list[str]:
    """Around an area too small to be found at a glance; large ones need none."""
    if n_areas < RING_FROM or area.square_metres > queries.mean_size(area.boundary_set):
        return []
    return [
        f'<circle cx="{point[0]}" cy="{point[1]}" r="{RING_RADIUS}" fill="none" stroke="{RING}" '
        'stroke-width="6"/>'
    ]
