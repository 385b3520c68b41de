"""Periods: what the addresses of the site allow, and nothing that does not exist."""

import datetime

import pytest

from indicators.importing.german_periods import read_period
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


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("31.12.2023", "2023-12-31"),
        ("1.1.2022", "2022-01-01"),
        ("31. Dezember 2023", "2023-12-31"),
        ("März 2021", "2021-03"),
        ("1. Quartal 2022", "2022-Q1"),
        ("IV. Quartal 2022", "2022-Q4"),
        ("II Vierteljahr 2022", "2022-Q2"),
        ("2. Halbjahr 2022", "2022-H2"),
        ("2020/21", "2020/21"),
    ],
)
def test_german_notations_that_can_be_read_one_way_are_taken(text: str, key: str) -> None:
    assert read_period(text).key == key


@pytest.mark.parametrize("text", ["1/2022", "I/2022", "12.2023", "5. Quartal 2022", "29.02.2023"])
def test_german_notations_that_can_not_are_asked_about(text: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "pattern", "key"),
    [
        ("1/2022", r"(?P<quarter>\d)/(?P<year>\d{4})", "2022-Q1"),
        ("III/2022", r"(?P<quarter>[IV]+)/(?P<year>\d{4})", "2022-Q3"),
        ("12/2023", r"(?P<month>\d\d)/(?P<year>\d{4})", "2023-12"),
        ("Dez. 2023", r"(?P<month>\w+\.) (?P<year>\d{4})", "2023-12"),
        ("Stand 3.1.2023", r"Stand (?P<day>\d+)\.(?P<month>\d+)\.(?P<year>\d+)", "2023-01-03"),
        ("Jahr 2023", r"Jahr (?P<year>\d{4})", "2023"),
    ],
)
def test_other_notations_are_read_by_a_pattern(text: str, pattern: str, key: str) -> None:
    assert read_period(text, pattern).key == key


def test_a_pattern_that_does_not_match_reads_nothing() -> None:
    with pytest.raises(ValueError, match="no period"):
        read_period("2022", r"(?P<quarter>\d)/(?P<year>\d{4})")
