"""What is said of a value's uncertainty follows from printed value and printed denominator."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.uncertainty import (
    City,
    change_interval,
    counts_behind,
    printed_interval,
    uncertainty,
    way_of,
)
from indicators.statistics.comparison import compared_with_city
from indicators.statistics.intervals import rate_interval, wilson_interval
from releases.printed import as_numbers, printed


def card(kind: str = "share", factor: float = 100, decimals: int = 1, *top: str) -> dict[str, Any]:
    ratio = {"numerator": list(top) or ["ill"], "denominator": ["people"], "factor": factor}
    return {"kind": kind, "decimals": decimals, "formula": {"ratio": ratio}}


def numbers(*some: float) -> np.ndarray:
    return np.array(some, dtype=np.float64)


NONE = float("nan")


def test_the_published_share_of_81_in_263() -> None:
    found = uncertainty(card(decimals=1), numbers(30.8), numbers(263))
    ends = printed_interval(found.interval, 1)
    assert (found.counts.cases[0], found.counts.exact[0]) == (81, True)
    assert (ends.lower[0], ends.upper[0]) == (25.5, 36.6)


def test_printed_shares_have_the_limits_of_the_published_table(shared_oracles: Path) -> None:
    """PHEindicatormethods: the cases are found again from what would be printed of them."""
    book = shared_oracles / "testdata_Proportion.xlsx"
    table = pd.read_excel(book, sheet_name="testdata_Prop", engine="calamine")
    table = table[table["Denominator"] > 0]
    cases, persons = (table[name].to_numpy(np.float64) for name in ("Numerator", "Denominator"))
    shown = as_numbers(printed(100 * cases / persons, 8), 8)
    found = uncertainty(card(decimals=8), shown, persons)
    per_cent = 100 / table["multiplier"].to_numpy(np.float64)
    for ours, column in (
        (found.interval.lower, "lower95_0cl"),
        (found.interval.upper, "upper95_0cl"),
    ):
        np.testing.assert_allclose(ours, table[column].to_numpy(np.float64) * per_cent, atol=1e-9)
    assert len(table) >= 10


@given(st.integers(1, 5000), st.data())
def test_the_cases_are_found_again_where_the_printed_value_leaves_one_number(
    persons: int, data: st.DataObject
) -> None:
    cases = data.draw(st.integers(0, persons))
    shown = as_numbers(printed(numbers(100 * cases / persons), 1), 1)
    found = counts_behind(shown, numbers(persons), 100, 1, is_share=True)
    assert found.exact[0] == (persons < 1000)
    if found.exact[0]:
        assert found.cases[0] == cases
    assert abs(found.cases[0] - cases) <= persons / 2000 + 0.5


@given(st.floats(0, 100).map(lambda one: round(one, 1)), st.integers(1, 10**6))
def test_the_printed_value_lies_in_its_interval(value: float, persons: int) -> None:
    found = uncertainty(card(), numbers(value), numbers(persons))
    ends, slack = found.interval, 100 * 0.5 / persons + 1e-9  # cases are whole
    assert 0 <= ends.lower[0] <= value + slack
    assert value - slack <= ends.upper[0] <= 100


@pytest.mark.parametrize(
    ("value", "persons"),
    [(NONE, 100), (30.0, NONE), (30.0, 0), (-1.0, 100), (120.0, 100)],
    ids=["hidden value", "hidden denominator", "nobody", "below nought", "more cases than persons"],
)
def test_there_is_no_interval(value: float, persons: float) -> None:
    city = City(20.0, 1000)
    found = uncertainty(card(), numbers(value, 50.0), numbers(persons, 100), city)
    told = (found.interval.lower, found.interval.upper, found.level, found.counts.cases)
    assert [bool(np.isnan(one[0])) for one in told] == [True] * 4
    assert (found.sign[0], found.counts.exact[0]) == (-1, False)
    assert not np.isnan(found.interval.lower[1])


def test_a_rate_may_have_more_events_than_persons() -> None:
    found = uncertainty(card("rate", 1000), numbers(1200.0), numbers(100))
    twin = rate_interval(numbers(120), numbers(100), 1000, confidence=0.95)
    assert found.interval.lower[0] == twin.lower[0] < 1200 < found.interval.upper[0]


def test_shares_and_rates_are_told_but_no_balance_density_or_mean() -> None:
    assert (way_of(card()), way_of(card("rate", 1000))) == ("share", "rate")
    assert way_of(card("rate", 1000, 1, "born", "-dead")) is None
    assert (way_of(card("rate", 1)), way_of(card("mean", 1))) == (None, None)
    assert way_of({"kind": "share", "decimals": 1, "formula": {"value": "ready"}}) is None


def test_the_city_is_the_one_of_the_worked_example() -> None:
    """docs/methods/uncertainty.md: 30 of 100 where the city has 20 %: above it at 95 %."""
    found = uncertainty(card(), numbers(30.0, 20.0), numbers(100, 100), City(20.0, 1000))
    assert found.level.tolist() == [1, 0]


def test_a_large_area_is_held_against_the_rest_of_the_city() -> None:
    found = uncertainty(card(), numbers(60.0), numbers(500), City(40.0, 1000))
    twin = compared_with_city(numbers(300), numbers(500), city_cases=400, city_persons=1000)
    assert twin.own_left_out.all()
    assert found.level[0] == twin.level[0] == 2


def test_a_rate_is_compared_with_the_rest_of_the_city_as_well() -> None:
    """5 expected of 50 in the rest at 100 per 1,000; 16 are beyond 99.8 %, 11 beyond 95 %."""
    city = City(100.0, 10_000)
    found = uncertainty(card("rate", 1000), numbers(320.0, 220.0, 100.0), numbers(50, 50, 50), city)
    assert found.level.tolist() == [2, 1, 0]
    whole = uncertainty(card("rate", 1000), numbers(100.0), numbers(10_000), city)
    assert np.isnan(whole.level[0])


def test_an_area_that_rounding_makes_larger_than_the_city_is_not_compared() -> None:
    found = uncertainty(card(), numbers(20.0, 30.0), numbers(105, 50), City(20.0, 100))
    assert np.isnan(found.level[0])
    assert not np.isnan(found.level[1])


def test_small_numbers_have_a_sign() -> None:
    """METHODS: ( ) below 10 cases or 50 persons or with a wide interval, / below 30 persons."""
    found = uncertainty(card(), numbers(50.0, 15.0, 40.0, 40.0), numbers(20, 60, 40, 400))
    assert found.sign.tolist() == [2, 1, 1, 0]


def test_a_change_has_newcombes_limits() -> None:
    """Newcombe 1998: 56 of 70 less 48 of 80: 5.24 to 33.39 percentage points."""
    before, after = (numbers(60.0), numbers(80)), (numbers(80.0), numbers(70))
    found = printed_interval(change_interval(card(), before, after), 2)
    assert (found.lower[0], found.upper[0]) == (5.24, 33.39)


def test_wilson_is_taken_for_shares_and_byar_for_rates() -> None:
    share = uncertainty(card(), numbers(30.0), numbers(200)).interval
    twin = wilson_interval(numbers(60), numbers(200), confidence=0.95).scaled(100)
    assert (
        share.upper[0]
        == twin.upper[0]
        != uncertainty(card("rate", 100), numbers(30.0), numbers(200)).interval.upper[0]
    )
