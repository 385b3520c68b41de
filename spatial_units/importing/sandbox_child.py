"""The child's side of `sandbox`: take on limits, read, answer. Started as a script.

Only the standard library is imported before the limits hold.
"""

import ctypes
import gc
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

FILE_BYTES = 1024**3
OPEN_FILES = 64
OUT_OF_MEMORY = 42  # as in sandbox.py

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


def die_with(parent: int) -> None:
    """Let the kernel kill us when the process that asked is gone."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def leave_the_network() -> bool:
    """Move to a network namespace with nothing in it; False where the kernel refuses.

    Root asks for the network alone: in a user namespace of its own it could no longer read
    files of other users.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET
    return bool(libc.unshare(flags) == 0)


def take_on_limits(memory_bytes: int, cpu_seconds: int) -> None:
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(limit, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))


def answer(request: dict[str, Any], writing: int) -> None:
    from spatial_units.importing.plain import to_bytes

    module, _, function = request["target"].partition(":")
    result = getattr(importlib.import_module(module), function)(**request["arguments"])
    with os.fdopen(writing, "wb") as pipe:
        for part in to_bytes(result):
            pipe.write(part)


def main() -> None:
    request = json.loads(Path("request.json").read_text(encoding="utf-8"))
    die_with(request["parent"])
    leave_the_network()
    take_on_limits(request["memory_bytes"], request["cpu_seconds"])
    os.umask(0o077)
    gc.disable()  # a short life with millions of cells and hardly a cycle
    sys.path.insert(0, request["project"])
    try:
        answer(request, int(sys.argv[1]))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
