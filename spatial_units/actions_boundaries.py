"""Boundary sets from the desk: put into time, linked with what is there, taken back.

The caller holds a transaction; `brought` holds the areas.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, QuerySet

from accounts.actions import record
from accounts.models import Region, User
from accounts.scoping import row_of
from spatial_units import actions, brought
from spatial_units.importing.boundary_features import BoundaryFeature
from spatial_units.importing.findings import Findings
from spatial_units.importing.geodata_settings import BoundarySettings, NewLevel
from spatial_units.importing.layout import IdentityLink as IdentityRule
from spatial_units.importing.layout import ParentRule
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import (
    BoundarySet,
    GeodataUpload,
    IdentityLink,
    Origin,
    Shapes,
    SpatialLevel,
)
from spatial_units.queries import is_used

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
IN_PLACE_OF_LEVEL = 1  # positions a new level pushes the coarser ones up by


class InUse(Exception):
    """Values lie on the boundary set, so it can be neither changed nor removed."""


def present_set(level: SpatialLevel | None, day: date) -> BoundarySet | None:
    """What a set that begins on this day is compared with: what holds then, or the last."""
    if level is None:
        return None
    current = BoundarySet.objects.filter(level=level, is_current=True)
    begun = current.filter(valid_during__startswith__lte=day).order_by("-valid_during")
    return begun.first() or current.order_by("valid_during").first()


def take_over(
    region: Region,
    settings: BoundarySettings,
    features: list[BoundaryFeature],
    source_hash: str,
) -> tuple[BoundarySet | None, list[Problem]]:
    """Store what lies in BROUGHT as a set, end the one before it, and link both."""
    findings = Findings("")
    level = level_of(region, settings) or _make_level(region, settings.new_level)
    during = _make_room(level, settings.valid_from, findings)
    if during is None:
        return None, findings.problems()
    stored, problems = actions.store_boundary_set(
        region, _declared(region, level, settings, during, source_hash), brought.hand_over
    )
    if stored is None or has_errors(problems):
        return None, [one for one in problems if one.code != "outside_region"]
    stored.origin = Origin.DESK
    stored.valid_during = during
    stored.save(update_fields=["origin", "valid_during"])
    problems += _link(stored, settings, features)
    return stored, [*findings.problems(), *problems]


def level_of(region: Region, settings: BoundarySettings) -> SpatialLevel | None:
    return SpatialLevel.objects.filter(region=region, key=settings.level).first()


def _make_level(region: Region, wanted: NewLevel | None) -> SpatialLevel:
    """A new level just above the one named; the coarser ones move up."""
    assert wanted is not None, "the form asks for a level"
    finer = SpatialLevel.objects.filter(region=region, key=wanted.above).first()
    position = finer.position + IN_PLACE_OF_LEVEL if finer else 0
    SpatialLevel.objects.filter(region=region, position__gte=position).update(
        position=F("position") + IN_PLACE_OF_LEVEL
    )
    return SpatialLevel.objects.create(
        region=region, key=free_key(SpatialLevel.objects.filter(region=region), wanted.name),
        name_de=wanted.name, name_en=wanted.name, plural_de=wanted.plural,
        plural_en=wanted.plural, position=position,
    )  # fmt: skip


def free_key(taken: QuerySet[Any], name: str) -> str:
    """A key made of a name, with a number where it is taken already."""
    plain = name.lower()
    for letter, plain_letters in _UMLAUTS.items():
        plain = plain.replace(letter, plain_letters)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    start = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:40] or "ebene"
    start = start if start[0].isalpha() else f"x-{start}"
    keys, key, number = set(taken.values_list("key", flat=True)), start, 2
    while key in keys:
        key, number = f"{start}-{number}", number + 1
    return key


def _make_room(level: SpatialLevel, begin: date, findings: Findings) -> DateRange | None:
    """The time for a set from this day on; what holds then ends the day before."""
    current = BoundarySet.objects.filter(level=level, is_current=True).order_by("valid_during")
    upper: date | None = None
    for one in current:
        if one.valid_during.lower == begin:
            findings.error("set_begins_that_day", day=f"{begin:%d.%m.%Y}", name=one.name_de)
            return None
        if one.valid_during.lower > begin:
            upper = upper or one.valid_during.lower
        elif one.valid_during.upper is None or one.valid_during.upper > begin:
            _say_what_stays(one, begin, findings)
            one.valid_during = DateRange(one.valid_during.lower, begin, "[)")
            one.save(update_fields=["valid_during"])
    return DateRange(begin, upper, "[)")


def _say_what_stays(earlier: BoundarySet, begin: date, findings: Findings) -> None:
    """Deliveries that name the earlier set for times when it no longer holds."""
    later = row_of(earlier).filter(slice__period__end__gte=begin)
    count = later.values("slice__delivery").distinct().count()
    if count:
        day = f"{begin:%d.%m.%Y}"
        findings.warning("values_stay_behind", count=count, day=day, name=earlier.name_de)


def _declared(
    region: Region, level: SpatialLevel, settings: BoundarySettings, during: DateRange, digest: str
) -> actions.DeclaredSet:
    sets = BoundarySet.objects.filter(region=region)
    return actions.DeclaredSet(
        key=free_key(sets, f"{level.key}-{during.lower}"),
        revision=1,
        level=level,
        name_de=settings.name,
        name_en=settings.name,
        valid_from=during.lower,
        valid_to=None,
        attribution=settings.attribution,
        licence=settings.licence,
        source_hash=digest,
    )


def _link(
    stored: BoundarySet, settings: BoundarySettings, features: list[BoundaryFeature]
) -> list[Problem]:
    """Parents above, children below, and the same areas before and after, as far as sets of
    the same time are there."""
    problems: list[Problem] = []
    for other in _at_the_same_time(stored):
        if other.level.position > stored.level.position:
            problems += _lies_in(stored, other, settings, features)
        else:
            problems += _lies_in(other, stored, None, [])
    before, after = _neighbours_in_time(stored)
    rule = IdentityRule(from_set="before", to_set="after", by="overlap")
    if before:
        actions.link_identical(before, stored, rule)
    if after:
        actions.link_identical(stored, after, rule)
    return problems


def _at_the_same_time(stored: BoundarySet) -> list[BoundarySet]:
    """Current sets of other levels that hold at some time while this one does."""
    others = BoundarySet.objects.filter(
        region=stored.region, is_current=True, valid_during__overlap=stored.valid_during
    )
    return list(others.exclude(level=stored.level).select_related("level"))


def _lies_in(
    child: BoundarySet,
    parent: BoundarySet,
    settings: BoundarySettings | None,
    features: list[BoundaryFeature],
) -> list[Problem]:
    by_column = settings and settings.parent_column and settings.parent_level == parent.level.key
    rule = ParentRule(set=parent.key, by="location")
    codes: list[tuple[str, str]] = []
    if settings and by_column:
        column = settings.parent_column
        rule = ParentRule(set=parent.key, by="column", column=column)
        codes = [(one.code, one.attributes[column].strip()) for one in features]
    found = actions.link_parents(child, parent, rule, codes)
    return [
        _without_parent(one, parent) if one.code == "parent_not_found" else one for one in found
    ]


def _without_parent(problem: Problem, parent: BoundarySet) -> Problem:
    facts = problem.facts | {"parent_set": parent.name_de}
    return Problem("without_parent", Severity.WARNING, facts=facts)


def _neighbours_in_time(stored: BoundarySet) -> tuple[BoundarySet | None, BoundarySet | None]:
    same = BoundarySet.objects.filter(level=stored.level, is_current=True).exclude(pk=stored.pk)
    begin = stored.valid_during.lower
    before = same.filter(valid_during__startswith__lt=begin).order_by("-valid_during").first()
    after = same.filter(valid_during__startswith__gt=begin).order_by("valid_during").first()
    return before, after


def take_back(boundary_set: BoundarySet, by: User) -> None:
    """Remove an unused set of the desk; the one it ended holds on again. InUse else.

    A set whose shapes were made stays, no longer counting: a map may still show it.
    """
    region, during = boundary_set.region, boundary_set.valid_during
    with transaction.atomic():
        locked = row_of(boundary_set).select_for_update().get()
        if not locked.is_current:
            return
        if locked.origin != Origin.DESK or is_used(locked):
            raise InUse
        ended = _ended_by(locked)
        if Shapes.objects.filter(boundary_set=locked).exists():
            row_of(locked).update(is_current=False)
        else:
            locked.delete()
        if ended and ended.valid_during.upper == during.lower:
            ended.valid_during = DateRange(ended.valid_during.lower, during.upper, "[)")
            ended.save(update_fields=["valid_during"])
            _link_across(ended)
        record("boundaries-removed", boundary_set.name_de, region, by, key=boundary_set.key,
               level=boundary_set.level.key, valid_from=str(during.lower))  # fmt: skip


def _ended_by(boundary_set: BoundarySet) -> BoundarySet | None:
    """The set that was ended when this one came."""
    upload = GeodataUpload.objects.filter(
        region=boundary_set.region, kind=GeodataUpload.Kind.BOUNDARIES, made=boundary_set.key
    ).first()
    key = (upload.preview or {}).get("ended", "") if upload else ""
    return BoundarySet.objects.filter(
        region=boundary_set.region, level=boundary_set.level, key=key, is_current=True
    ).first()


def _link_across(before: BoundarySet) -> None:
    """The set after the one that went is now the next of the one before it."""
    _, after = _neighbours_in_time(before)
    if (
        after
        and not IdentityLink.objects.filter(
            earlier__boundary_set=before, later__boundary_set=after
        ).exists()
    ):
        rule = IdentityRule(from_set="before", to_set="after", by="overlap")
        actions.link_identical(before, after, rule)
