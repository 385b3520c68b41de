"""The columns of tables: stable keys for programs, words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atlas import formats
from atlas.wording import FLAG_KEYS, FLAGS

Words = str | Promise

AREA: dict[str, Words] = {
    "indicator": _("Indicator"),
    "level": _("Level"),
    "area": _("Code"),
    "name": _("Area"),
    "boundary_set": _("Boundaries"),
    "valid_from": _("Boundaries valid from"),
    "valid_to": _("Boundaries valid to"),
}
FIGURE: dict[str, Words] = {
    "period": _("Date"),
    "value": _("Value"),
    "unit": _("Unit"),
    "status": _("Status"),
    "status_text": _("Status in words"),
    "flags": _("Remarks"),
}
ORIGIN: dict[str, Words] = {
    "audience": _("Audience"),
    "released_on": _("Published on"),
    "attribution": _("Attribution"),
    "licence": _("Licence"),
    "permalink": _("Link to the map"),
}
LONG = AREA | FIGURE | ORIGIN
OF_PERIOD: dict[str, Words] = {
    "value": _("value"),
    "status": _("status"),
    "flags": _("remarks"),
}


def long_headings(*, in_words: bool) -> list[str]:
    return [str(words) if in_words else key for key, words in LONG.items()]


def wide_headings(periods: list[dict[str, str]], *, in_words: bool) -> list[str]:
    """The area, then three columns per period, then the origin."""
    of_periods = [
        f"{formats.period(period['key'], period['kind'], period['end'])} ({words})"
        if in_words
        else f"{key}_{period['key']}"
        for period in periods
        for key, words in OF_PERIOD.items()
    ]
    around = [AREA | {"unit": FIGURE["unit"]}, ORIGIN]
    before, after = (
        [str(words) if in_words else key for key, words in part.items()] for part in around
    )
    return before + of_periods + after


def flag_text(flags: int, *, in_words: bool) -> str:
    """The flags of a figure, parted by blanks (keys) or commas (words)."""
    if in_words:
        return ", ".join(str(words) for flag, words in FLAGS.items() if flags & flag)
    return " ".join(key for flag, key in FLAG_KEYS.items() if flags & flag)
