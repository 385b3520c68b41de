"""Figures as CSV, written while they are read: a block of lines per period.

Every line carries its status and its origin. What is the same for many lines is put
together once; a million lines cost about as much as the database's own COPY.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.exports.columns import flag_text, long_headings, wide_headings
from atlas.exports.safe_texts import harmless
from atlas.exports.subject import Block, Figure, Subject, figure, valid_span
from atlas.wording import MEASURED, status_text
from releases.pack_format import Section

END = "\r\n"
LINES_AT_ONCE = 5_000


@dataclass(frozen=True)
class Dialect:
    separator: str
    decimal: str
    mark: str  # before everything else
    has_words: bool  # headings and remarks for people

    def text(self, text: str) -> str:
        """A text as a field: harmless for spreadsheets, in quotes where needed."""
        safe = harmless(text)
        if re.search(rf'["\r\n{self.separator}]', safe):
            return '"' + safe.replace('"', '""') + '"'
        return safe

    def number(self, value: int | None, decimals: int) -> str:
        """A printed number, exact to its last decimal; nothing for a gap."""
        if value is None:
            return ""
        if not decimals:
            return str(value)
        return f"{value / 10**decimals:.{decimals}f}".replace(".", self.decimal)

    def line(self, fields: list[str]) -> str:
        return self.separator.join(map(self.text, fields)) + END


RFC_4180 = Dialect(",", ".", "", has_words=False)
GERMAN_EXCEL = Dialect(";", ",", "\ufeff", has_words=True)


def long_csv(subject: Subject, dialect: Dialect) -> Iterator[str]:
    """A line per area and period."""
    yield dialect.mark + dialect.line(long_headings(in_words=dialect.has_words))
    yield from long_lines(subject, dialect)


def long_lines(subject: Subject, dialect: Dialect) -> Iterator[str]:
    after: dict[tuple[str, int], str] = {}
    for section, blocks in subject.sections:
        before = _before(subject, section, dialect)
        for block in blocks:
            yield from _block(subject, block, before, after, dialect)


def wide_csv(subject: Subject, dialect: Dialect) -> Iterator[str]:
    """A line per boundary set and area, with three columns for each period."""
    headings = wide_headings(subject.period_dicts, in_words=dialect.has_words)
    yield dialect.mark + dialect.line(headings)
    origin = dialect.line(_origin(subject))
    unit = dialect.text(subject.unit)
    sign = dialect.separator
    for section, blocks in subject.sections:
        held = {block.period["key"]: block for block in blocks}
        columns = [held.get(period["key"]) for period in subject.period_dicts]
        before = _before(subject, section, dialect)
        for first in range(0, len(before), LINES_AT_ONCE):
            yield "".join(
                sign.join([start + unit, *_wide_fields(subject, columns, area, dialect), origin])
                for area, start in enumerate(before[first : first + LINES_AT_ONCE], first)
            )


def _wide_fields(
    subject: Subject, columns: list[Block | None], area: int, dialect: Dialect
) -> Iterator[str]:
    """Value, status and flags per period; all empty where the area's boundaries do not hold."""
    for block in columns:
        if block is None:
            yield from ("", "", "")
            continue
        one = figure(block, area)
        yield dialect.number(one.value, subject.pack.decimals)
        yield one.status
        yield dialect.text(flag_text(one.flags, in_words=dialect.has_words))


def _before(subject: Subject, section: Section, dialect: Dialect) -> list[str]:
    """What stands before a figure, area by area: the fields of columns.AREA."""
    names = subject.names[section.boundary_set]
    sign, start = dialect.separator, [subject.entry.indicator, subject.entry.level]
    same = sign.join(map(dialect.text, start)) + sign
    held = sign.join(map(dialect.text, [section.boundary_set, *valid_span(section)])) + sign
    return [
        f"{same}{dialect.text(code)}{sign}{dialect.text(names.get(code, code))}{sign}{held}"
        for code in section.areas
    ]


def _block(
    subject: Subject,
    block: Block,
    before: list[str],
    after: dict[tuple[str, int], str],
    dialect: Dialect,
) -> Iterator[str]:
    """The lines of a period. `after` keeps what follows a number, by status and flags."""
    made, row, sign = block.section.series, block.row, dialect.separator
    usual = (MEASURED, 0)
    values, decimals, period = made.values[row], subject.pack.decimals, block.period["key"] + sign
    for first in range(0, len(values), LINES_AT_ONCE):
        lines = []
        for area, value in enumerate(values[first : first + LINES_AT_ONCE], first):
            key = usual
            if value is None or made.flags:
                key = (made.status_of(row, area), made.flags.get((row, area), 0))
            if key not in after:
                after[key] = sign + _after(subject, Figure(value, *key), dialect)
            lines.append(before[area] + period + dialect.number(value, decimals) + after[key])
        yield "".join(lines)


def _after(subject: Subject, one: Figure, dialect: Dialect) -> str:
    said = [
        subject.unit,
        one.status,
        status_text(one.status),
        flag_text(one.flags, in_words=dialect.has_words),
    ]
    return dialect.line([*said, *_origin(subject)])


def _origin(subject: Subject) -> list[str]:
    """The fields of columns.ORIGIN."""
    return [
        subject.audience,
        subject.entry.released_on,
        subject.attribution,
        subject.licence,
        subject.permalink,
    ]
