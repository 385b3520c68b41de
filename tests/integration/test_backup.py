"""Backup and restore for real: another cluster, every table compared, damage and haste refused."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.conftest import Site
from tests.script_server import CHECKOUT, Start, free_port, private_environment
from tests.site_database import wait_until

FILE_ROW = """
INSERT INTO indicators_upload (region_id, uploaded_by_id, file_name, file, "values", size,
  content_hash, settings, state, at, findings)
SELECT r.id, u.id, 'zahlen.csv', 'delivered.upload', '', 7, repeat('0', 64), '{}', 'refused',
  now(), '[]'
FROM accounts_region AS r, accounts_user AS u LIMIT 1
"""
NOTHING_UNDER_WAY = """
SELECT count(*) = 0 FROM accounts_job WHERE state IN ('waiting', 'running')
"""
PUBLIC_READS_RAW = """
SELECT has_table_privilege('sozialmonitor_public', 'indicators_measurevalue', 'SELECT')
"""
pytestmark = pytest.mark.timeout(900)
NOT_COMPARED = {"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"}


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """Where the second cluster lives; the user postgres may enter it."""
    with tempfile.TemporaryDirectory(prefix="sozialmonitor-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory) / "state"


@pytest.fixture(scope="module")
def backup(running_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A backup of the served demo with an uploaded file, taken by the script."""
    uploads = Path(running_site.environment["STATE_DIR"]) / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / "delivered.upload").write_bytes("Größe;1".encode())
    with psycopg.connect(running_site.environment["DATABASE_URL"], autocommit=True) as database:
        wait_until(database, NOTHING_UNDER_WAY, 600)
        database.execute(FILE_ROW)
    target = tmp_path_factory.mktemp("backups")
    ran("script/backup", str(target), environment=running_site.environment)
    (folder,) = target.iterdir()
    yield folder
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        database.execute("DELETE FROM indicators_upload WHERE file = 'delivered.upload'")


def ran(*command: str, environment: dict[str, str], code: int = 0) -> str:
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


def restored(folder: Path, state: Path, *more: str, code: int = 0) -> str:
    """What script/restore says; it starts and stops the private cluster of `state` itself."""
    command = ("script/restore", str(folder), *more)
    return ran(*command, environment=private_environment(state), code=code)


@contextmanager
def served_again(state: Path) -> Iterator["psycopg.Connection[Any]"]:
    """script/server on what was restored, and its database."""
    start = Start(state, free_port())
    start.until_served()
    try:
        assert start.health() == 200
        with psycopg.connect(host=str(state / "run/sockets"), user="sozialmonitor") as database:
            yield database
    finally:
        start.stop()


def rows_of_every_table(database: "psycopg.Connection[Any]") -> dict[str, list[str]]:
    """Every row as text, sorted: a second way to compare, without the code under test."""
    database.execute("SET TimeZone = 'UTC'")
    tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = {name for (name,) in tables} - NOT_COMPARED - {"spatial_ref_sys"}
    return {name: rows_of(database, name) for name in names}


def rows_of(database: "psycopg.Connection[Any]", table: str) -> list[str]:
    rows = sql.SQL("SELECT t::text FROM {} AS t ORDER BY 1").format(sql.Identifier(table))
    return [text for (text,) in database.execute(rows)]


def test_a_backup_comes_back_on_another_cluster(
    running_site: Site, backup: Path, state: Path
) -> None:
    said = restored(backup, state)
    assert "every table compared and the same" in said
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        expected = rows_of_every_table(database)
    with served_again(state) as database:
        assert rows_of_every_table(database) == expected
        assert len(expected["indicators_measurevalue"]) > 10_000
        assert database.execute(PUBLIC_READS_RAW).fetchone() == (False,)
    assert (state / "uploads/delivered.upload").read_bytes() == "Größe;1".encode()


def test_what_is_there_stays_unless_one_says_so(backup: Path, state: Path) -> None:
    assert "There are data here already, nothing was changed." in restored(backup, state, code=1)
    assert "every table compared and the same" in restored(backup, state, "--replace")


def test_a_damaged_backup_is_refused_before_anything_is_lost(
    backup: Path, state: Path, tmp_path: Path
) -> None:
    damaged = shutil.copytree(backup, tmp_path / "damaged")
    dump = damaged / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-100])
    assert "is missing or damaged" in restored(damaged, state, "--replace", code=1)
    (damaged / "manifest.json").unlink()
    assert "is not a whole backup" in restored(damaged, state, "--replace", code=1)
    said = ran("script/backup", str(tmp_path / "kept"), environment=private_environment(state))
    assert tables_and_rows(said) == tables_and_rows_of(backup)


def tables_and_rows(said: str) -> tuple[int, int]:
    found = re.search(r"(\d+) tables with (\d+) rows", said)
    assert found, said
    return int(found[1]), int(found[2])


def tables_and_rows_of(backup: Path) -> tuple[int, int]:
    tables = json.loads((backup / "manifest.json").read_text())["tables"].values()
    return len(tables), sum(table["rows"] for table in tables)


def test_a_backup_holds_no_secret(running_site: Site, backup: Path) -> None:
    told = (backup / "settings.env").read_text() + (backup / "manifest.json").read_text()
    assert running_site.environment["SECRET_KEY"] not in told
    assert "# SECRET_KEY is not in the backup" in told
    assert {path.stat().st_mode & 0o777 for path in backup.iterdir()} == {0o600}
    assert backup.stat().st_mode & 0o777 == 0o700


def test_only_the_newest_backups_are_kept(running_site: Site, tmp_path: Path) -> None:
    (tmp_path / "not-ours").mkdir()
    for _ in range(3):
        command = ("script/backup", str(tmp_path), "--keep", "2")
        said = ran(*command, environment=running_site.environment)
    assert "removed" in said
    assert len(list(tmp_path.glob("*Z/manifest.json"))) == 2
    assert (tmp_path / "not-ours").is_dir()
