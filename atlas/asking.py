"""What an address asks for, taken at its word: a file or an answer is never about something else.

Pages give the nearest valid view instead (atlas/forms.py).
"""

import re
from collections.abc import Collection, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import periods, queries, series
from atlas.queries import Entry
from releases.pack_format import Pack

LONGEST_VALUE = 1_000
NOT_FOUND, MISUNDERSTOOD = 404, 400
CONTROL_SIGNS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# 2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2, 2020/21
PERIOD_PATTERN = r"^[1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-H[12]|/\d{2})?$"
Query = Mapping[str, str]


class Refused(Exception):
    """A question without an answer, in words: there is no such thing, or it is not understood."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def no_such_thing(sentence: str) -> Refused:
    return Refused(NOT_FOUND, sentence)


def misunderstood(sentence: str) -> Refused:
    return Refused(MISUNDERSTOOD, sentence)


def check_signs(query: QueryDict) -> None:
    """No parameter is very long, holds control signs or comes twice."""
    for key, values in query.lists():
        if len(values) > 1:
            raise misunderstood(_("“%(key)s” stands twice in the address.") % {"key": key[:40]})
        if any(len(text) > LONGEST_VALUE for text in (key, *values)):
            raise misunderstood(_("“%(key)s” is too long.") % {"key": key[:40]})
        if any(CONTROL_SIGNS.search(text) for text in (key, *values)):
            raise misunderstood(_("The address holds signs that cannot be printed."))


def check_known(query: Query, known: Collection[str]) -> None:
    """A parameter that is not known, or empty, would be silently left out: say so instead."""
    for key, text in query.items():
        if key in known and not text:
            raise misunderstood(_("“%(key)s” is empty.") % {"key": key})
        if key not in known:
            sentence = _("There is no parameter “%(key)s” here; there are: %(known)s.")
            parts = {"key": key[:40], "known": ", ".join(known) or _("none")}
            raise misunderstood(sentence % parts)


def whole_number(query: Query, key: str, default: int, lowest: int, highest: int) -> int:
    asked = query.get(key)
    if asked is None:
        return default
    if asked.isascii() and asked.isdigit() and len(asked) <= len(str(highest)):
        number = int(asked)
        if lowest <= number <= highest:
            return number
    sentence = _("“%(key)s” must be a whole number from %(lowest)s to %(highest)s.")
    raise misunderstood(sentence % {"key": key, "lowest": lowest, "highest": highest})


def words(query: Query, key: str) -> tuple[str, ...]:
    """A list parted by commas."""
    return tuple(word for word in query.get(key, "").split(",") if word)


def entry_on_level(region: Region, catalogue: list[Entry], indicator: str, query: Query) -> Entry:
    """The indicator on the level asked for; without one on the region's default level."""
    found = {entry.level: entry for entry in catalogue if entry.indicator == indicator}
    if not found:
        sentence = _("“%(key)s” is no published indicator of %(region)s.")
        raise no_such_thing(sentence % {"key": indicator, "region": region.key})
    default = region.default_level if region.default_level in found else next(iter(found))
    level = query.get("level") or default
    if level not in found:
        sentence = _("“%(key)s” is not published on the level “%(level)s”, but on: %(levels)s.")
        parts = {"key": indicator, "level": level, "levels": ", ".join(found)}
        raise no_such_thing(sentence % parts)
    return found[level]


def pack_of(entry: Entry) -> Pack:
    pack = queries.pack(entry)
    if pack is None:
        raise no_such_thing(_("These figures were withdrawn just now."))
    return pack


def periods_of(pack: Pack, query: Query) -> list[int]:
    """Positions of the periods asked for, in order of time: one, those within a span, or all.

    `period` is a key or a span around them, `period_from` and `period_to` bound both ends.
    """
    shown = series.shown_periods(pack)
    keys = [pack.periods[position]["key"] for position in shown]
    asked = query.get("period", "")
    if asked in keys:
        within = [shown[keys.index(asked)]]
    else:
        within = [position for position in shown if _lies_in(pack.periods[position], query)]
    if not within:
        named = " – ".join(query[key] for key in SPAN_PARAMETERS if query.get(key))
        sentence = _("There are no figures for “%(period)s”, but for: %(periods)s.")
        raise no_such_thing(sentence % {"period": named, "periods": ", ".join(keys)})
    return within


SPAN_PARAMETERS = ("period", "period_from", "period_to")


def _lies_in(period: dict[str, str], query: Query) -> bool:
    whole, first, last = (span_of(query, key) for key in SPAN_PARAMETERS)
    starts = [span[0].isoformat() for span in (whole, first) if span]
    ends = [span[1].isoformat() for span in (whole, last) if span]
    return all(start <= period["start"] for start in starts) and all(
        period["end"] <= end for end in ends
    )


def span_of(query: Query, key: str = "period") -> periods.Span | None:
    """First and last day of the period a parameter names, None without the parameter."""
    asked = query.get(key)
    if not asked:
        return None
    wanted = periods.span(asked)
    if wanted is None and re.match(PERIOD_PATTERN, asked, re.ASCII):  # 31 February
        raise no_such_thing(_("There is no “%(period)s” in any calendar.") % {"period": asked})
    if wanted is None:
        sentence = _(
            "“%(period)s” is no period; write 2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2 "
            "or 2020/21."
        )
        raise misunderstood(sentence % {"period": asked[:40]})
    return wanted
