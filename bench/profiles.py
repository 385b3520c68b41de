"""The profile of an area, cold: its catalogue entries and packs are read anew for each page.

Measured in a process of its own, through all of Django's request handling, without HTTP. Beside
it stands the plain way: the same packs decoded whole, without making a page of them.
"""

import json
import os
import subprocess
import sys

from bench.lines import Line, one
from bench.measuring import REPEATS, Repeats
from bench.site import ROOT, Site

LIMIT_SECONDS = 0.150
AREAS = {"berlin": ("planungsraum", "01100101"), "demo": ("stadtteil", "0101")}
MEASURE = """
import json, sys, time
import django
django.setup()
from django.test import Client
from atlas import queries
region, level, code, repeats = sys.argv[1:4] + [int(sys.argv[4])]
client, page = Client(headers={"host": "127.0.0.1"}), f"/{region}/areas/{level}/{code}/"

def forget():
    queries._cards.clear()
    queries._content.cache_clear()

def seconds(work, clock=time.perf_counter):
    taken = []
    for _ in range(repeats + 1):  # the first compiles templates and connects
        forget()
        began = clock()
        work()
        taken.append(clock() - began)
    return taken[1:]

def profile():
    answer = client.get(page)
    assert answer.status_code == 200, answer.status_code

def packs():
    found = queries.region(region)
    assert found is not None
    for entry in queries.catalogue(found):
        if entry.level == level:
            assert queries.pack(entry) is not None

found = queries.region(region)
count = sum(entry.level == level for entry in queries.catalogue(found))
processor = seconds(profile, time.process_time)
print(json.dumps({"profile": seconds(profile), "packs": seconds(packs), "count": count,
                  "processor": processor}))
"""


def profile_lines(site: Site, region: str) -> list[Line]:
    """The area with the most indicators of a real (or the demo) city."""
    level, code = AREAS[region]
    found = _measured(site, region, level, code)
    profile, packs, processor = (
        Repeats(tuple(found[name])) for name in ("profile", "packs", "processor")
    )
    name = f"{region}: profile of {found['count']} indicators, cold"
    return [
        Line(name, profile, one(LIMIT_SECONDS), "limit", "s", 1.0),
        Line(f"{name}, processor", processor, one(LIMIT_SECONDS), "limit", "s"),
        Line(name, profile, packs, "packs decoded whole", "s"),
    ]


def _measured(site: Site, *area: str) -> dict[str, list[float]]:
    environment = os.environ | {
        "DATABASE_URL": site.database_url,
        "STATE_DIR": str(site.state),
        "DATABASE_ROLE": "sozialmonitor_web",
        "DJANGO_SETTINGS_MODULE": "sozialmonitor.settings",
        "PYTHONPATH": str(ROOT),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *area, str(REPEATS)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))
