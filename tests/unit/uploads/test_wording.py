"""Every problem of an upload has words in both languages, and every word a problem."""

import re
import string
from pathlib import Path

import pytest

from indicators.importing.wording_uploads import ESCALATED, WORDING_UPLOADS
from spatial_units.importing.wording import WORDING

PROJECT = Path(__file__).resolve().parents[3]
SOURCES = [
    *(PROJECT / "indicators/importing").glob("upload*.py"),
    PROJECT / "indicators/matching.py",
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


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


@pytest.mark.parametrize("code", sorted(WORDING_UPLOADS))
def test_both_languages_tell_the_same_facts(code: str) -> None:
    german, english = WORDING_UPLOADS[code]
    assert placeholders(german) == placeholders(english)
    if code in RETOLD and code not in OWN:
        assert placeholders(german) <= placeholders(WORDING[code.removeprefix("upload_")][0])
    for name in ("signs", "delimiter", "skip_rows", "where", "thousands"):
        assert f"“{name}”" not in english, "that is a field of a region file"
