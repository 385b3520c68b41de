"""The town of the desk's tests, for tests of releases."""

from tests.integration.desk.conftest import loaded, plain_static_files, released_town, town

__all__ = ["loaded", "plain_static_files", "released_town", "town"]
