"""script/server with a state directory and a port of its own: served, alone, gone."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 300  # seconds, for a busy machine that loads the demo region


class Start:
    """A running script/server and what it said."""

    def __init__(self, state: Path, port: int) -> None:
        self.state, self.port = state, port
        self.said = state / "said.txt"
        given = {"DATABASE_URL", "REDIS_URL", "DATABASE_ROLE", "SECRET_KEY", "ALLOWED_HOSTS"}
        environment = {k: v for k, v in os.environ.items() if k not in given}
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [CHECKOUT / "script" / "server"],
                env=environment | {"STATE_DIR": str(state), "PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def until_served(self) -> float:
        began = time.monotonic()
        until(lambda: "runs at" in self.said.read_text() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said.read_text()
        return time.monotonic() - began

    def health(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as answer:
            return int(answer.status)

    def pid(self, name: str) -> int:
        """0 while the process is being started again."""
        file = self.state / "run" / f"{name}.pid"
        return int(file.read_text()) if file.exists() else 0


def until(condition: Callable[[], bool], about: str = "") -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited too long. {about}"
        time.sleep(0.1)


def processes_of(state: Path) -> list[str]:
    """The living processes that were started for a state directory, by their surroundings."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            status = (process / "stat").read_text().rpartition(")")[2].split()[0]
            surroundings = (
                (process / "environ").read_text(errors="replace")
                + "\0"
                + os.readlink(process / "cwd")
            )
            command = (process / "cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if status != "Z" and str(state) in surroundings + command:
            found.append(f"{process.name} {command}")
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sozialmonitor-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)
        for line in processes_of(Path(directory)):
            with suppress(ProcessLookupError):
                os.kill(int(line.split()[0]), signal.SIGKILL)


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


pytestmark = pytest.mark.timeout(3 * PATIENCE)


def test_a_start_serves_alone_mends_itself_and_leaves_nothing(state: Path, port: int) -> None:
    start = Start(state, port)
    start.until_served()
    assert start.health() == 200

    second = subprocess.run(
        [CHECKOUT / "script" / "server"],
        env=os.environ | {"STATE_DIR": str(state)},
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert re.search(r"already running in this checkout \(process \d+\)", second.stderr)

    for name in ["worker", "postgres"]:
        killed = start.pid(name)
        os.kill(killed, signal.SIGKILL)
        until(lambda name=name, killed=killed: start.pid(name) not in {0, killed})  # type: ignore[misc]
    until(lambda: served(start))

    start.process.send_signal(signal.SIGTERM)
    assert start.process.wait(60) == 0, start.said.read_text()
    assert processes_of(state) == []


def served(start: Start) -> bool:
    try:
        return start.health() == 200
    except OSError:
        return False


def test_after_a_hard_kill_of_everything_the_next_start_recovers(state: Path, port: int) -> None:
    start = Start(state, port)
    start.until_served()
    lines = processes_of(state)
    for line in sorted(lines, key=lambda line: "script/server" not in line):
        with suppress(ProcessLookupError):
            os.kill(int(line.split()[0]), signal.SIGKILL)
    start.process.wait(60)

    again = Start(state, port)
    again.until_served()
    assert again.health() == 200
    assert "Preparing the database" not in again.said.read_text(), (
        "the second start changes nothing"
    )
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(60) == 0
    assert processes_of(state) == []


def test_a_hard_kill_of_the_script_alone_ends_what_it_started(state: Path, port: int) -> None:
    start = Start(state, port)
    start.until_served()
    start.process.kill()
    start.process.wait(60)
    until(lambda: processes_of(state) == [], "; ".join(processes_of(state)))


def test_a_taken_port_is_said_in_one_sentence(state: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        refused = subprocess.run(
            [CHECKOUT / "script" / "server"],
            env=os.environ | {"STATE_DIR": str(state), "PORT": port},
            capture_output=True,
            text=True,
        )
    assert refused.returncode == 1
    assert f"Port {port} of 127.0.0.1 is taken" in refused.stderr
