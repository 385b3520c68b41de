"""Reading layers of points and lines, and where a map's picture lies on the earth."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import brotli
from django.db import connections

from accounts.models import Region
from atlas import queries
from atlas.access import EVERYBODY, Access
from spatial_units.models import Area, BoundarySet, MapLayer

PUBLIC = queries.PUBLIC

Box = tuple[float, float, float, float]  # west, south, east, north in degrees


@dataclass(frozen=True)
class Feature:
    """A point or line. `lines` are its parts as (longitude, latitude), a point has one of one.

    `category` counts from 0, -1 is none that is declared. `areas` are codes by boundary set.
    """

    name: str
    category: int
    texts: tuple[str, ...]
    areas: dict[str, list[str]]
    lines: tuple[tuple[tuple[float, float], ...], ...]


def layers_of(region: Region, access: Access = EVERYBODY) -> tuple[MapLayer, ...]:
    """The layers these eyes may see, in their order, without their features."""
    found = MapLayer.objects.using(access.database).filter(region=region).order_by("position")
    if not access.is_internal:
        found = found.filter(is_public=True)
    return tuple(found.defer("body"))


def layer_body(content_hash: str, access: Access = EVERYBODY, region_key: str = "") -> bytes | None:
    """A layer's GeoJSON as it goes on the wire (brotli); None for what these eyes may not see."""
    found = MapLayer.objects.using(access.database).filter(hash=content_hash)
    if access.is_internal:
        found = found.filter(region__key=region_key)
    else:
        found = found.filter(is_public=True)
    body = found.values_list("body", flat=True).first()
    return None if body is None else bytes(body)


def features_of(layer: MapLayer) -> tuple[Feature, ...]:
    """All features of a layer that was found for these eyes just before."""
    kept = _kept.get(layer.hash)
    if kept is None:
        kept = _decoded(bytes(layer.body))
        if len(_kept) >= LAYERS_KEPT:
            _kept.clear()
        _kept[layer.hash] = kept
    return kept


LAYERS_KEPT = 32
_kept: dict[str, tuple[Feature, ...]] = {}


def _decoded(body: bytes) -> tuple[Feature, ...]:
    return tuple(_feature(one) for one in json.loads(brotli.decompress(body))["features"])


def _feature(one: dict[str, Any]) -> Feature:
    told, kind, places = one["properties"], one["geometry"]["type"], one["geometry"]["coordinates"]
    lines = [[places]] if kind == "Point" else [places] if kind == "LineString" else places
    return Feature(
        name=told["name"],
        category=told["category"],
        texts=tuple(told["texts"]),
        areas=told["areas"],
        lines=tuple(tuple((place[0], place[1]) for place in line) for line in lines),
    )


def area_names(of: BoundarySet) -> dict[str, str]:
    """Code → name of a set's areas."""
    areas = Area.objects.using(PUBLIC).filter(boundary_set=of).order_by("code")
    return dict(areas.values_list("code", "name"))


@lru_cache(maxsize=256)
def box_of(shapes_hash: str) -> Box:
    """Where the picture of a set of shapes begins and ends."""
    stored = queries.topojson(shapes_hash)
    assert stored is not None, "a pack names shapes that are not there"
    west, south, east, north = json.loads(brotli.decompress(stored))["bbox"]
    return west, south, east, north


@lru_cache(maxsize=256)
def metres_across(box: Box, srid: int) -> float:
    """How wide a box is in its middle, in the region's metric coordinate system."""
    west, south, east, north = box
    middle = (south + north) / 2
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(
            "SELECT ST_Distance(ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s),"
            " ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s))",
            [west, middle, srid, east, middle, srid],
        )
        (metres,) = cursor.fetchone()
    return float(metres)
