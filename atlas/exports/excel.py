"""Figures as an Excel workbook: one sheet of figures, one that says what they are."""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _

from atlas.asking import misunderstood
from atlas.exports.columns import flag_text, long_headings, wide_headings
from atlas.exports.facts import facts, for_people
from atlas.exports.subject import Block, Subject, figure, number, valid_span
from atlas.wording import status_text

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
WIDTHS = (14, 12, 12, 28, 20, 12, 12)
Cell = str | float | None

# Nothing that a text says becomes a formula, a link or a number.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(subject: Subject, path: Path, *, is_wide: bool) -> None:
    """Write the workbook. Raises Refused where it has more rows than Excel reads."""
    headings = long_headings(in_words=True)
    if is_wide:
        headings = wide_headings(subject.period_dicts, in_words=True)
    _check_size(subject, headings, is_wide=is_wide)
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties({"title": subject.name, "author": subject.attribution})
        sheet = book.add_worksheet(_("Figures"))
        decimals = subject.pack.decimals
        printed = book.add_format({"num_format": "#,##0" + ("." + "0" * decimals) * bool(decimals)})
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        n_rows = 0
        for n_rows, row in enumerate(_wide(subject) if is_wide else _long(subject), 1):
            _write(sheet, n_rows, row, printed)
        sheet.autofilter(0, 0, n_rows, len(headings) - 1)
        _describe(book, subject, bold)


def _check_size(subject: Subject, headings: list[str], *, is_wide: bool) -> None:
    blocks = [1] * len(subject.sections) if is_wide else [len(b) for _s, b in subject.sections]
    sizes = [len(section.areas) for section, _blocks in subject.sections]
    n_rows = 1 + sum(size * times for size, times in zip(sizes, blocks, strict=True))
    if n_rows > MOST_ROWS or len(headings) > MOST_COLUMNS:
        sentence = _("Excel cannot hold %(rows)s rows; please choose one date, or CSV.")
        raise misunderstood(sentence % {"rows": n_rows})


def _write(
    sheet: xlsxwriter.workbook.Worksheet, row: int, cells: list[Cell], printed: object
) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, column, cell)
        elif cell is not None:
            sheet.write_number(row, column, cell, printed)


def _describe(book: xlsxwriter.Workbook, subject: Subject, bold: object) -> None:
    sheet = book.add_worksheet(_("Metadata"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for row, fact in enumerate(for_people(facts(subject))):
        sheet.write_string(row, 0, fact.label, bold)
        sheet.write_string(row, 1, fact.text, wrapped)


def _long(subject: Subject) -> Iterator[list[Cell]]:
    for block in subject.blocks():
        for area in range(len(block.section.areas)):
            one = figure(block, area)
            yield [
                *_area(subject, block, area),
                block.period["key"],
                None if one.value is None else number(one.value, subject.pack.decimals),
                subject.unit,
                one.status,
                status_text(one.status),
                flag_text(one.flags, in_words=True),
                *_origin(subject),
            ]


def _wide(subject: Subject) -> Iterator[list[Cell]]:
    for section, blocks in subject.sections:
        held = {block.period["key"]: block for block in blocks}
        columns = [held.get(period["key"]) for period in subject.period_dicts]
        for area in range(len(section.areas)):
            row = [*_area(subject, blocks[0], area), subject.unit]
            for block in columns:
                row += [None, None, None] if block is None else _figure(subject, block, area)
            yield row + _origin(subject)


def _figure(subject: Subject, block: Block, area: int) -> list[Cell]:
    one = figure(block, area)
    value = None if one.value is None else number(one.value, subject.pack.decimals)
    return [value, one.status, flag_text(one.flags, in_words=True)]


def _area(subject: Subject, block: Block, area: int) -> list[Cell]:
    section = block.section
    code = section.areas[area]
    name = subject.names[section.boundary_set].get(code, code)
    start, end = valid_span(section)
    return [
        subject.entry.indicator,
        subject.entry.level,
        code,
        name,
        section.boundary_set,
        start,
        end,
    ]


def _origin(subject: Subject) -> list[Cell]:
    return [
        subject.audience,
        subject.entry.released_on,
        subject.attribution,
        subject.licence,
        subject.permalink,
    ]
