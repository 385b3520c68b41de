"""An index worked out again from printed figures."""

from typing import Any

import numpy as np

from releases.examination import SHIFT, as_json, examine

N = 30
CODES = [f"{at:02}" for at in range(N)]
RANDOM = np.random.default_rng(7)
POOR = RANDOM.normal(20, 6, N).round(1)
JOBLESS = (POOR / 2 + RANDOM.normal(0, 1, N)).round(1)
RECIPE: dict[str, Any] = {
    "components": [
        {"measure": "poor", "direction": 1, "weight": 1.0},
        {"measure": "jobless", "direction": 1, "weight": 1.0},
    ],
    "ddof": 0,
    "missing": "strict",
    "cuts": [-1, 1],
    "right_closed": [False, True],
    "classes": [{"value": at, "name": {"de": "", "en": ""}} for at in (1, 2, 3)],
}


def examined(**changes: Any) -> dict[str, Any]:
    recipe = RECIPE | changes.pop("recipe", {})
    values = {"poor": POOR, "jobless": JOBLESS} | changes.pop("values", {})
    included = changes.pop("included", np.full(N, True))
    return as_json(examine(recipe, "index", CODES, values, included, draws=60, **changes))


def z(row: np.ndarray) -> np.ndarray:
    return np.asarray((row - row.mean()) / row.std())


def test_what_drives_it_is_how_far_each_part_is_from_the_mean() -> None:
    found = examined()
    assert found["parts"] == ["poor", "jobless"]
    assert found["scaled"][0] == z(POOR).round(2).tolist()
    assert found["score"] == z(z(POOR) + z(JOBLESS)).round(1).tolist()


def test_classes_are_the_published_ones_and_the_rest_is_said() -> None:
    own = examined()["classes"]
    assert set(own) == {"1", "2", "3"}
    published = ["2", *own[1:]] if own[0] != "2" else ["1", *own[1:]]
    found = examined(published=published)
    assert found["classes"] == published
    assert found["agreeing"] == N - 1
    assert found["cuts"]["declared"] == [published.count(code) for code in ("1", "2", "3")]


def test_other_ways_of_classing_class_the_same_scores() -> None:
    found = examined()
    assert list(found["cuts"]) == [
        "declared", "lower", "higher", "quantiles", "equal_widths", "top_share",
    ]  # fmt: skip
    assert {sum(counts) for counts in found["cuts"].values()} == {N}
    assert found["cuts"]["quantiles"] == [N // 3] * 3
    score = z(z(POOR) + z(JOBLESS))
    lower = np.searchsorted([-1 - SHIFT, 1 - SHIFT], score)
    assert found["cuts"]["lower"] == np.bincount(lower, minlength=3).tolist()
    is_near = np.abs(score[:, np.newaxis] - [-1, 1]).min(axis=1) <= SHIFT
    assert found["near"] == [code for code, near in zip(CODES, is_near, strict=True) if near]


def test_ranks_drawn_hold_the_median_and_the_same_seed_gives_the_same() -> None:
    found = examined(seed=3)
    for low, middle, high in zip(found["lower"], found["median"], found["upper"], strict=True):
        assert 1 <= low <= middle <= high <= N
    assert found["rank"][int(np.argmax(z(POOR) + z(JOBLESS)))] == 1
    assert examined(seed=3) == found
    assert examined(seed=4)["moves"] != found["moves"]


def test_areas_whose_index_nobody_sees_are_in_nothing() -> None:
    included = np.arange(N) != 4
    found = examined(included=included)
    others = np.delete(POOR, 4)
    for key in ("score", "classes", "rank", "median", "lower", "upper", "worst"):
        assert found[key][4] is None
    assert found["scaled"][0][:4] == z(others).round(2).tolist()[:4]
    assert found["scaled"][0][4] is None


def test_a_gap_in_a_part_leaves_the_area_out() -> None:
    gap = POOR.copy()
    gap[2] = np.nan
    found = examined(values={"poor": gap})
    assert found["rank"][2] is None
    assert found["scaled"][1][2] is None


def test_quantiles_have_no_cut_to_lie_near_to() -> None:
    found = examined(recipe={"cuts": [], "quantiles": 7, "right_closed": True})
    assert found["near"] == []
    assert list(found["cuts"]) == ["declared", "equal_widths", "top_share"]
    assert found["cuts"]["declared"] == [N // 3] * 3


def test_what_stands_out_names_the_area_by_its_code() -> None:
    far = POOR.copy()
    far[3] = 500.0
    (note,) = examined(values={"poor": far})["notes"]
    assert (note["key"], note["params"]["area"]) == ("far_out", "03")
    assert note["params"]["component"] == "poor"
