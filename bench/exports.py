"""All figures of a city as CSV: our stream against psql's \\copy of the same lines."""

import http.client
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.lines import Line
from bench.measuring import interleaved
from bench.region import SHARE, key_of
from bench.site import Site
from releases.pack_format import Pack

VALUES = 1_000_000
REPEATS = 3
CSV_AGAINST_PSQL = 2.5
FIRST_BYTE_SECONDS = 0.5  # printed, not judged: seconds depend on the machine
BLOCK = 1 << 16

# A long table as databases keep one, with what belongs to each line in tables beside.
TABLES = """
    CREATE TABLE bench_indicator (
        id int PRIMARY KEY, key text, unit text, audience text, released_on date,
        attribution text, licence text, permalink text);
    CREATE TABLE bench_status (code text PRIMARY KEY, text text);
    CREATE TABLE bench_value (
        indicator_id int, area_id bigint, period date, value numeric(12, 1), status text,
        flags text, PRIMARY KEY (indicator_id, period, area_id));
    INSERT INTO bench_status VALUES ('A', 'gemessen'), ('O', 'keine Daten'),
        ('Q', 'geheim gehalten'), ('L', 'nicht bewertet'), ('M', 'nicht sinnvoll');
"""
LINES = """
    SELECT indicator.key AS indicator, level.key AS level, area.code AS area, area.name,
        boundary.key AS boundary_set, lower(boundary.valid_during) AS valid_from,
        upper(boundary.valid_during) - 1 AS valid_to, period, value, unit, status,
        CASE status WHEN 'A' THEN 'gemessen' ELSE bench_status.text END AS status_text, flags,
        audience, released_on, indicator.attribution, indicator.licence, permalink
    FROM bench_value
    JOIN bench_indicator indicator ON indicator.id = indicator_id
    JOIN bench_status ON bench_status.code = status
    JOIN spatial_units_area area ON area.id = area_id
    JOIN spatial_units_boundaryset boundary ON boundary.id = area.boundary_set_id
    JOIN spatial_units_spatiallevel level ON level.id = boundary.level_id
    ORDER BY indicator.id, period, area.code
"""
# The same pack under further keys, so that the city has as many values as are wanted.
COPIES = """
    INSERT INTO releases_pack
        (region_id, release_id, audience, indicator_key, level_key, hash, body, card)
    SELECT region_id, release_id, audience, 'copy_' || n, level_key, md5('copy_' || n), body, card
    FROM releases_pack, generate_series(1, %(copies)s) n WHERE id = %(pack)s;
"""
POINTERS = """
    INSERT INTO releases_currentpack
        (region_id, audience, indicator_key, level_key, position, pack_id)
    SELECT region_id, audience, indicator_key, level_key, 100, id
    FROM releases_pack WHERE indicator_key LIKE 'copy\\_%%' AND region_id = %(region)s;
"""


def measured(
    site: Site, connection: psycopg.Connection, n_areas: int, pack: Pack
) -> tuple[list[Line], str]:
    """The line of the report, and what is only printed."""
    if shutil.which("psql") is None:
        return [], "No psql here: the export is left out."
    streams: list[Stream] = []

    def ours() -> float:
        streams.append(download(site.address, f"/{key_of(n_areas)}/data/all.csv"))
        return streams[-1].last

    with many_values(connection, n_areas, pack):
        before = memory(site.web)
        rivals = {"ours": ours, "psql": lambda: psql_copies(site.database_url)}
        found = interleaved(rivals, REPEATS)
        after = memory(site.web)
    first = statistics.median(stream.first for stream in streams)
    remark = (
        f"CSV of {streams[0].lines - 1} values: first byte after {first * 1000:.0f} ms (limit"
        f" {FIRST_BYTE_SECONDS * 1000:.0f} ms); the largest process of the web server holds"
        f" {before / 1000:.0f} MB before and {after / 1000:.0f} MB after {len(streams)} downloads."
    )
    name = f"{n_areas} areas: all figures as CSV"
    line = Line(name, found["ours"], found["psql"], "psql \\copy", "s", CSV_AGAINST_PSQL)
    return [line], remark


