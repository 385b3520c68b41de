"""Kleinstadt with its trees and its links of identity, written for real."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from sozialmonitor import pages
from spatial_units.models import Area, Containment, IdentityLink
from tests.factories import City, make_city

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
IMPRINT = "Stadt <b>\n\n- Post\n- a@b.example"
UNCHANGED = ("01", "02", "03", "04", "05")
DISTRICT_OF = {
    "01": "1",
    "02": "1",
    "03": "1",
    "04": "2",
    "05": "2",
    "06": "2",
    "07": "2",
    "08": "2",
}


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with django_db_blocker.unblock():
        made = make_city()
        made.region.texts |= {"imprint": {"de": IMPRINT, "en": IMPRINT}}
        made.region.save()
        _link(made)
        yield made
        made.remove()


def _link(city: City) -> None:
    found = Area.objects.filter(region=city.region).select_related("boundary_set")
    areas = {(area.boundary_set.key, area.code): area for area in found}
    for code in UNCHANGED:
        IdentityLink.objects.create(
            region=city.region,
            earlier=areas["stadtteile_2015", code],
            later=areas["stadtteile_2020", code],
        )
    pairs = [
        (area, areas["bezirke", DISTRICT_OF[code]])
        for (key, code), area in areas.items()
        if key.startswith("stadtteile")
    ]
    pairs += [(areas["bezirke", code], areas["stadt", "0"]) for code in ("1", "2")]
    for child, parent in pairs:
        Containment.objects.create(region=city.region, tree="main", child=child, parent=parent)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> Iterator[None]:
    """No collected files are needed to look at a page."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}
    pages.import_map.cache_clear()
    yield
    pages.import_map.cache_clear()


@pytest.fixture
def visitor(city: City) -> Client:
    """Somebody who is not signed in."""
    return Client()
