"""Numbers, dates and periods as people here write them: 12.345,6 · 5,0 % · 31.12.2024."""

import datetime
import unicodedata
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


def signs() -> tuple[str, str]:
    """The decimal sign and the sign between thousands in the reader's language."""
    return (".", ",") if get_language() == "en" else (",", ".")


def number(value: float, decimals: int) -> str:
    """Print a number in the reader's language; `value` already is rounded to `decimals`.

    >>> from django.utils.translation import override
    >>> with override("de"):
    ...     number(-12345.6, 1)
    '-12.345,6'
    """
    decimal, thousands = signs()
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", thousands + decimal))


def exact(value: float) -> str:
    """A raw number with all the digits it can have, in the reader's notation."""
    digits = Decimal(f"{value:.15g}").normalize()  # without what binary fractions add
    return number_format(Decimal(f"{digits:f}"), force_grouping=True)


def with_sign(value: float, decimals: int) -> str:
    """Print a change: + and − (a minus, no hyphen) before all but zero.

    >>> from django.utils.translation import override
    >>> with override("de"):
    ...     with_sign(-5.0, 1), with_sign(0.0, 1), with_sign(2.5, 1)
    ('−5,0', '0,0', '+2,5')
    """
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + number(abs(value), decimals)


def unit_space(unit: str) -> str:
    """What stands between a number and its unit."""
    if unit != "%":
        return NO_BREAK_SPACE
    return "" if get_language() == "en" else NARROW_SPACE


def quantity(value: float, decimals: int, unit: str, *, signed: bool = False) -> str:
    """A number with its unit, never parted at a line's end; `signed` for a change."""
    written = with_sign(value, decimals) if signed else number(value, decimals)
    return written + (unit_space(unit) + unit if unit else "")


def day(date: datetime.date) -> str:
    return date_format(date, "j F Y") if get_language() == "en" else date.strftime("%d.%m.%Y")


def period(key: str, kind: str, end: str) -> str:
    """Name a reference period: 31.12.2020, 2020, 4. Quartal 2020, Schuljahr 2020/21.

    `key`, `kind` and `end` are those of a pack's period.
    """
    last_day = datetime.date.fromisoformat(end)
    if kind == "day":
        return day(last_day)
    if kind == "month":
        return date_format(last_day, "F Y")
    if kind == "quarter":
        number_of_quarter = (last_day.month + 2) // 3
        return _("quarter %(number)s of %(year)s") % {
            "number": number_of_quarter,
            "year": last_day.year,
        }
    if kind == "half_year":
        half = 1 if last_day.month <= 6 else 2
        return _("half-year %(number)s of %(year)s") % {"number": half, "year": last_day.year}
    if kind == "school_year":
        return _("school year %(years)s") % {"years": key}
    return key


def range_below(high: str) -> str:
    return _("below %(high)s") % {"high": high}


def range_between(low: str, high: str) -> str:
    return _("%(low)s to below %(high)s") % {"low": low, "high": high}


def range_from(low: str) -> str:
    return _("%(low)s and more") % {"low": low}


def joined_range(low: str, high: str) -> str:
    """All values of the only class."""
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def sort_key(name: str) -> str:
    """Order names as a German register does: ä like a, case and accents aside."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def iso_day(date: str) -> str:
    """A day given as 2020-12-31."""
    return day(datetime.date.fromisoformat(date))
