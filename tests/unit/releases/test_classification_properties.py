"""Whatever the values are like, a map's classes keep these promises."""

import itertools
import json
from dataclasses import asdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.classification import METHODS, Classification, Method, classify
from releases.printed import as_numbers, printed

FIXED = ("manual", "regional_default", "standard_deviation")
GAPS = [np.nan, np.nan]

numbers = st.lists(
    st.one_of(
        st.floats(-1e4, 1e4, allow_nan=False),
        st.integers(-3, 3).map(float),
        st.just(float("nan")),
    ),
    max_size=40,
)


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


def shown(values: list[float], decimals: int = 1) -> list[float]:
    there = np.array([value for value in values if not np.isnan(value)])
    return [float(number) for number in as_numbers(printed(there, decimals), decimals)]


def members_by_hand(found: Classification, values: list[float]) -> list[int]:
    """The slow, obvious twin of the counts: read the legend for each area."""
    edges = [-np.inf, *found.breaks, np.inf]
    pairs = list(itertools.pairwise(edges)) if found.counts else []
    return [sum(low <= value < high for value in shown(values)) for low, high in pairs]


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30)
@given(values=numbers, k=st.integers(2, 9))
def test_every_area_with_a_value_is_in_exactly_one_class(
    method: Method, values: list[float], k: int
) -> None:
    found = ask(values, method, k)
    assert list(found.counts) == members_by_hand(found, values)
    assert sum(found.counts) == len(shown(values))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30)
@given(values=numbers, k=st.integers(2, 9))
def test_breaks_rise_and_are_printed_numbers(method: Method, values: list[float], k: int) -> None:
    found = ask(values, method, k)
    assert list(found.breaks) == sorted(set(found.breaks))
    assert list(found.breaks) == [round(opens, 1) for opens in found.breaks]
    assert len(found.counts) == (len(found.breaks) + 1 if shown(values) else 0)


@pytest.mark.parametrize("method", [method for method in METHODS if method not in FIXED])
@settings(max_examples=30)
@given(values=numbers, k=st.integers(2, 9))
def test_no_class_is_empty_unless_its_colour_must_keep_its_place(
    method: Method, values: list[float], k: int
) -> None:
    assert all(ask(values, method, k).counts)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30)
@given(values=numbers, seed=st.integers(0, 99))
def test_the_order_of_the_areas_does_not_matter(
    method: Method, values: list[float], seed: int
) -> None:
    mixed = np.random.default_rng(seed).permutation(np.array(values)).tolist()
    assert ask(mixed, method) == ask(values, method)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30)
@given(values=numbers)
def test_gaps_change_nothing(method: Method, values: list[float]) -> None:
    assert ask(values + GAPS, method) == ask(values, method)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30)
@given(values=numbers, k=st.integers(2, 9))
def test_the_classes_explain_between_none_and_all_of_the_variance(
    method: Method, values: list[float], k: int
) -> None:
    found = ask(values, method, k)
    assert found.goodness is None or -1e-9 <= found.goodness <= 1
    if method not in {"unclassed", *FIXED} and len(found.counts) > 1:
        assert found.goodness is not None


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30)
@given(values=numbers)
def test_a_classification_can_be_stored_as_strict_json(method: Method, values: list[float]) -> None:
    json.dumps(asdict(ask(values, method)), allow_nan=False)


@given(values=numbers, k=st.integers(2, 9))
def test_no_more_classes_than_were_asked_for(values: list[float], k: int) -> None:
    for method in ("equal_interval", "quantile", "natural_breaks", "diverging"):
        assert len(ask(values, method, k).counts) <= k


@given(values=numbers, k=st.integers(2, 9))
def test_the_classes_below_the_reference_are_those_of_the_lower_colours(
    values: list[float], k: int
) -> None:
    found = ask(values, "diverging", k)
    below = sum(value < 0 for value in shown(values))
    if found.diverging_class is None:
        assert not shown(values)
    else:
        assert sum(found.counts[: found.diverging_class]) == below


@given(st.lists(st.integers(0, 60), min_size=2, max_size=30), st.integers(2, 9))
def test_quantile_classes_hold_what_exact_fractions_put_there(whole: list[int], k: int) -> None:
    """The slow twin reckons type 7 quantiles in fractions, each class closed above."""
    ordered = sorted(whole)
    bounds = []
    for i in range(1, k):
        position = Fraction((len(ordered) - 1) * i, k)
        below = ordered[int(position)]
        above = ordered[min(int(position) + 1, len(ordered) - 1)]
        bounds.append(below + (position - int(position)) * (above - below))
    by_hand = [sum(number > bound for bound in bounds) for number in ordered]
    sizes = [by_hand.count(position) for position in sorted(set(by_hand))]
    found = classify(np.array(whole, dtype=np.float64), "quantile", k, decimals=0)
    assert list(found.counts) == sizes
