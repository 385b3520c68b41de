"""Areas that were brought by the desk and are not stored yet, and how they fit together.

They lie in a temporary table: `geometry` in degrees as it would be stored, `flat` in the
region's metric system for lengths and areas. PostGIS alone transforms and measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.models import Region
from spatial_units.actions import STAGED
from spatial_units.importing.boundary_features import BoundaryFeature
from spatial_units.importing.findings import SHOWN_PER_CODE, Findings
from spatial_units.models import BoundarySet
from spatial_units.placing import astray_of

BROUGHT = "brought_areas"
LEAST_SQUARE_METRES = 1.0  # less is noise of the arithmetic
# A long straight border bends by centimetres when it is transformed, and not so where another
# area has a corner on it; nobody drew that.
LEAST_METRES = 0.1
SLIVER_METRES = 10.0  # a strip narrower than this on average is a slip of the pen
LEAST_UNCOVERED = 10_000.0  # a hectare: borders drawn more or less finely differ by less

MEAN_WIDTH = "2 * ST_Area({0}) / NULLIF(ST_Perimeter({0}), 0)"
# What lies within the outer borders of all areas together and in none of them.
GAPS = f"""
    SELECT (ST_Dump(ST_Difference(filled.shape, whole.shape))).geom AS gap
    FROM (SELECT ST_Union({{column}}) AS shape FROM {BROUGHT}) whole,
         LATERAL (SELECT ST_Union(ST_MakePolygon(ST_ExteriorRing(part.geom))) AS shape
                    FROM ST_Dump(whole.shape) AS part) filled
"""


@dataclass
class Places:
    """Where on the map something was found; a finding's fact `place` is its number."""

    wkts: list[str] = field(default_factory=list)

    def add(self, wkt: str) -> int:
        """A point or an area in the region's metric system; its number, from 1."""
        self.wkts.append(wkt)
        return len(self.wkts)


def stage(region: Region, features: Sequence[BoundaryFeature], crs: int) -> None:
    """Put the areas of a file into BROUGHT, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {BROUGHT}")
        cursor.execute("CREATE TEMP TABLE read_areas (row int, code text, name text, wkb bytea)")
        with cursor.copy("COPY read_areas FROM STDIN") as copy:
            for one in features:
                copy.write_row((one.row, one.code, one.name, one.wkb))
        cursor.execute(
            f"CREATE TEMP TABLE {BROUGHT} ON COMMIT DROP AS SELECT row, code, name,"
            " ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Transform(ST_SetSRID("
            "ST_GeomFromWKB(wkb), %s), 4326)), 3)) AS geometry, NULL::geometry AS flat"
            " FROM read_areas",
            [crs],
        )
        cursor.execute("DROP TABLE read_areas")
        cursor.execute(f"CREATE INDEX ON {BROUGHT} USING gist (flat)")
    _flatten(region)


def _flatten(region: Region) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {BROUGHT} SET flat = ST_Transform(geometry, %s)", [region.srid])
        cursor.execute(f"ANALYZE {BROUGHT}")


def hand_over() -> None:
    """Copy the areas to where store_boundary_set takes them from."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {STAGED} SELECT code, name, geometry FROM {BROUGHT}")


