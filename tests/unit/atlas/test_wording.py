"""Every code a statistic or a pack can hold has its words."""

import re
from pathlib import Path

import numpy as np
import pytest
from django.utils.translation import override

from atlas import wording
from indicators.statistics.notes import Note
from releases.classification import METHODS, Classification, Method, classify

ROOT = Path(__file__).resolve().parents[3]


def test_every_remark_of_a_classification_has_a_sentence() -> None:
    sources = [
        ROOT / "releases/classification.py",
        ROOT / "indicators/statistics/class_breaks.py",
    ]
    text = "".join(source.read_text() for source in sources)
    keys = set(re.findall(r'"([a-z]+_[a-z_]+|constant|sampled)"', text))
    said = {key for key in keys if re.search(rf'(Note\(|, )"{key}"', text)} - set(METHODS)
    assert said, "the pattern found nothing"
    assert said <= set(wording.NOTES)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("method", [m for m in METHODS if m not in ("manual", "diverging")])
@pytest.mark.parametrize(
    "values", [[], [1.0, 1.0], [0.0] * 20 + [1.0, 5.0], [1.0, 2.0, 900.0], [1.0] * 9 + [2.0]]
)
def test_the_sentences_take_the_numbers_they_need(
    values: list[float], method: Method, language: str
) -> None:
    found: Classification = classify(np.array(values), method, 5, decimals=1, zero_class=True)
    with override(language):
        for note in found.notes:
            said = wording.note(note)
            assert "%(" not in said
            assert said != note.key


def test_a_remark_without_words_shows_its_key() -> None:
    assert wording.note(Note("something_new")) == "something_new"


def test_flags_add_up() -> None:
    with override("de"):
        assert wording.flags(1 + 8) == ("vorläufig", "umgerechnet")


def test_a_text_falls_back_to_german() -> None:
    with override("en"):
        assert wording.in_language({"de": "Einwohner"}) == "Einwohner"
    assert wording.in_language(None) == ""


RATIO = {"numerator": ["a"], "denominator": ["b"], "factor": 100.0}


@pytest.mark.parametrize(
    ("formula", "kind", "flags", "is_computed"),
    [
        ({"ratio": RATIO}, "share", 0, True),
        ({"count": ["men", "women"]}, "count", 0, True),
        ({"count": ["pop"]}, "count", 0, False),
        ({"count": ["pop"]}, "count", 32, True),  # added up from smaller areas
        ({"count": ["pop"]}, "count", 8, True),  # converted from earlier areas
        ({"value": "rent"}, "median", 1, False),
        ({"value": "score"}, "index", 0, True),
        ({"value": "group"}, "class", 0, True),
        ({}, "share", 0, False),
    ],
)
def test_what_is_reckoned_is_not_called_measured(
    formula: dict[str, object], kind: str, flags: int, is_computed: bool
) -> None:
    found = wording.is_computed({"formula": formula, "kind": kind}, flags)
    assert found == is_computed
    with override("de"):
        said = wording.status_text("A", is_computed=found)
        assert said == ("berechnet" if is_computed else "gemessen")
        assert wording.status_text("Q", is_computed=found) == "geheim gehalten"
