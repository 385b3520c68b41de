"""script/server as a process: started in a state directory of its own, watched, found again."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PATIENCE = 300  # seconds, for a busy machine that loads the demo region
GIVEN = {"DATABASE_URL", "REDIS_URL", "DATABASE_ROLE", "SECRET_KEY", "ALLOWED_HOSTS"}


def private_environment(state: Path) -> dict[str, str]:
    """Nothing of the test run's own servers: the script makes private ones."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
    return kept | {"STATE_DIR": str(state)}


class Start:
    """A running script/server and what it said."""

    def __init__(self, state: Path, port: int) -> None:
        self.state, self.port = state, port
        self.said = state / "said.txt"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [CHECKOUT / "script" / "server"],
                env=private_environment(state) | {"PORT": str(port)},
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

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) == 0, self.said.read_text()

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
