"""The recipe of an index as readers are told it."""

from typing import Any

import pytest
from django.utils import translation

from atlas.presenters_method import method
from atlas.presenters_recipe import COMBINATIONS, SCALES, editions
from indicators.statistics import combining, comparable

YEAR = {"key": "2019", "kind": "year", "end": "2019-12-31"}


def both(text: str) -> dict[str, str]:
    return {"de": text, "en": text}


def edition(**more: Any) -> dict[str, Any]:
    plain = {
        "name": both("Status"),
        "periods": [YEAR],
        "shows": "class_measure",
        "scale": "z",
        "finish": "z",
        "n_classes": 4,
        "cuts": [-1, 1, 1.5],
        "components": [
            {"key": "a", "name": both("Arbeit"), "direction": 1, "weight": 1.0},
            {"key": "b", "name": both("Bildung"), "direction": -1, "weight": 3.0},
        ],
    }
    return plain | more


@pytest.fixture(autouse=True)
def german() -> Any:
    with translation.override("de"):
        yield


def test_an_index_is_told_by_its_parts_and_not_as_a_finished_value() -> None:
    card = {"formula": {"value": "status"}, "index": [edition()]}
    told = method(card)
    assert told.words.startswith("Ein zusammengesetzter Index")
    assert told.numerator == ()
    (one,) = told.recipe
    assert (one.name, one.dates) == ("Status", "2019")
    assert [(p.name, p.share, p.relieves) for p in one.parts] == [
        ("Arbeit", "25\u202f%", False), ("Bildung", "75\u202f%", True),
    ]  # fmt: skip
    said = " ".join(one.sentences)
    assert "Standardabweichungen" in said
    assert "noch einmal standardisiert" in said
    assert "Die Klassen beginnen bei −1; 1; 1,5." in said
    assert "Fehlt einem Gebiet ein Bestandteil, so bekommt es keinen Index." in said


def test_weights_from_the_data_and_outliers_are_told() -> None:
    parts = [one | {"weight": None} for one in edition()["components"]]
    domain = {"key": "d", "name": both("Bereich"), "direction": 1, "weight": 1.0, "scale": "",
              "weights": "pca", "components": parts}  # fmt: skip
    (one,) = editions({"index": [edition(components=[domain], outliers="coinr")]})
    assert [part.share for part in one.parts] == ["100\u202f%", "", ""]
    said = " ".join(one.sentences)
    assert "erste Hauptkomponente" in said
    assert "Einzelne Werte weit außerhalb" in said


def test_domains_stand_above_their_parts() -> None:
    domain = {
        "key": "d", "name": both("Bereich"), "direction": 1, "weight": 1.0, "scale": "z",
        "combination": "sum", "components": edition()["components"],
    }  # fmt: skip
    ranked = domain | {"scale": "percent_rank"}
    (one,) = editions({"index": [edition(components=[domain, ranked])]})
    assert "von 0 bis 1" in one.sentences[1], "the scale of the second domain"
    assert [(part.depth, part.name) for part in one.parts][:3] == [
        (0, "Bereich"), (1, "Arbeit"), (1, "Bildung"),
    ]  # fmt: skip
    assert one.parts[0].is_domain
    assert one.parts[0].share == "50\u202f%"


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"quantiles": 7, "n_classes": 5}, "5 Klassen mit gleich vielen Gebieten."),
        ({"equal_widths": True, "n_classes": 9}, "9 gleich breite Klassen."),
        ({"equal_widths": True, "top_share": 0.05}, "am stärksten belasteten 5\u202f% der Gebiete"),
        ({"missing": "lenient"}, "mindestens zwei Drittel"),
    ],
)
def test_how_it_is_classed_and_what_is_missing(how: dict[str, Any], sentence: str) -> None:
    told = edition(**how)
    if "n_classes" in how or "top_share" in how:
        del told["cuts"]
    (one,) = editions({"index": [told]})
    assert sentence in " ".join(one.sentences)


def test_a_score_tells_nothing_of_classes() -> None:
    (one,) = editions({"index": [edition(shows="score")]})
    assert "Klassen" not in " ".join(one.sentences)


def test_several_dates_are_a_range() -> None:
    later = {"key": "2021", "kind": "year", "end": "2021-12-31"}
    (one,) = editions({"index": [edition(periods=[YEAR, later])]})
    assert one.dates == "2019 bis 2021"


def test_other_indicators_have_no_recipe() -> None:
    assert method({"formula": {"value": "x"}}).recipe == ()


def test_every_way_has_its_sentence() -> None:
    assert set(SCALES) == set(comparable.Way.__args__)
    assert set(COMBINATIONS) == set(combining.Combination.__args__)
