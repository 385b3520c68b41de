"""What stands below the headings of columns.py: keys for programs, words and dates for people."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from atlas import formats
from atlas.exports.columns import flag_text
from atlas.exports.subject import Figure, Limits, Subject, valid_span
from atlas.wording import in_language
from releases.models import Audience
from releases.pack_format import Section


@dataclass(frozen=True)
class Number:
    """A printed number; `value` counts units of 10^-decimals, None in a gap."""

    value: int | None
    decimals: int

    def as_float(self) -> float | None:
        return None if self.value is None else float(self.value / 10**self.decimals)


Cell = str | Number | datetime.date


def area_cells(subject: Subject, section: Section, area: int, *, in_words: bool) -> list[Cell]:
    """The fields of columns.area_columns."""
    code = section.areas[area]
    name = subject.names[section.boundary_set].get(code, code)
    span = [day_cell(day, in_words=in_words) for day in valid_span(section)]
    if in_words:
        boundaries = in_language(section.name)
        return [subject.name, subject.level.plural, code, name, boundaries, *span]
    entry = subject.entry
    return [entry.indicator, entry.level, code, name, section.boundary_set, *span]


def figure_cells(subject: Subject, one: Figure, *, in_words: bool) -> list[Cell]:
    """The fields of columns.FIGURE from the value on."""
    return [
        Number(one.value, subject.pack.decimals),
        subject.unit,
        one.status,
        subject.status_text(one),
        flag_text(one.flags, in_words=in_words),
    ]


def limit_cells(subject: Subject, found: Limits) -> list[Cell]:
    """The fields of columns.LIMITS."""
    persons, lower, upper = found
    decimals = subject.pack.decimals
    return [Number(persons, 0), Number(lower, decimals), Number(upper, decimals)]


def origin_cells(subject: Subject, section: Section, *, in_words: bool) -> list[Cell]:
    """The fields of columns.origin_columns."""
    told: list[Cell] = [
        audience_words(subject) if in_words else subject.audience,
        day_cell(subject.entry.released_on, in_words=in_words),
        subject.attribution,
        subject.licence,
        subject.permalink,
    ]
    return [*told, subject.entry.indicator, section.boundary_set] if in_words else told


def audience_words(subject: Subject) -> str:
    return _("public") if subject.audience == Audience.PUBLIC else _("internal")


def day_cell(day: str, *, in_words: bool) -> Cell:
    return datetime.date.fromisoformat(day) if in_words and day else day


def period_cell(period: dict[str, str], *, in_words: bool) -> Cell:
    """A Stichtag as a date, other periods in words; for programs the key."""
    if not in_words:
        return period["key"]
    if period["kind"] == "day":
        return datetime.date.fromisoformat(period["end"])
    return formats.period(period["key"], period["kind"], period["end"])
