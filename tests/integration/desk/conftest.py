"""Kleinstadt, loaded for real, with people who work for it, elsewhere, and for everybody."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client

from accounts.models import Organisation, Region, User
from accounts.roles import Role
from sozialmonitor import pages
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DESK = "/desk/musterdorf/"
EVERY_ROLE = tuple(Role)


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock():
        load_city(SmallCity(tmp_path_factory.mktemp("town")))
        yield
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE accounts_region, accounts_user CASCADE")


@pytest.fixture
def town(loaded: None, db: None) -> Region:
    """Loaded and released to the public; what a test does to it is taken back."""
    return Region.objects.get(key="musterdorf")


@pytest.fixture
def released_town(transactional_db: None, tmp_path: Path) -> Region:
    """The same for tests whose jobs work on connections of their own."""
    load_city(SmallCity(tmp_path))
    return Region.objects.get(key="musterdorf")


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> Iterator[None]:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}
    pages.import_map.cache_clear()
    yield
    pages.import_map.cache_clear()


def staff_of(
    region: Region, name: str, roles: Iterable[str] = EVERY_ROLE, *, second_factor: bool = True
) -> User:
    organisation, _ = Organisation.objects.get_or_create(
        region=region, key="statistik", defaults={"name": "Amt für Statistik"}
    )
    user = User.objects.create_user(name, organisation=organisation, roles=list(roles))
    if second_factor:
        give_second_factor(user)
    return user


def give_second_factor(user: User) -> str:
    """Set up as the pages do; the secret that an app would keep."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(town: Region) -> Client:
    return signed_in(staff_of(town, "kim"))
