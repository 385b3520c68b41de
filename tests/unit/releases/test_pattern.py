"""Spatial patterns of printed figures on a square of six by six areas."""

from typing import Any

import numpy as np
import pytest

from indicators.statistics.arrays import FloatArray
from releases.pattern import as_json, pattern

SIDE = 6
CODES = [f"{at:02}" for at in range(SIDE * SIDE)]
HALVES = np.tile([5.0, 5.0, 5.0, 20.0, 20.0, 20.0], SIDE)
INNER = {"HH": ["10", "16", "22", "28"], "LL": ["07", "13", "19", "25"]}  # columns 4 and 1


def grid() -> dict[str, Any]:
    """Squares with one ring each; equal points make them neighbours."""
    arcs = [[[x, y], [1, 0], [0, 1], [-1, 0], [0, -1]] for y in range(SIDE) for x in range(SIDE)]
    areas = [
        {"arcs": [[at]], "properties": {"c": code, "p": [10 + at % SIDE, 50 + at // SIDE]}}
        for at, code in enumerate(CODES)
    ]
    return {"arcs": arcs, "objects": {"areas": {"geometries": areas}}}


def found(values: FloatArray) -> dict[str, Any]:
    return as_json(pattern(CODES, values, grid(), seed=1))


def labels(body: dict[str, Any]) -> dict[str, str | None]:
    return dict(zip(body["areas"], body["labels"], strict=True))


def test_halves_lie_together() -> None:
    body = found(HALVES)
    assert (body["n"], body["permutations"], body["seed"]) == (36, 9999, 1)
    assert body["i"] > 0.5 > body["expected"] == pytest.approx(-1 / 35, abs=1e-4)
    assert body["p"] == 0.0001  # no shuffle of 9,999 is as far out
    told = labels(body)
    assert {told[code] for code in INNER["HH"]} == {"HH"}
    assert {told[code] for code in INNER["LL"]} == {"LL"}
    assert {told[code] for code in ("02", "03", "32", "33")} == {"not significant"}


def test_one_among_others_stands_out() -> None:
    values = HALVES.copy()
    values[CODES.index("13")] = 20.0  # column 1
    assert labels(found(values))["13"] == "HL"


def test_areas_without_a_figure_have_no_label() -> None:
    values = HALVES.copy()
    values[:3] = np.nan
    body = found(values)
    assert body["n"] == 33
    assert [code for code, label in labels(body).items() if label is None] == ["00", "01", "02"]


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (np.where(np.arange(36) < 29, HALVES, np.nan), "too_few_areas"),
        (np.full(36, 7.0), "no_spread"),
    ],
)
def test_what_cannot_be_reckoned_is_said(values: FloatArray, note: str) -> None:
    body = found(values)
    assert [one["key"] for one in body["notes"]] == [note]
    assert {body[key] for key in ("i", "expected", "z", "p")} == {None}
    assert set(body["labels"]) == {None}


def test_an_area_that_lost_its_neighbours_is_told_with_the_nearest() -> None:
    values = HALVES.copy()
    values[[1, 6, 7]] = np.nan  # around the corner 00
    (note,) = found(values)["notes"]
    assert note["key"] == "island_joined"
    assert note["params"]["area"] == 0


def test_the_same_seed_gives_the_same() -> None:
    assert found(HALVES) == found(HALVES)
