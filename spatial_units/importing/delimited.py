"""Read CSV as it is declared, and say where it is not what was declared."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from spatial_units.importing.encodings import decode
from spatial_units.importing.file_kinds import MAX_BYTES, is_excel, kind_of
from spatial_units.importing.findings import Findings
from spatial_units.importing.tabular import ColumnBuilder, Table, join_headers

MAX_CELL = 100_000
MAX_COLUMNS = 5_000
MAX_LINE_BYTES = 2 * 1024**2
_CHUNK = 20_000
_TITLES = 20  # rows among which the real header must stand
_DELIMITERS = {";": "Semikolon", ",": "Komma", "\t": "Tab", "|": "|"}

Rows = Iterator[list[str]]


def read_delimited(
    path: Path,
    findings: Findings,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    skip_rows: int = 0,
    header_rows: int = 1,
    keep: Callable[[str], bool] = lambda header: True,
) -> Table | None:
    """The kept columns of a CSV file; None where it cannot be read, and findings say why."""
    text = _text_of(path, encoding, findings)
    if text is None:
        return None
    if len(delimiter) != 1:
        findings.error("delimiter_invalid", delimiter=delimiter)
        return None
    lines = io.StringIO(text, newline="")
    for _ in range(skip_rows):
        lines.readline()
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    row = skip_rows
    try:
        heads = list(islice(rows, header_rows))
        row += len(heads)
        if not (header := _header(heads, delimiter, findings)):
            return None
        builders = _builders(header, keep)
        numbers: list[NDArray[np.int32]] = []
        while chunk := list(islice(rows, _CHUNK)):
            if len(header) == 1 and any(len(cells) > 1 for cells in chunk[:_TITLES]):
                findings.error("header_is_a_title", row=row, text=header[0][:80])
                return None
            good, at = _same_width(chunk, row, len(header), findings)
            row += len(chunk)
            numbers.append(at)
            cells = list(zip(*good, strict=True))
            for position, builder in builders.items():
                builder.extend(cells[position] if cells else ())
    except csv.Error as reason:
        findings.error(_csv_problem(reason), row=_broken_row(text, delimiter, skip_rows))
        return None
    if not any(len(part) for part in numbers):
        findings.error("only_a_header")
        return None
    columns = {header[position]: builder.build() for position, builder in builders.items()}
    return Table(header, columns, np.concatenate(numbers))


def _text_of(path: Path, encoding: str, findings: Findings) -> str | None:
    if path.stat().st_size > MAX_BYTES:
        findings.error("file_too_large", megabytes=MAX_BYTES // 1024**2)
        return None
    content = path.read_bytes()
    kind = kind_of(content[:4096])
    if kind == "empty":
        findings.error("file_empty")
    elif is_excel(content):
        findings.error("excel_read_as_csv")
    elif kind not in ("text", "json", "xml") and not content.startswith(codecs.BOM_UTF16_LE):
        findings.error("not_what_it_says", expected="CSV", found=kind.upper())
    elif (row := _long_line(content)) is not None:
        findings.error("line_too_long", row=row, megabytes=MAX_LINE_BYTES // 1024**2)
    elif kind in ("json", "xml") and content.lstrip(b"\xef\xbb\xbf \r\n")[:1] in (b"{", b"<"):
        findings.error("not_what_it_says", expected="CSV", found=kind.upper())
    else:
        return decode(content, encoding, findings)
    return None


def _long_line(content: bytes) -> int | None:
    """The number of the first line that no table has, None where all are of usual length."""
    if len(content) <= MAX_LINE_BYTES:
        return None
    octets = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero((octets == 10) | (octets == 13))
    lengths = np.diff(np.concatenate([[-1], ends, [len(octets)]]))
    long = np.flatnonzero(lengths > MAX_LINE_BYTES)
    return int(long[0]) + 1 if len(long) else None


def _header(heads: list[list[str]], delimiter: str, findings: Findings) -> list[str]:
    if not heads or not any(cell.strip() for head in heads for cell in head):
        findings.error("file_empty")
        return []
    header = join_headers(heads)
    if len(header) > MAX_COLUMNS:
        findings.error("too_many_columns", count=len(header), limit=MAX_COLUMNS)
        return []
    if len(header) == 1:
        others = {sign: header[0].count(sign) for sign in _DELIMITERS if sign != delimiter}
        sign, count = max(others.items(), key=lambda item: item[1])
        if count:
            findings.error("delimiter_suspected", declared=_shown(delimiter), found=_shown(sign))
            return []
    return header


def _shown(delimiter: str) -> str:
    return "TAB" if delimiter == "\t" else delimiter


def _builders(header: list[str], keep: Callable[[str], bool]) -> dict[int, ColumnBuilder]:
    """A builder per kept column; of headers that occur twice only the first is taken."""
    return {
        header.index(name): ColumnBuilder() for name in dict.fromkeys(header) if name and keep(name)
    }


def _same_width(
    chunk: list[list[str]], before: int, width: int, findings: Findings
) -> tuple[list[list[str]], NDArray[np.int32]]:
    """Rows with as many cells as the header has, and their numbers; others are reported.

    Empty rows are left out; empty cells too many at the end of a row are cut off.
    """
    at = np.arange(before + 1, before + 1 + len(chunk), dtype=np.int32)
    if all(len(row) == width for row in chunk) and all(map(any, chunk)):
        return chunk, at
    good: list[list[str]] = []
    numbers: list[int] = []
    for number, row in zip(at.tolist(), chunk, strict=True):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > width and not any(row[width:]):
            row = row[:width]
        if len(row) != width:
            findings.error("row_has_other_width", row=number, found=len(row), expected=width)
            continue
        good.append(row)
        numbers.append(number)
    return good, np.array(numbers, dtype=np.int32)


def _broken_row(text: str, delimiter: str, skip_rows: int) -> int:
    """The row at which reading stops, counted in a second pass."""
    lines = io.StringIO(text, newline="")
    for _ in range(skip_rows):
        lines.readline()
    row = skip_rows + 1
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            row += 1
    except csv.Error:
        pass
    return row


def _csv_problem(reason: csv.Error) -> str:
    text = str(reason)
    if "unexpected end of data" in text:
        return "quote_not_closed"
    if "field larger than field limit" in text:
        return "cell_too_long"
    return "quotes_wrong"
