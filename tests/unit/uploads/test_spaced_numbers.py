"""1 234,5 and 12'500 can be read in one way only, so nobody is asked."""

import pytest

from indicators.importing.numbers import parse_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", 1234.5), ("12'500", 12500), ("12’500,25", 12500.25), ("-1 234 567", -1234567),
        ("1\u202f234", 1234), ("1.234,5", 1234.5),
    ],
)  # fmt: skip
def test_thousands_may_be_parted_by_blanks_or_apostrophes(text: str, value: float) -> None:
    found = parse_numbers([text], ",", ".")
    assert (found.problem, found.value.tolist()) == ([""], [value])


@pytest.mark.parametrize("text", ["1 23", "1 2345", "12 34 567", "1 234'567", "1 234.567"])
def test_what_is_parted_otherwise_stays_refused(text: str) -> None:
    assert parse_numbers([text], ",", ".").problem != [""]


@pytest.mark.parametrize("text", ["+49 341", "+49 341 123", "+49\u00a0341", "+1'234,5"])
def test_a_plus_before_groups_may_be_a_telephone_number(text: str) -> None:
    assert parse_numbers([text], ",", ".").problem == ["plus_before_groups"]
    assert parse_numbers(["+12500"], ",", ".").value.tolist() == [12500]
