"""Our index gives every area the class that the city, or the census office, published."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import FloatArray
from indicators.statistics.composite_index import ClassRule, Component, IndexResult, z_sum_index

PROJECT = Path(__file__).resolve().parents[3]
SHARED_DATA = Path(os.environ.get("SHARED_DATA", PROJECT.parent / "shared" / "data"))

STATUS = ClassRule((-1, 1, 1.5), ("1", "2", "3", "4"), (False, True, True))
DYNAMICS = ClassRule((-1, 1), ("+", "+/-", "-"), (False, True))
PUBLISHED_TO = 1.05e-5  # inputs and results are published with 5 decimals, both rounded
COLUMNS = {"2013": "1234", "2017": "1234", "2019": "134"}

needs_shared_data = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="../shared/data is absent")
pytestmark = needs_shared_data


def rows_of(edition: str, table: str) -> dict[str, dict[str, str]]:
    name = f"berlin-lor-monitoring-social-urban-development-{edition}-00-{table}.csv"
    with (SHARED_DATA / "berlin-mss" / edition / name).open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def berlin(edition: str, letter: str, ddof: int) -> tuple[list[str], IndexResult]:
    """Status (s) or dynamics (d) of one edition over all 447 areas, and their codes."""
    evaluated, inputs = rows_of(edition, "1"), rows_of(edition, "2-1")
    starts = [f"{letter}{number}_" for number in COLUMNS[edition]]
    columns = [next(c for c in next(iter(inputs.values())) if c.startswith(s)) for s in starts]
    found = z_sum_index(
        np.array([[float(row[column]) for row in inputs.values()] for column in columns]),
        np.array([code in evaluated for code in inputs]),
        [Component(column, 1, 1.0) for column in columns],
        ddof=ddof,
        rule=STATUS if letter == "s" else DYNAMICS,
    )
    return list(inputs), found


def wrong_classes(edition: str, letter: str, ddof: int) -> list[str]:
    codes, found = berlin(edition, letter, ddof)
    rule, column = (STATUS, "status_index") if letter == "s" else (DYNAMICS, "dynamik_index")
    position = dict(zip(codes, found.class_index.tolist(), strict=True))
    published = {
        code: row[column].removesuffix(".0") for code, row in rows_of(edition, "1").items()
    }
    return [code for code, own in published.items() if rule.codes[position[code]] != own]


@pytest.mark.parametrize("letter", ["s", "d"])
@pytest.mark.parametrize(("edition", "areas"), [("2013", 434), ("2017", 436), ("2019", 436)])
def test_every_area_of_berlin_has_the_published_class(
    edition: str, areas: int, letter: str
) -> None:
    assert len(rows_of(edition, "1")) == areas
    assert np.count_nonzero(berlin(edition, letter, ddof=0)[1].evaluated) == areas
    assert wrong_classes(edition, letter, ddof=0) == []


@pytest.mark.parametrize(
    ("edition", "letter", "sizes"),
    [
        ("2013", "s", [80, 264, 52, 38]),
        ("2017", "s", [75, 278, 41, 42]),
        ("2019", "s", [67, 283, 47, 39]),
        ("2013", "d", [54, 330, 50]),
        ("2017", "d", [49, 339, 48]),
        ("2019", "d", [46, 357, 33]),
    ],
)
def test_the_classes_of_berlin_have_the_published_sizes(
    edition: str, letter: str, sizes: list[int]
) -> None:
    found = berlin(edition, letter, ddof=0)[1]
    assert np.bincount(found.class_index[found.evaluated]).tolist() == sizes


@pytest.mark.parametrize(
    ("edition", "letter", "wrong"),
    [("2013", "s", 1), ("2017", "s", 0), ("2019", "s", 1)]
    + [(edition, "d", 0) for edition in COLUMNS],
)
def test_the_sample_deviation_would_put_areas_into_the_wrong_class(
    edition: str, letter: str, wrong: int
) -> None:
    assert len(wrong_classes(edition, letter, ddof=1)) == wrong


def published_z(edition: str) -> Iterator[tuple[str, str, dict[str, float]]]:
    """Index letter, what it is, and the values of each column of table 3 whose head is known."""
    table = rows_of(edition, "3")
    heads = list(next(iter(table.values())))
    after = len(COLUMNS[edition])  # then, under wrong heads: status sum, status index or label
    z = {f"z{position}": heads[3 + position] for position in range(after)}
    if edition != "2019":
        z["score"] = next(head for head in heads if head.startswith("z_d2_"))
    for what, head in z.items():
        yield "s", what, {code: float(row[head]) for code, row in table.items()}
    first_dynamics = next(head for head in heads if head.startswith("z_d4_"))
    yield "d", "z0", {code: float(row[first_dynamics]) for code, row in table.items()}


@pytest.mark.parametrize("edition", list(COLUMNS))
def test_the_standardised_values_are_the_published_ones(edition: str) -> None:
    for letter, what, published in published_z(edition):
        codes, found = berlin(edition, letter, ddof=0)
        row = found.score if what == "score" else found.z[int(what[1:])]
        own = dict(zip(codes, row.tolist(), strict=True))
        differences = [abs(own[code] - value) for code, value in published.items()]
        assert max(differences) < PUBLISHED_TO, (letter, what)


def townsend_rows(name: str) -> list[dict[str, str]]:
    path = SHARED_DATA / "uk-townsend-2011" / f"{name}- 2011 UK Local Authority.csv"
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def per_cent(rows: list[dict[str, str]], above: list[str], below: str) -> FloatArray:
    cases = np.array([sum(float(row[column] or "nan") for column in above) for row in rows])
    base = np.array([float(row[below] or "nan") for row in rows])
    return np.nan_to_num(ratio(cases, base, factor=100))


def test_the_townsend_scores_of_404_authorities_are_the_published_ones() -> None:
    rows = townsend_rows("Dataset")
    values = np.array([
        per_cent(rows, ["F991"], "F989"),
        per_cent(rows, ["F2357", "F2362", "F2368"], "F2347"),
        np.log(per_cent(rows, ["F2081", "F2083"], "F2075") + 1),
        np.log(per_cent(rows, ["F248"], "F244") + 1),
    ])  # fmt: skip
    found = z_sum_index(
        values,
        np.full(len(rows), True),
        [Component(key, 1, 1.0) for key in ("car", "owner", "crowded", "unemployed")],
        ddof=1,
        rule=ClassRule((0.0,), ("below", "above"), True),
        restandardise=False,
    )
    published = {row["geo_code"].strip(): float(row["TDS"]) for row in townsend_rows("Scores")}
    codes = [row["GEO_CODE"].strip() for row in rows]
    assert len(published) == len(codes) == 404
    differences = [abs(s - published[c]) for c, s in zip(codes, found.score, strict=True)]
    assert max(differences) < 5e-9
