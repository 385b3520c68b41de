"""Every problem of an upload has words in both languages, and every word a problem."""

import random
import re
import string
from pathlib import Path

import pytest
from django.utils import translation

from indicators.importing import sniffing
from indicators.importing.wording_hints import WORDING_HINTS
from indicators.importing.wording_uploads import ESCALATED, WORDING_UPLOADS
from indicators.importing.wording_values import WORDING_VALUES
from indicators.models import Upload
from indicators.presenters_problems import errors_in, problem_rows
from spatial_units.importing.findings import Findings, problems_to_plain
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import WORDING

PROJECT = Path(__file__).resolve().parents[3]
SOURCES = [
    *(PROJECT / "indicators/importing").glob("upload*.py"),
    *(PROJECT / "indicators").glob("matching*.py"),
    PROJECT / "indicators/converting.py",
    PROJECT / "indicators/checking_values.py",
    PROJECT / "indicators/changes.py",
    *(PROJECT / "indicators").glob("hints*.py"),
    PROJECT / "indicators/actions_uploads.py",
]
OWN = {
    code
    for path in SOURCES
    for code in re.findall(r'"(upload_[a-z_]+)"', path.read_text(encoding="utf-8"))
}
RETOLD = {f"upload_{code}" for code in WORDING}  # a reader's problem in the form's words


def test_every_problem_has_words_and_every_word_a_problem() -> None:
    assert OWN - set(WORDING_UPLOADS) == set()
    assert set(WORDING_UPLOADS) - OWN - RETOLD == set()
    assert set(WORDING) >= ESCALATED


def test_a_hint_about_values_is_worded_for_a_single_one_too() -> None:
    of_files = {"upload_row_has_fewer_cells", "upload_known_content"}
    hints = {code.replace("upload_", "value_", 1) for code in set(WORDING_HINTS) - of_files}
    assert hints == set(WORDING_VALUES)


def test_the_rest_of_a_kind_stands_behind_its_last_and_counts() -> None:
    findings = Findings("")
    for row in range(2, 88):
        findings.error("upload_unknown_area", row, area=f"x{row}", set="S", meant="")
    findings.error("upload_word", 5, text="abc", count=1, rows="5")
    upload = Upload(findings=problems_to_plain(findings.problems()))
    with translation.override("de"):
        rows = problem_rows(upload)
    assert [row.row for row in rows] == [2, 3, 4, 5, 5, *range(6, 22), None]
    assert rows[-1].sentence == "… und 66 weitere Fälle wie der in der Zeile darüber."
    assert errors_in(rows) == 87


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


@pytest.mark.parametrize("code", sorted(WORDING_UPLOADS | WORDING_VALUES))
def test_both_languages_tell_the_same_facts(code: str) -> None:
    german, english = (WORDING_UPLOADS | WORDING_VALUES)[code]
    assert placeholders(german) == placeholders(english)
    if code in RETOLD and code not in OWN:
        assert placeholders(german) <= placeholders(WORDING[code.removeprefix("upload_")][0])
    for name in ("signs", "delimiter", "skip_rows", "where", "thousands"):
        assert f"“{name}”" not in english, "that is a field of a region file"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "gelesen: 31.12.2024, 31.12.2025, 2025-Q4, …"),
        ("en", "read there: 2024-12-31, 2025-12-31, 2025-Q4, …"),
    ],
)
def test_days_in_a_list_are_written_as_the_reader_writes_them(language: str, told: str) -> None:
    periods = "2024-12-31, 2025-12-31, 2025-Q4, …"
    problem = Problem("upload_periods_above", Severity.NOTE, facts={"periods": periods})
    with translation.override(language):
        (row,) = problem_rows(Upload(findings=problems_to_plain([problem])))
    assert told in row.sentence


@pytest.mark.parametrize(
    ("content", "is_none"),
    [
        (random.Random(1).randbytes(200), True),
        (random.Random(2).randbytes(100_000), True),
        ("Schlüssel;Wert\n01;5\n".encode("cp1252"), False),
        ("Schlüssel;Wert\n01;5\n".encode("utf-16"), False),
        ("Schlüssel;Wert\n01;5\n".encode("utf-16-le"), False),
        (b"Code;Wert\n01;5\x01\n", False),
        (b"Code\tWert\r\n01\t5\r\n\x1a", False),
        (b"", False),
    ],
)
def test_bytes_that_are_no_text_are_known(tmp_path: Path, content: bytes, is_none: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert sniffing.is_no_text(path) is is_none
