"""Weights from the first principal component: against eigh, GISD, and where there are none."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from indicators.recipes import finish_of, rule_of, tree_of
from indicators.statistics.arrays import FloatArray
from indicators.statistics.comparable import Scale
from indicators.statistics.composite_index import composite_index
from indicators.statistics.index_tree import Part, reckon, with_weights
from indicators.statistics.notes import Refused
from indicators.statistics.principal import first_component, sampling_adequacy
from indicators.statistics.robustness import robustness
from region_files.schema_indices import CompositeIndexSpec

KEYS = ["work", "income", "children"]
Z = Scale("z")
# loadings and shares of the partial scores in per cent, as the readme of GISD 2025 prints them,
# turned so that more is a burden; METHODS.md 2.8
GISD = {
    "education": ({"academic": 0.71, "none": 0.71, "leavers": 0.67}, [34.3, 34.3, 31.4]),
    "work": ({"unemployed": 0.83, "employed": 0.58, "wage": 0.84}, [39.5, 19.5, 40.9]),
    "income": ({"tax": 0.92, "household": 0.92, "debtors": 0.63}, [40.3, 40.8, 18.9]),
}


def city(n: int = 60, seed: int = 4) -> FloatArray:
    rng = np.random.default_rng(seed)
    burden = rng.normal(0, 1, n)
    return np.array([burden * pull + rng.normal(0, 0.6, n) for pull in (1.0, 0.8, 1.3)])


def berlin(shared_data: Path) -> FloatArray:
    """Unemployed, long-term unemployed, poor, poor children of 2017: (4, 447), published."""
    name = "berlin-lor-monitoring-social-urban-development-2017-00-2-1.csv"
    with (shared_data / "berlin-mss" / "2017" / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = [next(head for head in rows[0] if head.startswith(f"s{one}_")) for one in "1234"]
    return np.array([[float(row[column]) for row in rows] for column in columns])


def test_the_component_is_that_of_the_eigenvectors(shared_data: Path) -> None:
    values = berlin(shared_data)
    found = first_component(values, list("1234"), anchor="1")
    z = (values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, keepdims=True)
    eigenvalues, vectors = np.linalg.eigh(z @ z.T / z.shape[1])
    np.testing.assert_allclose(found.eigenvalues, eigenvalues[::-1], atol=1e-12)
    np.testing.assert_allclose(found.weights, np.abs(vectors[:, -1]), atol=1e-12)
    assert found.explained == pytest.approx(eigenvalues[-1] / 4)
    score = np.array(found.weights) @ z
    by_hand = [np.corrcoef(score, row)[0, 1] for row in z]
    np.testing.assert_allclose(found.loadings, by_hand, atol=1e-12)
    assert score.var() == pytest.approx(found.eigenvalues[0])
    assert 0.5 < found.kmo < 1
    assert found.n == values.shape[1]


def test_sampling_adequacy_is_that_of_residuals() -> None:
    """Partial correlations by their definition: of what regressions on the others leave over."""
    values = city(200)
    simple, partial = 0.0, 0.0
    for one in range(3):
        for other in set(range(3)) - {one}:
            third = values[3 - one - other]
            base = np.column_stack([np.ones(200), third])
            left = [row - base @ np.linalg.lstsq(base, row, rcond=None)[0]
                    for row in (values[one], values[other])]  # fmt: skip
            partial += np.corrcoef(*left)[0, 1] ** 2
            simple += np.corrcoef(values[one], values[other])[0, 1] ** 2
    found = sampling_adequacy(np.corrcoef(values))
    assert found == pytest.approx(simple / (simple + partial))
    assert np.isnan(sampling_adequacy(np.corrcoef(np.vstack([values, values[0]]))))
    assert np.isnan(sampling_adequacy(np.ones((1, 1))))


@pytest.mark.parametrize("domain", list(GISD))
def test_given_loadings_make_up_the_published_shares(domain: str) -> None:
    """share = loading² / eigenvalue; the loadings are printed with two decimals."""
    loadings, shares = GISD[domain]
    tree = tree_of(recipe(weights="pca", loadings=loadings), "i")
    weights = np.array([part.weight for part in tree.parts])
    np.testing.assert_allclose(100 * weights**2, shares, atol=0.7)
    assert (weights**2).sum() == pytest.approx(1)


def recipe(**wishes: Any) -> dict[str, Any]:
    """As a region file gives it to the database."""
    keys = wishes.get("loadings") or KEYS
    return CompositeIndexSpec.model_validate({
        "key": "i", "name": {"de": "I", "en": "I"}, "boundary_set": "b", "period": "2020",
        "components": [{"measure": key} for key in keys], "ddof": 0, "cuts": (0,),
        "classes": [{"value": one, "name": {"de": "K", "en": "C"}} for one in (1, 2)],
        "score": "s", **wishes,
    }).model_dump(mode="json")  # fmt: skip


def test_a_recipe_takes_its_weights_from_the_data() -> None:
    values, told = city(), recipe(weights="pca", anchor="work")
    named = dict(zip(KEYS, values, strict=True))
    found = composite_index(
        tree_of(told, "i"), named, np.full(60, True), rule=rule_of(told), finish=finish_of(told)
    )
    alone = first_component(values, KEYS, anchor="work")
    np.testing.assert_allclose(found.principal["i"].weights, alone.weights, atol=1e-12)
    z = (values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, keepdims=True)
    score = np.array(alone.weights) @ z
    np.testing.assert_allclose(found.score, score / score.std(), atol=1e-12)


def test_another_edition_can_keep_the_loadings() -> None:
    values = dict(zip(KEYS, city(), strict=True))
    tree = tree_of(recipe(weights="pca", anchor="income"), "i")
    first = reckon(tree, values, np.full(60, True))
    loadings = dict(zip(KEYS, first.principal["i"].loadings, strict=True))
    again = reckon(
        tree_of(recipe(weights="pca", loadings=loadings), "i"), values, np.full(60, True)
    )
    assert again.principal == {}
    np.testing.assert_allclose(again.total, first.total, atol=1e-12)


def test_a_domain_has_weights_of_its_own() -> None:
    values = {**dict(zip(KEYS, city(), strict=True)), "health": city(seed=9)[0]}
    domain = Part("poor", parts=tuple(map(Part, KEYS)), scale=Z, anchor="work")
    root = Part("i", parts=(domain, Part("health")), scale=Z)
    found = reckon(root, values, np.full(60, True))
    assert set(found.principal) == {"poor"}
    given = reckon(with_weights(root, found.principal), values, np.full(60, True))
    np.testing.assert_array_equal(given.total, found.total)


def test_a_component_that_is_the_same_everywhere_has_no_weight() -> None:
    values = dict(zip(KEYS, city(), strict=True)) | {"flat": np.ones(60)}
    root = Part("i", parts=tuple(map(Part, [*KEYS, "flat"])), scale=Z, anchor="work")
    found = reckon(root, values, np.full(60, True))
    without = reckon(replace_parts(root, KEYS), values, np.full(60, True))
    assert found.principal["i"].parts == tuple(KEYS)
    np.testing.assert_array_equal(found.total, without.total)


def replace_parts(root: Part, keys: list[str]) -> Part:
    return Part(root.key, parts=tuple(map(Part, keys)), scale=root.scale, anchor=root.anchor)


def test_neither_the_order_of_the_areas_nor_the_unit_changes_the_weights() -> None:
    values, mixed = city(), np.random.default_rng(1).permutation(60)
    found = first_component(values, KEYS, anchor="work")
    assert first_component(values[:, mixed], KEYS, anchor="work") == found
    other = first_component(values * np.array([[3.0], [0.1], [7.0]]) + 5, KEYS, anchor="work")
    np.testing.assert_allclose(other.loadings, found.loadings, atol=1e-12)


def test_areas_with_a_gap_take_no_part() -> None:
    values = city()
    values[1, 7] = np.nan
    found = first_component(values, KEYS, anchor="work")
    assert found == first_component(np.delete(values, 7, axis=1), KEYS, anchor="work")
    assert found.n == 59


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (city(19), "principal_few_areas"),
        (np.random.default_rng(3).normal(0, 1, (3, 60)), "principal_weak"),
        (city() * np.array([[1], [-1], [1]]), "principal_wrong_sign"),
    ],
)
def test_where_the_parts_do_not_measure_one_thing_there_are_no_weights(
    values: FloatArray, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        first_component(values, KEYS, anchor="work")
    assert refused.value.note.key == key
    if key == "principal_wrong_sign":
        assert refused.value.note.params == {"parts": "income", "anchor": "work"}


def test_an_anchor_that_does_not_differ_gives_no_direction() -> None:
    values = dict(zip(KEYS, city(), strict=True)) | {"work": np.ones(60)}
    root = Part("i", parts=tuple(map(Part, KEYS)), scale=Z, anchor="work")
    with pytest.raises(Refused, match="principal_no_anchor"):
        reckon(root, values, np.full(60, True))


def test_what_depends_on_choices_is_seen_from_the_weights_that_were_found() -> None:
    told = recipe(weights="pca", anchor="work")
    values = dict(zip(KEYS, city(), strict=True))
    wishes = {"rule": rule_of(told), "finish": finish_of(told), "draws": 20, "seed": 1}
    found = robustness(tree_of(told, "i"), values, np.full(60, True), **wishes)
    assert found.moves["weights"] > 0
    published = composite_index(
        tree_of(told, "i"), values, np.full(60, True), rule=rule_of(told), finish=finish_of(told)
    )
    np.testing.assert_array_equal(found.rank, published.rank)


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        ({"weights": "pca"}, "either anchor or loadings"),
        ({"anchor": "work"}, "either anchor or loadings"),
        ({"weights": "pca", "anchor": "rent"}, "one of the components"),
        ({"weights": "pca", "anchor": "a", "components": [{"measure": "a", "weight": 2}]},
         "must not have their own"),
        ({"weights": "pca", "loadings": {"a": 0.5}, "components": [{"measure": "b"}]},
         "name every component"),
    ],
)  # fmt: skip
def test_wishes_that_contradict_each_other_are_refused(wishes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        recipe(**wishes)
