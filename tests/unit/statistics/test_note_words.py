"""Whatever a statistic says of its result, or refuses, has a sentence in both languages."""

import ast
import string
from pathlib import Path

import pytest

from atlas.wording import NOTES
from indicators.note_words import WORDS, say
from indicators.statistics.notes import Note

STATISTICS = Path(__file__).resolve().parents[3] / "indicators" / "statistics"
FACTS = {"component", "parts", "anchor", "area", "areas", "nearest", "n", "needed", "share", "z"}


def told() -> dict[str, set[str]]:
    """Keys of all notes in the code, and what goes with them where it stands there."""
    found: dict[str, set[str]] = {}
    for path in STATISTICS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Note", "Refused"}:
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    found[str(key.value)] = facts_of(node)
    return found


def facts_of(call: ast.Call) -> set[str]:
    named = {str(one.arg) for one in call.keywords}
    for one in call.args[1:]:
        if isinstance(one, ast.Dict):
            named |= {str(key.value) for key in one.keys if isinstance(key, ast.Constant)}
    return named


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_note_has_a_sentence_and_every_sentence_a_note() -> None:
    keys = set(told())
    assert {"far_out", "bad_count", "sampled"} <= keys
    assert keys - set(WORDS) - set(NOTES) == set()
    assert set(WORDS) - keys == set()


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_tell_the_facts_that_are_there(key: str) -> None:
    german, english = WORDS[key]
    assert names_in(german) == names_in(english)
    assert names_in(german) <= (told()[key] or FACTS)
    assert german.endswith(".")
    assert english.endswith(".")


def test_numbers_are_written_as_the_language_does() -> None:
    note = Note("far_out", {"component": "Arbeitslose", "area": "Altstadt", "z": -5.25})
    assert "liegt in Altstadt −5,2 Standardabweichungen" in say(note, "de")
    assert "lies −5.2 standard deviations from the mean in Altstadt" in say(note, "en")
