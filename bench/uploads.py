"""A million values from the clerk's POST to the recorded delivery, beside a bare COPY.

Ours: POST of a CSV file, check in a limited child, preview, commit by a real worker, all over
HTTP. Theirs: `\\copy` of the very same rows into an unlogged table without any key. Memory is
the high-water mark of web server, worker and reading child.
"""

import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psycopg

from bench.clerk import NAME, Clerk
from bench.measuring import Repeats, interleaved
from bench.region import key_of
from bench.site import ROOT, Site

MEASURES = 20
VALUES = 1_000_000
FIRST_YEAR = 2013
REPEATS = 5
SEED = 2026
PASSWORD = secrets.token_urlsafe(20)
_RAW = "bench_raw_values"

Database = psycopg.Connection[tuple[object, ...]]


@dataclass
class Figures:
    """Seconds by form of the file ("long", "wide") and of COPY ("copy"), and the most memory
    a process of ours had, in MB."""

    seconds: dict[str, Repeats]
    megabytes: dict[str, float] = field(default_factory=dict)
    values: int = 0


def measure(site: Site, n_areas: int) -> Figures:
    """Upload into the made-up city of that size, and copy the same rows bare."""
    with (
        tempfile.TemporaryDirectory(prefix="sozialmonitor-bench-") as directory,
        psycopg.connect(site.database_url, autocommit=True) as database,
        worker_of(site, Path(directory)) as worker,
    ):
        make_login(site)
        make_measures(database, n_areas)
        clerk = Clerk(site.address, key_of(n_areas), PASSWORD)
        files, values = write_files(database, n_areas, Path(directory))
        clerk.upload(files["long"])
        rows = _dump_rows(database, Path(directory))

        def ours(form: str) -> float:
            _forget_uploads(database)
            began = time.perf_counter()
            clerk.upload(files[form])
            return time.perf_counter() - began

        contenders = {
            "long": lambda: ours("long"),
            "copy": lambda: _bare(site, database, rows),
            "wide": lambda: ours("wide"),
        }
        with _peaks({"web": site.web, "worker and child": worker}) as found:
            seconds = interleaved(contenders, REPEATS)
    return Figures(seconds, found, values)


def make_measures(database: Database, n_areas: int) -> None:
    """Counts and values by turns."""
    database.execute(
        "INSERT INTO indicators_measure (region_id, key, name_de, name_en, unit_de, unit_en,"
        " kind, coordinates, parts)"
        " SELECT r.id, 'merkmal_' || n, 'Merkmal ' || n, 'Measure ' || n, 'Personen', 'persons',"
        " CASE n %% 2 WHEN 0 THEN 'count' ELSE 'value' END, '{}', '[]'"
        " FROM accounts_region r, generate_series(0, %s) n WHERE r.key = %s"
        " ON CONFLICT DO NOTHING",
        [MEASURES - 1, key_of(n_areas)],
    )


def codes_of(database: Database, n_areas: int) -> list[str]:
    """The areas of the finest level."""
    rows = database.execute(
        "SELECT a.code FROM spatial_units_area a JOIN spatial_units_boundaryset b"
        " ON b.id = a.boundary_set_id JOIN accounts_region r ON r.id = b.region_id"
        " JOIN spatial_units_spatiallevel l ON l.id = b.level_id"
        " WHERE r.key = %s AND l.position = 0 ORDER BY a.code",
        [key_of(n_areas)],
    )
    return [str(row[0]) for row in rows]


