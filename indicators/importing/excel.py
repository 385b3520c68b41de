"""Read one sheet of an Excel file; hostile and doubtful sheets are found before it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from indicators.importing.layout import TableFormat
from indicators.importing.sheet_xml import archive_is_harmless, check_workbook
from spatial_units.importing.file_kinds import MAX_BYTES, kind_of_file
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.tabular import ColumnBuilder, Table, cell_text, join_headers

_KINDS = ("zip", "ole")  # .xlsx and binary .xls


def read_excel(
    path: Path, form: TableFormat, findings: Findings, keep: Callable[[str], bool]
) -> Table | None:
    """The kept columns of the declared sheet, .xlsx or binary .xls."""
    kind = kind_of_file(path)
    if kind == "empty":
        findings.error("file_empty")
        return None
    if kind not in _KINDS:
        findings.error("not_what_it_says", expected="Excel", found=kind.upper())
        return None
    if path.stat().st_size > MAX_BYTES:
        findings.error("file_too_large", megabytes=MAX_BYTES // 1024**2)
        return None
    if kind == "zip" and not archive_is_harmless(path, findings):
        return None
    sheets = _sheets(path, findings)
    position = _chosen(sheets, form.sheet, findings) if sheets else None
    if position is None:
        return None
    if kind == "zip" and not check_workbook(path, position, findings):
        return None
    rows = _rows(path, position, findings)
    return _table(rows, form, findings, keep) if rows is not None else None


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
        return 0
    if isinstance(wanted, int):
        if 0 <= wanted < len(sheets):
            return wanted
    elif wanted in sheets:
        return sheets.index(wanted)
    findings.error("sheet_not_found", sheet=str(wanted), sheets=some(sheets))
    return None


def _rows(path: Path, position: int, findings: Findings) -> list[list[Any]] | None:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(position)
            return list(sheet.to_python(skip_empty_area=False))
    except (CalamineError, OSError) as reason:
        findings.error("excel_damaged", reason=str(reason)[:120])
        return None


def _table(
    rows: list[list[Any]], form: TableFormat, findings: Findings, keep: Callable[[str], bool]
) -> Table | None:
    start = form.skip_rows + form.header_rows
    heads = [[cell_text(cell) for cell in row] for row in rows[form.skip_rows : start]]
    if not heads or not any(cell.strip() for head in heads for cell in head):
        findings.error("file_empty")
        return None
    header = join_headers(heads)
    filled = [
        number for number, row in enumerate(rows) if number >= start and any(map(_filled, row))
    ]
    if not filled:
        findings.error("only_a_header")
        return None
    columns = {}
    for name in dict.fromkeys(filter(None, header)):
        if keep(name):
            at = header.index(name)
            builder = ColumnBuilder()
            builder.extend(rows[number][at] for number in filled)
            columns[name] = builder.build()
    return Table(header, columns, np.array(filled, dtype=np.int32) + 1)


def _filled(cell: Any) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())
