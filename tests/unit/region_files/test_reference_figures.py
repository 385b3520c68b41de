"""What script/verify says of other programs' figures, with and without their tables."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command


def test_without_the_tables_it_says_what_is_left_out(tmp_path: Path) -> None:
    said = StringIO()
    call_command("verify", references=tmp_path / "data", stdout=said)
    lines = said.getvalue().splitlines()
    absent = f"intervals, standardised rates and funnels: {tmp_path / 'oracles'} is absent"
    assert lines == [f"Left out: {absent}"]


def test_every_table_is_reproduced(shared_oracles: Path, tmp_path: Path) -> None:
    (tmp_path / "oracles").symlink_to(shared_oracles)
    said = StringIO()
    call_command("verify", references=tmp_path / "data", stdout=said)
    lines = said.getvalue().splitlines()
    assert len(lines) == 9
    assert all(line.startswith("ok ") for line in lines)
    assert "ok     303 of    303 equal, largest difference 0: Funnel of shares: levels" in lines
