"""script/server with a state directory and a port of its own: served, alone, gone."""

import os
import re
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.script_server import CHECKOUT, PATIENCE, Start, free_port, processes_of, until


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

    start.stop()
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
