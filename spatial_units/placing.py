"""Do areas lie where their region is? What the region's `box` says, compared in PostGIS."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.models import Region
from spatial_units.importing.problems import Problem, Severity

A_LITTLE = 0.05  # share of an area that may stick out of the box without a word


@dataclass(frozen=True)
class Astray:
    """An area that is not wholly within the box; `beyond` is the share that is outside."""

    code: str
    name: str
    kilometres: float
    lon: float
    lat: float
    is_outside: bool
    beyond: float


def compare_with_box(region: Region, set_key: str, areas: str, *params: Any) -> list[Problem]:
    """An error if areas lie outside of the region's box, a warning if they stick out of it.

    `areas` is SQL that gives code, name and geometry in degrees. An area lies where a point
    within it lies.
    """
    astray = astray_of(region, areas, *params)
    outside = [area for area in astray if area.is_outside]
    sticking = [area for area in astray if not area.is_outside and area.beyond > A_LITTLE]
    if outside:
        first = outside[0]
        facts: dict[str, str | int | float] = {
            "count": len(outside), "set": set_key, "code": first.code, "name": first.name,
            "distance": str(round(first.kilometres)) if first.kilometres >= 1 else "",
            "lon": round(first.lon, 3), "lat": round(first.lat, 3),
        }  # fmt: skip
        return [Problem("outside_region", Severity.ERROR, facts=facts)]
    if sticking:
        worst = max(sticking, key=lambda area: area.beyond)
        facts = {
            "count": len(sticking), "set": set_key, "code": worst.code, "name": worst.name,
            "percent": 100 * worst.beyond,
        }  # fmt: skip
        return [Problem("areas_stick_out", Severity.WARNING, facts=facts)]
    return []


def astray_of(region: Region, areas: str, *params: Any) -> list[Astray]:
    """Areas not wholly within the box, by code. What is no shape in degrees is outside."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH box AS (SELECT ST_MakeEnvelope(%s, %s, %s, %s, 4326) AS shape),
                 areas AS ({areas}),
                 astray AS (
                   SELECT code, name, geometry, shape,
                          ST_IsValid(geometry) AND ST_XMax(geometry) <= 180
                          AND ST_YMax(geometry) <= 90 AS is_shape
                     FROM areas, box WHERE NOT shape ~ geometry)
            SELECT code, name, ST_Distance(geometry::geography, shape::geography) / 1000,
                   ST_X(ST_PointOnSurface(geometry)), ST_Y(ST_PointOnSurface(geometry)),
                   CASE WHEN is_shape
                        THEN NOT ST_Intersects(ST_PointOnSurface(geometry), shape) ELSE true END,
                   CASE WHEN is_shape AND ST_Area(geometry) > 0
                        THEN 1 - ST_Area(ST_Intersection(geometry, shape)) / ST_Area(geometry)
                        ELSE 1 END
              FROM astray ORDER BY code
            """,
            [region.west, region.south, region.east, region.north, *params],
        )
        return [Astray(*row) for row in cursor.fetchall()]
