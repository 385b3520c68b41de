"""Writing boundary sets, what contains what, and which areas live on.

Coordinates are transformed by PostGIS and nowhere else, so that one point has one place.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.backends.utils import CursorWrapper
from django.db.models import ProtectedError

from accounts.models import Region
from spatial_units.importing.boundaries import BoundaryFeature
from spatial_units.importing.layout import IdentityLink as IdentityRule
from spatial_units.importing.layout import ParentRule
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import Area, BoundarySet, Origin, SpatialLevel
from spatial_units.placing import compare_with_box

FAR_OUTSIDE_METRES = 20_000
STAGED = "staged_areas"  # (code, name, geometry in degrees) on their way into a set


@dataclass(frozen=True)
class DeclaredSet:
    """What is said about a boundary set apart from its areas; `valid_to` is the last day."""

    key: str
    revision: int
    level: SpatialLevel
    name_de: str
    name_en: str
    valid_from: date
    valid_to: date | None
    attribution: str
    licence: str
    source_hash: str

    @property
    def valid_during(self) -> DateRange:
        upper = self.valid_to + timedelta(days=1) if self.valid_to else None
        return DateRange(self.valid_from, upper, "[)")


def store_boundary_set(
    region: Region, declared: DeclaredSet, stage: Callable[[], None]
) -> tuple[BoundarySet | None, list[Problem]]:
    """Write a set unless it is there already; `stage` puts its areas into STAGED.

    The same areas under other names are a mended name; other areas or codes under the same
    revision replace the set only while no value lies on it.
    """
    found = BoundarySet.objects.filter(
        region=region, key=declared.key, revision=declared.revision
    ).first()
    if found and found.source_hash == declared.source_hash:
        areas = "SELECT code, name, geometry FROM spatial_units_area WHERE boundary_set_id = %s"
        return _described(found, declared), compare_with_box(region, declared.key, areas, found.id)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {STAGED} (code text, name text, geometry geometry)")
        stage()
        stored, problems = _settle(cursor, region, declared, found)
        cursor.execute(f"DROP TABLE {STAGED}")
    return stored, problems


def retire_undeclared(region: Region, keys: Sequence[str]) -> None:
    """Sets that are no longer declared stay with their values but no longer count; those that
    came by the desk were never declared."""
    declared_once = BoundarySet.objects.filter(region=region, origin=Origin.FILE)
    declared_once.exclude(key__in=keys).update(is_current=False)


def _settle(
    cursor: CursorWrapper, region: Region, declared: DeclaredSet, found: BoundarySet | None
) -> tuple[BoundarySet | None, list[Problem]]:
    astray = compare_with_box(region, declared.key, f"SELECT code, name, geometry FROM {STAGED}")
    if has_errors(astray):  # the cause; that areas changed would only follow from it
        return None, astray
    if found:
        changes = _changes(cursor, found)
        if not any(changes.values()):
            cursor.execute(
                f"UPDATE spatial_units_area a SET name = s.name FROM {STAGED} s"
                " WHERE a.boundary_set_id = %s AND a.code = s.code",
                [found.id],
            )
            return _described(found, declared), astray
        try:
            found.delete()
        except ProtectedError:
            facts: dict[str, str | int | float] = {
                "set": declared.key, "revision": declared.revision, **changes,
            }  # fmt: skip
            return None, [Problem("boundary_set_in_use", Severity.ERROR, facts=facts)]
    BoundarySet.objects.filter(region=region, key=declared.key).update(is_current=False)
    created = _described(
        BoundarySet(region=region, key=declared.key, revision=declared.revision), declared
    )
    cursor.execute(
        "INSERT INTO spatial_units_area"
        " (region_id, boundary_set_id, code, name, geometry, square_metres)"
        " SELECT %s, %s, code, name, geometry, ST_Area(ST_Transform(geometry, %s))"
        f" FROM {STAGED}",
        [region.id, created.id, region.srid],
    )
    return created, astray


def _changes(cursor: CursorWrapper, found: BoundarySet) -> dict[str, int]:
    """How many staged areas are new, gone, or of another shape than the stored ones."""
    cursor.execute(
        "SELECT count(*) FILTER (WHERE a.id IS NULL), count(*) FILTER (WHERE s.code IS NULL),"
        " count(*) FILTER (WHERE NOT ST_Equals(s.geometry, a.geometry))"
        f" FROM {STAGED} s FULL JOIN"
        " (SELECT * FROM spatial_units_area WHERE boundary_set_id = %s) a ON a.code = s.code",
        [found.id],
    )
    return dict(zip(("new", "gone", "reshaped"), cursor.fetchone(), strict=True))


def _described(boundary_set: BoundarySet, declared: DeclaredSet) -> BoundarySet:
    boundary_set.level = declared.level
    boundary_set.is_current = True
    boundary_set.name_de, boundary_set.name_en = declared.name_de, declared.name_en
    boundary_set.attribution, boundary_set.licence = declared.attribution, declared.licence
    boundary_set.valid_during = _not_into_the_desks(boundary_set, declared.valid_during)
    boundary_set.source_hash = declared.source_hash
    boundary_set.save()
    return boundary_set


def _not_into_the_desks(boundary_set: BoundarySet, declared: DateRange) -> DateRange:
    """The declared time, ended where a set that came by the desk takes over."""
    if boundary_set.origin == Origin.DESK:
        return declared
    followers = BoundarySet.objects.filter(
        level=boundary_set.level, is_current=True, origin=Origin.DESK
    ).exclude(pk=boundary_set.pk)
    begins = [one.valid_during.lower for one in followers]
    ends = [day for day in begins if day > declared.lower]
    upper = min([*ends, *([declared.upper] if declared.upper else [])], default=None)
    return DateRange(declared.lower, upper, "[)")


def stage_features(features: Sequence[BoundaryFeature], crs: int) -> None:
    """Stage the areas of a file, brought to degrees by PostGIS."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE read_areas (code text, name text, wkb bytea)")
        with cursor.copy("COPY read_areas FROM STDIN") as copy:
            for feature in features:
                copy.write_row((feature.code, feature.name, feature.wkb))
        cursor.execute(
            f"INSERT INTO {STAGED} SELECT code, name, ST_Multi(ST_CollectionExtract("
            "ST_MakeValid(ST_Transform(ST_SetSRID(ST_GeomFromWKB(wkb), %s), 4326)), 3))"
            " FROM read_areas",
            [crs],
        )
        cursor.execute("DROP TABLE read_areas")