def close_slivers(region: Region, findings: Findings) -> None:
    """Take narrow overlaps from the later area and give narrow gaps to the longest neighbour."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH narrow AS (
              SELECT later.row, ST_Union(earlier.geometry) AS taken,
                     count(*) FILTER (WHERE {MEAN_WIDTH.format("common")} >= %s) AS pairs
                FROM {BROUGHT} later
                JOIN {BROUGHT} earlier ON earlier.row < later.row AND earlier.flat && later.flat
                     AND ST_Intersects(earlier.flat, later.flat),
                LATERAL ST_CollectionExtract(ST_Intersection(earlier.flat, later.flat), 3) AS common
               WHERE ST_Area(common) > 0 AND {MEAN_WIDTH.format("common")} <= %s
               GROUP BY later.row)
            UPDATE {BROUGHT} b SET geometry = ST_Multi(ST_CollectionExtract(
                   ST_Difference(b.geometry, narrow.taken), 3))
              FROM narrow WHERE narrow.row = b.row RETURNING narrow.pairs
            """,
            [LEAST_METRES, SLIVER_METRES],
        )
        overlaps = sum(row[0] for row in cursor.fetchall())
        _flatten(region)
        cursor.execute(
            f"""
            WITH gaps AS ({GAPS.format(column="geometry")}),
                 narrow AS (
                   SELECT gap, {MEAN_WIDTH.format("flat_gap")} AS width
                     FROM gaps, LATERAL ST_Transform(gap, %s) AS flat_gap
                    WHERE {MEAN_WIDTH.format("flat_gap")} <= %s),
                 given AS (
                   SELECT DISTINCT ON (gap) gap, width, b.row
                     FROM narrow JOIN {BROUGHT} b ON ST_Intersects(b.geometry, gap)
                    ORDER BY gap, ST_Length(ST_Intersection(
                          ST_Boundary(b.geometry), ST_Boundary(gap))) DESC, b.row),
                 joined AS (
                   SELECT row, ST_Union(gap) AS gained, count(*) FILTER (WHERE width >= %s) AS gaps
                     FROM given GROUP BY row)
            UPDATE {BROUGHT} b SET geometry = ST_Multi(ST_CollectionExtract(
                   ST_Union(b.geometry, joined.gained), 3))
              FROM joined WHERE joined.row = b.row RETURNING joined.gaps
            """,
            [region.srid, SLIVER_METRES, LEAST_METRES],
        )
        gaps = sum(row[0] for row in cursor.fetchall())
    _flatten(region)
    findings.note("slivers_closed", overlaps=overlaps, gaps=gaps, metres=SLIVER_METRES)


def say_what_does_not_fit(
    region: Region, present: BoundarySet | None, findings: Findings, places: Places
) -> None:
    """Codes given twice, areas elsewhere, overlaps, gaps, and what no area covers any more."""
    if _say_whole(findings, places):
        return
    _say_duplicates(findings, places)
    _say_astray(region, findings)
    _say_overlaps(findings, places)
    _say_gaps(findings, places)
    if present is not None:
        _say_difference(region, present, findings, places)


