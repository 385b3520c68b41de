"""Shapes for the browser and for static maps: arrays of geometry in, JSON out.

Simplified once as a coverage, so that neighbours keep one common border without gaps.
Heavy libraries are imported inside: only workers make shapes, web processes serve them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import brotli
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

METRES_PER_DEGREE = 111_320.0
SVG_WIDTH = 1000
# How coarse: this share of the side of a square as large as the median area.
TOLERANCE_SHARE = 0.02
GRID_METRES = 2.0


@dataclass(frozen=True)
class MadeShapes:
    """Brotli-compressed JSON twice, and the name of the content."""

    topojson: bytes
    svg: bytes
    hash: str


def make_shapes(
    geometries: NDArray[Any],
    codes: Sequence[str],
    names: Sequence[str],
    square_metres: Sequence[float],
) -> MadeShapes:
    """Simplify n polygons in degrees and write them as TopoJSON and as SVG paths.

    Areas come in ascending order of codes; a geometry's id is its place in that order.
    """
    flat = _in_metres(geometries)
    simple = _simplify(flat, TOLERANCE_SHARE * float(np.median(square_metres)) ** 0.5)
    degrees = _in_degrees(simple, geometries)
    document = _topology(degrees, codes, names, square_metres)
    svg = _svg(simple)
    topojson_bytes, svg_bytes = _compressed(document), _compressed(svg)
    digest = hashlib.sha256(topojson_bytes + svg_bytes).hexdigest()[:32]
    return MadeShapes(topojson_bytes, svg_bytes, digest)


def _compressed(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return bytes(brotli.compress(text.encode(), quality=10))


def _scale(geometries: NDArray[Any]) -> NDArray[np.float64]:
    """Metres per degree of longitude and latitude in the middle of the set."""
    import shapely

    _, south, _, north = shapely.total_bounds(geometries)
    return np.array(
        [METRES_PER_DEGREE * np.cos(np.radians((south + north) / 2)), METRES_PER_DEGREE]
    )


def _in_metres(geometries: NDArray[Any]) -> NDArray[Any]:
    """A local flat picture, good for simplifying; not a coordinate system."""
    import shapely

    scale = _scale(geometries)
    return np.asarray(shapely.transform(geometries, lambda points: points * scale))


def _in_degrees(flat: NDArray[Any], original: NDArray[Any]) -> NDArray[Any]:
    import shapely

    scale = _scale(original)
    return np.asarray(shapely.transform(flat, lambda points: points / scale))


def _simplify(flat: NDArray[Any], tolerance: float) -> NDArray[Any]:
    import shapely

    simple = shapely.coverage_simplify(flat, tolerance)
    lost = shapely.is_empty(simple) | ~shapely.is_valid(simple)
    simple[lost] = flat[lost]
    return np.asarray(simple)


def _topology(
    degrees: NDArray[Any],
    codes: Sequence[str],
    names: Sequence[str],
    square_metres: Sequence[float],
) -> dict[str, Any]:
    import shapely
    from topojson.core.topology import Topology

    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(text)}
        for text in shapely.to_geojson(degrees)
    ]
    west, south, east, north = shapely.total_bounds(degrees)
    grid = max((east - west), (north - south)) * METRES_PER_DEGREE / GRID_METRES
    topology = Topology(
        {"type": "FeatureCollection", "features": features},
        prequantize=int(np.clip(grid, 1_000, 100_000)),
        object_name="areas",
        shared_coords=True,
    ).to_dict()
    points = shapely.point_on_surface(degrees)
    for place, shape in enumerate(topology["objects"]["areas"]["geometries"]):
        shape["id"] = place
        shape["properties"] = {
            "c": codes[place],
            "n": names[place],
            "p": [round(points[place].x, 5), round(points[place].y, 5)],
            "q": round(square_metres[place]),
        }
    return topology


def _svg(flat: NDArray[Any]) -> dict[str, Any]:
    import shapely

    west, south, east, north = shapely.total_bounds(flat)
    scale = SVG_WIDTH / max(east - west, 1.0)
    height = round((north - south) * scale)

    def place(x: float, y: float) -> str:
        return f"{(x - west) * scale:.1f} {height - (y - south) * scale:.1f}"

    points = shapely.point_on_surface(flat)
    return {
        "width": SVG_WIDTH,
        "height": height,
        "metres_per_unit": round(1 / scale, 3),
        "paths": [_path(shape, place) for shape in flat],
        "points": [[float(v) for v in place(point.x, point.y).split()] for point in points],
    }


def _path(shape: Any, place: Any) -> str:
    import shapely

    rings = [ring for part in shapely.get_parts(shape) for ring in [part.exterior, *part.interiors]]
    return "".join(
        "M" + "L".join(place(x, y) for x, y in list(ring.coords)[:-1]) + "Z" for ring in rings
    )
