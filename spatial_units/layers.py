"""Writing layers of points and lines. PostGIS alone transforms coordinates and finds the areas."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import brotli
from django.db import connection, transaction

from accounts.actions import record
from accounts.models import Region, User
from accounts.scoping import row_of
from spatial_units.actions import FAR_OUTSIDE_METRES
from spatial_units.importing.findings import Findings
from spatial_units.importing.layers import LayerFeature
from spatial_units.importing.problems import Problem
from spatial_units.models_layers import MapLayer, Origin

DIGITS = 6  # of a degree: ten centimetres

# A point on a border lies in one area only, the first; a line in all that it meets.
PLACED = """
    WITH placed AS (
        SELECT number, ST_Transform(ST_SetSRID(ST_GeomFromWKB(wkb), %(crs)s), 4326) AS geometry
        FROM read_features
    ), homes AS (
        SELECT p.number, s.key,
               CASE WHEN %(kind)s = 'point' THEN jsonb_build_array(min(a.code))
                    ELSE jsonb_agg(a.code ORDER BY a.code) END AS codes
        FROM placed p
        JOIN spatial_units_area a ON ST_Intersects(a.geometry, p.geometry)
        JOIN spatial_units_boundaryset s ON s.id = a.boundary_set_id AND s.is_current
        WHERE s.region_id = %(region)s
        GROUP BY p.number, s.key
    )
    SELECT p.number, ST_AsGeoJSON(p.geometry, %(digits)s),
           (SELECT jsonb_object_agg(h.key, h.codes) FROM homes h WHERE h.number = p.number),
           ST_Distance(p.geometry::geography, box::geography),
           ST_X(ST_PointOnSurface(p.geometry)), ST_Y(ST_PointOnSurface(p.geometry))
    FROM placed p, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326) AS box
    ORDER BY p.number
"""


@dataclass(frozen=True)
class DeclaredLayer:
    """What is said about a layer apart from its features."""

    key: str
    position: int
    name_de: str
    name_en: str
    kind: str
    categories: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    attribution: str
    licence: str
    as_of: date
    is_public: bool
    least_zoom: float
    source_hash: str


@dataclass(frozen=True)
class Drawn:
    """A feature with the number of its category (-1: another) and its columns' texts."""

    feature: LayerFeature
    category: int
    texts: list[str]


def describe_layer(region: Region, declared: DeclaredLayer) -> None:
    """Write anew what is said about a stored layer; its features stay."""
    MapLayer.objects.filter(region=region, key=declared.key).update(**vars(declared))


def store_layer(
    region: Region, declared: DeclaredLayer, drawn: Sequence[Drawn], crs: int, file: str
) -> list[Problem]:
    """Write a layer with its features; the problems hold an error where nothing was written."""
    findings = Findings(file)
    features = _placed(region, declared.kind, drawn, crs, findings)
    if not findings.failed:
        text = json.dumps(
            {"type": "FeatureCollection", "features": features},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        content = {
            "count": len(features),
            "hash": hashlib.sha256(text).hexdigest()[:32],
            "body": brotli.compress(text, quality=10),
        }
        MapLayer.objects.update_or_create(
            region=region, key=declared.key, defaults=vars(declared) | content
        )
    return findings.problems()


def retire_layers(region: Region, keys: Sequence[str]) -> None:
    """Layers that are no longer declared go, with their features; those of the desk stay."""
    declared_once = MapLayer.objects.filter(region=region, origin=Origin.FILE)
    declared_once.exclude(key__in=keys).delete()


def remove_layer(layer: MapLayer, by: User) -> None:
    """A layer goes, with its features; the audit trail keeps that it was there."""
    with transaction.atomic():
        row_of(layer).delete()
        record("layer-removed", layer.name_de, layer.region, by, key=layer.key, count=layer.count)


def _placed(
    region: Region, kind: str, drawn: Sequence[Drawn], crs: int, findings: Findings
) -> list[dict[str, Any]]:
    """GeoJSON features in degrees; places far from the region are errors."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE read_features (number int, wkb bytea)")
        with cursor.copy("COPY read_features FROM STDIN") as copy:
            for number, one in enumerate(drawn):
                copy.write_row((number, one.feature.wkb))
        cursor.execute(
            PLACED,
            {"crs": crs, "kind": kind, "region": region.id, "digits": DIGITS, "west": region.west,
             "south": region.south, "east": region.east, "north": region.north},
        )  # fmt: skip
        rows = cursor.fetchall()
        cursor.execute("DROP TABLE read_features")
    for number, _geometry, _homes, metres, lon, lat in rows:
        if metres > 0:
            _say_outside(drawn[number].feature, metres, lon, lat, findings)
    return [
        _feature(drawn[number], number, geometry, homes) for number, geometry, homes, *_ in rows
    ]


def _say_outside(
    feature: LayerFeature, metres: float, lon: float, lat: float, findings: Findings
) -> None:
    tell = findings.error if metres > FAR_OUTSIDE_METRES else findings.warning
    tell(
        "layer_outside_region",
        feature.row,
        name=feature.name,
        distance=round(metres / 1000, 1),
        lon=round(lon, 3),
        lat=round(lat, 3),
    )


def _feature(one: Drawn, number: int, geometry: str, homes: str | None) -> dict[str, Any]:
    areas = json.loads(homes) if isinstance(homes, str) else homes
    return {
        "type": "Feature",
        "id": number,
        "geometry": json.loads(geometry),
        "properties": {
            "name": one.feature.name,
            "category": one.category,
            "texts": one.texts,
            "areas": areas or {},
        },
    }
