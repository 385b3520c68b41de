"""The profile of an area, cold: each is asked for once, and catalogue entries and packs are read
anew for it.

Measured in a process of its own (bench/profiles_cold.py), through all of Django's request
handling, without HTTP. Beside it stands the plain way: the same packs decoded whole, without
making a page of them.
"""

import json
import os
import statistics
import subprocess
import sys
from typing import Any

from bench.lines import Line, one
from bench.measuring import Repeats
from bench.site import ROOT, Site

LIMIT_SECONDS = 0.150
AREAS = 21
LEVELS = {"berlin": "planungsraum", "demo": "stadtteil"}  # those with the most indicators


def profile_lines(site: Site, region: str) -> list[Line]:
    """Areas of a real (or the demo) city."""
    return lines_of(region, _measured(site, region, LEVELS[region]))


def lines_of(region: str, found: dict[str, Any]) -> list[Line]:
    """`found` is what bench/profiles_cold.py prints."""
    profile, packs, processor = (
        Repeats(tuple(found[name])) for name in ("profile", "packs", "processor")
    )
    name, limit = f"{region}: profile of {found['count']} indicators, cold", one(LIMIT_SECONDS)
    slowest = one(statistics.quantiles(profile.values, n=20)[-1])
    return [
        Line(name, profile, limit, "limit", "s", 1.0),
        Line(f"{name}, 95 of 100", slowest, limit, "limit", "s"),
        Line(f"{name}, processor", processor, limit, "limit", "s"),
        Line(name, profile, packs, "packs decoded whole", "s"),
    ]


def _measured(site: Site, region: str, level: str) -> dict[str, Any]:
    environment = os.environ | {
        "DATABASE_URL": site.database_url,
        "STATE_DIR": str(site.state),
        "DATABASE_ROLE": "sozialmonitor_web",
        "DJANGO_SETTINGS_MODULE": "sozialmonitor.settings",
        "PYTHONPATH": str(ROOT),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.profiles_cold", region, level, str(AREAS)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))
