"""Our index gives every area the class that the city, or the census office, published."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import FloatArray
from indicators.statistics.class_rules import ClassRule, QuantileRule, class_of_score
from indicators.statistics.comparable import Scale, comparable
from indicators.statistics.composite_index import IndexResult, composite_index
from indicators.statistics.index_tree import Part

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
    found = composite_index(
        Part("mss", parts=tuple(Part(column) for column in columns), scale=Scale("z", ddof=ddof)),
        {c: np.array([float(row[c]) for row in inputs.values()]) for c in columns},
        np.array([code in evaluated for code in inputs]),
        finish=Scale("z", ddof=ddof),
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
        row = found.score if what == "score" else found.scaled[int(what[1:])]
        own = dict(zip(codes, row.tolist(), strict=True))
        differences = [abs(own[code] - value) for code, value in published.items()]
        assert max(differences) < PUBLISHED_TO, (letter, what)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as file:
        return [{key.lower(): value for key, value in row.items()} for row in csv.DictReader(file)]


def column(rows: list[dict[str, str]], *names: str) -> FloatArray:
    return np.array([sum(float(row[name.lower()] or "nan") for name in names) for row in rows])


Z1 = Scale("z", ddof=1)
TOWNSEND = Part(
    "townsend",
    parts=(
        Part("car", missing_as=0),
        Part("owner", missing_as=0),
        Part("crowded", transform="log1p", missing_as=0),
        Part("unemployed", transform="log1p", missing_as=0),
    ),
    scale=Z1,
)


@pytest.mark.parametrize(("kind", "areas"), [("Local Authority", 404), ("Ward", 9481)])
def test_townsend_s_scores_and_fifths_are_the_published_ones(kind: str, areas: int) -> None:
    folder = SHARED_DATA / "uk-townsend-2011"
    rows = table(folder / f"Dataset- 2011 UK {kind}.csv")
    shares = {
        "car": (["F991"], "F989"),
        "owner": (["F2357", "F2362", "F2368"], "F2347"),
        "crowded": (["F2081", "F2083"], "F2075"),
        "unemployed": (["F248"], "F244"),
    }
    found = composite_index(
        TOWNSEND,
        {
            key: ratio(column(rows, *above), column(rows, below), factor=100)
            for key, (above, below) in shares.items()
        },
        np.full(len(rows), True),
        rule=QuantileRule(tuple("12345"), kind=7, right_closed=True),
    )
    scores = table(folder / f"Scores- 2011 UK {kind}.csv")
    published = {row["geo_code"].strip(): row for row in scores}
    own = [published[row["geo_code"].strip()] for row in rows]
    assert len(own) == areas
    assert np.abs(found.score - column(own, "TDS")).max() < 5e-9
    assert np.array_equal(found.class_index + 1, column(own, "quintile"))


WALES = {
    "Income": 0.22, "Employment": 0.22, "Health": 0.15, "Education": 0.14, "Access": 0.10,
    "Housing": 0.07, "Crime": 0.05, "Environment": 0.05,
}  # fmt: skip


def test_the_welsh_scores_and_ranks_are_the_published_ones() -> None:
    rows = table(SHARED_DATA / "wales-wimd-2019" / "imd2019_wales_lsoa11.csv")
    # the inputs are ranks, 1 for the most deprived
    parts = tuple(Part(key, direction=-1, weight=weight) for key, weight in WALES.items())
    found = composite_index(
        Part("wimd", parts=parts, scale=Scale("exponential")),
        {key: column(rows, f"{key}_rank") for key in WALES},
        np.full(len(rows), True),
        rule=QuantileRule(tuple("abcde")),
    )
    assert len(rows) == 1909
    assert np.abs(found.score - column(rows, "IMD_score")).max() < 1e-6
    assert np.array_equal(found.rank, column(rows, "IMD_rank"))


THEMES = {
    2018: (
        "POV UNEMP PCI NOHSDP", "AGE65 AGE17 DISABL SNGPNT", "MINRTY LIMENG",
        "MUNIT MOBILE CROWD NOVEH GROUPQ",
    ),
    2020: (
        "POV150 UNEMP HBURD NOHSDP UNINSUR", "AGE65 AGE17 DISABL SNGPNT LIMENG", "MINRTY",
        "MUNIT MOBILE CROWD NOVEH GROUPQ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("year", list(THEMES))
def test_every_rank_of_social_vulnerability_in_pennsylvania_is_the_published_one(year: int) -> None:
    rows = table(SHARED_DATA / "us-svi-pennsylvania" / f"{year}svi_pa_co_cdc.csv")
    ranks = Scale("percent_rank", decimals=4, turned_after=True)
    themes = tuple(
        Part(
            f"THEME{number}",
            # income per head: more is better
            parts=tuple(Part(key, direction=-1 if key == "PCI" else 1) for key in theme.split()),
            scale=ranks,
            decimals=4,
        )
        for number, theme in enumerate(THEMES[year], start=1)
    )
    root = Part("svi", parts=themes, decimals=4)
    found = composite_index(
        root,
        {leaf.key: column(rows, f"EP_{leaf.key}") for leaf in root.leaves()},
        np.full(len(rows), True),
        finish=ranks,
        rule=QuantileRule(tuple("1234")),
    )
    assert len(rows) == 67
    for leaf, own in zip(root.leaves(), found.scaled, strict=True):
        np.testing.assert_allclose(own, column(rows, f"EPL_{leaf.key}"), atol=5.1e-5)
    for key, sums in found.domains.items():
        own = np.round(comparable(sums, ranks, direction=1), 4)
        assert np.array_equal(own, np.round(column(rows, f"RPL_{key}"), 4)), key
    assert np.array_equal(found.score, np.round(column(rows, "RPL_THEMES"), 4))


def test_gisd_s_fifths_and_tenths_of_24_years_are_the_published_ones() -> None:
    rows = table(SHARED_DATA / "germany-gisd-inkar" / "gisd" / "GISD_Bund_Kreis.csv")
    equal = 0
    for year in sorted({row["year"] for row in rows}):
        own = [row for row in rows if row["year"] == year]
        score = column(own, "gisd_score")
        for classes, name in ((5, "gisd_5"), (10, "gisd_10")):
            rule = QuantileRule(tuple(map(str, range(classes))), kind=9, right_closed=False)
            equal += int((class_of_score(score, rule) + 1 == column(own, name)).sum())
    assert len(rows) == 9600
    assert equal == 2 * len(rows)
