"""An address may name a period in every usual way."""

import datetime

import pytest

from atlas import periods

DAY = datetime.date


def day(key: str) -> dict[str, str]:
    return {"key": key, "kind": "day", "start": key, "end": key}


YEARLY = [day(f"{year}-12-31") for year in (2018, 2019, 2020)]


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2020", DAY(2020, 1, 1), DAY(2020, 12, 31)),
        ("2020-12-31", DAY(2020, 12, 31), DAY(2020, 12, 31)),
        ("2020-02", DAY(2020, 2, 1), DAY(2020, 2, 29)),
        ("2020-Q4", DAY(2020, 10, 1), DAY(2020, 12, 31)),
        ("2020-H2", DAY(2020, 7, 1), DAY(2020, 12, 31)),
        ("2020/21", DAY(2020, 8, 1), DAY(2021, 7, 31)),
    ],
)
def test_every_way_of_writing_a_period_is_understood(
    key: str, first: datetime.date, last: datetime.date
) -> None:
    assert periods.span(key) == (first, last)


@pytest.mark.parametrize(
    "key", ["", "x", "20", "2020-13", "2020-02-30", "2020-Q5", "2020-H3", "2020/22", "0000", "²020"]
)
def test_what_is_no_period_is_refused(key: str) -> None:
    assert periods.span(key) is None


def test_a_year_means_the_only_day_in_it() -> None:
    assert periods.find(YEARLY, "2019") == periods.FoundPeriod(1, is_exact=True)


def test_of_several_days_in_a_year_the_last_is_shown_and_said_so() -> None:
    half_yearly = [day("2019-06-30"), day("2019-12-31"), day("2020-06-30")]
    assert periods.find(half_yearly, "2019") == periods.FoundPeriod(1, is_exact=False)


def test_a_year_without_figures_gives_way_to_the_nearest() -> None:
    assert periods.find(YEARLY, "2030") == periods.FoundPeriod(2, is_exact=False)
    assert periods.find(YEARLY, "2001-05") == periods.FoundPeriod(0, is_exact=False)


def test_nonsense_finds_nothing() -> None:
    assert periods.find(YEARLY, "soon") is None
    assert periods.find([], "2020") is None
