"""Names of areas from a table of their own."""

from pathlib import Path

from spatial_units.importing.delimited import read_delimited
from spatial_units.importing.findings import Findings, shown_name
from spatial_units.importing.keys import column_missing, make_keys
from spatial_units.importing.layout import NamesFrom
from spatial_units.importing.problems import Problem


def read_names(
    path: Path, names_from: NamesFrom, shown: str
) -> tuple[dict[str, str], list[Problem]]:
    """code: name, and what was found wrong; `shown` is how messages call the file.

    A code with two names keeps the first and is reported.
    """
    findings = Findings(shown)
    if not path.is_file():
        findings.error("file_not_found")
        return {}, findings.problems()
    wanted = (names_from.code.column, names_from.name)
    table = read_delimited(
        path,
        findings,
        encoding=names_from.encoding,
        delimiter=names_from.delimiter,
        keep=lambda header: header in wanted,
    )
    if table is None:
        return {}, findings.problems()
    for column in wanted:
        if column not in table.columns:
            column_missing(column, table.header, findings)
    if findings.failed:
        return {}, findings.problems()
    codes = make_keys(
        table.columns[names_from.code.column], names_from.code, table.row_numbers, findings
    )
    names: dict[str, str] = {}
    rows = table.row_numbers.tolist()
    for code, text, row in zip(codes.of_rows(), table.columns[names_from.name], rows, strict=True):
        name = " ".join(text.split())
        if code and names.setdefault(code, name) != name:
            findings.warning("two_names", row=row, area=code, first=names[code], second=name)
    return names, findings.problems()


def read_names_below(
    data_directory: Path, names_from: NamesFrom
) -> tuple[dict[str, str], list[Problem]]:
    """The same for a file named in a region file; it must lie below the data directory."""
    path = (data_directory / names_from.file).resolve()
    if not path.is_relative_to(data_directory.resolve()):
        findings = Findings(names_from.file)
        findings.error("file_outside")
        return {}, findings.problems()
    return read_names(path, names_from, shown_name(path, data_directory.resolve()))
