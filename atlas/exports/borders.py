"""Borders of areas from the database; PostGIS alone transforms coordinates."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models import MultiPolygonField
from django.contrib.gis.db.models.functions import AsGeoJSON, AsWKB, Transform
from django.db.models import F, Func, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas.asking import misunderstood, no_such_thing
from spatial_units.models import Area, BoundarySet

WGS84 = 4326
CENTIMETRES = 7  # decimals of a degree


@dataclass(frozen=True)
class AreaBorders:
    """An area with its borders: WKB, or GeoJSON text where that was asked for."""

    code: str
    name: str
    square_metres: float
    shape: Any


def boundary_set(region: Region, key: str) -> BoundarySet:
    found = BoundarySet.objects.using(settings.PUBLIC).select_related("level")
    one = found.filter(region=region, key=key, is_current=True).first()
    if one is None:
        sentence = _("There are no boundaries “%(key)s” in %(region)s.")
        raise no_such_thing(sentence % {"key": key, "region": region.key})
    return one


def boundary_sets(region: Region) -> list[BoundarySet]:
    """All that hold now or held once; the finest level first, then by time."""
    found = BoundarySet.objects.using(settings.PUBLIC).select_related("level")
    current = found.filter(region=region, is_current=True)
    return list(current.order_by("level__position", "valid_during"))


def coordinate_system(asked: str | None, region: Region) -> int:
    """The EPSG code asked for: degrees (4326) or the region's metric system."""
    if not asked:
        return WGS84
    known = {str(WGS84): WGS84, str(region.srid): region.srid}
    number = asked.upper().removeprefix("EPSG:")
    if number not in known:
        sentence = _("“%(asked)s” is no coordinate system here; there are: %(known)s.")
        raise misunderstood(sentence % {"asked": asked[:40], "known": ", ".join(known)})
    return known[number]


def held_span(of: BoundarySet) -> tuple[str, str]:
    """First and last day on which a boundary set holds (ISO), "" for an open end."""
    start, end = of.valid_during.lower, of.valid_during.upper
    last = end - datetime.timedelta(days=1) if end else None
    return start.isoformat() if start else "", last.isoformat() if last else ""


def drawn_with(shapes_hash: str) -> QuerySet[Area]:
    """The areas that a section of a pack names, also those of a set replaced meanwhile."""
    areas = Area.objects.using(settings.PUBLIC)
    return areas.filter(boundary_set__shapes__hash=shapes_hash).order_by("code")


def of_set(one: BoundarySet) -> QuerySet[Area]:
    return Area.objects.using(settings.PUBLIC).filter(boundary_set=one).order_by("code")


def as_wkb(areas: QuerySet[Area], srid: int) -> list[AreaBorders]:
    shape = F("geometry") if srid == WGS84 else Transform("geometry", srid)
    found = areas.annotate(shape=AsWKB(shape)).values_list("code", "name", "square_metres", "shape")
    return [AreaBorders(*row) for row in found]


def as_geojson(areas: QuerySet[Area], decimals: int = CENTIMETRES) -> list[AreaBorders]:
    """GeoJSON texts, outer rings counter-clockwise (RFC 7946)."""
    turned = Func(
        F("geometry"), function="ST_ForcePolygonCCW", output_field=MultiPolygonField(srid=WGS84)
    )
    shape = AsGeoJSON(turned, precision=decimals)
    found = areas.annotate(shape=shape).values_list("code", "name", "square_metres", "shape")
    return [AreaBorders(*row) for row in found]
