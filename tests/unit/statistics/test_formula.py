"""An indicator is worked out as it was declared."""

from typing import Any

import numpy as np
import pytest

from indicators.statistics.formula import (
    Count,
    Ratio,
    ReadyValue,
    evaluate,
    measures_of,
    read_formula,
    signed_sum,
)

MEASURES = {
    "persons": np.array([100.0, 200.0, 0.0, np.nan]),
    "under_15": np.array([20.0, 10.0, 0.0, 5.0]),
    "on_benefits": np.array([5.0, np.nan, 0.0, 1.0]),
}


def test_a_count_adds_and_subtracts_measures() -> None:
    found = evaluate(Count(("persons", "-under_15")), MEASURES)
    np.testing.assert_array_equal(found, [80, 190, 0, np.nan])


def test_a_share_is_a_gap_where_a_term_is_missing_or_nobody_lives() -> None:
    found = evaluate(Ratio(("on_benefits",), ("persons", "-under_15"), 100), MEASURES)
    np.testing.assert_array_equal(found, [6.25, np.nan, np.nan, np.nan])


def test_a_ready_value_is_taken_as_it_is_and_as_a_new_array() -> None:
    found = evaluate(ReadyValue("under_15"), MEASURES)
    np.testing.assert_array_equal(found, MEASURES["under_15"])
    assert found is not MEASURES["under_15"]


@pytest.mark.parametrize(
    ("declared", "formula"),
    [
        ({"count": ["a", "-b"], "ratio": None, "value": None}, Count(("a", "-b"))),
        ({"value": "median_rent"}, ReadyValue("median_rent")),
        (
            {"ratio": {"numerator": ["a"], "denominator": ["b"], "factor": 1000}},
            Ratio(("a",), ("b",), 1000),
        ),
    ],
)
def test_a_stored_formula_is_read(declared: dict[str, Any], formula: object) -> None:
    assert read_formula(declared) == formula


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"count": ["a"], "value": "b"},
        {"ratio": {"numerator": ["a"]}},
        {"value": ["a"]},
        {"count": "persons"},
        {"count": []},
        {"code": "__import__('os')"},
    ],
)
def test_what_is_no_formula_is_refused(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Not a formula"):
        read_formula(declared)


def test_each_measure_is_asked_for_once() -> None:
    assert measures_of(Ratio(("a", "-b"), ("b", "c"), 100)) == ("a", "b", "c")
    assert measures_of(Count(("-a", "a"))) == ("a",)
    assert measures_of(ReadyValue("m")) == ("m",)


def test_a_sum_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        signed_sum((), MEASURES)
