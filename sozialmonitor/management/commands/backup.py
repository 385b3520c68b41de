"""`script/backup DIRECTORY [--keep N]`: a backup while everything runs; docs/backup.md."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sozialmonitor.backup.making import forget_old, make_backup
from sozialmonitor.backup.manifest import read_manifest


class Command(BaseCommand):
    help = "Writes database, uploaded files and settings (no secrets) into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, help="where backups lie")
        parser.add_argument("--keep", type=int, help="remove all but the newest N of them")

    def handle(self, *args: Any, directory: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep must be at least 1.")
        began = time.monotonic()
        folder = make_backup(directory)
        manifest = read_manifest(folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"{folder}: {len(manifest.tables)} tables with {rows} rows, {manifest.uploads} uploaded"
            f" files, {size:.1f} MB, {time.monotonic() - began:.1f} s"
        )
        for name in manifest.missing_uploads:
            self.stderr.write(f"The uploaded file {name} was gone when it was to be copied.")
        for old in forget_old(directory, keep) if keep else []:
            self.stdout.write(f"removed {old}")
