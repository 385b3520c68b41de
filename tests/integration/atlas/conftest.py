"""The small made-up city, written for real: the public role has a connection of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from sozialmonitor import pages
from tests.factories import City, make_city

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture
def commit(city: City) -> Callable[[str], None]:
    """Runs SQL outside the test's transaction, so that other connections see it."""

    def run(statement: str) -> None:
        connection = connections.create_connection("default")
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    return run


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with django_db_blocker.unblock():
        made = make_city()
        yield made
        made.remove()


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
    assert settings.PUBLIC != "default"
    return Client()
