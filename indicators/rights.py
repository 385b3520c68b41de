"""What an organisation speaks for, and which internal figures it may see."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.actions import record
from accounts.models import Jurisdiction, Organisation, Region, Right, User
from spatial_units.models import Area, Containment


def speak_for(organisation: Organisation, level_key: str, codes: Iterable[str], by: User) -> int:
    """The organisation speaks for these areas of a level, and for what lies within them.

    In every boundary set in which code and name are those of the newest one: a code alone may mean
    another place there. How many areas were new; an unknown code is left out.
    """
    region = organisation.region
    wanted = _newest_names(region, level_key, codes)
    found = [
        area
        for area in _areas(region).filter(boundary_set__level__key=level_key, code__in=wanted)
        if area.name == wanted[area.code]
    ]
    within = Containment.objects.filter(parent__in=found).values_list("child_id", flat=True)
    every = [*found, *_areas(region).filter(pk__in=list(within))]
    with transaction.atomic():
        before = Jurisdiction.objects.filter(organisation=organisation).count()
        Jurisdiction.objects.bulk_create(
            [_row(organisation, area) for area in every], ignore_conflicts=True
        )
        new = Jurisdiction.objects.filter(organisation=organisation).count() - before
        record("jurisdiction-given", organisation.name, region, by, level=level_key, areas=new)
    return new


def _areas(region: Region) -> QuerySet[Area]:
    return Area.objects.filter(region=region).select_related("boundary_set__level")


def _newest_names(region: Region, level_key: str, codes: Iterable[str]) -> dict[str, str]:
    rows = _areas(region).filter(boundary_set__level__key=level_key, code__in=list(codes))
    return dict(rows.order_by("boundary_set__valid_during").values_list("code", "name"))


def _row(organisation: Organisation, area: Area) -> Jurisdiction:
    return Jurisdiction(
        organisation=organisation,
        level_key=area.boundary_set.level.key,
        boundary_set_key=area.boundary_set.key,
        code=area.code,
    )


def speak_no_longer(organisation: Organisation, level_key: str, code: str, by: User) -> None:
    """For this area of a level; what lies within it is taken away by itself."""
    said = {"level": level_key, "code": code}
    with transaction.atomic():
        held = Jurisdiction.objects.filter(organisation=organisation)
        held.filter(level_key=level_key, code=code).delete()
        record("jurisdiction-taken", organisation.name, organisation.region, by, **said)


def give(organisation: Organisation, said: dict[str, Any], by: User) -> None:
    """A right; given twice it is one, with the reach of the last."""
    names = {key: said[key] for key in ("topic_key", "indicator_key", "level_key")}
    with transaction.atomic():
        Right.objects.update_or_create(
            organisation=organisation,
            **names,
            defaults={"own_areas_only": said["own_areas_only"]},
        )
        record("right-given", organisation.name, organisation.region, by, **said)


def take(right: Right, by: User) -> None:
    organisation = right.organisation
    fields = ("topic_key", "indicator_key", "level_key", "own_areas_only")
    said = {key: getattr(right, key) for key in fields}
    with transaction.atomic():
        right.delete()
        record("right-taken", organisation.name, organisation.region, by, **said)
