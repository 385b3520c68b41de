"""A sozialmonitor of its own: database, cities, web server. Nothing of it stays."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "sozialmonitor_bench"


@dataclass(frozen=True)
class Source:
    """A region file, and where the files lie that it names."""

    key: str
    region_file: Path
    files: Path


@dataclass(frozen=True)
class Site:
    """A running web server over a filled database."""

    address: str
    database_url: str
    web: int  # process id
    state: Path  # its collected files and uploads


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    given = os.environ["DATABASE_URL"]
    server = urlsplit(given)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield urlsplit(given)._replace(path=f"/{DATABASE}").geturl()
        finally:
            _drop(connection)


def _drop(connection: psycopg.Connection) -> None:
    """Where the server's own autovacuum is at work, which we may not end, when it is done."""
    for _try in range(60):
        try:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(1)
        else:
            return


@contextmanager
def running_site(database_url: str, sources: Sequence[Source]) -> Iterator[Site]:
    """Migrate, load the regions (two at a time), publish their packs, and serve."""
    with tempfile.TemporaryDirectory(prefix="sozialmonitor-bench-") as state:
        environment = os.environ | {
            "DATABASE_URL": database_url,
            "STATE_DIR": state,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }
        for step in (
            ("migrate", "-v0"),
            ("apply_grants",),
            ("collectstatic", "--noinput", "-v0"),
        ):
            _finish(_manage(environment, Path(state), *step))
        _load(environment, Path(state), sources)
        with _web(environment, Path(state)) as (process, address):
            yield Site(address, database_url, process, Path(state))


def _load(environment: dict[str, str], state: Path, sources: Sequence[Source]) -> None:
    def load(source: Source) -> None:
        print(f"Loading {source.key} …", flush=True)
        command = ("load_region", str(source.region_file), "--data", str(source.files))
        _finish(_manage(environment, state, *command, "--in-process"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(load, sources))


@dataclass(frozen=True)
class _Step:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


def _manage(environment: dict[str, str], state: Path, *arguments: str) -> _Step:
    handle, name = tempfile.mkstemp(dir=state, suffix=".log")
    with os.fdopen(handle, "wb") as log:
        process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    return _Step(" ".join(arguments), process, Path(name))


def _finish(step: _Step) -> None:
    if step.process.wait():
        raise SystemExit(f"error: manage.py {step.name} failed:\n{step.log.read_text()[-3000:]}")


@contextmanager
def _web(environment: dict[str, str], state: Path) -> Iterator[tuple[int, str]]:
    port = _free_port()
    with (state / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [ROOT / "script/process", "web"],
            env=environment | {"HOST": "127.0.0.1", "PORT": str(port)},
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process, state / "web.log")
        yield process.pid, address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"error: the web server does not answer:\n{log.read_text()[-3000:]}")
