"""A million values from the clerk's POST to the recorded delivery, beside a bare COPY.

Ours: POST of a CSV file, check in a limited child, preview, commit by a real worker, all over
HTTP. Theirs: `\\copy` of the very same rows into an unlogged table without any key. Memory is
the high-water mark of web server, worker and reading child.
"""

import http.cookiejar
import re
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psycopg

from bench.measuring import Repeats, interleaved
from bench.region import key_of
from bench.site import ROOT, Site

MEASURES = ("pop", "children", "children_on_benefits")
VALUES = 1_000_000
REPEATS = 3
SEED = 2026
_PASSWORD = secrets.token_urlsafe(20)
_RAW = "bench_raw_values"


@dataclass
class Figures:
    """Seconds of both sides, and the most memory a process of ours had, in MB."""

    seconds: dict[str, Repeats]
    megabytes: dict[str, float] = field(default_factory=dict)
    values: int = 0


def measure(site: Site, n_areas: int) -> Figures:
    """Upload into the made-up city of that size, and copy the same rows bare."""
    with (
        tempfile.TemporaryDirectory(prefix="sozialmonitor-bench-") as directory,
        psycopg.connect(site.database_url, autocommit=True) as database,
        _worker(site, Path(directory)) as worker,
    ):
        _make_login(site)
        clerk = _Clerk(site.address, key_of(n_areas))
        file, values = _write_file(database, n_areas, Path(directory))
        clerk.upload(file)
        rows = _dump_rows(database, Path(directory))

        def ours() -> float:
            _forget_uploads(database)
            began = time.perf_counter()
            clerk.upload(file)
            return time.perf_counter() - began

        seconds = interleaved({"ours": ours, "copy": lambda: _bare(site, database, rows)}, REPEATS)
        found = {"web": _peak(site.web), "worker and child": _peak(worker)}
    return Figures(seconds, found, values)


def _write_file(
    database: "psycopg.Connection[tuple[object, ...]]", n_areas: int, directory: Path
) -> tuple[Path, int]:
    """A long CSV file: code, month, measure, value; every fiftieth value is a gap."""
    codes = [
        str(row[0])
        for row in database.execute(
            "SELECT a.code FROM spatial_units_area a JOIN spatial_units_boundaryset b"
            " ON b.id = a.boundary_set_id JOIN accounts_region r ON r.id = b.region_id"
            " JOIN spatial_units_spatiallevel l ON l.id = b.level_id"
            " WHERE r.key = %s AND l.position = 0 ORDER BY a.code",
            [key_of(n_areas)],
        )
    ]
    months = -(-VALUES // (len(codes) * len(MEASURES)))
    rng = np.random.default_rng(SEED)
    file = directory / "werte.csv"
    with file.open("w", encoding="utf-8") as sink:
        sink.write("Schlüssel;Zeitraum;Merkmal;Wert\n")
        for number in range(months):
            month = f"{2013 + number // 12}-{number % 12 + 1:02d}"
            for measure in MEASURES:
                values = rng.integers(0, 3000, len(codes)).tolist()
                gaps = rng.random(len(codes)) < 0.02
                sink.writelines(
                    f"{code};{month};{measure};{'' if gap else value}\n"
                    for code, value, gap in zip(codes, values, gaps, strict=True)
                )
    return file, months * len(codes) * len(MEASURES)


def _dump_rows(database: "psycopg.Connection[tuple[object, ...]]", directory: Path) -> Path:
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


def _bare(site: Site, database: "psycopg.Connection[tuple[object, ...]]", rows: Path) -> float:
    database.execute(f"DROP TABLE IF EXISTS {_RAW}")
    database.execute(
        f"CREATE UNLOGGED TABLE {_RAW} AS SELECT * FROM indicators_measurevalue LIMIT 0"
    )
    began = time.perf_counter()
    subprocess.run(
        ["psql", "-q", site.database_url, "-c", f"\\copy {_RAW} FROM '{rows}'"], check=True
    )
    return time.perf_counter() - began


def _forget_uploads(database: "psycopg.Connection[tuple[object, ...]]") -> None:
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


class _Clerk:
    """Signs in and brings files, as a browser without script does."""

    def __init__(self, address: str, region: str) -> None:
        self._address = address
        self._desk = f"{address}/desk/{region}/upload/"
        self._cookies = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        ).open
        self._get(f"{address}/accounts/login/")
        self._post(
            f"{address}/accounts/login/",
            {"username": "messung", "password": _PASSWORD, "next": "/desk/"},
        )

    def upload(self, file: Path) -> None:
        self._get(self._desk)
        form = self._form(file)
        boundary = secrets.token_hex(16)
        body = _multipart(form | {"csrfmiddlewaretoken": self._token}, file, boundary)
        request = urllib.request.Request(
            self._desk, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        )
        page = self._finished(self._send(request))
        assert "upload-commit" in page or "/commit/" in page, page[-3000:]
        commit = re.search(r'action="([^"]+/commit/)"', page)
        assert commit, page[-3000:]
        done = self._finished(self._post(self._address + commit[1], {}))
        assert "/release/" in done, done[-3000:]

    def _form(self, file: Path) -> dict[str, str]:
        return {
            "level": "gebiet", "source": "statistik", "mode": "complete", "notation": "ask",
            "sign_0": "missing",
        }  # fmt: skip

    @property
    def _token(self) -> str:
        return next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")

    def _get(self, address: str) -> tuple[str, str]:
        return self._send(urllib.request.Request(address))

    def _post(self, address: str, fields: dict[str, str]) -> tuple[str, str]:
        sent = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self._token})
        return self._send(urllib.request.Request(address, sent.encode()))

    def _send(self, request: urllib.request.Request) -> tuple[str, str]:
        request.add_header("Referer", self._address)
        with self._open(request, timeout=600) as response:
            return response.url, response.read().decode()

    def _finished(self, answer: tuple[str, str]) -> str:
        """Look again until the job is over."""
        address, page = answer
        while "/jobs/" in address:
            time.sleep(0.05)
            address, page = self._get(address)
        return page


def _multipart(fields: dict[str, str], file: Path, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), file.read_bytes(), f"\r\n--{boundary}--\r\n".encode()])


def _environment(site: Site, **more: str) -> dict[str, str]:
    environ = Path(f"/proc/{site.web}/environ").read_bytes().decode().split("\0")
    of_web = dict(entry.split("=", 1) for entry in environ if "=" in entry)
    return of_web | more


def _make_login(site: Site) -> None:
    code = (
        "from accounts.models import User; import os;"
        "User.objects.create_superuser('messung', password=os.environ['BENCH_PASSWORD'])"
    )
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "shell", "-v0", "-c", code],
        env=_environment(site, BENCH_PASSWORD=_PASSWORD, DATABASE_ROLE=""),
        check=True,
    )


@contextmanager
def _worker(site: Site, directory: Path) -> Iterator[int]:
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


def _peak(leader: int) -> float:
    """The largest resident memory any process below had so far, in MB (also ended children)."""
    peaks = [_high_water(pid) for pid in _family(leader)]
    return max(peaks) / 1024


def _family(leader: int) -> list[int]:
    found = [leader]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def _high_water(pid: int) -> int:
    """Kilobytes (VmHWM)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
