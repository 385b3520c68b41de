"""The recipes of docs/methods/presets.md are read as they stand, and reckon what they say."""

import numpy as np
import pytest

from indicators.statistics.arrays import FloatArray
from tests.unit.statistics.presets import PAGE, N, of_the_page, presets


def test_each_preset_says_whether_its_table_is_reproduced() -> None:
    assert len(of_the_page()) == 5
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    assert all("Without reproduced table" in one or "Reproduced in" in one for one in sections)


@pytest.mark.parametrize("key", list(of_the_page()))
def test_a_preset_ranks_and_classes_a_town(key: str) -> None:
    found = presets()[key].of(presets()[key].town())
    assert found.evaluated.all()
    assert set(found.class_index.tolist()) <= set(range(len(presets()[key].rule.codes)))
    assert found.score[found.rank == 1] == pytest.approx(found.score.max())


def test_the_english_index_adds_up_by_hand() -> None:
    values = presets()["imd"].town()
    found = presets()["imd"].of(values)

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
        presets()[f"school-steps-{since}"].of(values) for since in ("until-2023", "since-2024")
    )
    np.testing.assert_array_equal(before.score, after.score)
    burdened = [int((one.class_index >= 5).sum()) for one in (before, after)]
    assert burdened[1] > 1.5 * burdened[0]
    assert int((after.class_index == 8).sum()) == round(0.05 * N)
