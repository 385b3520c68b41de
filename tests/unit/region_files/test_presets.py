"""The recipes of docs/methods/presets.md are read as they stand, and reckon what they say."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from indicators.recipes import finish_of, rule_of, tree_of
from indicators.statistics.arrays import FloatArray
from indicators.statistics.composite_index import IndexResult, composite_index
from region_files.schema_indices import CompositeIndexSpec

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "presets.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
PRESETS = {one["key"]: one for block in BLOCKS for one in yaml.safe_load(block)}
N = 120


def recipe_of(key: str) -> dict[str, Any]:
    return CompositeIndexSpec.model_validate(PRESETS[key]).model_dump(mode="json")


def town(key: str, seed: int = 1) -> dict[str, FloatArray]:
    """Components that hang together the way their directions say."""
    rng = np.random.default_rng(seed)
    burden = rng.gamma(2, 1, N)
    return {
        leaf.key: 50 + leaf.direction * 5 * (burden + 0.5 * rng.normal(0, 1, N))
        for leaf in tree_of(recipe_of(key), key).leaves()
    }


def computed(key: str, values: dict[str, FloatArray]) -> IndexResult:
    recipe = recipe_of(key)
    return composite_index(
        tree_of(recipe, key),
        values,
        np.full(N, True),
        rule=rule_of(recipe),
        finish=finish_of(recipe),
        missing=recipe["missing"],
    )


def test_each_preset_says_whether_its_table_is_reproduced() -> None:
    assert len(PRESETS) == 5
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    assert all("Without reproduced table" in one or "Reproduced in" in one for one in sections)


@pytest.mark.parametrize("key", list(PRESETS))
def test_a_preset_ranks_and_classes_a_town(key: str) -> None:
    found = computed(key, town(key))
    assert found.evaluated.all()
    assert set(found.class_index.tolist()) <= set(range(len(PRESETS[key]["classes"])))
    assert found.score[found.rank == 1] == pytest.approx(found.score.max())


@pytest.mark.parametrize("key", list(PRESETS))
@pytest.mark.parametrize("seed", range(5))
def test_neither_order_nor_unit_nor_direction_moves_an_area(key: str, seed: int) -> None:
    """The steps of a ready score are of the score's own unit, so it stays."""
    values, rng = town(key, seed), np.random.default_rng(seed)
    found, mixed = computed(key, values), rng.permutation(N)
    permuted = computed(key, {name: row[mixed] for name, row in values.items()})
    np.testing.assert_allclose(permuted.score, found.score[mixed], rtol=1e-12, atol=1e-12)
    assert permuted.class_index.tolist() == found.class_index[mixed].tolist()
    stretched = computed(key, {name: 3.5 * row + 20 for name, row in values.items()})
    np.testing.assert_array_equal(stretched.rank, found.rank)
    assert stretched.class_index.tolist() == found.class_index.tolist()
    PRESETS["turned"] = turned(PRESETS[key])
    other = computed("turned", {name: -row for name, row in values.items()})
    del PRESETS["turned"]
    np.testing.assert_allclose(other.score, found.score, rtol=1e-9, atol=1e-9)
    assert other.class_index.tolist() == found.class_index.tolist()


def turned(part: dict[str, Any]) -> dict[str, Any]:
    """The same recipe with every component's direction the other way."""
    below = [
        turned(one) if one.get("components") else one | {"direction": -one.get("direction", 1)}
        for one in part["components"]
    ]
    return part | {"components": below}


def test_the_english_index_adds_up_by_hand() -> None:
    values = town("imd")
    found = computed("imd", values)

    def exponential(row: FloatArray) -> FloatArray:
        share = np.array([(N - int((row > own).sum())) / N for own in row])
        return np.asarray(-23 * np.log(1 - share * (1 - np.exp(-100 / 23))))

    e = {name: exponential(row) for name, row in values.items()}
    education = exponential(0.5 * e["children_education"] + 0.5 * e["adult_skills"])
    barriers = exponential(0.5 * e["distance_score"] + 0.5 * e["housing_score"])
    by_hand = (
        0.225 * (e["income_share"] + e["employment_share"])
        + 0.135 * (education + e["health_score"])
        + 0.093 * (e["crime_score"] + barriers + e["environment_score"])
    )
    np.testing.assert_allclose(found.score, by_hand, rtol=1e-12)


def test_the_cut_alone_changes_the_burdened_group() -> None:
    """As in North Rhine-Westphalia in 2024: the scores are the same."""
    values = {"factor_score": np.random.default_rng(7).gamma(2, 1, N)}
    before, after = (
        computed(f"school-steps-{since}", values) for since in ("until-2023", "since-2024")
    )
    np.testing.assert_array_equal(before.score, after.score)
    burdened = [int((one.class_index >= 5).sum()) for one in (before, after)]
    assert burdened[1] > 1.5 * burdened[0]
    assert int((after.class_index == 8).sum()) == round(0.05 * N)
