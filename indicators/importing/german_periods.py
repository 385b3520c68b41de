"""Reference periods as German offices write them, turned into the keys of `periods`.

Only what can be read one way is taken; `1/2022` (January or the first quarter?) needs a pattern.
"""

import re

from indicators.importing.periods import Period, parse_period

GROUPS = ("year", "half", "quarter", "month", "day")

_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_USUAL = (
    r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})",
    rf"(?:(?P<day>[0-9]{{1,2}})\. ?)?(?P<month>{'|'.join(_MONTHS)}) (?P<year>[0-9]{{4}})",
    r"(?P<quarter>[1-4]\.|I|II|III|IV|I\.|II\.|III\.|IV\.) ?(?:Quartal|Vierteljahr) "
    r"(?P<year>[0-9]{4})",
    r"(?P<half>[12]\.|I|II|I\.|II\.) ?Halbjahr (?P<year>[0-9]{4})",
)
_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _USUAL)


def read_period(text: str, pattern: str | None = None) -> Period:
    """The period a text names, in a key of ours, in German, or as the pattern's groups tell.

    The pattern must match the whole text; its groups are some of `GROUPS`. ValueError where
    the text names no period.

    >>> read_period("31.12.2023").key, read_period("I. Quartal 2022").key
    ('2023-12-31', '2022-Q1')
    >>> read_period("2/2022", r"(?P<quarter>\\d)/(?P<year>\\d{4})").key
    '2022-Q2'
    """
    written = " ".join(text.split())
    if pattern is not None:
        found = re.fullmatch(pattern, written)
        return parse_period(_key(found.groupdict() if found else {}))
    for usual in _COMPILED:
        if found := usual.fullmatch(written):
            return parse_period(_key(found.groupdict()))
    return parse_period(written)


def period_key(text: str) -> str:
    """The key of a period; the text itself where it names none."""
    try:
        return read_period(text).key
    except ValueError:
        return text


def period_key_of(text: str) -> str:
    """The key of a period; empty where the text names none."""
    try:
        return read_period(text).key
    except ValueError:
        return ""


def as_written(key: str) -> str:
    """The key of a day as a German writes the day; other periods stay as their key is.

    >>> as_written("2020-12-31"), as_written("2020-Q4")
    ('31.12.2020', '2020-Q4')
    """
    return ".".join(reversed(key.split("-"))) if is_day_like(key) else key


def is_day_like(text: str) -> bool:
    """Whether a text that is no period is written like a day, such as 2023-02-29."""
    written = text.strip()
    return bool(
        re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written)
        or re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}", written)
    )


def _key(groups: dict[str, str | None]) -> str:
    """The key of what the groups hold; "" (no period) without a year."""
    year = groups.get("year") or ""
    if not year:
        return ""
    if half := groups.get("half"):
        return f"{year}-H{_number(half)}"
    if quarter := groups.get("quarter"):
        return f"{year}-Q{_number(quarter)}"
    if month := groups.get("month"):
        day = groups.get("day")
        return f"{year}-{_month(month):02d}" + (f"-{_number(day):02d}" if day else "")
    return year


def _number(text: str) -> int:
    """A digit or a Roman numeral up to four, with or without a point; 0 where neither."""
    bare = text.strip().rstrip(".").lower()
    if bare in _ROMAN:
        return _ROMAN[bare]
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 2 else 0


def _month(text: str) -> int:
    """Also by its name, or the name's beginning such as `Dez.`."""
    if number := _number(text):
        return number
    bare = text.strip().rstrip(".").lower()
    begins = [at for at, name in enumerate(_MONTHS, 1) if name.startswith(bare)]
    return begins[0] if len(bare) >= 3 and len(begins) == 1 else 0
