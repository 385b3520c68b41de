"""What a brought boundary set would change, and a picture of it as SVG paths.

`preview` is plain JSON: `rows` compare area by area, `map` holds the picture, `present` names
the set it was compared with. Shares run from 0 to 1.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.db import connection

from accounts.models import Region
from spatial_units.brought import BROUGHT, Places
from spatial_units.models import BoundarySet

SAME_SHAPE = 0.001  # a thousandth of an area may move and it still is the same
SAME_AREA = 0.99  # as identity links by overlap
WIDTH = 1000

Kind = Literal["unchanged", "renamed", "reshaped", "recoded", "new", "gone"]
KINDS: tuple[Kind, ...] = ("reshaped", "renamed", "recoded", "new", "gone", "unchanged")


@dataclass(frozen=True)
class Compared:
    """An area before and after; None where there is none. `moved` is the share of the larger
    of both that the two have not in common, None where there is nothing to compare."""

    kind: Kind
    code: str
    name: str
    old_code: str | None
    old_name: str | None
    moved: float | None


def preview_of(region: Region, present: BoundarySet | None, places: Places) -> dict[str, Any]:
    """The comparison and the picture of what lies in BROUGHT."""
    rows = _compared(region, present)
    counts = Counter(row.kind for row in rows)
    return {
        "present": basis_of(present),
        "counts": {kind: counts[kind] for kind in KINDS},
        "rows": [asdict(row) for row in rows if row.kind != "unchanged"],
        "map": _map(region, rows, places),
    }


def basis_of(present: BoundarySet | None) -> list[Any]:
    """What must still hold when the set is taken over: the set it was compared with."""
    if present is None:
        return []
    return [present.id, present.name_de, str(present.valid_during.lower), present.source_hash]


def _compared(region: Region, present: BoundarySet | None) -> list[Compared]:
    """All areas, by what happened to them and code; without a present set all are new."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH old AS (SELECT code, name, ST_Transform(geometry, %(srid)s) AS flat
                           FROM spatial_units_area WHERE boundary_set_id = %(present)s)
            SELECT b.code, b.name, o.code, o.name,
                   CASE WHEN b.code IS NOT NULL AND o.code IS NOT NULL THEN
                     CASE WHEN ST_Equals(b.flat, o.flat) THEN 0
                          ELSE 1 - ST_Area(ST_Intersection(b.flat, o.flat))
                                   / GREATEST(ST_Area(b.flat), ST_Area(o.flat)) END END
              FROM {BROUGHT} b FULL JOIN old o ON o.code = b.code
             ORDER BY COALESCE(b.code, o.code)
            """,
            {"srid": region.srid, "present": present.id if present else None},
        )
        joined = cursor.fetchall()
    again = _recoded(region, present)
    rows = [_judged(row, again) for row in joined]
    kept = [row for row in rows if row is not None]
    return sorted(kept, key=lambda row: (KINDS.index(row.kind), -(row.moved or 0), row.code))


def _judged(row: tuple[Any, ...], again: dict[str, tuple[str, str]]) -> Compared | None:
    code, name, old_code, old_name, moved = row
    if code is None:
        if any(before == old_code for before, _ in again.values()):
            return None  # told where its new code is
        return Compared("gone", old_code, old_name, old_code, old_name, None)
    if old_code is None:
        if code in again:
            return Compared("recoded", code, name, *again[code], None)
        return Compared("new", code, name, None, None, None)
    if moved > SAME_SHAPE:
        return Compared("reshaped", code, name, old_code, old_name, round(moved, 6))
    return Compared(
        "unchanged" if name == old_name else "renamed", code, name, old_code, old_name, 0.0
    )


def _recoded(region: Region, present: BoundarySet | None) -> dict[str, tuple[str, str]]:
    """New code → (old code, old name) of areas that only changed their code."""
    if present is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH old AS (
              SELECT code, name, ST_Transform(geometry, %s) AS flat FROM spatial_units_area
               WHERE boundary_set_id = %s AND code NOT IN (SELECT code FROM {BROUGHT}))
            SELECT b.code, old.code, old.name FROM {BROUGHT} b JOIN old ON b.flat && old.flat
             WHERE b.code NOT IN (
                   SELECT code FROM spatial_units_area WHERE boundary_set_id = %s)
               AND ST_Area(ST_Intersection(b.flat, old.flat))
                   >= %s * GREATEST(ST_Area(b.flat), ST_Area(old.flat))
            """,
            [region.srid, present.id, present.id, SAME_AREA],
        )
        return {code: (before, name) for code, before, name in cursor.fetchall()}