@dataclass(frozen=True)
class Stream:
    """What one download took: seconds until the first and the last byte, and its lines."""

    first: float
    last: float
    lines: int


@contextmanager
def many_values(connection: psycopg.Connection, n_areas: int, pack: Pack) -> Iterator[int]:
    """A city with about VALUES values, here and in a long table; the number of copies."""
    per_pack = sum(len(section.areas) * len(section.periods) for section in pack.sections)
    copies = -(-VALUES // per_pack)
    region, current = connection.execute(
        "SELECT region_id, pack_id FROM releases_currentpack WHERE indicator_key = %s AND"
        " region_id = (SELECT id FROM accounts_region WHERE key = %s)"
        " AND level_key = (SELECT default_level FROM accounts_region WHERE key = %s)",
        [SHARE, key_of(n_areas), key_of(n_areas)],
    ).fetchone()
    connection.execute(COPIES, {"copies": copies, "pack": current})
    connection.execute(POINTERS, {"region": region})
    _fill(connection, pack, copies)
    try:
        yield copies
    finally:
        connection.execute("DROP TABLE bench_value, bench_indicator, bench_status")
        for table in ("releases_currentpack", "releases_pack"):
            connection.execute(f"DELETE FROM {table} WHERE indicator_key LIKE 'copy\\_%'")


def _fill(connection: psycopg.Connection, pack: Pack, copies: int) -> None:
    connection.execute(TABLES)
    (section,) = pack.sections
    ids = dict(
        connection.execute(
            "SELECT code, area.id FROM spatial_units_area area JOIN spatial_units_shapes shapes"
            " USING (boundary_set_id) WHERE hash = %s",
            [section.shapes],
        ).fetchall()
    )
    source = pack.card["source"]
    for copy in range(1, copies + 1):
        connection.execute(
            "INSERT INTO bench_indicator VALUES (%s, %s, '%%', 'public', current_date, %s, %s, %s)",
            [copy, f"copy_{copy}", source["attribution"] or source["publisher"], source["licence"],
             f"http://127.0.0.1:8000/{pack.region}/map/?indicator=copy_{copy}&level={pack.level}"],
        )  # fmt: skip
    with connection.cursor() as cursor, cursor.copy("COPY bench_value FROM STDIN") as into:
        for copy in range(1, copies + 1):
            for row, period in enumerate(section.periods):
                day = pack.periods[period]["end"]
                for area, code in enumerate(section.areas):
                    printed = section.series.values[row][area]
                    value = None if printed is None else printed / 10**pack.decimals
                    status = section.series.status_of(row, area)
                    into.write_row((copy, ids[code], day, value, status, ""))
    connection.execute("ANALYZE bench_value")


def download(address: str, path: str) -> Stream:
    """Fetch a file whole, uncompressed, and keep nothing."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=600)
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    response = connection.getresponse()
    assert response.status == 200, f"{path} answers {response.status}"
    lines = response.read(1).count(b"\n")
    first = time.perf_counter() - began
    while block := response.read(BLOCK):
        lines += block.count(b"\n")
    connection.close()
    return Stream(first, time.perf_counter() - began, lines)


def psql_copies(database_url: str) -> float:
    """Seconds psql takes for the same lines."""
    query = " ".join(LINES.split())
    command = f"\\copy ({query}) TO '{os.devnull}' WITH (FORMAT csv, HEADER)"
    began = time.perf_counter()
    subprocess.run(["psql", "-qX", database_url, "-c", command], check=True)
    return time.perf_counter() - began


def memory(leader: int) -> int:
    """Kilobytes that the largest process of a web server holds."""
    tasks = Path(f"/proc/{leader}/task").glob("*/children")
    children = [int(child) for path in tasks for child in path.read_text().split()]
    return max([_resident(process) for process in [leader, *children]])


def _resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = (line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1])
