"""Kleinstadt with its boundaries, a clerk who draws, and no file kept."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from accounts.models import Organisation, User
from tests.factories import City, make_city


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Settings) -> None:
    """Uploaded files go where pytest throws them away; pages need no collected files."""
    storages = dict(settings.STORAGES)
    storages["default"] = storages["default"] | {"OPTIONS": {"location": tmp_path / "uploads"}}
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = storages


@pytest.fixture
def city() -> City:
    return make_city(with_packs=False)


@pytest.fixture
def clerk(city: City) -> User:
    office = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    return User.objects.create_user(
        "amt", password="sehr-lang-und-geheim", organisation=office, roles=["steward"]
    )
