"""How far an index depends on choices: checked where the answer is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indicators.statistics.class_rules import ClassRule
from indicators.statistics.comparable import Scale
from indicators.statistics.index_tree import Part
from indicators.statistics.robustness import Robustness, robustness

Z = Scale("z")
RULE = ClassRule((-1, 1, 1.5), ("1", "2", "3", "4"), (False, True, True))
TREE = Part("i", parts=(Part("a"), Part("b"), Part("c")), scale=Z)
EVERYWHERE = np.full(60, True)


def city(noise: float, seed: int = 5) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    burden = rng.normal(0, 1, 60)
    return {key: burden + noise * rng.normal(0, 1, 60) for key in "abc"}


def of(values: dict[str, np.ndarray], tree: Part = TREE, **options: object) -> Robustness:
    wishes = {"rule": RULE, "finish": Z, "draws": 150, "seed": 1, **options}
    return robustness(tree, values, EVERYWHERE, **wishes)  # type: ignore[arg-type]


def test_components_that_say_the_same_leave_nothing_to_choose() -> None:
    found = of(city(0.0))
    np.testing.assert_array_equal(found.lower, found.rank)
    np.testing.assert_array_equal(found.upper, found.rank)
    assert max(found.moves.values()) == 0


def test_the_more_they_differ_the_more_the_ranks_move() -> None:
    little, much = of(city(0.1)), of(city(1.0))
    assert np.mean(much.upper - much.lower) > 2 * np.mean(little.upper - little.lower)
    assert much.moves["weights"] > little.moves["weights"] > 0
    assert np.all(much.lower <= much.median)
    assert np.all(much.median <= much.upper)


def test_weights_move_more_than_the_scale() -> None:
    """As METHODS of the field find again and again (Saisana, Saltelli, Tarantola 2005)."""
    found = of(city(0.7), draws=50)
    assert found.moves["weights"] > found.moves["scale"]


def test_the_worst_area_of_all_components_is_always_in_the_worst_class() -> None:
    values = {key: row.copy() for key, row in city(0.3).items()}
    for row in values.values():
        row[7] = row.max() + 3
    found = of(values)
    assert found.worst[7] == 1
    assert found.rank[7] == found.upper[7] == 1
    assert np.nanmin(found.worst) == 0


def test_an_area_without_an_index_has_no_interval() -> None:
    values = city(0.3)
    values["b"][4] = np.nan
    found = of(values, draws=30)
    assert np.isnan([found.median[4], found.lower[4], found.upper[4], found.worst[4]]).all()
    assert np.count_nonzero(np.isnan(found.median)) == 1


def test_the_same_seed_draws_the_same() -> None:
    one, same, other = (of(city(0.5), draws=40, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.lower, same.lower)
    assert one.moves == same.moves
    assert one.moves != other.moves


def test_domains_are_drawn_each_by_itself() -> None:
    nested = Part("i", parts=(Part("a"), replace(TREE, key="d", parts=TREE.parts[1:])), scale=Z)
    found = of(city(0.5), nested, draws=60)
    assert np.nanmax(found.upper - found.lower) > 0


def test_an_index_of_fixed_scales_has_only_weights_and_components_to_choose() -> None:
    values = {key: row - row.min() for key, row in city(0.5).items()}
    found = of(values, replace(TREE, scale=Scale("exponential")), draws=40)
    assert found.moves["scale"] == 0
    assert found.moves["weights"] > 0


@pytest.mark.parametrize("edition", ["2019"])
def test_berlin_s_worst_areas_mostly_stay_the_worst(shared_data: Path, edition: str) -> None:
    """436 areas, three components: those with status 4 are so in most draws."""
    import csv

    name = f"berlin-lor-monitoring-social-urban-development-{edition}-00"
    with (shared_data / "berlin-mss" / edition / f"{name}-2-1.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    with (shared_data / "berlin-mss" / edition / f"{name}-1.csv").open(encoding="utf-8") as file:
        evaluated = {row["id"] for row in csv.DictReader(file)}
    columns = [c for n in "134" for c in next(iter(rows.values())) if c.startswith(f"s{n}_")]
    values = {c: np.array([float(row[c]) for row in rows.values()]) for c in columns}
    included = np.array([code in evaluated for code in rows])
    tree = Part("mss", parts=tuple(Part(c) for c in columns), scale=Z)
    found = robustness(tree, values, included, rule=RULE, finish=Z, draws=200, seed=1)
    worst = found.rank <= 39  # of 436 in class 4
    assert np.nanmean(found.worst[worst]) > 0.8
    assert np.nanmean(found.worst[~worst]) < 0.05
