"""A worker killed for real: nothing lost, nothing done twice, and the map shows the new value."""

import json
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import DEMO, Site
from tests.site_database import query, wait_until


@pytest.fixture
def changed_region(running_site: Site, tmp_path: Path) -> Iterator[str]:
    """The demo's region file with one value corrected; afterwards the demo as it was."""
    changed = tmp_path / "region.yaml"
    changed.write_text((DEMO / "region.yaml").read_text() + CORRECTION)
    yield str(changed)
    running_site.manage(
        "load_region", str(DEMO / "region.yaml"), "--data", str(DEMO), "--in-process"
    )


CORRECTION = """
corrections:
  - key: nachtrag
    source: statistik
    level: stadtteil
    reason: {de: Nachgemeldet, en: Reported late}
    rows:
      - {area: "0102", period: "2024-12-31", values: {pop: 12345}}
"""


def kill_hard(site: Site) -> None:
    """Kill the worker and all its children at once, as a power cut would."""
    os.killpg(site.worker.pid, signal.SIGKILL)
    site.worker.wait(timeout=10)


def population(site: Site) -> float | None:
    address = f"{site.url}/api/v1/regions/demo/indicators/dem_pop/values/"
    with urllib.request.urlopen(f"{address}?level=stadtteil&period=2024-12-31") as answer:
        rows = json.load(answer)["results"]
    return next(row["value"] for row in rows if row["area"] == "0102")


def test_a_worker_killed_half_way_is_taken_up_by_the_next(
    running_site: Site, changed_region: str
) -> None:
    before = population(running_site)
    assert before != 12345
    running_site.manage("load_region", changed_region, "--data", str(DEMO), "--no-wait")
    with psycopg.connect(running_site.environment["DATABASE_URL"], autocommit=True) as database:
        wait_until(database, "SELECT state = 'running' AND percent > 15 FROM accounts_job", 60)
        kill_hard(running_site)
        assert query(database, "SELECT state FROM accounts_job") == "running"
        assert population(running_site) == before, "half a release is never seen"
        running_site.start_worker()
        wait_until(database, "SELECT state = 'done' FROM accounts_job", 120)
        assert query(database, "SELECT attempts FROM accounts_job") == 2
        assert query(database, "SELECT count(*) FROM releases_release") == 2
    deadline = time.monotonic() + 65  # the pointer lives at most 60 s
    while population(running_site) != 12345:
        assert time.monotonic() < deadline
        time.sleep(1)
