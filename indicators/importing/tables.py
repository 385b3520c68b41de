"""Read a table, whether CSV, Excel or JSON, as its format is declared."""

from collections.abc import Callable
from pathlib import Path

from indicators.importing.excel import read_excel
from indicators.importing.layout import TableFormat
from indicators.importing.nested_json import read_json
from spatial_units.importing.delimited import LeavesOut, read_delimited
from spatial_units.importing.findings import Findings
from spatial_units.importing.tabular import Column, Table

__all__ = ["Column", "Table", "read_table"]

Keep = Callable[[str], bool]


def read_table(
    path: Path,
    form: TableFormat,
    findings: Findings,
    keep: Keep = lambda header: True,
    is_label: Keep = lambda header: False,
    leaves_out: LeavesOut = lambda row: False,
) -> Table | None:
    """The columns whose header `keep` wants; None where the file cannot be read as declared.

    In a column that `is_label` (a key, a period) a merged Excel cell speaks for all the rows
    it spans. A row of CSV that `leaves_out` may have any number of cells. Call it in a limited
    child only.
    """
    if not path.is_file():
        findings.error("file_not_found")
        return None
    if form.kind == "excel":
        return read_excel(path, form, findings, keep, is_label)
    if form.kind == "json":
        return read_json(path, form, findings, keep)
    return read_delimited(
        path,
        findings,
        encoding=form.encoding,
        delimiter=form.delimiter,
        skip_rows=form.skip_rows,
        header_rows=form.header_rows,
        keep=keep,
        leaves_out=leaves_out,
    )
