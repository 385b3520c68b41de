"""Indices of several domains, by hand, against COINr and Compind, and where they are refused."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.statistics.arrays import FloatArray
from indicators.statistics.class_rules import ClassRule, QuantileRule, WidthRule, class_of_score
from indicators.statistics.combining import combined
from indicators.statistics.comparable import AS_IT_IS, Scale, Way, comparable
from indicators.statistics.index_tree import Part, reckon
from indicators.statistics.notes import Refused

GAP = np.nan
COINR = np.array([1.0, 2, 2, 5, GAP, 10])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], name: str) -> FloatArray:
    return np.array([float(row[name]) if row[name] != "NA" else GAP for row in rows])


@pytest.mark.parametrize(
    ("scale", "direction", "expected"),
    [
        (Scale("as_it_is"), -1, [-1, -2, -2, -5, GAP, -10]),
        (Scale("z", ddof=1, decimals=4), 1, [-0.8165, -0.5443, -0.5443, 0.2722, GAP, 1.633]),
        (Scale("min_max"), 1, [0, 100 / 9, 100 / 9, 400 / 9, GAP, 100]),
        (Scale("min_max", goalposts=(0, 20)), 1, [5, 10, 10, 25, GAP, 50]),
        (Scale("min_max", goalposts=(0, 20)), -1, [95, 90, 90, 75, GAP, 50]),
        (Scale("percent_rank"), 1, [0, 0.25, 0.25, 0.75, GAP, 1]),
        (Scale("percent_rank"), -1, [1, 0.5, 0.5, 0.25, GAP, 0]),
        (Scale("percent_rank", turned_after=True), -1, [1, 0.75, 0.75, 0.25, GAP, 0]),
        (Scale("rank"), 1, [1, 2, 2, 4, GAP, 5]),
        (Scale("distance", reference=2.0), 1, [0.5, 1, 1, 2.5, GAP, 5]),
    ],
)
def test_a_scale_by_hand(scale: Scale, direction: int, expected: list[float]) -> None:
    found = comparable(COINR, scale, direction=direction)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_exponential_scale_goes_to_100_for_the_most_burdened() -> None:
    found = comparable(np.array([3.0, 1, 2, GAP]), Scale("exponential"), direction=1)
    by_hand = [-23 * np.log(1 - share * (1 - np.exp(-100 / 23))) for share in (1, 1 / 3, 2 / 3)]
    np.testing.assert_allclose(found, [*by_hand, GAP])
    assert found[0] == pytest.approx(100)


@pytest.mark.parametrize("way", ["z", "min_max", "mazziotta_pareto"])
def test_without_spread_there_is_no_scale(way: Way) -> None:
    assert np.isnan(comparable(np.array([2.0, 2, 2]), Scale(way), direction=1)).all()


@pytest.mark.parametrize("way", ["z", "min_max", "percent_rank", "exponential", "rank"])
@given(st.integers(0, 10**6))
@settings(max_examples=10)
def test_the_order_of_the_areas_and_the_unit_change_nothing(way: Way, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, mixed = rng.gamma(2, 1, 30), rng.permutation(30)
    found = comparable(values, Scale(way), direction=1)
    np.testing.assert_array_equal(found[mixed], comparable(values[mixed], Scale(way), direction=1))
    np.testing.assert_allclose(
        found, comparable(3 * values + 7, Scale(way), direction=1), atol=1e-9
    )
    turned = comparable(-values, Scale(way), direction=-1)
    np.testing.assert_allclose(found, turned, atol=1e-9)


def test_combinations_are_those_of_coinr() -> None:
    parts, weights = np.array([[1.0], [2], [3], [GAP], [5]]), (1, 1, 2, 1, 2)
    assert combined(parts, weights, "mean")[0] == pytest.approx(3.166667, abs=1e-6)
    assert combined(parts, weights, "geometric")[0] == pytest.approx(2.768229, abs=1e-6)
    assert combined(parts, weights, "harmonic")[0] == pytest.approx(2.337662, abs=1e-6)
    assert combined(parts, weights, "sum")[0] == pytest.approx(3.166667 * 7, abs=1e-5)
    assert np.isnan(combined(np.full((2, 1), GAP), (1, 1), "sum")[0])


@pytest.mark.parametrize("how", ["geometric", "harmonic"])
def test_a_product_with_nothing_in_it_is_refused(how: str) -> None:
    with pytest.raises(Refused, match="not_positive"):
        combined(np.array([[1.0], [0.0]]), (1, 1), how)  # type: ignore[arg-type]


def test_asem_is_the_index_of_coinr(shared_oracles: Path) -> None:
    """49 components in 8 domains in 2 in one: min-max, means, what is missing left out."""
    meta = rows_of(shared_oracles / "asem_iMeta.csv")
    treated, normed, aggregated = (
        rows_of(shared_oracles / f"asem_{name}.csv") for name in ("treated", "norm", "agg")
    )

    def part(row: dict[str, str]) -> Part:
        below = [one for one in meta if one["Parent"] == row["iCode"]]
        if not below:
            return Part(row["iCode"], direction=int(row["Direction"]), weight=float(row["Weight"]))
        scale = Scale("min_max") if row["Level"] == "2" else AS_IT_IS
        parts = tuple(part(one) for one in below)
        weight = float(row["Weight"])
        return Part(row["iCode"], parts=parts, weight=weight, scale=scale, combination="mean")

    root = part(next(row for row in meta if row["iCode"] == "Index"))
    values = {leaf.key: column(treated, leaf.key) for leaf in root.leaves()}
    everywhere = np.full(len(treated), True)
    found = reckon(root, values, everywhere, missing="lenient", least_share=0.01)
    assert len(values) == 49
    assert len(treated) == 51
    for key in values:
        np.testing.assert_allclose(found.scaled[key], column(normed, key), atol=2e-11)
    for key, own in found.domains.items():
        np.testing.assert_allclose(own, column(aggregated, key), atol=1e-12)
    np.testing.assert_allclose(found.total, column(aggregated, "Index"), atol=1e-12)


def test_mazziotta_pareto_is_the_index_of_compind(shared_oracles: Path) -> None:
    regions = rows_of(shared_oracles / "eu_nuts1.csv")
    published = column(rows_of(shared_oracles / "mpi_ref.csv"), "neg")
    root = Part(
        "mpi",
        parts=(Part("roads", direction=-1), Part("trains")),
        scale=Scale("mazziotta_pareto", ddof=1),
        combination="mazziotta_pareto",
    )
    values = {key: column(regions, key) for key in ("roads", "trains")}
    found = reckon(root, values, np.full(len(regions), True))
    np.testing.assert_allclose(found.total, published, atol=5e-13)


def test_a_domain_counts_as_one_however_many_parts_it_has() -> None:
    rng = np.random.default_rng(3)
    values = {key: rng.normal(0, 1, 30) for key in "abc"}
    domain = Part("d", parts=(Part("b"), Part("c")), scale=Scale("z"), weight=2.0)
    found = reckon(
        Part("i", parts=(Part("a"), domain), scale=Scale("z")), values, np.full(30, True)
    )
    z = {key: (row - row.mean()) / row.std() for key, row in values.items()}
    both = z["b"] + z["c"]
    np.testing.assert_allclose(found.total, z["a"] + 2 * (both - both.mean()) / both.std())
    assert set(found.domains) == {"d"}


def test_leniently_each_domain_needs_its_share() -> None:
    values = {key: np.arange(30.0) ** power for power, key in enumerate("abcd", start=1)}
    values["c"][3] = values["d"][3] = values["a"][5] = GAP
    tree = Part(
        "i",
        parts=(
            Part("one", parts=(Part("a"), Part("b")), scale=Scale("z")),
            Part("two", parts=(Part("c"), Part("d")), scale=Scale("z")),
        ),
    )
    found = reckon(tree, values, np.full(30, True), missing="lenient", least_share=0.5)
    assert np.flatnonzero(found.renormalised).tolist() == [3, 5]
    assert found.evaluated.all(), "one of two domains is half of them"
    strict = reckon(tree, values, np.full(30, True))
    assert np.flatnonzero(~strict.evaluated).tolist() == [3, 5]


def test_a_gap_can_be_declared_to_be_nothing() -> None:
    values = {"a": np.array([1.0, 2, GAP, 4])}
    tree = Part("i", parts=(Part("a", missing_as=0.0, transform="log1p"),))
    found = reckon(tree, values, np.full(4, True))
    np.testing.assert_allclose(found.total, np.log([2, 3, 1, 5]))


def test_a_logarithm_of_nothing_is_refused() -> None:
    tree = Part("i", parts=(Part("a", transform="log1p"),))
    with pytest.raises(Refused, match="no_logarithm"):
        reckon(tree, {"a": np.array([1.0, -1.0])}, np.full(2, True))


def test_a_domain_whose_components_all_say_nothing_is_dropped() -> None:
    values = {"a": np.arange(30.0), "b": np.ones(30)}
    tree = Part(
        "i",
        parts=(Part("a"), Part("d", parts=(Part("b"),), scale=Scale("z"))),
        scale=Scale("z"),
    )
    found = reckon(tree, values, np.full(30, True))
    assert found.dropped == ("b",)
    assert found.evaluated.all()
    assert np.isnan(found.domains["d"]).all()
    assert np.count_nonzero(~np.isnan(found.total)) == 30


def test_equal_widths_and_a_top_share() -> None:
    score = np.array([*np.arange(0.0, 100.0), GAP])
    nine = tuple("123456789")
    widths = class_of_score(score, WidthRule(nine))
    assert widths[-1] == -1
    assert np.bincount(widths[:-1]).max() <= 12
    hybrid = class_of_score(score, WidthRule(nine, top_share=0.05))
    assert np.count_nonzero(hybrid == 8) == 5
    steps = [score[:-1][hybrid[:-1] == step] for step in range(8)]
    assert {len(one) for one in steps} <= {11, 12, 13}


def test_fifths_hold_what_ties_allow() -> None:
    rule = QuantileRule(tuple("12345"))
    assert np.bincount(class_of_score(np.arange(100.0), rule)).tolist() == [20] * 5
    tied = class_of_score(np.array([0.0] * 15 + [1, 2, 3, 4, 5]), rule)
    assert len(set(tied[:15].tolist())) == 1


def test_no_scores_no_classes() -> None:
    nothing = np.full(4, GAP)
    for rule in (
        QuantileRule(("a", "b")),
        WidthRule(("a", "b")),
        ClassRule((1,), ("a", "b"), True),
    ):
        assert class_of_score(nothing, rule).tolist() == [-1] * 4


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="goalpost"):
        Scale("min_max", goalposts=(5, 5))
    with pytest.raises(ValueError, match="reference"):
        Scale("distance")
