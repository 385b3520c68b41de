"""Run a reader of foreign files in a child process that may neither harm nor outlive us.

A file can make a parser abort the process, eat all memory, read other files or call the
network. So GDAL, Excel, ZIP and XML are read in a fresh Python with limits on memory, time
and files, without network where the kernel allows it, in an empty directory of its own.
Whatever happens to the child, the caller gets an answer: its result, or a `Problem`.
"""

import json
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spatial_units.importing.plain import Plain, from_bytes
from spatial_units.importing.problems import Problem, Severity

logger = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("sandbox_child.py")

TIMEOUT_SECONDS = 180.0
MEMORY_BYTES = 2 * 1024**3
ANSWER_BYTES = 1024**3
_PREFIX = "sozialmonitor-read-"
OUT_OF_MEMORY = 42  # exit code of a child that ran into its memory limit and could still say so


def run_limited(
    target: str,
    arguments: Mapping[str, Plain],
    *,
    timeout_seconds: float = TIMEOUT_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    file: str = "",
) -> Any:
    """Call `"module:function"` with JSON arguments in a limited child.

    Returns what the function returned (JSON values, bytes, one-dimensional number arrays), or
    a `Problem` about `file` where the child died, took too long, or needed too much memory.
    Works only with modules of this project; the child dies with its caller.
    """
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as directory:
        request = {
            "target": target,
            "arguments": dict(arguments),
            "project": str(PROJECT),
            "parent": os.getpid(),
            "memory_bytes": memory_bytes,
            "cpu_seconds": int(timeout_seconds) + 1,
        }
        Path(directory, "request.json").write_text(json.dumps(request), encoding="utf-8")
        return _run(directory, target, timeout_seconds, memory_bytes, file)


def _sweep() -> None:
    """Remove what callers left behind that were killed while they read."""
    long_ago = time.time() - 3600
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if left.stat().st_mtime < long_ago:
                shutil.rmtree(left)
        except OSError:
            continue


def _run(directory: str, target: str, timeout_seconds: float, memory_bytes: int, file: str) -> Any:
    reading, writing = os.pipe()
    try:
        with Path(directory, "said.txt").open("wb") as said:
            child = subprocess.Popen(
                [sys.executable, "-I", str(CHILD), str(writing)],
                cwd=directory,
                env=_environment(directory),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=(writing,),
                start_new_session=True,
            )
        os.close(writing)
        writing = -1
        try:
            answer = _read_all(reading, time.monotonic() + timeout_seconds)
            if answer is not None:
                child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(child)
    finally:
        os.close(reading)
        if writing >= 0:
            os.close(writing)
    said_text = Path(directory, "said.txt").read_bytes()[-4000:].decode("utf-8", "replace")
    return _judge(child.returncode, answer, said_text, target, timeout_seconds, memory_bytes, file)


def _environment(directory: str) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "HOME": directory,
        "TMPDIR": directory,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "GDAL_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def _read_all(reading: int, deadline: float) -> bytes | None:
    """Everything until the child closes the pipe; None where the time is up."""
    received = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or len(received) > ANSWER_BYTES:
            return None
        ready, _, _ = select.select([reading], [], [], left)
        if not ready:
            return None
        part = os.read(reading, 1 << 20)
        if not part:
            return bytes(received)
        received += part


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the child and everything it may have started."""
    if child.poll() is None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            child.kill()
    child.wait()


def _judge(
    code: int,
    answer: bytes | None,
    said: str,
    target: str,
    timeout_seconds: float,
    memory_bytes: int,
    file: str,
) -> Any:
    if answer is None or code == -signal.SIGXCPU:
        return Problem(
            "reading_took_too_long", Severity.ERROR, file, facts={"seconds": int(timeout_seconds)}
        )
    if code == OUT_OF_MEMORY or (code != 0 and _speaks_of_memory(said)):
        return Problem(
            "file_too_large", Severity.ERROR, file, facts={"megabytes": memory_bytes // 1024**2}
        )
    if code == 0:
        try:
            return from_bytes(answer)
        except ValueError:
            logger.exception("%s gave no readable answer", target)
    reason = _reason(code, said)
    logger.error("%s died with %s (%s) reading %s", target, code, reason, file)
    logger.debug("%s said: %s", target, said)
    return Problem("reader_died", Severity.ERROR, file, facts={"reason": reason})


def _speaks_of_memory(said: str) -> bool:
    signs = ("MemoryError", "memory allocation of", "bad_alloc", "Cannot allocate memory")
    return any(sign in said for sign in signs)


def _reason(code: int, said: str) -> str:
    """A short technical hint for support: the signal's name or the exception's."""
    if code < 0:
        return signal.Signals(-code).name
    last = said.strip().splitlines()[-1:] or [f"exit {code}"]
    return last[0].split(":")[0][:80]
