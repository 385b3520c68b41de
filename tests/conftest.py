"""What all tests share: the real database, a real worker, a real web server, the real data.

script/test sets the environment. Unit tests need none of it.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import translation

# A busy machine is slow, not wrong; failing examples are printed and can be repeated.
hypothesis.settings.register_profile("project", deadline=None, print_blob=True)
hypothesis.settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "fixtures/demo"
# One of several test processes (gw0, gw1 …), or empty; each has databases of its own.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
SITE_DATABASE = f"{os.environ.get('TEST_DATABASE_NAME', 'sozialmonitor')}_site{PROCESS}"


@pytest.fixture(autouse=True)
def language_of_its_own() -> Iterator[None]:
    """A page that was asked for in English leaves its language behind in the process."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database with the grants of the real one."""
    with django_db_blocker.unblock():
        call_command("apply_grants")
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The published data beside the project; tests that need it say when it is absent."""
    path = Path(os.environ.get("SHARED_DATA") or ROOT / "../shared/data").resolve()
    if not path.is_dir():
        pytest.skip("left out: ../shared/data is absent (set SHARED_DATA to where it lies)")
    return path


@pytest.fixture(scope="session")
def shared_oracles(shared_data: Path) -> Path:
    """Reference results of other programs, beside the published data."""
    path = shared_data.parent / "oracles"
    if not path.is_dir():
        pytest.skip("left out: ../shared/oracles is absent")
    return path


@dataclass
class Site:
    """A running sozialmonitor of its own: database, worker, web server."""

    url: str
    environment: dict[str, str]
    worker: subprocess.Popen[bytes]
    state: Path

    def manage(self, *arguments: str) -> str:
        """Run manage.py against this site; its output."""
        return manage(self.environment, *arguments)

    def start_worker(self) -> None:
        self.worker = _start_worker(self.environment, self.state)


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo city, loaded and served for real; shared by the whole session."""
    state = tmp_path_factory.mktemp("state")
    with database() as url:
        environment = environment_of(url, state)
        provide_static_files(environment, state)
        for step in (
            ("migrate", "-v0"),
            ("apply_grants",),
            ("load_region", str(DEMO / "region.yaml"), "--data", str(DEMO), "--in-process"),
            ("ensure_staff",),
        ):
            manage(environment, *step)
        worker = _start_worker(environment, state)
        web, address = start_web(environment, state)
        site = Site(address, environment, worker, state)
        try:
            yield site
        finally:
            for process in (web, site.worker):
                process.terminate()
                process.wait(timeout=20)


@pytest.fixture(scope="session")
def site(running_site: Site) -> str:
    """The address of the running site."""
    return running_site.url


def provide_static_files(environment: dict[str, str], state: Path) -> None:
    """What script/test has collected already; collecting takes long."""
    if settings.STATIC_ROOT.is_dir():
        (state / "static").symlink_to(settings.STATIC_ROOT)
    else:
        manage(environment, "collectstatic", "--noinput", "-v0")


@contextmanager
def database(name: str = SITE_DATABASE) -> Iterator[str]:
    """An empty database of its own, dropped afterwards."""
    server = settings.DATABASES["default"]
    address = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"]}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        query = f"host={server['HOST']}&port={server['PORT']}"
        yield f"postgresql://{server['USER']}@/{name}?{query}"
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def environment_of(database_url: str, state: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_URL": _broker(settings.REDIS_URL),
        "STATE_DIR": str(state),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "PYTHONPATH": str(ROOT),
    }


def _broker(url: str) -> str:
    """The given broker; one of several test processes takes a database of its own there."""
    if not PROCESS:
        return url
    number = int(PROCESS.removeprefix("gw")) + 1
    server = urlsplit(url)
    if server.scheme == "unix":
        return f"unix://{server.path}?db={number}"
    return server._replace(path=f"/{number}").geturl()


def manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def _start_worker(environment: dict[str, str], state: Path) -> subprocess.Popen[bytes]:
    """A real Celery worker with beat inside, on a broker queue of its own."""
    return _start(
        ["celery", "-A", "sozialmonitor", "worker", "-B", "--concurrency", "1", "-s",
         str(state / "beat")],
        environment | {"DATABASE_ROLE": "sozialmonitor_worker"},
        state / "worker.log",
    )  # fmt: skip


def start_web(environment: dict[str, str], state: Path) -> tuple[subprocess.Popen[bytes], str]:
    port = _free_port()
    process = _start(
        ["gunicorn", "sozialmonitor.wsgi", "--bind", f"127.0.0.1:{port}",
         "--worker-class", "gthread", "--threads", "4", "--no-control-socket"],
        environment | {"DATABASE_ROLE": "sozialmonitor_web"},
        state / "web.log",
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    _wait_until_it_answers(address, process, state)
    return process, address


def _start(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A process group of its own, so that it can be killed with all its children."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            env=environment,
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], state: Path) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            assert process.poll() is None, (state / "web.log").read_text()[-3000:]
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the web server does not answer")
