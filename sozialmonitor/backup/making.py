"""Makes a backup while everything runs: one state of the database, then the files it names."""

import os
import shutil
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from indicators.models import Upload
from sozialmonitor.backup.manifest import (
    DATABASE,
    NAME,
    SETTINGS,
    UPLOADS,
    Manifest,
    TableContent,
    read_manifest,
    sha256,
)  # fmt: skip
from sozialmonitor.backup.programs import run
from sozialmonitor.backup.tables import NOT_KEPT, contents
from sozialmonitor.health import app_version

SECRET = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_PASSWORD")  # addresses hold passwords
KEPT_SETTINGS = (
    "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "HTTPS", "BEHIND_PROXY", "BASEMAPS", "LEGAL_TEXTS",
    "UPLOAD_MAX_MEGABYTES", "UPLOAD_BATCH_MAX_MEGABYTES", "UPLOAD_BATCH_MAX_FILES",
    "UPLOAD_DISCARD_DAYS", "WEB_WORKERS", "WORKER_CONCURRENCY", "HOST",
    "PORT", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USER", "EMAIL_TLS", "EMAIL_FROM",
)  # fmt: skip


def make_backup(target: Path) -> Path:
    """A new folder below `target`, named by the moment, complete or not there at all."""
    now = datetime.now(UTC)
    folder = target / now.strftime("%Y-%m-%dT%H%M%SZ")
    unfinished = target / f".{folder.name}.unfinished"
    try:
        unfinished.mkdir(mode=0o700, parents=True)
        _fill(unfinished, now)
        unfinished.rename(folder)
    except OSError as error:
        raise CommandError(
            f"The backup could not be written to {target}: {error.strerror}."
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _fill(folder: Path, now: datetime) -> None:
    tables, migrations, named = _database(folder / DATABASE)
    missing = _uploads(folder / UPLOADS, named)
    (folder / SETTINGS).write_text(_settings(), encoding="utf-8")
    parts = (DATABASE, UPLOADS, SETTINGS)
    Manifest(
        at=now,
        version=app_version(),
        postgresql=str(connection.cursor().connection.info.server_version),
        migrations=migrations,
        tables=tables,
        uploads=len(named) - len(missing),
        missing_uploads=missing,
        files={part: sha256(folder / part) for part in parts},
    ).save(folder)
    for path in folder.iterdir():
        path.chmod(0o600)


def _database(path: Path) -> tuple[dict[str, TableContent], list[str], list[str]]:
    """Dump and contents of the very same moment, whatever others write meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        left_out = [f"--exclude-table-data={table}" for table in NOT_KEPT]
        left_out.append("--exclude-table=spatial_ref_sys")  # comes with PostGIS
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--schema=public",
            f"--snapshot={snapshot}", f"--file={path}", *left_out)  # fmt: skip
        tables = {
            name: TableContent(rows=one.rows, checksum=one.checksum)
            for name, one in contents(cursor)
        }
        applied = MigrationRecorder(connection).applied_migrations()
        return tables, sorted(f"{app}.{name}" for app, name in applied), _named_uploads()


def _named_uploads() -> list[str]:
    """The files people brought, and the values read from them that wait for a yes."""
    kept = Upload.objects.exclude(state=Upload.State.DISCARDED).order_by("id")
    waiting = kept.filter(state=Upload.State.CHECKED).exclude(values="")
    return [*kept.values_list("file", flat=True), *waiting.values_list("values", flat=True)]


def _uploads(path: Path, named: list[str]) -> list[str]:
    """The files the database names; those that were discarded meanwhile are returned."""
    home, missing = settings.STATE_DIR / "uploads", []
    with tarfile.open(path, "w") as archive:
        for name in named:
            try:
                archive.add(home / name, arcname=name, recursive=False)
            except FileNotFoundError:
                missing.append(name)
    return missing


def _settings() -> str:
    """The operator's settings, to be read by a person; a restore changes no settings."""
    lines = [f"{name}={os.environ[name]}" for name in KEPT_SETTINGS if os.environ.get(name)]
    secrets = [f"# {name} is not in the backup" for name in SECRET]
    return "\n".join([*lines, *secrets]) + "\n"


def forget_old(target: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups; what is not a backup of ours stays."""
    ours = sorted(path.parent for path in target.glob(f"*/{NAME}") if _is_ours(path.parent))
    old = ours[:-keep]
    for folder in old:
        shutil.rmtree(folder)
    return old


def _is_ours(folder: Path) -> bool:
    try:
        return read_manifest(folder).at.strftime("%Y-%m-%dT%H%M%SZ") == folder.name
    except (OSError, ValueError):
        return False
