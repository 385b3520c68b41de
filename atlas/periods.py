"""Which of a pack's periods an address means: 2020, 2020-12-31, 2020-12, 2020-Q4, 2020/21."""

import calendar
import datetime
import re
from dataclasses import dataclass

Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class FoundPeriod:
    """A position in the pack's periods; not `is_exact` if only the nearest one was there."""

    position: int
    is_exact: bool


def span(key: str) -> Span | None:
    """First and last day of what a period key means, None if it is no such key.

    >>> span("2020/21")
    (datetime.date(2020, 8, 1), datetime.date(2021, 7, 31))
    """
    try:
        return _span(key)
    except ValueError:  # a month 13, a 31st of February, a year 0
        return None


def find(periods: list[dict[str, str]], asked: str) -> FoundPeriod | None:
    """The period of that key, else the only one within, else the nearest by its end."""
    keys = [period["key"] for period in periods]
    if asked in keys:
        return FoundPeriod(keys.index(asked), is_exact=True)
    wanted = span(asked)
    if wanted is None or not periods:
        return None
    ends = [datetime.date.fromisoformat(period["end"]) for period in periods]
    starts = [datetime.date.fromisoformat(period["start"]) for period in periods]
    within = [
        position
        for position, (start, end) in enumerate(zip(starts, ends, strict=True))
        if wanted[0] <= start and end <= wanted[1]
    ]
    if len(within) == 1:
        return FoundPeriod(within[0], is_exact=True)
    candidates = within or range(len(periods))
    nearest = min(candidates, key=lambda position: abs(ends[position] - wanted[1]))
    return FoundPeriod(nearest, is_exact=False)


def _span(key: str) -> Span | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", key):
        date = datetime.date.fromisoformat(key)
        return date, date
    if found := re.fullmatch(r"(\d{4})/(\d{2})", key):
        year = int(found[1])
        if (year + 1) % 100 != int(found[2]):
            return None
        return datetime.date(year, 8, 1), datetime.date(year + 1, 7, 31)
    if found := re.fullmatch(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?", key):
        year = int(found[1])
        first, last = _months(found[2], found[3], found[4])
        last_day = calendar.monthrange(year, last)[1]
        return datetime.date(year, first, 1), datetime.date(year, last, last_day)
    return None


def _months(month: str | None, quarter: str | None, half: str | None) -> tuple[int, int]:
    if month:
        return int(month), int(month)
    if quarter:
        return 3 * int(quarter) - 2, 3 * int(quarter)
    if half:
        return 6 * int(half) - 5, 6 * int(half)
    return 1, 12
