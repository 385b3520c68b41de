"""The limited child: whatever happens in it, the one who asked gets an answer."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spatial_units.importing import sandbox
from spatial_units.importing.plain import from_bytes, to_bytes
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited

PROJECT = Path(__file__).resolve().parents[3]


def run(target: str, timeout_seconds: float = 30, **arguments: object) -> object:
    return run_limited(target, arguments, timeout_seconds=timeout_seconds, file="x.csv")


def test_the_answer_comes_back() -> None:
    assert run("json:loads", s='{"a": [1, null, "ü"]}') == {"a": [1, None, "ü"]}


def test_a_child_that_dies_by_a_signal_is_a_problem_with_the_file() -> None:
    problem = run("os:abort")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("reader_died", "x.csv")
    assert problem.facts["reason"] == "SIGABRT"


def test_an_exception_in_the_child_is_a_problem_too() -> None:
    problem = run("json:loads", s="{")
    assert isinstance(problem, Problem)
    assert problem.code == "reader_died"


def test_what_a_child_says_when_it_dies_does_not_flood_the_terminal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level("INFO"):
        run("json:loads", s="{")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "JSONDecodeError" in caplog.text
    assert "Traceback" not in caplog.text


def test_what_takes_too_long_is_stopped() -> None:
    begun = time.monotonic()
    problem = run("signal:sigwait", timeout_seconds=1, sigset=[signal.SIGUSR1])
    assert isinstance(problem, Problem)
    assert (problem.code, problem.facts) == ("reading_took_too_long", {"seconds": 1})
    assert time.monotonic() - begun < 15


def test_what_only_burns_time_is_stopped_too() -> None:
    problem = run("re:fullmatch", timeout_seconds=1, pattern="(a+)+b", string="a" * 60)
    assert isinstance(problem, Problem)
    assert problem.code == "reading_took_too_long"


def test_what_eats_all_memory_is_too_large() -> None:
    problem = run("numpy:zeros", shape=[1 << 33])
    assert isinstance(problem, Problem)
    assert problem.code == "file_too_large"


def test_the_child_has_no_network_where_the_kernel_lets_it_go() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from spatial_units.importing.sandbox_child import leave_the_network\n"
        "gone = leave_the_network()\n"
        "print(gone, open('/proc/self/net/dev').read().count(':'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(PROJECT)], capture_output=True, text=True, check=True
    ).stdout
    if said.startswith("False"):
        pytest.skip("this kernel gives no network namespace")
    assert said.split() == ["True", "1"]  # the loopback device alone


def test_the_child_dies_with_the_one_who_asked(tmp_path: Path) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv[1])\n"
         "from spatial_units.importing.sandbox import run_limited\n"
         "run_limited('signal:pause', {}, timeout_seconds=60)", str(PROJECT)],
    )  # fmt: skip
    child = _wait_for_child(asking.pid)
    asking.kill()
    asking.wait()
    deadline = time.monotonic() + 10
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


def _wait_for_child(parent: int) -> int:
    """The limited child once it has taken on its limits (it then waits in `pause`)."""
    for _ in range(400):
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if listed:
            wchan = Path(f"/proc/{listed[0]}/status").read_text()
            if "SigCgt" in wchan and "NoNewPrivs:\t1" in wchan:
                return int(listed[0])
        time.sleep(0.05)
    raise AssertionError("no child came up")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_the_child_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "never")
    seen = run("os:getenv", key="SECRET_KEY")
    assert seen is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abc"), inner),
    )
)
def test_plain_values_cross_the_pipe_unchanged(value: object) -> None:
    assert from_bytes(b"".join(to_bytes(value))) == value


def test_arrays_cross_the_pipe_bit_by_bit() -> None:
    sent = np.array([0.1, np.nan, -0.0, 1e-300])
    received = from_bytes(b"".join(to_bytes({"a": sent})))["a"]
    assert received.tobytes() == sent.tobytes()


@pytest.mark.parametrize("bad", [b"", b"\x80\x04K\x01.", b"SOZM1" + b"\xff" * 8])
def test_bytes_that_are_no_answer_are_refused(bad: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_bytes(bad)


def test_signals_and_limits_are_named() -> None:
    assert sandbox._reason(-signal.SIGSEGV, "") == "SIGSEGV"
    assert os.path.exists(sandbox.CHILD)