def write_files(
    database: Database,
    n_areas: int,
    directory: Path,
    most: int = VALUES,
    first_year: int = FIRST_YEAR,
) -> tuple[dict[str, Path], int]:
    """The same values as a long and as a wide German CSV file, and how many they are."""
    codes = codes_of(database, n_areas)
    months = -(-most // (len(codes) * MEASURES))
    names = [f"Merkmal {number}" for number in range(MEASURES)]
    rng = np.random.default_rng(SEED)
    files = {form: directory / f"{form}.csv" for form in ("long", "wide")}
    with files["long"].open("w") as long, files["wide"].open("w") as wide:
        long.write("Schlüssel;Zeitraum;Merkmal;Wert\n")
        wide.write(";".join(["Schlüssel", "Zeitraum", *names]) + "\n")
        for number in range(months):
            month = f"{first_year + number // 12}-{number % 12 + 1:02d}"
            columns = [_cells(rng, len(codes), at % 2 == 0) for at in range(MEASURES)]
            for name, cells in zip(names, columns, strict=True):
                long.writelines(
                    f"{code};{month};{name};{cell}\n"
                    for code, cell in zip(codes, cells, strict=True)
                )
            for code, *cells in zip(codes, *columns, strict=True):
                wide.write(";".join([code, month, *cells]) + "\n")
    return files, months * len(codes) * MEASURES


def _cells(rng: np.random.Generator, size: int, is_count: bool) -> list[str]:
    """Whole numbers or two decimals behind a comma; every fiftieth is a gap."""
    numbers = rng.integers(0, 300_000, size).tolist()
    gaps = rng.random(size) < 0.02
    return [
        "" if gap else str(number) if is_count else f"{number // 100},{number % 100:02d}"
        for number, gap in zip(numbers, gaps, strict=True)
    ]


def _dump_rows(database: Database, directory: Path) -> Path:
    """The rows our upload wrote, as COPY text."""
    file = directory / "rows.txt"
    with (
        file.open("wb") as sink,
        database.cursor().copy(
            "COPY (SELECT v.* FROM indicators_measurevalue v"
            " JOIN indicators_slice s ON s.id = v.slice_id"
            " JOIN indicators_delivery d ON d.id = s.delivery_id"
            " WHERE d.origin = 'upload') TO STDOUT"
        ) as copy,
    ):
        for part in copy:
            sink.write(part)
    return file


def _bare(site: Site, database: Database, rows: Path) -> float:
    database.execute(f"DROP TABLE IF EXISTS {_RAW}")
    database.execute(
        f"CREATE UNLOGGED TABLE {_RAW} AS SELECT * FROM indicators_measurevalue LIMIT 0"
    )
    began = time.perf_counter()
    subprocess.run(
        ["psql", "-q", site.database_url, "-c", f"\\copy {_RAW} FROM '{rows}'"], check=True
    )
    return time.perf_counter() - began


def _forget_uploads(database: Database) -> None:
    """As before the first upload, so that every repeat does the same work."""
    slices = (
        "SELECT s.id FROM indicators_slice s JOIN indicators_delivery d ON d.id = s.delivery_id"
        " WHERE d.origin = 'upload'"
    )
    database.execute(f"DELETE FROM indicators_measurevalue WHERE slice_id IN ({slices})")
    database.execute(f"DELETE FROM indicators_slice WHERE id IN ({slices})")
    database.execute("DELETE FROM indicators_upload")
    database.execute("DELETE FROM indicators_delivery WHERE origin = 'upload'")
    database.execute("VACUUM indicators_measurevalue")


def _environment(site: Site, **more: str) -> dict[str, str]:
    environ = Path(f"/proc/{site.web}/environ").read_bytes().decode().split("\0")
    of_web = dict(entry.split("=", 1) for entry in environ if "=" in entry)
    return of_web | more


def make_login(site: Site) -> None:
    code = (
        "from accounts.models import User; import os;"
        f"User.objects.filter(username='{NAME}').exists() or "
        f"User.objects.create_superuser('{NAME}', password=os.environ['BENCHPASSWORD'])"
    )
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "shell", "-v0", "-c", code],
        env=_environment(site, BENCHPASSWORD=PASSWORD, DATABASE_ROLE=""),
        check=True,
    )


@contextmanager
def worker_of(site: Site, directory: Path) -> Iterator[int]:
    """A worker as script/process starts it; its process id."""
    with (directory / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "sozialmonitor", "worker", "-B",
             "--concurrency", "1", "-s", str(directory / "beat")],
            cwd=ROOT,
            env=_environment(site, DATABASE_ROLE="sozialmonitor_worker"),
            stdout=log,
            stderr=log,
        )  # fmt: skip
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def _peaks(leaders: dict[str, int]) -> Iterator[dict[str, float]]:
    """The largest resident memory any process below each leader has meanwhile, in MB. Looked at
    often, as the reading child lives but a second or two."""
    found = dict.fromkeys(leaders, 0.0)
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            for name, leader in leaders.items():
                found[name] = max(found[name], *map(_high_water, _family(leader)))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def _family(leader: int) -> list[int]:
    found = [leader]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):  # it has ended
                found += [int(child) for child in task.read_text().split()]
    return found


def _high_water(pid: int) -> float:
    """Megabytes (VmHWM); 0 where the process has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