def _map(region: Region, rows: list[Compared], places: Places) -> dict[str, Any]:
    """A picture WIDTH wide: the region's outline, the new areas, and the numbered places."""
    kinds = {row.code: row.kind for row in rows if row.kind != "gone"}
    with connection.cursor() as cursor:
        frame = _frame(cursor, region)
        outline = drawn(
            cursor,
            frame,
            "SELECT ST_Union(shape) FROM (" + OUTLINE + ") o",
            [region.srid, region.id],
        )
        cursor.execute(
            f"SELECT code, name, ST_AsSVG({frame.picture('flat')}, 0, 1) FROM {BROUGHT}"
            " WHERE NOT ST_IsEmpty(flat) ORDER BY row"
        )
        areas = [
            {"code": code, "name": name, "path": path, "kind": kinds.get(code, "new")}
            for code, name, path in cursor.fetchall()
        ]
        marks = [_mark(cursor, frame, number, wkt) for number, wkt in enumerate(places.wkts, 1)]
    return {
        "width": WIDTH, "height": frame.height, "outline": outline, "areas": areas,
        "marks": [mark for mark in marks if mark],
    }  # fmt: skip


# The areas of the coarsest level: all together they are the region.
OUTLINE = """
    SELECT ST_Transform(a.geometry, %s) AS shape FROM spatial_units_area a
     WHERE a.boundary_set_id = (
       SELECT s.id FROM spatial_units_boundaryset s
         JOIN spatial_units_spatiallevel l ON l.id = s.level_id
        WHERE s.region_id = %s AND s.is_current
        ORDER BY l.position DESC, s.valid_during DESC LIMIT 1)
"""


@dataclass(frozen=True)
class Frame:
    """What part of the region's metric system the picture shows, and its scale."""

    west: float
    south: float
    units: float  # of the picture per metre
    height: int

    def picture(self, column: str, *, simple: bool = True) -> str:
        """SQL that brings a shape into the picture; ST_AsSVG then turns y around."""
        shape = f"ST_SimplifyPreserveTopology({column}, {0.7 / self.units})" if simple else column
        return (
            f"ST_Affine({shape}, {self.units}, 0, 0, {self.units}, {-self.west * self.units},"
            f" {-self.south * self.units - self.height})"
        )


def _frame(cursor: Any, region: Region) -> Frame:
    """Around the region and what was brought, as far as it lies near the region."""
    return frame_around(
        cursor,
        f"SELECT flat AS shape FROM {BROUGHT} UNION ALL {OUTLINE}",
        [region.srid, region.id],
        region,
    )


def frame_around(cursor: Any, shapes: str, parameters: list[Any], region: Region) -> Frame:
    """A frame with a little room around shapes, which `shapes` selects; at most the region's
    box twice over, so that one area far away does not make all others a dot."""
    cursor.execute(
        f"""
        WITH box AS (
               SELECT ST_Transform(ST_MakeEnvelope(%s, %s, %s, %s, 4326), %s) AS shape),
             room AS (
               SELECT ST_Expand(shape, (ST_XMax(shape) - ST_XMin(shape)) / 2) AS shape FROM box),
             near AS (
               SELECT ST_Extent(s.shape)::geometry AS shape FROM ({shapes}) s, room
                WHERE s.shape && ST_SetSRID(room.shape, ST_SRID(s.shape))
                  AND ST_SetSRID(room.shape, ST_SRID(s.shape)) ~ s.shape),
             shown AS (
               SELECT COALESCE(near.shape, ST_SetSRID(box.shape, 0)) AS shape FROM near, box)
        SELECT ST_XMin(shape), ST_YMin(shape), ST_XMax(shape), ST_YMax(shape) FROM shown
        """,
        [region.west, region.south, region.east, region.north, region.srid, *parameters],
    )
    west, south, east, north = cursor.fetchone()
    margin = 0.02 * max(east - west, north - south, 1.0)
    units = WIDTH / max(east - west + 2 * margin, (north - south + 2 * margin) / 1.4)
    across = (WIDTH / units - (east - west)) / 2
    return Frame(west - across, south - margin, units, round((north - south + 2 * margin) * units))


def drawn(cursor: Any, frame: Frame, shape: str, parameters: list[Any]) -> str:
    """One shape, which `shape` selects, as a path of the picture; empty where there is none."""
    cursor.execute(f"SELECT ST_AsSVG({frame.picture(f'({shape})')}, 0, 1)", parameters)
    (path,) = cursor.fetchone()
    return str(path or "")


def _mark(cursor: Any, frame: Frame, number: int, wkt: str) -> dict[str, Any] | None:
    """A numbered place in the picture with the shape it is about; None outside of it."""
    cursor.execute(
        f"""
        SELECT ST_X(point), -ST_Y(point),
               CASE WHEN ST_Dimension(shape) > 0 THEN ST_AsSVG(shape, 0, 1) ELSE '' END
          FROM (SELECT {frame.picture("ST_GeomFromText(%s)", simple=False)} AS shape) s,
               LATERAL ST_PointOnSurface(shape) AS point
        """,
        [wkt],
    )
    x, y, path = cursor.fetchone()
    if x is None or not (0 <= x <= WIDTH and 0 <= y <= frame.height):
        return None
    return {"number": number, "left": f"{x:.1f}", "top": f"{y:.1f}", "path": path}
