"""A composite index passes every edge case of METHODS.md 2.11."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.class_rules import ClassRule, class_of_score
from indicators.statistics.comparable import AS_IT_IS, Scale
from indicators.statistics.composite_index import IndexResult, composite_index
from indicators.statistics.index_tree import Part

STATUS = ClassRule((-1, 1, 1.5), ("1", "2", "3", "4"), (False, True, True))
THREE = tuple(Part(key) for key in ("work", "income", "children"))
Z = Scale("z", ddof=0)


def index(
    values: FloatArray,
    components: tuple[Part, ...] = THREE,
    included: BoolArray | None = None,
    *,
    restandardise: bool = True,
    **options: object,
) -> IndexResult:
    """As in Berlin, but for the options."""
    return composite_index(
        Part("index", parts=components, scale=Z),
        {part.key: row for part, row in zip(components, values, strict=True)},
        np.full(values.shape[1], True) if included is None else included,
        finish=Z if restandardise else AS_IT_IS,
        **{"rule": STATUS, **options},  # type: ignore[arg-type]
    )


def city(n_areas: int = 40, seed: int = 7) -> FloatArray:
    """Three components that hang together, in per cent."""
    rng = np.random.default_rng(seed)
    burden = rng.gamma(2.0, 1.0, n_areas)
    return np.array([burden * scale + rng.normal(0, 1, n_areas) for scale in (3.0, 8.0, 15.0)])


def keys(found: IndexResult) -> list[str]:
    return [note.key for note in found.warnings]


def assert_same(one: IndexResult, other: IndexResult) -> None:
    np.testing.assert_array_equal(one.score, other.score)
    np.testing.assert_array_equal(one.class_index, other.class_index)
    np.testing.assert_array_equal(one.rank, other.rank)


def test_the_index_agrees_with_reckoning_by_hand() -> None:
    values = city()
    scores = []
    sums = [0.0] * values.shape[1]
    for row in values.tolist():
        mean = sum(row) / len(row)
        deviation = (sum((x - mean) ** 2 for x in row) / len(row)) ** 0.5
        sums = [so_far + (x - mean) / deviation for so_far, x in zip(sums, row, strict=True)]
    mean = sum(sums) / len(sums)
    deviation = (sum((x - mean) ** 2 for x in sums) / len(sums)) ** 0.5
    scores = [(x - mean) / deviation for x in sums]
    found = index(values)
    np.testing.assert_allclose(found.score, scores, atol=1e-12)
    by_hand = [0 if x < -1 else 1 if x <= 1 else 2 if x <= 1.5 else 3 for x in scores]
    assert found.class_index.tolist() == by_hand


def test_a_component_equal_everywhere_is_dropped_and_the_others_weigh_more() -> None:
    values = city()
    flat = np.vstack([values[:2], np.full(40, 3.0)])
    found, without = index(flat), index(values[:2], THREE[:2])
    assert found.dropped_components == ("children",)
    assert keys(found) == ["component_dropped"]
    np.testing.assert_allclose(found.score, without.score, atol=1e-12)
    assert np.isnan(found.scaled[2]).all()
    assert np.isnan(found.mean[2])
    assert not found.renormalised.any()


def test_the_weight_of_a_dropped_component_goes_to_the_others() -> None:
    values = np.vstack([city()[:2], np.full(40, 3.0)])
    weighted = tuple(
        replace(component, weight=weight)
        for component, weight in zip(THREE, (1.0, 2.0, 3.0), strict=True)
    )
    found = index(values, weighted, restandardise=False)
    np.testing.assert_allclose(found.score, 2 * (found.scaled[0] + 2 * found.scaled[1]), atol=1e-12)


def test_if_all_components_are_equal_everywhere_there_is_no_index() -> None:
    found = index(np.ones((3, 40)))
    assert np.isnan(found.score).all()
    assert (found.class_index == -1).all()
    assert found.dropped_components == ("work", "income", "children")
    assert "index_undefined" in keys(found)


def test_components_that_cancel_out_leave_no_index() -> None:
    row = city()[0]
    found = index(np.array([row, -row]), THREE[:2])
    assert np.isnan(found.score).all()
    assert keys(found)[0] == "index_undefined"


def test_areas_that_tie_have_the_same_score_rank_and_class() -> None:
    values = city()
    values[:, 11] = values[:, 3]
    found = index(values)
    assert found.score[11] == found.score[3]
    assert found.rank[11] == found.rank[3]
    assert found.class_index[11] == found.class_index[3]
    by_hand = [int((found.score > score).sum()) + 1 for score in found.score]
    assert found.rank.tolist() == by_hand


def test_a_relief_counts_as_the_burden_of_its_opposite() -> None:
    values = city()
    turned = (THREE[0], Part("income", direction=-1), THREE[2])
    mirrored = values * np.array([[1], [-1], [1]])
    one, other = index(values, turned), index(mirrored)
    assert one.class_index.tolist() == other.class_index.tolist()
    np.testing.assert_allclose(one.score, other.score, atol=1e-12)


@pytest.mark.parametrize(
    ("score", "code"),
    [
        (-1.0, "2"),
        (-1.0 - 1e-10, "2"),
        (-1.0 - 1e-8, "1"),
        (1.0, "2"),
        (1.0 + 1e-10, "2"),
        (1.0 + 1e-8, "3"),
        (1.5, "3"),
        (1.500001, "4"),
    ],
)
def test_a_score_on_a_cut_belongs_to_the_side_the_rule_declares(score: float, code: str) -> None:
    assert STATUS.codes[class_of_score(np.array([score]), STATUS)[0]] == code


@pytest.mark.parametrize(("right_closed", "position"), [(True, 0), (False, 1)])
def test_one_side_can_be_declared_for_all_cuts(right_closed: bool, position: int) -> None:
    rule = ClassRule((0.5, 2), ("a", "b", "c"), right_closed)
    assert class_of_score(np.array([0.5, np.nan]), rule).tolist() == [position, -1]


def test_an_excluded_area_has_no_index_and_is_in_no_mean() -> None:
    values = city()
    values[:, 5] = 1e6
    included = np.arange(40) != 5
    found, without = index(values, included=included), index(np.delete(values, 5, axis=1))
    assert np.isnan(found.score[5])
    assert np.isnan(found.rank[5])
    assert found.class_index[5] == -1
    assert np.isnan(found.scaled[:, 5]).all()
    assert np.count_nonzero(found.evaluated) == 39
    np.testing.assert_array_equal(np.delete(found.score, 5), without.score)
    np.testing.assert_array_equal(found.mean, without.mean)


def test_strictly_an_area_that_misses_a_component_is_not_evaluated() -> None:
    values = city()
    gap = values.copy()
    gap[1, 5] = np.nan
    assert_same(index(gap), index(values, included=np.arange(40) != 5))


def test_leniently_it_is_evaluated_from_the_others_and_flagged() -> None:
    values = city()
    values[1, 5] = np.nan
    found = index(values, missing="lenient", restandardise=False)
    assert found.renormalised.tolist() == (np.arange(40) == 5).tolist()
    assert found.score[5] == pytest.approx((found.scaled[0, 5] + found.scaled[2, 5]) * 3 / 2)
    assert found.mean[1] == pytest.approx(np.nanmean(values[1]))


def test_leniently_an_area_needs_two_thirds_of_the_components() -> None:
    values = city()
    values[:2, 5] = np.nan
    assert not index(values, missing="lenient").evaluated[5]
    assert index(values, missing="lenient", least_share=1 / 3).evaluated[5]


def test_a_component_missing_everywhere_leaves_nothing_to_evaluate() -> None:
    values = city()
    values[0] = np.nan
    strict, lenient = index(values), index(values, missing="lenient")
    assert not strict.evaluated.any()
    assert keys(strict) == ["index_undefined"]
    assert lenient.dropped_components == ("work",)
    assert lenient.evaluated.all()


def test_nineteen_areas_get_ranks_but_no_classes() -> None:
    found = index(city(19))
    assert (found.class_index == -1).all()
    assert sorted(found.rank.tolist()) == list(range(1, 20))
    assert keys(found) == ["ranks_only"]
    assert (index(city(20)).class_index >= 0).all()


def test_an_index_of_one_indicator_is_called_so() -> None:
    found = index(city()[:1], THREE[:1])
    assert "single_indicator" in keys(found)
    np.testing.assert_allclose(found.score, found.scaled[0], atol=1e-12)


@pytest.mark.parametrize("extreme", [-1e4, 1e4])
def test_an_area_far_out_is_named_but_stays_in(extreme: float) -> None:
    values = city()
    values[2, 9] = extreme
    found = index(values)
    far_out = [note.params for note in found.warnings if note.key == "far_out"]
    assert far_out == [{"component": "children", "area": 9, "z": found.scaled[2, 9]}]
    assert found.evaluated[9]


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.floats(0.01, 1000), st.integers(-1000, 1000))
def test_another_unit_of_a_component_changes_nothing(seed: int, stretch: float, shift: int) -> None:
    values = city(seed=seed)
    other = values.copy()
    other[1] = other[1] * stretch + shift
    np.testing.assert_allclose(index(values).score, index(other).score, atol=1e-9)


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_the_order_of_the_areas_changes_no_bit(seed: int) -> None:
    values = city(101, seed)
    mixed = np.random.default_rng(seed).permutation(101)
    found, other = index(values), index(values[:, mixed])
    np.testing.assert_array_equal(found.score[mixed], other.score)
    np.testing.assert_array_equal(found.scaled[:, mixed], other.scaled)
    np.testing.assert_array_equal(found.class_index[mixed], other.class_index)


def test_the_same_input_gives_the_same_bits_and_is_not_touched() -> None:
    values = city()
    before = values.copy()
    assert_same(index(values), index(values))
    np.testing.assert_array_equal(values, before)


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        index(city(), included=np.full(3, True))
    with pytest.raises(ValueError, match="twice: work"):
        index(city()[:2], (THREE[0], THREE[0]))
    with pytest.raises(ValueError, match="infinite"):
        index(np.full((3, 4), np.inf))


@pytest.mark.parametrize(("direction", "weight"), [(0, 1.0), (1, 0.0), (1, -1.0), (1, np.nan)])
def test_a_component_without_direction_or_weight_is_refused(direction: int, weight: float) -> None:
    with pytest.raises(ValueError, match="work: the"):
        Part("work", direction=direction, weight=weight)


@pytest.mark.parametrize(
    ("cuts", "codes", "sides"),
    [
        ((1,), ("a",), True),
        ((2, 1), ("a", "b", "c"), True),
        ((1, 1), ("a", "b", "c"), True),
        ((1, np.nan), ("a", "b", "c"), True),
        ((1, 2), ("a", "b", "c"), (True,)),
    ],
)
def test_a_rule_that_does_not_cut_cleanly_is_refused(
    cuts: tuple[float, ...], codes: tuple[str, ...], sides: bool | tuple[bool, ...]
) -> None:
    with pytest.raises(ValueError, match="rule"):
        ClassRule(cuts, codes, sides)
