"""A map's classes hold what its legend says: examples and edges."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from releases.classification import METHODS, Classification, Method, class_of, classify

GAPS = [np.nan, np.nan]


def ask(values: list[float], method: Method, k: int = 5, decimals: int = 1) -> Classification:
    """Ask any method; those that need more get a reference and breaks."""
    return classify(
        np.array(values, dtype=np.float64),
        method,
        k,
        decimals=decimals,
        reference=0.0 if method == "diverging" else None,
        manual=[-5.0, 0.0, 2.5] if method in {"manual", "regional_default"} else None,
    )


def keys(found: Classification) -> list[str]:
    return [note.key for note in found.notes]


def test_every_method_on_the_list_can_be_asked() -> None:
    assert sorted(METHODS) == sorted(
        name for part in get_args(Method) for name in (get_args(part) or (part,))
    )


@pytest.mark.parametrize("method", METHODS)
def test_nothing_but_gaps_makes_no_class(method: Method) -> None:
    found = ask(GAPS, method)
    assert (found.breaks, found.counts, found.goodness) == ((), (), None)
    assert (found.lowest, found.highest) == (None, None)
    assert keys(found) == ["all_gaps"]


@pytest.mark.parametrize("method", [m for m in METHODS if m not in {"manual", "regional_default"}])
def test_the_same_value_everywhere_makes_one_class(method: Method) -> None:
    found = ask([3.3, 3.3000001, 3.3], method)
    assert (found.breaks, found.counts) == ((), (3,))
    assert (found.lowest, found.highest) == (3.3, 3.3)
    assert keys(found) == ["constant"]


@pytest.mark.parametrize("method", METHODS)
def test_infinity_is_refused(method: Method) -> None:
    with pytest.raises(ValueError, match="too large"):
        ask([1.0, np.inf], method)


@pytest.mark.parametrize("k", [1, 10, 0, -3])
def test_between_two_and_nine_classes_can_be_asked_for(k: int) -> None:
    with pytest.raises(ValueError, match="between 2 and 9"):
        ask([1.0, 2.0], "quantile", k)


def test_binary_noise_moves_no_area_into_another_class() -> None:
    values = [0.1 + 0.2, 0.3, 0.7 - 0.4, 0.29]
    found = classify(np.array(values), "manual", 2, decimals=2, manual=[0.3])
    assert found.counts == (1, 3)


def test_a_number_that_prints_as_the_break_belongs_above_it() -> None:
    found = classify(np.array([4.94, 4.95, 5.0]), "manual", 2, decimals=1, manual=[5.0])
    assert found.counts == (1, 2)


def test_the_highest_value_belongs_to_the_last_class() -> None:
    found = classify(np.array([0.0, 5.0, 10.0]), "equal_interval", 2, decimals=0)
    assert (found.breaks, found.counts, found.highest) == ((5.0,), (1, 2), 10.0)


def test_twenty_zeros_of_twenty_five_stay_together_without_a_meaningless_break() -> None:
    found = classify(np.array([0.0] * 20 + [1.0, 2, 3, 4, 5]), "quantile", 5, decimals=1)
    assert (found.breaks, found.counts) == ((1.0,), (20, 5))
    assert keys(found) == ["ties_fewer_classes"]


def test_with_fewer_different_values_than_classes_each_is_a_natural_class() -> None:
    found = ask([1.0, 1.0, 2.0, 3.0], "natural_breaks")
    assert (found.breaks, found.counts) == ((2.0, 3.0), (2, 1, 1))
    assert found.goodness == 1
    assert keys(found) == ["few_values"]


def test_breaks_are_rounded_before_the_areas_are_classed() -> None:
    found = classify(np.array([0.0, 3.3, 3.4, 10.0]), "equal_interval", 3, decimals=1)
    assert found.breaks == (3.3, 6.7)
    assert found.counts == (1, 2, 1)


def test_manual_classes_keep_their_place_although_empty() -> None:
    found = classify(np.array([6.0, 7.0]), "manual", 4, decimals=0, manual=[5, 10, 20])
    assert found.counts == (0, 2, 0, 0)


def test_stored_breaks_hold_also_for_a_single_value() -> None:
    found = classify(np.array([6.0, 6.0]), "regional_default", 3, decimals=0, manual=[5, 10])
    assert (found.counts, keys(found)) == ((0, 2, 0), [])


@pytest.mark.parametrize("stored", [None, []])
def test_a_level_without_stored_breaks_gets_equal_intervals_and_a_word_about_it(
    stored: list[float] | None,
) -> None:
    values = np.arange(11.0)
    found = classify(values, "regional_default", 5, decimals=0, manual=stored)
    equal = classify(values, "equal_interval", 5, decimals=0)
    assert found.breaks == equal.breaks
    assert found.counts == equal.counts
    assert keys(found) == ["fell_back_to_equal_interval"]


def test_manual_breaks_that_print_alike_become_one() -> None:
    found = classify(np.array([1.0, 3.0]), "manual", 3, decimals=0, manual=[2.1, 2.2])
    assert (found.breaks, keys(found)) == ((2.0,), ["breaks_coincide_after_rounding"])


@pytest.mark.parametrize(
    "breaks", [[], [2.0, 2.0], [3.0, 2.0], [1.0, np.nan], [np.inf], list(range(9))]
)
def test_breaks_that_make_no_sense_are_refused(breaks: list[float]) -> None:
    with pytest.raises(ValueError, match=r"[Bb]reak"):
        classify(np.array([1.0, 3.0]), "manual", 3, decimals=0, manual=breaks)


@pytest.mark.parametrize("reference", [None, np.nan, np.inf])
def test_diverging_needs_something_to_diverge_from(reference: float | None) -> None:
    with pytest.raises(ValueError, match="reference"):
        classify(np.array([1.0, 3.0]), "diverging", 4, decimals=0, reference=reference)


def test_an_unknown_method_is_refused() -> None:
    unknown: Method = "k_means"  # type: ignore[assignment]
    with pytest.raises(ValueError, match="k_means"):
        ask([1.0, 2.0], unknown)


def test_the_reference_is_a_break_as_it_is_printed() -> None:
    values = np.array([-3.0, -1.0, 1.26, 1.34, 4.0, 6.0])
    found = classify(values, "diverging", 4, decimals=1, reference=1.2999)
    assert 1.3 in found.breaks
    assert found.diverging_class is not None
    assert found.breaks[found.diverging_class - 1] == 1.3


@pytest.mark.parametrize(("reference", "below"), [(2.0, 1), (1.0, 0), (0.0, 0)])
def test_a_single_value_lies_on_one_side_of_the_reference(reference: float, below: int) -> None:
    found = classify(np.array([1.0]), "diverging", 4, decimals=0, reference=reference)
    assert found.diverging_class == below


def test_unclassed_values_are_one_class_with_a_ramp_and_a_word_about_outliers() -> None:
    values = np.concatenate([np.arange(100.0), [5000.0]])
    found = classify(values, "unclassed", 5, decimals=1)
    assert (found.breaks, found.counts, found.scale) == ((), (101,), (2.0, 98.0))
    assert found.notes[0].params == {"below": 2, "above": 2}


def test_zeros_can_have_a_class_of_their_own() -> None:
    values = np.array([0.0, 0.04, 0.1, 0.2, 0.3, 0.4, np.nan])
    found = classify(values, "quantile", 3, decimals=1, zero_class=True)
    assert found.breaks == (0.1, 0.3)
    assert found.counts == (2, 2, 2)


@pytest.mark.parametrize("k", [2, 3, 9])
@pytest.mark.parametrize("method", METHODS)
def test_a_class_of_zeros_holds_all_zeros_and_nothing_else(method: Method, k: int) -> None:
    values = [0.0] * 7 + [0.1, 0.5, 2.0, 2.0, 40.0]
    plain = ask(values, method, k)
    extra = {"reference": 0.0} if method == "diverging" else {}
    breaks = [-5.0, 0.0, 2.5] if method in {"manual", "regional_default"} else None
    found = classify(
        np.array(values), method, k, decimals=1, manual=breaks, zero_class=True, **extra
    )
    if method in {"manual", "regional_default", "diverging", "unclassed"}:
        assert replace(found, notes=plain.notes) == plain
        assert keys(found)[-1] == "zero_class_ignored"
    else:
        assert found.breaks[0] == 0.1
        assert found.counts[0] == 7
        assert len(found.counts) <= 9


def test_a_class_of_zeros_is_left_out_where_values_go_below_zero() -> None:
    found = classify(np.array([-1.0, 0, 0, 1]), "quantile", 2, decimals=0, zero_class=True)
    assert keys(found)[-1] == "zero_class_ignored"


def test_an_area_with_a_gap_has_no_class_and_one_beyond_the_range_has_the_outer() -> None:
    assert class_of(np.array([np.nan, -99, 5, 9.9, 99]), [5.0, 10.0]).tolist() == [-1, 0, 1, 1, 2]


def test_with_no_break_all_areas_are_in_one_class() -> None:
    assert class_of(np.array([1.0, np.nan]), []).tolist() == [0, -1]