def _rows(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _say_whole(findings: Findings, places: Places) -> bool:
    """An area as large as all others together, such as “Gesamt”, is asked about first."""
    found = _rows(
        f"""
        SELECT b.row, b.code, b.name, ST_AsText(ST_PointOnSurface(b.flat)) FROM {BROUGHT} b
         WHERE (SELECT count(*) FROM {BROUGHT}) > 2
           AND ST_Area(b.flat) >= 0.9 * (SELECT sum(ST_Area(o.flat)) FROM {BROUGHT} o
                                          WHERE o.row <> b.row)
           AND (SELECT count(*) FROM {BROUGHT} o WHERE o.row <> b.row
                   AND ST_Intersects(ST_PointOnSurface(o.flat), b.flat)) * 2
               > (SELECT count(*) - 1 FROM {BROUGHT})
        """
    )
    for row, code, name, wkt in found:
        findings.error("area_is_the_whole", row, key=code, name=name, place=places.add(wkt))
    return bool(found)


def _say_duplicates(findings: Findings, places: Places) -> None:
    found = _rows(
        f"""
        SELECT row, code, name, ST_AsText(ST_PointOnSurface(flat)),
               count(*) OVER (PARTITION BY code) FROM {BROUGHT}
         WHERE code IN (SELECT code FROM {BROUGHT} GROUP BY code HAVING count(*) > 1)
         ORDER BY code, row
        """
    )
    for row, code, name, wkt, count in found:
        place = places.add(wkt)
        findings.error("code_given_twice", row, key=code, name=name, count=count, place=place)


def _say_astray(region: Region, findings: Findings) -> None:
    areas = f"SELECT code, name, geometry FROM {BROUGHT}"
    for one in astray_of(region, areas):
        if one.is_outside:
            findings.error(
                "area_elsewhere",
                key=one.code,
                name=one.name,
                distance=max(1, round(one.kilometres)),
                lon=round(one.lon, 3),
                lat=round(one.lat, 3),
            )


def _say_overlaps(findings: Findings, places: Places) -> None:
    found = _rows(
        f"""
        SELECT b.row, a.code, a.name, b.code, b.name, ST_Area(common), ST_AsText(common),
               {MEAN_WIDTH.format("common")}, count(*) OVER ()
          FROM {BROUGHT} a JOIN {BROUGHT} b ON a.row < b.row AND a.flat && b.flat
               AND ST_Intersects(a.flat, b.flat),
               LATERAL ST_CollectionExtract(ST_Intersection(a.flat, b.flat), 3) AS common
         WHERE ST_Area(common) >= %s AND {MEAN_WIDTH.format("common")} >= %s
         ORDER BY ST_Area(common) DESC LIMIT {SHOWN_PER_CODE}
        """,
        [LEAST_SQUARE_METRES, LEAST_METRES],
    )
    for row, one, one_name, other, other_name, area, wkt, width, _all in found:
        code = "overlap_narrow" if width <= SLIVER_METRES else "overlap_wide"
        findings.warning(
            code, row, one=f"{one} {one_name}", other=f"{other} {other_name}", area=round(area),
            place=places.add(wkt),
        )  # fmt: skip
    _say_rest(found, "overlap_narrow", findings)


def _say_rest(found: list[tuple[Any, ...]], code: str, findings: Findings) -> None:
    if found and found[0][-1] > len(found):
        findings.warning("further_places", count=found[0][-1] - len(found), kind=code)


def _say_gaps(findings: Findings, places: Places) -> None:
    found = _rows(
        f"""
        WITH gaps AS ({GAPS.format(column="flat")})
        SELECT ST_Area(gap), ST_AsText(gap), {MEAN_WIDTH.format("gap")}, count(*) OVER ()
          FROM gaps WHERE ST_Area(gap) >= %s AND {MEAN_WIDTH.format("gap")} >= %s
         ORDER BY ST_Area(gap) DESC LIMIT {SHOWN_PER_CODE}
        """,
        [LEAST_SQUARE_METRES, LEAST_METRES],
    )
    for area, wkt, width, _all in found:
        code = "gap_narrow" if width <= SLIVER_METRES else "gap_wide"
        findings.warning(code, area=round(area), place=places.add(wkt))
    _say_rest(found, "gap_narrow", findings)


def _say_difference(
    region: Region, present: BoundarySet, findings: Findings, places: Places
) -> None:
    """Parts of the present set that nothing covers, and what lies beyond it."""
    for code, difference in _DIFFERENCES.items():
        found = _rows(
            f"""
            WITH present AS (SELECT ST_Union(ST_Transform(geometry, %s)) AS shape
                               FROM spatial_units_area WHERE boundary_set_id = %s),
                 brought AS (SELECT ST_Union(flat) AS shape FROM {BROUGHT}),
                 filled AS (SELECT ST_Union(ST_MakePolygon(ST_ExteriorRing(part.geom))) AS shape
                              FROM brought, ST_Dump(shape) AS part),
                 parts AS (SELECT (ST_Dump({difference})).geom AS part
                             FROM present, brought, filled)
            SELECT ST_Area(part), ST_AsText(part), count(*) OVER () FROM parts
             WHERE ST_Area(part) >= %s AND {MEAN_WIDTH.format("part")} > %s
             ORDER BY ST_Area(part) DESC LIMIT {SHOWN_PER_CODE}
            """,
            [region.srid, present.id, LEAST_UNCOVERED, SLIVER_METRES],
        )
        for area, wkt, _all in found:
            findings.warning(code, hectares=round(area / 10_000, 1), place=places.add(wkt))
        _say_rest(found, code, findings)


# Gaps within the new areas are told as gaps, so they count as filled here.
_DIFFERENCES = {
    "part_uncovered": "ST_Difference(present.shape, filled.shape)",
    "part_beyond": "ST_Difference(brought.shape, present.shape)",
}


def place_of_slip(region: Region, at: str, crs: int) -> str | None:
    """Where a ring meets itself, as the reader says it ("x y" in the file's system)."""
    try:
        x, y = (float(part) for part in at.split()[:2])
    except ValueError:
        return None
    ((wkt,),) = _rows(
        "SELECT ST_AsText(ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), %s), %s))",
        [x, y, crs, region.srid],
    )
    return str(wkt)
