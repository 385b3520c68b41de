"""Read one sheet of an Excel file; hostile and doubtful sheets are found before it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from indicators.importing.layout import TableFormat
from indicators.importing.merged_cells import Merged, filled_heads, filled_labels, say_merged
from indicators.importing.sheet_xml import archive_is_harmless, check_workbook
from spatial_units.importing.file_kinds import MAX_BYTES, kind_of_file
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.tabular import ColumnBuilder, Table, cell_text, join_headers

Rows = list[list[Any]]

_KINDS = ("zip", "ole")  # .xlsx and binary .xls


def read_excel(
    path: Path,
    form: TableFormat,
    findings: Findings,
    keep: Callable[[str], bool],
    is_label: Callable[[str], bool],
) -> Table | None:
    """The kept columns of the declared sheet, .xlsx or binary .xls.

    A merged cell counts for all it spans in the header and in columns that are labels.
    """
    kind = kind_of_file(path)
    if kind == "empty":
        findings.error("file_empty")
        return None
    if kind == "text":
        findings.error("csv_read_as_excel")
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
    read = _rows(path, position, findings)
    return _table(*read, form, findings, keep, is_label) if read is not None else None


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


def _rows(path: Path, position: int, findings: Findings) -> tuple[Rows, Merged] | None:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(position)
            return list(sheet.to_python(skip_empty_area=False)), sheet.merged_cell_ranges or []
    except (CalamineError, OSError) as reason:
        findings.error("excel_damaged", reason=str(reason)[:120])
        return None


def _table(
    rows: Rows,
    merged: Merged,
    form: TableFormat,
    findings: Findings,
    keep: Callable[[str], bool],
    is_label: Callable[[str], bool],
) -> Table | None:
    start = form.skip_rows + form.header_rows
    filled_heads(rows, merged, form.skip_rows, start)
    heads = [[cell_text(cell) for cell in row] for row in rows[form.skip_rows : start]]
    if not heads or not any(cell.strip() for head in heads for cell in head):
        findings.error("file_empty")
        return None
    header = join_headers(heads)
    kept = {name: header.index(name) for name in dict.fromkeys(filter(None, header)) if keep(name)}
    labels = {at for name, at in kept.items() if is_label(name)}
    filled = [
        number for number, row in enumerate(rows) if number >= start and any(map(_filled, row))
    ]
    if not filled:
        findings.error("only_a_header")
        return None
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
