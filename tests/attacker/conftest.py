"""A site of its own with two cities: one protected by half, one wholly, with a history."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacker.history import History, publish_history, publish_unprotected
from tests.attacker.town import Town, make_town
from tests.attacker.visiting import Visitor
from tests.conftest import (
    PROCESS,
    database,
    environment_of,
    manage,
    provide_static_files,
    start_web,
)

DATABASE = f"{os.environ.get('TEST_DATABASE_NAME', 'sozialmonitor')}_attacked{PROCESS}"
DISTRICTS = 200


LOAD = """
from django.core.management import call_command
call_command("load_region", %r, "--data", %r, "--in-process")
"""
PREPARE = """
from django.core.management import call_command
for command in ("migrate", "apply_grants", "ensure_staff"):
    call_command(command, verbosity=0)
"""


@dataclass(frozen=True)
class Attacked:
    """A running site and those who run it."""

    url: str
    environment: dict[str, str]
    folder: Path

    def load(self, region_file: Path, *, is_protected: bool, first: str = "") -> None:
        """Carry out a region file, after some lines of Python: one process, as each costs much."""
        environment = self.environment | {"SECONDARY_SUPPRESSION": "1" if is_protected else "0"}
        code = first + LOAD % (str(region_file), str(region_file.parent))
        manage(environment, "shell", "-c", code)


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    state = tmp_path_factory.mktemp("attacked")
    with database(DATABASE) as url:
        environment = environment_of(url, state)
        provide_static_files(environment, state)
        manage(environment, "shell", "-c", PREPARE)
        web, address = start_web(environment, state)
        try:
            yield Attacked(address, environment, state)
        finally:
            web.terminate()
            web.wait(timeout=20)


@pytest.fixture(scope="session")
def town() -> Town:
    return make_town(seed=1, districts=DISTRICTS)


@pytest.fixture(scope="session")
def half_protected(attacked: Attacked, town: Town) -> History:
    return publish_unprotected(attacked, town, Visitor(attacked.url))


@pytest.fixture(scope="session")
def protected(attacked: Attacked, town: Town) -> History:
    return publish_history(attacked, town, Visitor(attacked.url))
