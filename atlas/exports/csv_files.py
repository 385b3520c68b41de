"""Figures as CSV, written while they are read: a block of lines per period.

Every line carries its status and its origin. What is the same for many lines is put
together once; a million lines cost about as much as the database's own COPY.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.exports.cells import (
    Cell,
    Number,
    area_cells,
    figure_cells,
    limit_cells,
    origin_cells,
    period_cell,
)
from atlas.exports.columns import flag_text, headings, long_columns, wide_headings
from atlas.exports.safe_texts import harmless
from atlas.exports.subject import Block, Figure, Subject, figure, limits
from atlas.exports.view_table import ViewTable
from atlas.wording import MEASURED
from releases.pack_format import Section

END = "\r\n"
LINES_AT_ONCE = 5_000


@dataclass(frozen=True)
class Dialect:
    separator: str
    decimal: str
    mark: str  # before everything else
    has_words: bool  # headings, names and remarks for people

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

    def field(self, cell: Cell) -> str:
        if isinstance(cell, Number):
            return self.number(cell.value, cell.decimals)
        if isinstance(cell, datetime.date):
            return cell.strftime("%d.%m.%Y")  # German Excel takes it for a date
        return self.text(cell)

    def line(self, cells: list[Cell]) -> str:
        return self.separator.join(map(self.field, cells)) + END


RFC_4180 = Dialect(",", ".", "", has_words=False)
GERMAN_EXCEL = Dialect(";", ",", "\ufeff", has_words=True)


def long_csv(subject: Subject, dialect: Dialect) -> Iterator[str]:
    """A line per area and period."""
    yield head(dialect, has_limits=subject.counted is not None)
    yield from long_lines(subject, dialect)


def head(dialect: Dialect, *, has_limits: bool = False) -> str:
    """The first line of long tables."""
    columns = long_columns(in_words=dialect.has_words, has_limits=has_limits)
    return dialect.mark + dialect.line([*headings(columns, in_words=dialect.has_words)])


def long_lines(subject: Subject, dialect: Dialect) -> Iterator[str]:
    for section, blocks in subject.sections:
        before = _before(subject, section, dialect)
        said: dict[tuple[str, int], str] = {}
        for block in blocks:
            yield from _block(subject, block, before, said, dialect)


def view_csv(table: ViewTable, dialect: Dialect) -> Iterator[str]:
    """A line per area that the view shows; the table must be made in the dialect's words."""
    yield dialect.mark + dialect.line([*headings(table.columns, in_words=dialect.has_words)])
    yield "".join(dialect.line(row) for row in table.rows)


def wide_csv(subject: Subject, dialect: Dialect) -> Iterator[str]:
    """A line per boundary set and area, with three columns for each period."""
    names = wide_headings(subject.period_dicts, in_words=dialect.has_words)
    yield dialect.mark + dialect.line([*names])
    unit, sign = dialect.text(subject.unit), dialect.separator
    for section, blocks in subject.sections:
        origin = dialect.line(origin_cells(subject, section, in_words=dialect.has_words))
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
    """What stands before a figure, area by area."""
    return [
        "".join(
            dialect.field(cell) + dialect.separator
            for cell in area_cells(subject, section, area, in_words=dialect.has_words)
        )
        for area in range(len(section.areas))
    ]


def _block(
    subject: Subject,
    block: Block,
    before: list[str],
    said: dict[tuple[str, int], str],
    dialect: Dialect,
) -> Iterator[str]:
    """The lines of a period. `said` keeps what follows a number, by status and flags."""
    made, row = block.section.series, block.row
    sure = _limits(subject, block, dialect)
    origin = dialect.line(origin_cells(subject, block.section, in_words=dialect.has_words))
    usual = (MEASURED, 0)
    values, decimals = made.values[row], subject.pack.decimals
    period = dialect.field(period_cell(block.period, in_words=dialect.has_words))
    period += dialect.separator
    for first in range(0, len(values), LINES_AT_ONCE):
        lines = []
        for area, value in enumerate(values[first : first + LINES_AT_ONCE], first):
            key = usual
            if value is None or made.flags:
                key = (made.status_of(row, area), made.flags.get((row, area), 0))
            if key not in said:
                said[key] = _said(subject, Figure(value, *key), dialect)
            number = dialect.number(value, decimals)
            ends = sure[area] if sure else ""
            lines.append(before[area] + period + number + said[key] + ends + origin)
        yield "".join(lines)


def _said(subject: Subject, one: Figure, dialect: Dialect) -> str:
    """What follows the number in a line, up to where it comes from."""
    _number, *said = figure_cells(subject, one, in_words=dialect.has_words)
    fields = map(dialect.field, said)
    return dialect.separator + "".join(field + dialect.separator for field in fields)


def _limits(subject: Subject, block: Block, dialect: Dialect) -> list[str]:
    """The fields of denominator and interval by area; empty where the file has none."""
    return [
        "".join(dialect.field(cell) + dialect.separator for cell in limit_cells(subject, found))
        for found in limits(subject, block)
    ]
