"""The desk and the public map while three files are being checked and taken over at once.

Ours twice: each page by turns, first with nothing else to do, then while three clerks bring a file
each and the worker reads, compares and writes them.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import xlsxwriter

from bench.clerk import Clerk
from bench.measuring import Repeats
from bench.region import SHARE, key_of
from bench.site import Site
from bench.uploads import (
    FIRST_YEAR,
    PASSWORD,
    Database,
    codes_of,
    make_login,
    make_measures,
    worker_of,
    write_files,
)

CLERKS = 3
VALUES_EACH = 300_000
YEARS_APART = 4  # so that no file speaks of another's periods
IDLE_ROUNDS = 20
SHEET_ROWS = 10_000
PREVIEWS = 5


@dataclass
class Figures:
    """Seconds by page, idle and busy; of the three imports together; of a sheet's preview."""

    idle: dict[str, Repeats]
    busy: dict[str, Repeats]
    imports: float
    values: int
    preview: Repeats


def measure(site: Site, n_areas: int) -> Figures:
    with (
        tempfile.TemporaryDirectory(prefix="sozialmonitor-bench-") as directory,
        psycopg.connect(site.database_url, autocommit=True) as database,
        worker_of(site, Path(directory)),
    ):
        make_login(site)
        make_measures(database, n_areas)
        reader = _clerk(site, n_areas)
        preview = _previews(reader, database, n_areas, Path(directory))
        pages = _pages(reader, n_areas)
        idle = _rounds(pages, lambda done: done >= IDLE_ROUNDS)
        files = [_file(database, n_areas, Path(directory), number) for number in range(CLERKS)]
        clerks = [_clerk(site, n_areas) for _ in files]
        over = threading.Event()
        with ThreadPoolExecutor(1) as beside:
            imports = beside.submit(_bring, clerks, [file for file, _values in files], over)
            busy = _rounds(pages, lambda _done: over.is_set())
        values = sum(values for _file, values in files)
        return Figures(idle, busy, imports.result(), values, preview)


def _clerk(site: Site, n_areas: int) -> Clerk:
    return Clerk(site.address, key_of(n_areas), PASSWORD)


def _pages(reader: Clerk, n_areas: int) -> dict[str, Callable[[], str]]:
    region = key_of(n_areas)
    return {
        "desk": lambda: reader.page(f"/desk/{region}/"),
        "map": lambda: reader.page(f"/{region}/map/?indicator={SHARE}"),
    }


def _rounds(
    pages: dict[str, Callable[[], str]], is_over: Callable[[int], bool]
) -> dict[str, Repeats]:
    """Seconds of each page, by turns, until it is over; at least once."""
    found: dict[str, list[float]] = {name: [] for name in pages}
    done = 0
    while not done or not is_over(done):
        for name, read in pages.items():
            began = time.perf_counter()
            read()
            found[name].append(time.perf_counter() - began)
        done += 1
    return {name: Repeats(tuple(seconds)) for name, seconds in found.items()}


def _file(database: Database, n_areas: int, directory: Path, number: int) -> tuple[Path, int]:
    """The number-th clerk's file, and how many values it holds."""
    own = directory / str(number)
    own.mkdir()
    files, values = write_files(
        database, n_areas, own, VALUES_EACH, first_year=FIRST_YEAR + number * YEARS_APART
    )
    return files["wide"], values


def _bring(clerks: list[Clerk], files: list[Path], over: threading.Event) -> float:
    """Seconds until the last of the files is taken over."""
    began = time.perf_counter()
    try:
        with ThreadPoolExecutor(len(clerks)) as pool:
            list(pool.map(Clerk.upload, clerks, files))
    finally:
        over.set()
    return time.perf_counter() - began


def _previews(
    clerk: Clerk,
    database: Database,
    n_areas: int,
    directory: Path,
) -> Repeats:
    """Seconds from sending an Excel sheet to its preview; the first time is left out."""
    file = directory / "sheet.xlsx"
    _write_sheet(database, n_areas, file)
    seconds = []
    for _ in range(PREVIEWS + 1):
        began = time.perf_counter()
        clerk.preview(file)
        seconds.append(time.perf_counter() - began)
    return Repeats(tuple(seconds[1:]))


def _write_sheet(database: Database, n_areas: int, file: Path) -> None:
    """As many rows as were promised: areas × months of one measure."""
    codes = codes_of(database, n_areas)
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Schlüssel", "Zeitraum", "Merkmal 0"])
        for row in range(SHEET_ROWS):
            month, at = divmod(row, len(codes))
            sheet.write_row(
                row + 1, 0, [codes[at], f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}", row]
            )
