"""`script/restore FOLDER [--replace]`: a backup comes back, and is compared; docs/backup.md."""

import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from sozialmonitor.backup.restoring import checked_manifest, restore


class Command(BaseCommand):
    help = "Restores a folder made by script/backup into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one backup")
        parser.add_argument("--replace", action="store_true", help="lose what is there now")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        began = time.monotonic()
        manifest = checked_manifest(folder)
        restore(folder, manifest, replace=replace)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("apply_grants")
        self.stdout.write(
            f"Restored the backup of {manifest.at:%Y-%m-%d %H:%M} UTC:"
            f" {len(manifest.tables)} tables and {manifest.uploads} uploaded files,"
            " every table compared and the same,"
            f" {time.monotonic() - began:.1f} s"
        )
