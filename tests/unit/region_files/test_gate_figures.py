"""What script/verify says of the gate, with and without the files it needs."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from region_files import gate_figures
from region_files.gate_figures import Figure, planted_leak
from region_files.verifying import Verdict

PLANTED = "ok       4 of      4 equal, largest difference 0: Planted leaks, worked out by hand"


def test_the_planted_leaks_are_found() -> None:
    verdict = planted_leak()
    assert verdict.holds
    assert verdict.rows == 4


def test_without_the_published_data_it_says_what_is_left_out(tmp_path: Path) -> None:
    said = StringIO()
    call_command("verify", gate=tmp_path / "data", json=tmp_path / "found.json", stdout=said)
    planted, argus, berlin = said.getvalue().splitlines()
    assert planted == PLANTED
    assert argus == f"Left out: the table of τ-ARGUS: {tmp_path / 'oracles'} is absent"
    assert berlin == f"Left out: Berlin by age: {tmp_path / 'data/berlin-population'} is absent"
    assert [row["holds"] for row in json.loads((tmp_path / "found.json").read_text())] == [True]


def test_the_table_of_tau_argus(shared_oracles: Path, tmp_path: Path) -> None:
    (tmp_path / "oracles").symlink_to(shared_oracles)
    found, left_out = gate_figures.gate_figures(tmp_path / "data")
    assert len(left_out) == 1
    _, intervals, met, hidden, sums, change, seconds = found
    assert isinstance(intervals, Verdict)
    assert (intervals.rows, intervals.equal) == (50, 50)
    assert isinstance(hidden, Figure)
    assert hidden.at_most == 22
    assert isinstance(change, Figure)
    assert 0 < change.found <= 4
    assert isinstance(seconds, Figure)
    assert not seconds.is_asked_for
    assert all(one.holds for one in (met, hidden, sums))


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("hidden", 40, 45), "ok      40 (at most 45): hidden"),
        (Figure("hidden", 46, 45), "NOT     46 (at most 45): hidden"),
        (Figure("to audit", 3.456, 3, "s"), "    3.46 s (at most 3 s): to audit"),
        (Figure("steps", 9, at_least=5), "ok       9 (at least 5): steps"),
        (Figure("steps", 4, at_least=5), "NOT      4 (at least 5): steps"),
        (Figure("hidden", 66_739), "     66739: hidden"),
    ],
)
def test_a_figure_too_large_fails_and_a_slow_machine_does_not(
    figure: Figure, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = StringIO()
    monkeypatch.setattr(
        "region_files.management.commands.verify.gate_figures", lambda data: ([figure], [])
    )
    if figure.holds:
        call_command("verify", gate=Path("data"), stdout=said)
    else:
        with pytest.raises(CommandError, match="1 of 1 checks do not hold"):
            call_command("verify", gate=Path("data"), stdout=said)
    assert said.getvalue().splitlines() == [line]
