"""`verify --strict`: a real worker releases a stricter copy of a region, and is watched."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Job, Region
from tests.conftest import ROOT, environment_of
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

NAME = "Smalltown under a threshold of 10"
# 2 of 100 and 98 of 100 are small; the other three districts can stand in for them
VALUES = """nr;jahr;kinder;arm
1;2023;400;100
2;2023;200;20
3;2023;100;2
4;2023;300;60
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The database of this test, and a broker nobody else listens to."""
    server = connection.settings_dict
    place = f"host={server['HOST']}&port={server['PORT']}"
    url = f"postgresql://{server['USER']}@/{server['NAME']}?{place}"
    return environment_of(url, tmp_path) | {"REDIS_URL": _own_broker(settings.REDIS_URL)}


def _own_broker(url: str) -> str:
    server = urlsplit(url)
    return f"unix://{server.path}?db=15" if server.scheme == "unix" else f"{url.rstrip('/')}/15"


@pytest.fixture
def worker(environment: dict[str, str], tmp_path: Path) -> Iterator[int]:
    with (tmp_path / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [ROOT / "script/process", "worker"],
            env=environment | {"WORKER_CONCURRENCY": "1"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    yield process.pid
    process.terminate()
    process.wait(timeout=40)


def test_a_worker_releases_a_stricter_copy_of_a_region(
    environment: dict[str, str], worker: int, tmp_path: Path
) -> None:
    city = SmallCity(tmp_path)
    city.spec["policies"][0]["rule"] = "published_by_source"
    city.values = VALUES
    city.write()
    lines = told(environment, city, worker)
    assert [line for line in lines.values() if line.startswith("NOT")] == []
    assert lines[f"{NAME}: figures of few people no map shows"].startswith("ok       1 of      1")
    assert lines[f"{NAME}: hidden because of few people"].strip() == "1"
    assert lines[f"{NAME}: hidden besides"] == "ok       1 (at most 300)"
    assert lines[f"{NAME}: small counts nothing protects"] == "ok       0 (at most 0)"
    every = f"{NAME}: counts no attacker narrows too far, of all that is public"
    assert lines[every].startswith("ok       1 of      1")
    assert lines[f"{NAME}: the worker's peak memory"].startswith("ok")
    region = Region.objects.get(key="musterdorf-streng")
    kinds = Job.everywhere.filter(region=region).order_by("id").values_list("kind", "state")
    assert list(kinds) == [("publish", "done"), ("audit", "done")]


def told(environment: dict[str, str], city: SmallCity, worker: int) -> dict[str, str]:
    """What the command writes, by name; so small a city may be too quick to show progress."""
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "verify", "--gate", str(city.folder),
         "--strict", str(city.file), "--worker", str(worker)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert NAME in done.stdout, done.stderr[-3000:]
    found = {
        name: line for line, _, name in (one.partition(": ") for one in done.stdout.splitlines())
    }
    return {name: line for name, line in found.items() if "progress" not in name}