def stage_dissolved(finer: BoundarySet, groups: Iterable[tuple[str, str, str]]) -> None:
    """Stage the joined areas of a finer set; `groups` are (finer code, code, name)."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE read_groups (finer text, code text, name text)")
        with cursor.copy("COPY read_groups FROM STDIN") as copy:
            for group in groups:
                copy.write_row(group)
        cursor.execute(
            f"INSERT INTO {STAGED} SELECT g.code, min(g.name), ST_Multi(ST_CollectionExtract("
            "ST_MakeValid(ST_Union(a.geometry ORDER BY a.code)), 3)) FROM read_groups g"
            " JOIN spatial_units_area a ON a.code = g.finer AND a.boundary_set_id = %s"
            " GROUP BY g.code",
            [finer.id],
        )
        cursor.execute("DROP TABLE read_groups")


def link_parents(
    child_set: BoundarySet,
    parent_set: BoundarySet,
    rule: ParentRule,
    parent_codes: Sequence[tuple[str, str]],
) -> list[Problem]:
    """Say which area lies in which coarser one; the tree is written anew.

    `parent_codes` are (child code, parent code) where the rule goes by column.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM spatial_units_containment USING spatial_units_area c,"
            " spatial_units_area p WHERE child_id = c.id AND parent_id = p.id"
            " AND c.boundary_set_id = %s AND p.boundary_set_id = %s AND tree = %s",
            [child_set.id, parent_set.id, rule.tree],
        )
        condition, parameters = _parent_condition(rule, parent_codes)
        cursor.execute(
            "INSERT INTO spatial_units_containment (region_id, tree, child_id, parent_id)"
            " SELECT c.region_id, %s, c.id, p.id FROM spatial_units_area c"
            f" JOIN spatial_units_area p ON {condition}"
            " WHERE c.boundary_set_id = %s AND p.boundary_set_id = %s",
            [rule.tree, *parameters, child_set.id, parent_set.id],
        )
    return _orphans(child_set, parent_set, rule)


def _parent_condition(
    rule: ParentRule, parent_codes: Sequence[tuple[str, str]]
) -> tuple[str, list[Any]]:
    if rule.by == "prefix":
        return "p.code = left(c.code, %s)", [rule.length]
    if rule.by == "column":
        children = [child for child, _ in parent_codes]
        parents = [parent for _, parent in parent_codes]
        return (
            "(c.code, p.code) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
            [children, parents],
        )
    return "ST_Contains(p.geometry, ST_PointOnSurface(c.geometry))", []


def _orphans(child_set: BoundarySet, parent_set: BoundarySet, rule: ParentRule) -> list[Problem]:
    orphans = list(
        Area.objects.filter(boundary_set=child_set)
        .exclude(parents__parent__boundary_set=parent_set, parents__tree=rule.tree)
        .values_list("code", flat=True)
    )
    if not orphans:
        return []
    facts: dict[str, str | int | float] = {
        "count": len(orphans), "set": child_set.key, "parent_set": parent_set.key,
        "examples": ", ".join(orphans[:5]),
    }  # fmt: skip
    return [Problem("parent_not_found", Severity.ERROR, facts=facts)]


def link_identical(earlier: BoundarySet, later: BoundarySet, rule: IdentityRule) -> int:
    """Link the areas that are one and the same in both sets; how many."""
    conditions: dict[str, tuple[str, list[Any]]] = {
        "code": ("e.code = l.code AND NOT e.code = ANY(%s)", [list(rule.except_codes)]),
        "overlap": (
            "ST_Intersects(e.geometry, l.geometry) AND NOT e.code = ANY(%s)"
            " AND ST_Area(ST_Intersection(e.geometry, l.geometry)) >= %s *"
            " (ST_Area(e.geometry) + ST_Area(l.geometry)"
            "  - ST_Area(ST_Intersection(e.geometry, l.geometry)))",
            [list(rule.except_codes), rule.at_least],
        ),
    }
    condition, parameters = conditions[rule.by]
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM spatial_units_identitylink USING spatial_units_area e,"
            " spatial_units_area l WHERE earlier_id = e.id AND later_id = l.id"
            " AND e.boundary_set_id = %s AND l.boundary_set_id = %s",
            [earlier.id, later.id],
        )
        cursor.execute(
            "INSERT INTO spatial_units_identitylink (region_id, earlier_id, later_id)"
            f" SELECT e.region_id, e.id, l.id FROM spatial_units_area e, spatial_units_area l"
            f" WHERE e.boundary_set_id = %s AND l.boundary_set_id = %s AND {condition}",
            [earlier.id, later.id, *parameters],
        )
        return int(cursor.rowcount)
