"""Kleinstadt with two measures, a clerk of its statistics office, and no file kept."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from accounts.models import Organisation, User
from indicators.models import DataSource, Measure
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
    made = make_city(with_packs=False)
    region = made.region
    DataSource.objects.create(
        region=region, key="amt", publisher="Amt", title_de="Register", title_en="Register",
        licence="CC0", attribution="Amt", update_interval="yearly",
    )  # fmt: skip
    for key, name, kind in (("pop", "Einwohner", "count"), ("rate", "Quote", "value")):
        Measure.objects.create(
            region=region, key=key, name_de=name, name_en=key, unit_de="", unit_en="", kind=kind
        )
    return made


@pytest.fixture
def clerk(city: City) -> User:
    office = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    return User.objects.create_user(
        "amt", password="sehr-lang-und-geheim", organisation=office, roles=["steward"]
    )
