"""One area and what lies around it: its other boundaries, its trees, its neighbours.

Everything is read by the role that sees no raw table.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Avg, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import Region
from spatial_units.models import (
    Area,
    BoundarySet,
    Containment,
    Shapes,
    SpatialLevel,
)

PUBLIC = settings.PUBLIC
NEIGHBOURS_SHOWN = 12

# Pieces of another set's areas that cover at least a fiftieth of this one: less is a sliver.
OVERLAPPING = """
    SELECT other.id
    FROM spatial_units_area own JOIN spatial_units_area other
      ON other.boundary_set_id = %s AND ST_Intersects(own.geometry, other.geometry)
    WHERE own.id = %s
      AND ST_Area(ST_Intersection(own.geometry, other.geometry)) > ST_Area(own.geometry) / 50
"""
TOUCHING = """
    SELECT other.id
    FROM spatial_units_area own JOIN spatial_units_area other
      ON other.boundary_set_id = own.boundary_set_id AND other.id <> own.id
     AND ST_DWithin(own.geometry, other.geometry, 0.00001)  -- degrees: about a metre
    WHERE own.id = %s
"""
# The area itself, and wherever links of identity lead from it, to earlier and to later sets.
IDENTICAL = """
    WITH RECURSIVE same(id) AS (
        SELECT %s::bigint
        UNION
        SELECT linked.id
        FROM same, LATERAL (
            SELECT later_id FROM spatial_units_identitylink WHERE earlier_id = same.id
            UNION ALL
            SELECT earlier_id FROM spatial_units_identitylink WHERE later_id = same.id
        ) linked(id)
    )
    SELECT id FROM same
"""
# The area itself and all it lies in, through all trees.
ENCLOSING = """
    WITH RECURSIVE inner_area(id) AS (
        SELECT %s::bigint
        UNION
        SELECT link.parent_id
        FROM inner_area JOIN spatial_units_containment link ON link.child_id = inner_area.id
    )
    SELECT id FROM inner_area
"""


@dataclass(frozen=True)
class Lineage:
    """An area and all boundary sets of its level, in order of time.

    `same` holds the area itself and what it is called where it did not change, by boundary set.
    """

    area: Area
    sets: tuple[BoundarySet, ...]
    same: dict[str, Area]

    @property
    def boundary_set(self) -> BoundarySet:
        return self.area.boundary_set

    @property
    def codes(self) -> dict[str, str]:
        return {key: area.code for key, area in self.same.items()}


def areas_of_code(region: Region, level: str, code: str) -> list[Area]:
    """Areas of a level that have or had this code, in order of time. They may differ."""
    if "\0" in code:  # PostgreSQL has no texts with null bytes
        return []
    found = _areas(region.id).filter(
        code=code, boundary_set__level__key=level, boundary_set__is_current=True
    )
    return list(found.order_by("boundary_set__valid_during"))


def sets_of(region: Region, level: str) -> tuple[BoundarySet, ...]:
    found = BoundarySet.objects.using(PUBLIC).filter(
        region=region, level__key=level, is_current=True
    )
    return tuple(found.order_by("valid_during"))


def lineage(area: Area, sets: tuple[BoundarySet, ...]) -> Lineage:
    """Follow the links of identity as far as they lead, to earlier and to later sets."""
    found = _areas(area.region_id).filter(id__in=RawSQL(IDENTICAL, [area.id]))
    return Lineage(area, sets, {one.boundary_set.key: one for one in found})


def overlapping(area: Area, other: BoundarySet) -> list[Area]:
    """Areas of another set that share ground with this one."""
    found = _areas(area.region_id).filter(id__in=RawSQL(OVERLAPPING, [other.id, area.id]))
    return list(found.order_by("name"))


def neighbours(area: Area) -> list[Area]:
    found = _areas(area.region_id).filter(id__in=RawSQL(TOUCHING, [area.id]))
    return list(found.order_by("name")[:NEIGHBOURS_SHOWN])


def ancestors(area: Area) -> list[Area]:
    """All coarser areas this one lies in, tree by tree, the coarsest first; each once."""
    links = Containment.objects.using(PUBLIC).filter(child_id__in=RawSQL(ENCLOSING, [area.id]))
    found = links.select_related("parent__boundary_set__level").defer("parent__geometry")
    ordered = found.order_by("tree", "-parent__boundary_set__level__position")
    return list({link.parent_id: link.parent for link in ordered}.values())


def children(area: Area, on: datetime.date) -> list[Area]:
    """The areas of the next finer level within this one, as they were on a day."""
    links = Containment.objects.using(PUBLIC).filter(
        parent=area,
        child__boundary_set__is_current=True,
        child__boundary_set__valid_during__contains=on,
    )
    found = list(_areas(area.region_id).filter(id__in=links.values("child_id")).order_by("name"))
    nearest = max((one.boundary_set.level.position for one in found), default=0)
    return [one for one in found if one.boundary_set.level.position == nearest]


def areas_by_parent(of: BoundarySet) -> list[tuple[Area | None, list[Area]]]:
    """The areas of a set, by the coarsest area below the whole region that they lie in."""
    whole = SpatialLevel.objects.using(PUBLIC).filter(region=of.region_id).order_by("-position")[:1]
    links = Containment.objects.using(PUBLIC).filter(child__boundary_set=of)
    ordered = links.exclude(parent__boundary_set__level__in=list(whole)).order_by(
        "parent__boundary_set__level__position"
    )
    parent_of = dict(ordered.values_list("child_id", "parent_id"))  # the coarsest comes last
    parents = _areas(of.region_id).in_bulk(set(parent_of.values()))
    grouped: dict[int | None, list[Area]] = {}
    for one in _areas(of.region_id).filter(boundary_set=of):
        grouped.setdefault(parent_of.get(one.id), []).append(one)
    named = [(None if key is None else parents[key], found) for key, found in grouped.items()]
    return sorted(named, key=lambda group: group[0].code if group[0] else "")


def shapes_hash(of: BoundarySet) -> str | None:
    """None while the shapes are still being made."""
    found = Shapes.objects.using(PUBLIC).filter(boundary_set=of)
    return found.values_list("hash", flat=True).first()


def mean_size(of: BoundarySet) -> float:
    """Square metres of the average area."""
    found = Area.objects.using(PUBLIC).filter(boundary_set=of).aggregate(mean=Avg("square_metres"))
    return float(found["mean"] or 0)


def codes_of(of: BoundarySet) -> list[str]:
    """In the order of the shapes' paths."""
    return sorted(Area.objects.using(PUBLIC).filter(boundary_set=of).values_list("code", flat=True))


def _areas(region: int) -> QuerySet[Area]:
    found = Area.objects.using(PUBLIC).filter(region=region).select_related("boundary_set__level")
    return found.defer("geometry")
