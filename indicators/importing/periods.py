"""Reference periods as text: a year, a day, a month, a quarter, a half-year, a school year."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_PART = re.compile(r"([0-9]{4})-([QH])([1-4])")
_SCHOOL_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")

FIRST_YEAR, LAST_YEAR = 1800, 2199


@dataclass(frozen=True)
class Period:
    """The day or span a value speaks of; `end` is the last day.

    `kind` is day, month, quarter, half_year, year or school_year (1 August to 31 July).
    """

    key: str
    kind: str
    start: datetime.date
    end: datetime.date


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period a key names; ValueError where there is none such.

    >>> parse_period("2020-Q4").start
    datetime.date(2020, 10, 1)
    >>> parse_period("2020/21").end
    datetime.date(2021, 7, 31)
    """
    key = text.strip()
    try:
        period = _day(key) or _months(key) or _year(key)
    except ValueError:
        period = None
    if period is None or not FIRST_YEAR <= period.start.year <= LAST_YEAR:
        raise ValueError(f"no period: {text!r}")
    return period


def _day(key: str) -> Period | None:
    found = _DAY.fullmatch(key)
    if not found:
        return None
    day = datetime.date(*map(int, found.groups()))
    return Period(key, "day", day, day)


def _months(key: str) -> Period | None:
    """Month, quarter, half-year and school year: spans of whole months."""
    if found := _MONTH.fullmatch(key):
        return _span(key, "month", int(found[1]), int(found[2]), 1)
    if found := _PART.fullmatch(key):
        kind, length = ("quarter", 3) if found[2] == "Q" else ("half_year", 6)
        return _span(key, kind, int(found[1]), (int(found[3]) - 1) * length + 1, length)
    if found := _SCHOOL_YEAR.fullmatch(key):
        first = int(found[1])
        if int(found[2]) != (first + 1) % 100:
            raise ValueError(f"no school year: {key!r}")
        return Period(
            key, "school_year", datetime.date(first, 8, 1), datetime.date(first + 1, 7, 31)
        )
    return None


def _year(key: str) -> Period | None:
    return _span(key, "year", int(key), 1, 12) if _YEAR.fullmatch(key) else None


def _span(key: str, kind: str, year: int, month: int, length: int) -> Period:
    start = datetime.date(year, month, 1)
    last = month + length - 1
    if last > 12:
        raise ValueError(f"no {kind}: {key!r}")
    return Period(key, kind, start, datetime.date(year, last, calendar.monthrange(year, last)[1]))
