"""A trend is said where five dates at least go one way, and by more than next to nothing."""

from typing import Any

import pytest

from releases.pack_column import Cell, Column
from reports.presenters_sure import course_words


def column(numbers: list[int], kind: str = "share") -> Column:
    periods = [
        {"key": str(year), "kind": "year", "start": f"{year}-01-01", "end": f"{year}-12-31"}
        for year in range(2010, 2010 + len(numbers))
    ]
    cells = {at: Cell(number, "A", 0) for at, number in enumerate(numbers)}
    card: dict[str, Any] = {"kind": kind, "decimals": 1}
    return Column(card, periods, cells, {}, {}, {}, {})


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([10, 20, 40, 50, 90, 95], "Deutlich steigend"),  # docs/methods/trend.md
        ([95, 90, 50, 40, 20, 10], "Deutlich fallend"),
        ([10, 50, 20, 40, 30, 35], "Kein deutlicher Trend"),
        ([1000, 1001, 1002, 1003, 1004, 1005], "Kein deutlicher Trend"),  # half a per cent
        ([10, 20, 30, 40], "Trend nicht berechenbar (unter fünf Zeitpunkte)"),
        ([10], ""),
    ],
)
def test_what_is_said_of_a_course(numbers: list[int], words: str) -> None:
    assert course_words(column(numbers), range(len(numbers))) == words


def test_dates_without_a_value_are_left_out() -> None:
    of_four = [0, 2, 3, 5]
    assert "nicht berechenbar" in course_words(column([1, 2, 3, 4, 5, 6]), of_four)


def test_a_class_has_no_trend() -> None:
    assert course_words(column([1, 2, 3, 4, 5, 6], "class"), range(6)) == ""
