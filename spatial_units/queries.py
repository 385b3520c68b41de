"""Reading areas: from the database to arrays."""

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import PROTECT
from numpy.typing import NDArray

from spatial_units.models import Area, BoundarySet, Containment, IdentityLink, SpatialLevel


@dataclass(frozen=True)
class AreaList:
    """The areas of a boundary set in ascending order of codes, the order of everything."""

    boundary_set: BoundarySet
    ids: NDArray[np.int64]
    codes: list[str]
    names: list[str]

    @property
    def position(self) -> dict[int, int]:
        """Area id → place in this list."""
        return {int(area_id): place for place, area_id in enumerate(self.ids)}


def areas_of(boundary_set: BoundarySet) -> AreaList:
    rows = sorted(Area.objects.filter(boundary_set=boundary_set).values_list("code", "id", "name"))
    return AreaList(
        boundary_set,
        np.array([row[1] for row in rows], dtype=np.int64),
        [row[0] for row in rows],
        [row[2] for row in rows],
    )


def is_used(boundary_set: BoundarySet) -> bool:
    """Whether anything lies on a set that may not lose it: values, or what became known."""
    return any(
        link.related_model._base_manager.filter(**{link.field.name: boundary_set}).exists()
        for link in BoundarySet._meta.related_objects
        if link.on_delete is PROTECT
    )


def set_valid_on(level: SpatialLevel, day: datetime.date) -> BoundarySet | None:
    """The current boundary set of a level that holds on a day."""
    return BoundarySet.objects.filter(
        level=level, is_current=True, valid_during__contains=day
    ).first()


def geometries_of(boundary_set: BoundarySet) -> tuple[AreaList, NDArray[Any], list[float]]:
    """Areas, shapely polygons in degrees, square metres; for workers."""
    import shapely

    rows = sorted(
        Area.objects.filter(boundary_set=boundary_set).values_list(
            "code", "id", "name", "square_metres", "geometry"
        ),
        key=lambda row: row[0],
    )
    listed = AreaList(
        boundary_set,
        np.array([row[1] for row in rows], dtype=np.int64),
        [row[0] for row in rows],
        [row[2] for row in rows],
    )
    shapes = shapely.from_wkb([bytes(row[4].wkb) for row in rows])
    return listed, np.asarray(shapes), [row[3] for row in rows]


def parents_of(children: AreaList, parents: AreaList) -> NDArray[np.int64]:
    """(n_children,) place of the parent in `parents`, -1 where there is none."""
    place = parents.position
    child_place = children.position
    found = np.full(len(children.codes), -1, dtype=np.int64)
    # by id, not by joining areas: that was 4 s while the tables had no statistics yet
    links = Containment.objects.filter(
        child_id__in=children.ids.tolist(), parent_id__in=parents.ids.tolist()
    ).values_list("child_id", "parent_id")
    for child_id, parent_id in links:
        found[child_place[child_id]] = place[parent_id]
    return found


def same_as_before(earlier: AreaList, later: AreaList) -> list[int | None]:
    """For each later area the place of the same area in the earlier set, or None."""
    place = earlier.position
    links = dict(
        IdentityLink.objects.filter(
            earlier_id__in=earlier.ids.tolist(), later_id__in=later.ids.tolist()
        ).values_list("later_id", "earlier_id")
    )
    return [place[links[int(area_id)]] if int(area_id) in links else None for area_id in later.ids]
