"""Rival (i): the shape of KomMonitor's requests, on the same data in the same PostGIS.

One table per indicator with a `real` column per date, joined to the geometry by a view; every
answer, also at each change of the date, is GeoJSON of all areas with all date columns and 13
decimals, compressed by gzip. Left out in its favour: GeoTools, a new connection pool for each
request, copies in memory, HTTP. Sources: PERFORMANCE.md C.1.
"""

import time
import zlib
from dataclasses import dataclass

import psycopg
from psycopg import sql

from bench.plain_json import rows_of
from bench.region import key_of
from releases.pack_format import Pack

DECIMALS = 13  # KomMonitorFeaturePropertyConstants.java
GZIP_LEVEL = 6  # the default of Java's Deflater
SCHEMA = "kommonitor"


@dataclass(frozen=True)
class Answer:
    """One answered request: how long the server was busy, and what goes on the wire."""

    seconds: float
    body: bytes

    @property
    def plain(self) -> bytes:
        """As the browser unpacks it (gzip or zlib)."""
        return zlib.decompress(self.body, wbits=zlib.MAX_WBITS | 32)


class KomMonitor:
    """An indicator of one city in KomMonitor's tables."""

    def __init__(self, connection: psycopg.Connection, n_areas: int, pack: Pack) -> None:
        self.connection = connection
        self.units = sql.Identifier(SCHEMA, f"spatialunit_{n_areas}")
        self.values = sql.Identifier(SCHEMA, f"indicator_{n_areas}_values")
        self.view = sql.Identifier(SCHEMA, f"indicator_{n_areas}_view")
        self._make_units(key_of(n_areas))
        self._make_values(pack)
        connection.execute("ANALYZE")

    def with_geometry(self) -> Answer:
        return self._answer(
            sql.SQL("SELECT ST_AsGeoJSON(v.*, 'geom', {decimals}) FROM {view} v").format(
                decimals=sql.Literal(DECIMALS), view=self.view
            )
        )

    def without_geometry(self) -> Answer:
        return self._answer(sql.SQL("SELECT row_to_json(v)::text FROM {} v").format(self.values))

    def _answer(self, query: sql.Composed) -> Answer:
        began = time.perf_counter()
        rows = self.connection.execute(query).fetchall()
        text = '{"type":"FeatureCollection","features":[' + ",".join(row[0] for row in rows) + "]}"
        body = zlib.compress(text.encode(), GZIP_LEVEL)
        return Answer(time.perf_counter() - began, body)

    def _make_units(self, region_key: str) -> None:
        self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        self.connection.execute(
            sql.SQL(
                'CREATE TABLE {} AS SELECT a.code::varchar AS "ID", a.name AS "NAME",'
                " a.geometry AS geom FROM spatial_units_area a"
                " JOIN spatial_units_boundaryset b ON b.id = a.boundary_set_id"
                " JOIN accounts_region r ON r.id = a.region_id"
                " WHERE r.key = {} AND b.key = 'gebiete' ORDER BY a.code"
            ).format(self.units, sql.Literal(region_key))
        )

    def _make_values(self, pack: Pack) -> None:
        (section,) = pack.sections
        columns = [sql.Identifier(f"DATE_{period['key']}") for period in pack.periods]
        declared = sql.SQL(", ").join(sql.SQL("{} real").format(column) for column in columns)
        self.connection.execute(
            sql.SQL('CREATE TABLE {} ("ID" varchar PRIMARY KEY, {})').format(self.values, declared)
        )
        with self.connection.cursor() as cursor:
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(self.values)) as copy:
                for area, *values in zip(
                    section.areas, *rows_of(section, pack.decimals), strict=True
                ):
                    copy.write_row((area, *values))
            cursor.execute(
                sql.SQL(
                    'CREATE VIEW {} AS SELECT indicator.*, spatialunit."NAME", spatialunit.geom'
                    " FROM {} indicator JOIN {} spatialunit"
                    ' ON indicator."ID" = CAST(spatialunit."ID" AS varchar)'
                ).format(self.view, self.values, self.units)
            )

    def areas(self) -> list[tuple[str, str, bytes]]:
        """Code, name and WKB of every area."""
        query = sql.SQL('SELECT "ID", "NAME", ST_AsBinary(geom) FROM {}').format(self.units)
        return self.connection.execute(query).fetchall()
