"""Read one sheet of an Excel or OpenDocument file, after a look for what is hostile or doubtful."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from indicators.importing import opendocument, sheet_xml
from indicators.importing.layout import TableFormat
from indicators.importing.merged_cells import Merged, filled_heads, filled_labels, say_merged
from indicators.importing.opendocument import (
    check_opendocument,
    is_opendocument,
    merged_in,
    opendocument_is_harmless,
)
from indicators.importing.sheet_xml import archive_is_harmless, check_workbook
from indicators.importing.shown_cells import Shown, body_as_shown, head_as_shown
from spatial_units.importing.file_kinds import MAX_BYTES, kind_of_file
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.tabular import ColumnBuilder, Table, cell_text, join_headers

Rows = list[list[Any]]

MOST_SHEETS = 50
_KINDS = ("zip", "ole")  # .xlsx and binary .xls


def read_excel(
    path: Path,
    form: TableFormat,
    findings: Findings,
    keep: Callable[[str], bool],
    is_label: Callable[[str], bool],
    named: Callable[[list[str]], list[str]] = list,
) -> Table | None:
    """The kept columns of the declared sheet, .xlsx, .ods or binary .xls.

    A merged cell counts for all it spans in the header and in columns that are labels. `named`
    may call the columns otherwise than the header does.
    """
    sheets = _sheets(path, findings) if _is_harmless_excel(path, findings) else []
    position = _chosen(sheets, form.sheet, findings) if sheets else None
    if position is None:
        return None
    if not _may_be_read(path, position, findings):
        return None
    read = _rows(path, position, findings)
    others = sheets[1:] if form.sheet is None else []
    if read is None:
        return None
    shown = _shown(path, position)
    return _table(*read, shown, form, findings, keep, is_label, others, named)


def sheet_heads(path: Path, most_rows: int, findings: Findings) -> dict[str, Rows] | None:
    """The first rows of every sheet by its name; None where the file is no harmless workbook.

    A sheet that may not be read has none; the reader says why when it is to be read.
    """
    sheets = _sheets(path, findings) if _is_harmless_excel(path, findings) else []
    if not sheets:
        return None
    heads: dict[str, Rows] = {}
    for position, name in enumerate(sheets[:MOST_SHEETS]):
        aside = Findings(name)
        readable = _may_be_read(path, position, aside)
        rows = _rows(path, position, aside, most_rows) if readable else None
        heads[name] = rows[0] if rows else []
        if rows:
            head_as_shown(rows[0], _shown(path, position), len(rows[0]))
    return heads


def _is_harmless_excel(path: Path, findings: Findings) -> bool:
    kind = kind_of_file(path)
    if kind == "empty":
        findings.error("file_empty")
    elif kind == "text":
        findings.error("csv_read_as_excel")
    elif kind not in _KINDS:
        findings.error("not_what_it_says", expected="Excel", found=kind.upper())
    elif path.stat().st_size > MAX_BYTES:
        findings.error("file_too_large", megabytes=MAX_BYTES // 1024**2)
    else:
        if kind != "zip":
            return True
        if not archive_is_harmless(path, findings):
            return False
        return not is_opendocument(path) or opendocument_is_harmless(path, findings)
    return False


def _may_be_read(path: Path, position: int, findings: Findings) -> bool:
    """Whether a sheet can be laid out; findings tell what it hides."""
    if kind_of_file(path) == "ole":
        return True
    if is_opendocument(path):
        return check_opendocument(path, position, findings)
    return check_workbook(path, position, findings)


def _sheets(path: Path, findings: Findings) -> list[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return list(book.sheet_names)
    except (CalamineError, OSError) as reason:
        findings.error("excel_damaged", reason=str(reason)[:120])
        return []


def _chosen(sheets: list[str], wanted: str | int | None, findings: Findings) -> int | None:
    if wanted is None:
        if len(sheets) > 1:
            findings.note("first_sheet_taken", sheet=sheets[0], sheets=some(sheets))
        position = 0
    elif isinstance(wanted, int) and 0 <= wanted < len(sheets):
        position = wanted
    elif wanted in sheets:
        position = sheets.index(str(wanted))
    elif isinstance(wanted, int) and str(wanted) in sheets:
        findings.error("sheet_needs_quotes", sheet=str(wanted))
        return None
    else:
        findings.error("sheet_not_found", sheet=str(wanted), sheets=some(sheets))
        return None
    if len(sheets) > 1:
        findings.sheet = sheets[position]
    return position


def _rows(
    path: Path, position: int, findings: Findings, most_rows: int | None = None
) -> tuple[Rows, Merged] | None:
    from python_calamine import CalamineError

    try:
        sheet = _sheet(path, path.stat().st_mtime_ns, position)
        rows = sheet.to_python(skip_empty_area=False, nrows=most_rows)
        return list(rows), sheet.merged_cell_ranges or merged_in(path, position)
    except (CalamineError, OSError) as reason:
        findings.error("excel_damaged", reason=str(reason)[:120])
        return None


def _shown(path: Path, position: int) -> Shown:
    """Where the format of a cell matters; a binary .xls does not tell its formats."""
    if kind_of_file(path) == "ole":
        return Shown()
    if is_opendocument(path):
        return opendocument.shown_in(path, position)
    return sheet_xml.shown_in(path, position)


@lru_cache(maxsize=1)
def _sheet(path: Path, changed: int, position: int) -> Any:
    """The only sheet of most files is laid out once: for its head, and to be read."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as book:
        return book.get_sheet_by_index(position)


def _table(
    rows: Rows,
    merged: Merged,
    shown: Shown,
    form: TableFormat,
    findings: Findings,
    keep: Callable[[str], bool],
    is_label: Callable[[str], bool],
    others: list[str],
    named: Callable[[list[str]], list[str]],
) -> Table | None:
    """`others` are the sheets that may be meant, where the first was taken undeclared."""
    start = form.skip_rows + form.header_rows
    head_as_shown(rows, shown, start)
    filled_heads(rows, merged, form.skip_rows, start)
    heads = [[cell_text(cell) for cell in row] for row in rows[form.skip_rows : start]]
    header = join_headers(heads) if heads else []
    if others and not any(keep(name) for name in header if name):
        findings.error("first_sheet_has_no_table", sheets=some(others))
        return None
    if not any(header):
        findings.error("file_empty")
        return None
    header = named(header)
    kept = {name: header.index(name) for name in dict.fromkeys(filter(None, header)) if keep(name)}
    labels = {at for name, at in kept.items() if is_label(name)}
    filled = [
        number for number, row in enumerate(rows) if number >= start and any(map(_filled, row))
    ]
    if not filled:
        findings.error("only_a_header")
        return None
    body_as_shown(rows, shown, start, kept, labels, findings)
    filled_labels(rows, merged, start, labels)
    say_merged(rows, merged, start, set(kept.values()) - labels, findings)
    columns = {}
    for name, at in kept.items():
        builder = ColumnBuilder()
        builder.extend(rows[number][at] for number in filled)
        columns[name] = builder.build()
    return Table(header, columns, np.array(filled, dtype=np.int32) + 1)


def _filled(cell: Any) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())
