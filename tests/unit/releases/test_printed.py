"""Numbers are printed as German statistics print them."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from releases.printed import as_numbers, printed


def by_hand(value: float, decimals: int) -> int:
    """The slow, obvious twin: take the decimal form and round half away from zero."""
    step = Decimal(1).scaleb(-decimals)
    return int(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP).scaleb(decimals))


@pytest.mark.parametrize(
    ("value", "decimals", "whole"),
    [
        (2.675, 2, 268),
        (0.285, 2, 29),
        (1.005, 2, 101),
        (0.1 + 0.2, 1, 3),
        (2.5, 0, 3),
        (-2.5, 0, -3),
        (-0.05, 1, -1),
        (0.5, 0, 1),
        (0.49999999999999994, 0, 0),
        (8.345, 2, 835),
        (12345.0, 0, 12345),
    ],
)
def test_a_half_is_rounded_away_from_zero(value: float, decimals: int, whole: int) -> None:
    assert printed(np.array([value]), decimals).tolist() == [whole]


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_every_number_prints_as_its_decimal_form_does(value: float, decimals: int) -> None:
    assert printed(np.array([value]), decimals).tolist() == [by_hand(value, decimals)]


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
@example(57, 2)
def test_every_tie_prints_as_its_decimal_form_does(odd: int, decimals: int) -> None:
    tie = (10 * odd + 5) / 10 ** (decimals + 1)
    around = [np.nextafter(tie, -np.inf), tie, np.nextafter(tie, np.inf)]
    expected = [by_hand(float(value), decimals) for value in around]
    assert printed(np.array(around), decimals).tolist() == expected


@given(st.integers(-(2**52), 2**52), st.integers(0, 6))
def test_what_was_printed_prints_the_same_again(whole: int, decimals: int) -> None:
    once = as_numbers(np.array([float(whole)]), decimals)
    assert printed(once, decimals).tolist() == [whole]


def test_a_gap_stays_a_gap_and_zero_has_no_sign() -> None:
    shown = printed(np.array([np.nan, -0.0, -0.04]), decimals=1)
    assert np.isnan(shown[0])
    assert not np.signbit(shown[1:]).any()
    assert shown[1:].tolist() == [0, 0]


def test_the_shape_stays_and_the_given_array_is_not_touched() -> None:
    given_values = np.array([[1.25, np.nan], [0.35, 2.0]])
    before = given_values.copy()
    assert printed(given_values, 1)[:, 0].tolist() == [13, 4]
    assert printed(np.array([]), 1).shape == (0,)
    np.testing.assert_array_equal(given_values, before)


@pytest.mark.parametrize("value", [np.inf, -np.inf, 2.0**53, 1e15])
def test_what_cannot_be_printed_exactly_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="too large"):
        printed(np.array([value]), decimals=1)


@pytest.mark.parametrize("decimals", [-1, 16])
def test_decimals_are_neither_negative_nor_endless(decimals: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 15"):
        printed(np.array([1.0]), decimals)
