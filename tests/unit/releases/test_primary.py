"""Which figures rest on too few people to be shown."""

import numpy as np
import pytest

from releases.disclosure.facts import FACTORIES, Field, field_of
from releases.disclosure.primary import CannotBeProtected, Rule, too_few

AT_LEAST_THREE = Rule("threshold", 3, protect_zero=False, minimum_denominator=0)


def hidden(counts: list[float], rule: Rule = AT_LEAST_THREE) -> list[bool]:
    return too_few(rule, [np.array(counts)], None).tolist()


def test_one_and_two_cases_are_hidden_but_none_and_three_are_shown() -> None:
    assert hidden([0, 1, 2, 3, np.nan]) == [False, True, True, False, False]


def test_a_fraction_of_a_person_is_a_small_count() -> None:
    """Counts that were converted to other areas by shares."""
    assert hidden([0, 0.3, 2.7, 3]) == [False, True, True, False]


def test_zero_is_hidden_where_the_rule_asks_for_it() -> None:
    assert hidden([0, 3], Rule("threshold", 3, True, 0)) == [True, False]


def test_a_rate_near_all_tells_who_is_not_in_it() -> None:
    numerator, denominator = np.array([98.0, 100.0, 50.0]), np.array([100.0, 100.0, 100.0])
    assert too_few(AT_LEAST_THREE, [numerator], denominator).tolist() == [True, False, False]


def test_a_rate_on_few_people_is_hidden() -> None:
    rule = Rule("threshold", 3, False, 30)
    assert too_few(rule, [np.array([10.0, 10.0])], np.array([29.0, 30.0])).tolist() == [True, False]


def test_a_ready_value_cannot_be_protected_by_counts() -> None:
    with pytest.raises(CannotBeProtected):
        too_few(AT_LEAST_THREE, [], None)


def test_a_small_balance_of_many_moves_is_shown_and_few_moves_are_not() -> None:
    came, went = np.array([100.0, 2.0]), np.array([99.0, 50.0])
    assert too_few(AT_LEAST_THREE, [came, went], np.array([900.0, 900.0])).tolist() == [False, True]


def test_every_kind_of_pack_field_has_its_factory() -> None:
    assert set(FACTORIES) == set(Field)


def test_a_printed_rate_is_known_within_half_its_last_digit() -> None:
    formula = {"ratio": {"numerator": ["a"], "denominator": ["b"], "factor": 100}, "count": None}
    fact = FACTORIES[field_of(formula, "share")](formula, ["1", "2"], np.array([31.0, np.nan]), 1)
    assert fact.areas == ["1"]
    assert (fact.lower, fact.upper) == ([3.05], [3.15])


def test_a_printed_count_is_known_exactly() -> None:
    formula = {"count": ["a", "-b"], "ratio": None}
    fact = FACTORIES[field_of(formula, "count")](formula, ["1"], np.array([7.0]), 0)
    assert (fact.lower, fact.upper) == ([7.0], [7.0])
