"""Areas and boundary sets, read by the role that sees no raw table."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count

from accounts.models import Region
from atlas.periods import Span
from spatial_units.models import Area, BoundarySet

PUBLIC = settings.PUBLIC


@dataclass(frozen=True)
class FoundArea:
    """An area as a search finds it; `is_past`: it is no longer in today's boundaries."""

    region: str
    level: str
    code: str
    name: str
    boundary_set: str
    is_past: bool


def area_names(shapes_hash: str) -> dict[str, str]:
    """Code → name of the areas that a set of shapes draws."""
    areas = Area.objects.using(PUBLIC).filter(boundary_set__shapes__hash=shapes_hash)
    return dict(areas.order_by("code").values_list("code", "name"))


def boundary_sets(of: Region, level: str, span: Span | None) -> list[BoundarySet]:
    """The current sets of a level; with a span the one that holds on its last day."""
    found = BoundarySet.objects.using(PUBLIC).filter(region=of, level__key=level, is_current=True)
    if span is not None:
        found = found.filter(valid_during__contains=span[1])
    return list(found.order_by("valid_during"))


def findable_areas(of: list[Region]) -> list[FoundArea]:
    """All areas that are or were, today's first; the same level, code and name once."""
    found = Area.objects.using(PUBLIC).filter(region__in=of, boundary_set__is_current=True)
    ordered = found.order_by(
        "-boundary_set__valid_during", "-boundary_set__level__position", "name"
    )
    rows = ordered.values_list(
        "region__key",
        "boundary_set__level__key",
        "code",
        "name",
        "boundary_set__key",
        "boundary_set__valid_during",
    )
    once: dict[tuple[str, ...], FoundArea] = {}
    for in_region, level, code, name, of_set, valid in rows:
        area = FoundArea(in_region, level, code, name, of_set, is_past=valid.upper is not None)
        once.setdefault((in_region, level, code, name), area)
    return sorted(once.values(), key=lambda one: one.is_past)


def area_counts(of: Region) -> dict[str, int]:
    """How many areas each level has today, by its key."""
    found = Area.objects.using(PUBLIC).filter(
        region=of, boundary_set__is_current=True, boundary_set__valid_during__upper_inf=True
    )
    counted = found.values_list("boundary_set__level__key").annotate(n=Count("id"))
    return dict(counted.order_by())


def whole_codes(of: Region) -> dict[str, str]:
    """The code of the whole region by boundary set: of levels with a single area."""
    single = BoundarySet.objects.using(PUBLIC).filter(region=of, is_current=True)
    counted = single.annotate(n=Count("area")).filter(n=1)
    return dict(counted.values_list("key", "area__code"))


def area_rows(of: BoundarySet) -> list[dict[str, Any]]:
    """The areas of a boundary set, with the span in which they hold."""
    start, end = of.valid_during.lower, of.valid_during.upper
    last_day = None if end is None else end - datetime.timedelta(days=1)
    areas = Area.objects.using(PUBLIC).filter(boundary_set=of).order_by("code")
    return [
        {
            "area": code,
            "name": name,
            "boundary_set": of.key,
            "valid_from": None if start is None else start.isoformat(),
            "valid_to": None if last_day is None else last_day.isoformat(),
            "square_metres": round(size),
        }
        for code, name, size in areas.values_list("code", "name", "square_metres")
    ]
