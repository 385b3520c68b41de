"""Crosswalks (Umsteigeschlüssel): finding and storing them, and taking one back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from numpy.typing import NDArray

from accounts.actions import record
from accounts.models import Region, User
from accounts.scoping import row_of
from spatial_units.importing.crosswalks import ReadCrosswalk
from spatial_units.models import BoundarySet, Crosswalk, CrosswalkLink
from spatial_units.queries import AreaList

NEARLY_WHOLE = 0.98  # a larger share passes as good as whole; the rest are slivers of drawing
FAR_APART = """
    SELECT s.code || ' → ' || t.code
      FROM unnest(%s::bigint[], %s::bigint[]) AS link (source, target)
      JOIN spatial_units_area s ON s.id = link.source
      JOIN spatial_units_area t ON t.id = link.target
     WHERE NOT ST_Intersects(s.geometry, t.geometry)
     ORDER BY s.code, t.code
"""


class InUse(Exception):
    """Values were converted by it, so it stays."""


@dataclass(frozen=True)
class Links:
    """The shares of a crosswalk by area id, (n,) each, ordered by target and source."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]


def current_crosswalks(region: Region) -> list[Crosswalk]:
    """Those that count, the newest first, with both sets and the number of their links."""
    found = Crosswalk.objects.filter(region=region, is_current=True)
    sets = found.select_related("from_set__level", "to_set__level", "uploaded_by")
    return list(sets.annotate(size=Count("links")).order_by("-id"))


def in_place_of(region: Region, number: int) -> int:
    """The crosswalk that counts now instead of this one, the same where it still does; 0: none."""
    before = Crosswalk.objects.filter(region=region, pk=number).first()
    if before is None:
        return 0
    pair = {"from_set": before.from_set_id, "to_set": before.to_set_id, "basis": before.basis}
    now = Crosswalk.objects.filter(region=region, is_current=True, **pair)
    return now.values_list("pk", flat=True).first() or 0


def sets_converted_to(target: BoundarySet) -> set[int]:
    """The boundary sets, by id, from which a crosswalk that counts leads to this one."""
    found = Crosswalk.objects.filter(to_set=target, is_current=True)
    return set(found.values_list("from_set_id", flat=True))


def links_of(crosswalk: Crosswalk) -> Links:
    found = CrosswalkLink.objects.filter(crosswalk=crosswalk).order_by("target_id", "source_id")
    rows = list(found.values_list("source_id", "target_id", "weight"))
    source, target, weight = zip(*rows, strict=True)
    return Links(np.array(source), np.array(target), np.array(weight, dtype=np.float64))


@dataclass(frozen=True)
class Declared:
    """What is said about a crosswalk apart from its shares."""

    source: str
    file_name: str
    content_hash: str
    uploaded_by: User | None = None


def store(lists: tuple[AreaList, AreaList], read: ReadCrosswalk, declared: Declared) -> Crosswalk:
    """Write a crosswalk; one of the same pair and basis that stands counts no longer."""
    from_set, to_set = lists[0].boundary_set, lists[1].boundary_set
    pair = {"from_set": from_set, "to_set": to_set, "basis": read.basis}
    Crosswalk.objects.filter(**pair, is_current=True).update(is_current=False)
    made = Crosswalk.objects.create(region_id=from_set.region_id, **pair, **vars(declared))
    ids = zip(
        lists[0].ids[read.source].tolist(),
        lists[1].ids[read.target].tolist(),
        read.weight.tolist(),
        strict=True,
    )
    CrosswalkLink.objects.bulk_create(
        (
            CrosswalkLink(crosswalk=made, source_id=one, target_id=other, weight=weight)
            for one, other, weight in ids
        ),
        batch_size=5000,
    )
    return made


def far_apart(source: Sequence[int], target: Sequence[int]) -> list[str]:
    """Pairs of areas, by id, that do not even touch, as “01 → 02”."""
    with connection.cursor() as cursor:
        cursor.execute(FAR_APART, [list(source), list(target)])
        return [str(row[0]) for row in cursor.fetchall()]


def mark_used(region: Region, number: int) -> bool:
    """Values are being converted by it; False where it counts no longer."""
    current = Crosswalk.objects.filter(region=region, pk=number, is_current=True)
    found = current.select_for_update().first()
    if found is None:
        return False
    if found.first_used_at is None:
        row_of(found).update(first_used_at=timezone.now())
    return True


def take_back(crosswalk: Crosswalk, by: User) -> None:
    """Remove one that nothing was converted by; the one it replaced counts again. InUse else."""
    with transaction.atomic():
        locked = row_of(crosswalk).select_for_update().first()
        if locked is None:
            return
        if locked.first_used_at is not None:
            raise InUse
        pair = {"from_set": locked.from_set, "to_set": locked.to_set, "basis": locked.basis}
        record(
            "crosswalk-removed", name_of(locked), locked.region, by,
            crosswalk=locked.pk, file=locked.file_name,
        )  # fmt: skip
        was_current = locked.is_current
        locked.delete()
        before = Crosswalk.objects.filter(**pair).order_by("-id").first()
        if was_current and before:
            row_of(before).update(is_current=True)


def name_of(crosswalk: Crosswalk) -> str:
    """Both sets and the basis, in the reader's language."""
    return f"{crosswalk.from_set.name} → {crosswalk.to_set.name} ({crosswalk.get_basis_display()})"
