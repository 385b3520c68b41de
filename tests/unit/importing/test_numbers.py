"""Numbers are read as they are written, or not at all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.importing.numbers import parse_numbers, perhaps_thousands


def one(text: str, decimal: str = ".", thousands: str = "") -> float | str:
    numbers = parse_numbers([text], decimal, thousands)
    return numbers.problem[0] or float(numbers.value[0])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_writing_and_reading_bit_by_bit(number: float) -> None:
    assert np.float64(one(repr(number))).tobytes() == np.float64(number).tobytes()


@given(st.integers(-(10**15), 10**15), st.integers(0, 99))
def test_a_german_number_is_read_as_it_is_meant(whole: int, hundredths: int) -> None:
    written = f"{whole:,}".replace(",", ".") + f",{hundredths:02d}"
    assert one(written, ",", ".") == float(f"{whole}.{hundredths:02d}")


@given(st.text(max_size=12))
def test_whatever_stands_in_a_cell_it_is_a_finite_number_or_a_problem(text: str) -> None:
    read = one(text, ",", ".")
    assert isinstance(read, str) or np.isfinite(read)


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "number"),
    [
        (".70700312", ".", "", 0.70700312),
        ("-.055861462", ".", "", -0.055861462),
        ("76,70", ",", "", 76.7),
        ("1.234,5", ",", ".", 1234.5),
        ("1 234,5", ",", " ", 1234.5),
        ("1\u202f234,5", ",", " ", 1234.5),
        ("1'234.5", ".", "'", 1234.5),
        ("\u22125", ".", "", -5.0),
        ("1023101.0", ".", "", 1023101.0),
        ("1e-05", ".", "", 1e-5),
        (" 7 ", ".", "", 7.0),
        ("0", ",", ".", 0.0),
    ],
)
def test_offices_write_numbers_in_many_ways(
    text: str, decimal: str, thousands: str, number: float
) -> None:
    assert one(text, decimal, thousands) == number


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "problem"),
    [
        ("1.234", ",", "", "ambiguous_number"),
        ("1,234", ".", "", "ambiguous_number"),
        ("1.5", ",", "", "wrong_decimal_sign"),
        ("1.5", ",", ".", "wrong_grouping"),
        ("1.23.4", ",", ".", "wrong_grouping"),
        ("12.34.567", ",", ".", "wrong_grouping"),
        ("1_000", ".", "", "not_a_number"),
        ("１２", ".", "", "not_a_number"),
        ("0x1F", ".", "", "not_a_number"),
        ("nan", ".", "", "not_finite"),
        ("-inf", ".", "", "not_finite"),
        ("Infinity", ".", "", "not_finite"),
        ("1e999", ".", "", "number_too_large"),
        ("5 %", ".", "", "percent_sign"),
        ("1 2", ".", "", "wrong_grouping"),
        (".", ".", "", "not_a_number"),
        ("-", ".", "", "not_a_number"),
        ("", ".", "", "not_a_number"),
    ],
)
def test_what_is_not_surely_a_number_is_named_and_never_guessed(
    text: str, decimal: str, thousands: str, problem: str
) -> None:
    assert one(text, decimal, thousands) == problem


def test_a_column_of_one_two_three_digit_groups_makes_us_suspicious() -> None:
    assert perhaps_thousands(["1.234", "12.500", "999", "7.001"])
    assert not perhaps_thousands(["1.234", "12.5", "7.001"])
    assert not perhaps_thousands(["0.234", "1.500", "7.001"])
