"""Periods: what the addresses of the site allow, and nothing that does not exist."""

import datetime

import pytest

from indicators.importing.periods import parse_period


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2020", "year", "2020-01-01", "2020-12-31"),
        ("2020-12-31", "day", "2020-12-31", "2020-12-31"),
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("2020-02", "month", "2020-02-01", "2020-02-29"),
        ("2020-Q4", "quarter", "2020-10-01", "2020-12-31"),
        ("2020-H2", "half_year", "2020-07-01", "2020-12-31"),
        ("2020/21", "school_year", "2020-08-01", "2021-07-31"),
        ("1999/00", "school_year", "1999-08-01", "2000-07-31"),
        (" 2020 ", "year", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_period_knows_its_first_and_last_day(text: str, kind: str, start: str, end: str) -> None:
    period = parse_period(text)
    assert (period.key, period.kind) == (text.strip(), kind)
    assert period.start == datetime.date.fromisoformat(start)
    assert period.end == datetime.date.fromisoformat(end)


@pytest.mark.parametrize(
    "text",
    ["2023-02-29", "0000", "0001-01-01", "9999", "2020-13", "2020-Q5", "2020-H3", "2020/22",
     "2020/2021", "31.12.2020", "２０２０", "20201231", "2020-1", "", "{jahr}"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        parse_period(text)
