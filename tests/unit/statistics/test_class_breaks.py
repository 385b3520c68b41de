"""Classes open where a reader would open them."""

import numpy as np

from indicators.statistics import class_breaks


def test_an_empty_class_of_equal_width_joins_the_next() -> None:
    found = class_breaks.equal_interval(np.array([0.0, 1.0, 99.0, 100.0]), 4)
    assert found.inner.tolist() == [25.0]
    assert found.notes[0].key == "empty_classes_merged"
    assert found.notes[0].params == {"asked": 4, "kept": 2}


def test_values_that_tie_stay_together_in_quantiles() -> None:
    found = class_breaks.quantile(np.array([0.0] * 20 + [1, 2, 3, 4, 5]), 5)
    assert found.inner.tolist() == [1.0]
    assert found.notes[0].key == "ties_fewer_classes"


def test_a_value_on_a_quantile_stays_below_it() -> None:
    found = class_breaks.quantile(np.arange(11.0), 5)
    assert found.inner.tolist() == [3.0, 5.0, 7.0, 9.0]


def test_fewer_different_numbers_than_classes_are_said_to_be_few() -> None:
    found = class_breaks.natural_breaks(np.array([1.0, 1.0, 2.0, 3.0]), 5)
    assert found.inner.tolist() == [2.0, 3.0]
    assert found.notes[0].key == "few_values"
    assert found.notes[0].params == {"asked": 5, "kept": 3, "distinct": 3}


def test_twelve_thousand_values_are_sampled_and_it_is_said() -> None:
    found = class_breaks.natural_breaks(np.arange(12_000.0), 2)
    assert [note.key for note in found.notes] == ["sampled"]
    assert found.notes[0].params == {"sample": 10_000, "n": 12_000}


def test_outer_standard_deviation_classes_stay_although_empty() -> None:
    ordered = np.array([0.0] * 30 + [1000.0])
    found = class_breaks.standard_deviation(ordered, 5)
    assert len(found.inner) == 4
    assert found.inner[1] < 0


def test_few_areas_are_a_weak_ground_for_standard_deviations() -> None:
    found = class_breaks.standard_deviation(np.arange(19.0), 3)
    assert [note.key for note in found.notes] == ["few_for_standard_deviation"]


def test_cuts_that_fall_together_when_rounded_are_one() -> None:
    found = class_breaks.standard_deviation(np.array([0.0] * 40 + [1.0]), 5)
    assert found.inner.tolist() == [0.0]
    assert found.notes[0].key == "breaks_coincide_after_rounding"


def test_round_breaks_are_whole_even_for_a_tiny_range() -> None:
    found = class_breaks.pretty(np.array([0.0, 1.0, 2.0]), 9)
    assert found.inner.tolist() == [1.0, 2.0]


def test_a_light_tail_is_cut_once_and_it_is_said() -> None:
    found = class_breaks.head_tail(np.arange(10.0))
    assert found.inner.tolist() == [5.0]
    assert found.notes[0].key == "no_heavy_tail"


def test_a_very_long_tail_gets_no_more_than_nine_classes() -> None:
    tail = np.repeat(np.arange(12.0), 3 ** np.arange(11, -1, -1))
    assert len(class_breaks.head_tail(tail).inner) == 8


def test_both_sides_of_the_reference_have_classes_of_one_width() -> None:
    found = class_breaks.diverging(np.arange(-20.0, 31.0), 5, reference=0.0)
    assert found.inner.tolist() == [-10.0, 0.0, 10.0, 20.0]
    assert found.below == 2


def test_the_outermost_classes_reach_the_lowest_and_the_highest_value() -> None:
    found = class_breaks.diverging(np.arange(-10.0, 13.0), 4, reference=0.0)
    assert found.inner.tolist() == [-6.0, 0.0, 6.0]
    assert found.below == 2


def test_a_side_with_little_spread_still_has_its_class() -> None:
    found = class_breaks.diverging(np.array([-1.0, 10, 25, 30, 40, 60, 70, 100]), 5, reference=0.0)
    assert found.below == 1
    assert found.inner[0] == 0.0


def test_with_nothing_below_the_reference_half_the_scale_is_used() -> None:
    found = class_breaks.diverging(np.arange(50.0, 61.0), 5, reference=0.0)
    assert found.below == 0
    assert found.inner.tolist() == [52.0, 54.0, 56.0, 58.0]
    assert found.notes[0].key == "one_sided"


def test_with_nothing_above_the_reference_all_classes_lie_below() -> None:
    found = class_breaks.diverging(np.arange(50.0, 61.0), 5, reference=100.0)
    assert found.below == 5


def test_unclassed_colours_run_between_the_second_and_the_last_but_second_percentile() -> None:
    found = class_breaks.unclassed(np.concatenate([[-500.0], np.arange(1.0, 100.0), [900.0]]))
    assert found.scale == (2.0, 98.0)
    assert found.notes[0].params == {"below": 2, "above": 2}


def test_unclassed_colours_run_over_all_if_nearly_all_values_tie() -> None:
    found = class_breaks.unclassed(np.array([0.0] * 99 + [7.0]))
    assert found.scale == (0.0, 7.0)
    assert found.notes == ()
