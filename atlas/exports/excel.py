"""Figures as an Excel workbook: one sheet of figures, one that says what they are."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas.asking import misunderstood
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
from atlas.exports.facts import facts, for_people
from atlas.exports.subject import Block, Subject, figure, limits
from atlas.exports.view_table import ViewTable

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
WIDTHS = (30, 14, 12, 28, 30, 12, 12, 12, 12)

# Nothing that a text says becomes a formula, a link or a number.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Sheet:
    """Headings and rows of the sheet of figures; a None is an empty cell."""

    headings: list[str]
    rows: Iterable[list[Cell | None]]


def workbook(subject: Subject, path: Path, sheet: Sheet) -> None:
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties({"title": subject.name, "author": subject.attribution})
        styles = Styles(book)
        figures = book.add_worksheet(_("Figures"))
        figures.freeze_panes(1, 0)
        for column, width in enumerate(WIDTHS):
            figures.set_column(column, column, width)
        for column, heading in enumerate(sheet.headings):
            figures.write_string(0, column, heading, styles.bold)
        n_rows = 0
        for n_rows, row in enumerate(sheet.rows, 1):
            _write(figures, n_rows, row, styles)
        figures.autofilter(0, 0, n_rows, len(sheet.headings) - 1)
        _describe(book, subject, styles.bold)


def long_sheet(subject: Subject) -> Sheet:
    """A line per area and period. Raises Refused where there are more than Excel reads."""
    columns = long_columns(in_words=True, has_limits=subject.counted is not None)
    names = headings(columns, in_words=True)
    _check_size(subject, names, [len(blocks) for _section, blocks in subject.sections])
    return Sheet(names, _long(subject))


def wide_sheet(subject: Subject) -> Sheet:
    """A line per boundary set and area, with columns for each period. Raises Refused as well."""
    names = wide_headings(subject.period_dicts, in_words=True)
    _check_size(subject, names, [1] * len(subject.sections))
    return Sheet(names, _wide(subject))


def view_sheet(table: ViewTable) -> Sheet:
    """A line per area that the view shows; the table must be made in words."""
    return Sheet(headings(table.columns, in_words=True), [[*row] for row in table.rows])


@dataclass
class Styles:
    """The looks of cells in one workbook."""

    book: xlsxwriter.Workbook
    numbers: dict[int, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bold = self.book.add_format({"bold": True})
        written = "yyyy-mm-dd" if get_language() == "en" else "dd.mm.yyyy"
        self.day = self.book.add_format({"num_format": written, "align": "left"})

    def number(self, decimals: int) -> object:
        if decimals not in self.numbers:
            written = "#,##0" + ("." + "0" * decimals) * bool(decimals)
            self.numbers[decimals] = self.book.add_format({"num_format": written})
        return self.numbers[decimals]


def _check_size(subject: Subject, names: list[str], times: list[int]) -> None:
    sizes = [len(section.areas) for section, _blocks in subject.sections]
    n_rows = 1 + sum(size * n for size, n in zip(sizes, times, strict=True))
    if n_rows > MOST_ROWS or len(names) > MOST_COLUMNS:
        sentence = _("Excel cannot hold %(rows)s rows; please choose one date, or CSV.")
        raise misunderstood(sentence % {"rows": n_rows})


def _write(
    sheet: xlsxwriter.workbook.Worksheet, row: int, cells: list[Cell | None], styles: Styles
) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, Number):
            value = cell.as_float()
            if value is not None:
                sheet.write_number(row, column, value, styles.number(cell.decimals))
        elif isinstance(cell, datetime.date):
            sheet.write_datetime(row, column, cell, styles.day)
        elif cell:
            sheet.write_string(row, column, cell)


def _describe(book: xlsxwriter.Workbook, subject: Subject, bold: object) -> None:
    sheet = book.add_worksheet(_("Metadata"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for row, fact in enumerate(for_people(facts(subject))):
        sheet.write_string(row, 0, fact.label, bold)
        sheet.write_string(row, 1, fact.text, wrapped)


def _long(subject: Subject) -> Iterator[list[Cell | None]]:
    for block in subject.blocks():
        section, period = block.section, period_cell(block.period, in_words=True)
        sure = limits(subject, block)
        for area in range(len(section.areas)):
            yield [
                *area_cells(subject, section, area, in_words=True),
                period,
                *figure_cells(subject, figure(block, area), in_words=True),
                *(limit_cells(subject, sure[area]) if sure else ()),
                *origin_cells(subject, section, in_words=True),
            ]


def _wide(subject: Subject) -> Iterator[list[Cell | None]]:
    for section, blocks in subject.sections:
        held = {block.period["key"]: block for block in blocks}
        columns = [held.get(period["key"]) for period in subject.period_dicts]
        origin = origin_cells(subject, section, in_words=True)
        for area in range(len(section.areas)):
            row: list[Cell | None] = [*area_cells(subject, section, area, in_words=True)]
            row.append(subject.unit)
            for block in columns:
                row += _figure(subject, block, area)
            yield [*row, *origin]


def _figure(subject: Subject, block: Block | None, area: int) -> list[Cell | None]:
    """Value, status and remarks; all empty where the area's boundaries do not hold."""
    if block is None:
        return [None, None, None]
    one = figure(block, area)
    number = Number(one.value, subject.pack.decimals)
    return [number, one.status, flag_text(one.flags, in_words=True)]
