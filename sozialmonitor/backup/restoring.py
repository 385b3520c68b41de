"""Brings a backup into an empty database, and proves that it is the same."""

import re
import shutil
import tarfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from sozialmonitor.backup.manifest import DATABASE, UPLOADS, Manifest, read_manifest, sha256
from sozialmonitor.backup.programs import run
from sozialmonitor.backup.tables import contents, table_names


def checked_manifest(folder: Path) -> Manifest:
    """The backup's manifest; CommandError unless all of it is there, unharmed and not too new."""
    try:
        manifest = read_manifest(folder)
    except (OSError, ValueError) as error:
        raise CommandError(
            f"{folder} is not a whole backup: its manifest.json cannot be read."
        ) from error
    for name, expected in manifest.files.items():
        if not (folder / name).is_file() or sha256(folder / name) != expected:
            raise CommandError(f"{folder / name} is missing or damaged: take another backup.")
    unknown = set(manifest.migrations) - _known_migrations()
    if unknown:
        raise CommandError(
            f"The backup was made by a newer sozialmonitor (version {manifest.version}):"
            " install that version, then restore."
        )
    return manifest


def _known_migrations() -> set[str]:
    disk = MigrationLoader(None).disk_migrations
    replaced = [pair for migration in disk.values() for pair in migration.replaces]
    return {f"{app}.{name}" for app, name in [*disk, *replaced]}


def restore(folder: Path, manifest: Manifest, *, replace: bool) -> None:
    """Database and files as they were. What is there already stays unless `replace`."""
    uploads = settings.STATE_DIR / "uploads"
    with connection.cursor() as cursor:
        occupied = bool(table_names(cursor)) or (uploads.is_dir() and any(uploads.iterdir()))
    if occupied and not replace:
        raise CommandError(
            "There are data here already, nothing was changed. Restore into an empty database,"
            " or say --replace to lose what is there."
        )
    unpacked = _unpack(folder / UPLOADS, uploads.with_name("uploads.restoring"))
    _drop_everything()
    _fill_database(folder / DATABASE)
    _compare(manifest)
    shutil.rmtree(uploads, ignore_errors=True)
    unpacked.rename(uploads)


def _unpack(archive: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    with tarfile.open(archive) as opened:
        for member in opened:
            if not member.isfile() or Path(member.name).name != member.name:
                raise CommandError(f"{archive.name} holds {member.name!r}, which is no upload.")
            with opened.extractfile(member) as source, (place / member.name).open("xb") as target:  # type: ignore[union-attr]
                shutil.copyfileobj(source, target)
    return place


def _drop_everything() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY CURRENT_USER CASCADE")


def _fill_database(dump: Path) -> None:
    """All or nothing. The schema itself is there: an administrator made it with the database."""
    listed = run("pg_restore", "--list", str(dump)).splitlines()
    kept = [line for line in listed if not re.search(r" SCHEMA - public | - SCHEMA public ", line)]
    wanted = settings.STATE_DIR / "restore.list"
    wanted.write_text("\n".join(kept) + "\n")
    try:
        run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            f"--use-list={wanted}",
            f"--dbname={connection.settings_dict['NAME']}",
            str(dump),
        )
    finally:
        wanted.unlink()


def _compare(manifest: Manifest) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        found = {name: (one.rows, one.checksum) for name, one in contents(cursor)}
    expected = {name: (one.rows, one.checksum) for name, one in manifest.tables.items()}
    wrong = sorted(name for name in found | expected if found.get(name) != expected.get(name))
    if wrong:
        raise CommandError(f"Restored, but not the same as it was: {', '.join(wrong)}.")
