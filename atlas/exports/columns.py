"""The columns of tables: stable keys for programs, words for people."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atlas import formats
from atlas.wording import FLAG_KEYS, FLAGS

Words = str | Promise

AREA: dict[str, Words] = {
    "indicator": _("Indicator key"),
    "level": _("Level"),
    "area": _("Code"),
    "name": _("Area"),
    "boundary_set": _("Key of the boundaries"),
    "valid_from": _("Boundaries valid from"),
    "valid_to": _("Boundaries valid to"),
}
# People read names; keys stay beside them, for who wants to join tables.
AREA_FOR_PEOPLE: dict[str, Words] = {
    "indicator_name": _("Indicator"),
    "level": AREA["level"],
    "area": AREA["area"],
    "name": AREA["name"],
    "boundary_name": _("Boundaries"),
    "valid_from": AREA["valid_from"],
    "valid_to": AREA["valid_to"],
}
KEYS_FOR_PEOPLE: dict[str, Words] = {
    "indicator": AREA["indicator"],
    "boundary_set": AREA["boundary_set"],
}
FIGURE: dict[str, Words] = {
    "period": _("Date"),
    "value": _("Value"),
    "unit": _("Unit"),
    "status": _("Status"),
    "status_text": _("Status in words"),
    "flags": _("Remarks"),
}
LIMITS: dict[str, Words] = {
    "denominator": _("Denominator"),
    "lower": _("Interval (95 %) from"),
    "upper": _("Interval (95 %) to"),
}
ORIGIN: dict[str, Words] = {
    "audience": _("Audience"),
    "released_on": _("Published on"),
    "attribution": _("Attribution"),
    "licence": _("Licence"),
    "permalink": _("Link to the map"),
}
OF_PERIOD: dict[str, Words] = {
    "value": _("value"),
    "status": _("status"),
    "flags": _("remarks"),
}


def area_columns(*, in_words: bool) -> dict[str, Words]:
    return AREA_FOR_PEOPLE if in_words else AREA


def origin_columns(*, in_words: bool) -> dict[str, Words]:
    return ORIGIN | KEYS_FOR_PEOPLE if in_words else ORIGIN


def long_columns(*, in_words: bool, has_limits: bool = False) -> dict[str, Words]:
    """One line per area and period."""
    figure = FIGURE | LIMITS if has_limits else FIGURE
    return area_columns(in_words=in_words) | figure | origin_columns(in_words=in_words)


def headings(columns: dict[str, Words], *, in_words: bool) -> list[str]:
    return [str(words) if in_words else key for key, words in columns.items()]


def wide_headings(periods: Iterable[dict[str, str]], *, in_words: bool) -> list[str]:
    """The area, then three columns per period, then the origin."""
    of_periods = [
        f"{formats.period(period['key'], period['kind'], period['end'])} ({words})"
        if in_words
        else f"{key}_{period['key']}"
        for period in periods
        for key, words in OF_PERIOD.items()
    ]
    before = area_columns(in_words=in_words) | {"unit": FIGURE["unit"]}
    after = origin_columns(in_words=in_words)
    return [
        *headings(before, in_words=in_words),
        *of_periods,
        *headings(after, in_words=in_words),
    ]


def flag_text(flags: int, *, in_words: bool) -> str:
    """The flags of a figure, parted by blanks (keys) or commas (words)."""
    if in_words:
        return ", ".join(str(words) for flag, words in FLAGS.items() if flags & flag)
    return " ".join(key for flag, key in FLAG_KEYS.items() if flags & flag)
