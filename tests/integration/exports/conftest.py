"""The small made-up city as it leaves: files asked for like a browser does, and the truth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sozialmonitor import pages
from spatial_units.models import Area
from tests.factories import (
    NEW_AREAS,
    OLD_AREAS,
    PERIODS,
    SHARES_NEW,
    SHARES_OLD,
    City,
    make_city,
)

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TRICK = '=1+1 „Höfe“, "+A1"; <b>{{ 7*7 }}</b>'


@dataclass(frozen=True)
class Truth:
    """One figure of the share as the test city was made: period, boundaries, area."""

    period: str
    boundary_set: str
    area: str
    name: str
    value: float | None
    status: str


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with django_db_blocker.unblock():
        made = make_city()
        yield made
        made.remove()


@pytest.fixture(scope="module")
def tricky_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    """A city whose first area has a name that spreadsheets and browsers might run."""
    with django_db_blocker.unblock():
        made = make_city("trickstadt")
        Area.objects.filter(region=made.region, code="01").update(name=TRICK)
        yield made
        made.remove()


@pytest.fixture(scope="session")
def truth() -> list[Truth]:
    found = []
    parts = [
        ("stadtteile_2015", OLD_AREAS, PERIODS[:2], SHARES_OLD),
        ("stadtteile_2020", NEW_AREAS, PERIODS[2:], SHARES_NEW),
    ]
    for boundary_set, areas, periods, rows in parts:
        for period, row in zip(periods, rows, strict=True):
            for code, cell in zip(sorted(areas), row, strict=True):
                is_gap = isinstance(cell, str)
                value = None if is_gap else int(cell) / 10
                status = str(cell) if is_gap else "A"
                name = areas[code][0]
                found.append(Truth(period["key"], boundary_set, code, name, value, status))
    return found


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> Iterator[None]:
    """No collected files are needed to look at a page."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}
    pages.import_map.cache_clear()
    yield
    pages.import_map.cache_clear()


@pytest.fixture
def visitor(city: City) -> Client:
    return Client()


def content(response: Any) -> bytes:
    """What was sent. Closing the response would close the test's own database connections."""
    sent: bytes = response.getvalue()
    file = getattr(response, "file_to_stream", None)
    if file is not None:
        file.close()
    return sent


Fetch = Callable[..., Path]


@pytest.fixture
def fetch(visitor: Client, tmp_path: Path) -> Fetch:
    """Download a file of the share on Stadtteile; the path it was saved at."""

    def fetched(ending: str, query: str = "", what: str = "/kleinstadt/data/exi_u15") -> Path:
        response = visitor.get(f"{what}.{ending}?{query or 'level=stadtteil'}")
        assert response.status_code == 200, response.content
        path = tmp_path / f"file.{ending}"
        path.write_bytes(content(response))
        return path

    return fetched
