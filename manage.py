#!/usr/bin/env python
"""Django's command line: `manage.py load_region`, `manage.py migrate`, …

Beside a server started by script/server it uses that server's settings (var/environment).
"""

import os
import shlex
import sys
from pathlib import Path


def use_settings_of_the_running_server() -> None:
    """Take what is not set from the last start of script/server, if there was one here."""
    kept = Path(__file__).resolve().parent / "var/environment"
    if "DATABASE_URL" not in os.environ and kept.exists():
        for line in shlex.split(kept.read_text()):
            name, _, value = line.partition("=")
            os.environ.setdefault(name, value)


if __name__ == "__main__":
    use_settings_of_the_running_server()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialmonitor.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
