"""pg_dump and pg_restore of the right version, spoken to without a password on the command line."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection


def run(program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL against our database; its output. CommandError where it fails."""
    done = subprocess.run(
        [_found(program), *arguments],
        env=os.environ | _address(connection.settings_dict),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()[-1500:]}")
    return done.stdout


def _address(server: dict[str, Any]) -> dict[str, str]:
    options = {f"PG{key.upper()}": str(value) for key, value in server["OPTIONS"].items()
               if key.startswith("ssl")}  # fmt: skip
    given = {
        "PGHOST": server["HOST"],
        "PGPORT": server["PORT"],
        "PGUSER": server["USER"],
        "PGPASSWORD": server["PASSWORD"],
        "PGDATABASE": server["NAME"],
    }
    return options | {name: str(value) for name, value in given.items() if value}


def _found(program: str) -> str:
    """The one script/server put into var/bin, else the system's; at least as new as the server."""
    own = settings.BASE_DIR / "var/bin" / program
    path = str(own) if own.exists() else shutil.which(program)
    needed = connection.cursor().connection.info.server_version // 10000
    if path is None:
        raise CommandError(f"{program} was not found: install postgresql-client-{needed}.")
    if _major(Path(path)) < needed:
        raise CommandError(
            f"{path} is older than the server (PostgreSQL {needed}):"
            f" install postgresql-client-{needed}."
        )
    return path


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0
