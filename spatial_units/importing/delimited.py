"""Read CSV as it is declared, and say where it is not what was declared."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from spatial_units.importing.encodings import decode
from spatial_units.importing.file_kinds import MAX_BYTES, is_excel, kind_of
from spatial_units.importing.findings import Findings
from spatial_units.importing.plain_lines import (
    Cells,
    after_lines,
    blocks,
    distinct_cells,
    may_be_plain,
    split,
)
from spatial_units.importing.plain_numbers import Figures, figure_cells
from spatial_units.importing.tabular import ColumnBuilder, Table, join_headers

MAX_CELL = 100_000
MAX_COLUMNS = 5_000
MAX_LINE_BYTES = 2 * 1024**2
_CHUNK = 20_000
_TITLES = 20  # rows among which the real header must stand
_DELIMITERS = {";": "Semikolon", ",": "Komma", "\t": "Tab", "|": "|"}

Rows = Iterator[list[str]]
LeavesOut = Callable[[Mapping[str, str]], bool]  # by header; cells that lack are not in it


def read_delimited(
    path: Path,
    findings: Findings,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    skip_rows: int = 0,
    header_rows: int = 1,
    keep: Callable[[str], bool] = lambda header: True,
    leaves_out: LeavesOut = lambda row: False,
    figures: Figures | None = None,
    named: Callable[[list[str]], list[str]] = list,
) -> Table | None:
    """The kept columns of a CSV file; None where it cannot be read, and findings say why.

    A row that `leaves_out`, such as a footnote, may have any number of cells. `named` may call
    the columns otherwise than the header does.
    """
    content = _content_of(path, findings)
    text = decode(content, encoding, findings) if content is not None else None
    if content is None or text is None:
        return None
    if len(delimiter) != 1:
        findings.error("delimiter_invalid", delimiter=delimiter)
        return None
    csv.field_size_limit(MAX_CELL)
    is_plain = may_be_plain(content, encoding)
    begin = after_lines(content, skip_rows + header_rows) if is_plain else len(content)
    head = content[:begin].decode(encoding).removeprefix("\ufeff") if is_plain else text
    lines = io.StringIO(head, newline="")
    for _ in range(skip_rows):
        lines.readline()
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    row = skip_rows
    try:
        heads = list(islice(rows, header_rows))
        row += len(heads)
        if not (header := _header(heads, delimiter, findings)):
            return None
        header = named(header)
        builders = _builders(header, keep)
        body = _Body(header, builders, delimiter, encoding, leaves_out, findings, row, figures)
        if is_plain:
            del text, lines
            body.take_plain(content, begin)
        else:
            body.take(rows)
    except csv.Error as reason:
        whole = content.decode(encoding).removeprefix("\ufeff")
        row = _broken_row(whole, delimiter, skip_rows)
        findings.error(_csv_problem(reason), row=row)
        return None
    return body.table()


class _Body:
    """What stands below the header, taken in parts."""

    def __init__(
        self,
        header: list[str],
        builders: dict[int, ColumnBuilder],
        delimiter: str,
        encoding: str,
        leaves_out: LeavesOut,
        findings: Findings,
        row: int,
        figures: Figures | None,
    ) -> None:
        self._figures = figures
        self._header, self._builders, self._findings = header, builders, findings
        self._delimiter, self._encoding = delimiter, encoding
        self._leaves_out = leaves_out
        self._row = row
        self._numbers: list[NDArray[np.int32]] = []
        self._is_title = False

    def take(self, rows: Rows) -> None:
        """Rows as the csv module reads them."""
        while not self._is_title and (chunk := list(islice(rows, _CHUNK))):
            if len(self._header) == 1 and any(len(cells) > 1 for cells in chunk[:_TITLES]):
                self._findings.error("header_is_a_title", row=self._row, text=self._header[0][:80])
                self._is_title = True
                return
            good, at = _same_width(chunk, self._row, self._header, self._leaves_out, self._findings)
            self._row += len(chunk)
            self._numbers.append(at)
            cells = list(zip(*good, strict=True))
            for position, builder in self._builders.items():
                builder.extend(cells[position] if cells else ())

    def take_plain(self, content: bytes, begin: int) -> None:
        """The same from bytes, by arrays where the lines are plain."""
        for block in blocks(content, begin):
            columns = self._columns(block)
            if columns is None:
                lines = io.StringIO(block.decode(self._encoding), newline="")
                self.take(csv.reader(lines, delimiter=self._delimiter, strict=True))
                continue
            size = block.count(b"\n") + (not block.endswith(b"\n"))
            self._numbers.append(np.arange(self._row + 1, self._row + 1 + size, dtype=np.int32))
            self._row += size
            for builder, cells in zip(self._builders.values(), columns, strict=True):
                texts = [text.decode(self._encoding) for text in cells.texts]
                builder.extend_coded(texts, cells.codes, cells.plain)

    def _columns(self, block: bytes) -> list[Cells] | None:
        """The kept columns of a block; None where it is not plain."""
        lines = split(block, self._delimiter, len(self._header))
        if lines is None:
            return None
        columns = []
        for at in self._builders:
            place = lines.octets, lines.starts[:, at], lines.ends[:, at]
            if self._figures and self._figures.wants(self._header[at]):
                cells = figure_cells(*place, self._figures.decimal)
            else:
                cells = distinct_cells(*place)
            if cells is None:
                return None
            columns.append(cells)
        return columns

    def table(self) -> Table | None:
        if self._is_title:
            return None
        if not any(len(part) for part in self._numbers):
            self._findings.error("only_a_header")
            return None
        columns = {self._header[at]: builder.build() for at, builder in self._builders.items()}
        return Table(self._header, columns, np.concatenate(self._numbers))


def _content_of(path: Path, findings: Findings) -> bytes | None:
    """The bytes of what may be a table; None where it cannot be one, and findings say why."""
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
        return content
    return None


def _long_line(content: bytes) -> int | None:
    """The number of the first line that no table has, None where all are of usual length."""
    start = 0
    while len(content) - start > MAX_LINE_BYTES:
        window = start, start + MAX_LINE_BYTES
        end = max(content.rfind(b"\n", *window), content.rfind(b"\r", *window))
        if end < 0:
            return max(content.count(sign, 0, start) for sign in (b"\n", b"\r")) + 1
        start = end + 1
    return None


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
    chunk: list[list[str]],
    before: int,
    header: list[str],
    leaves_out: LeavesOut,
    findings: Findings,
) -> tuple[list[list[str]], NDArray[np.int32]]:
    """Rows with as many cells as the header has, and their numbers; others are reported.

    Empty rows are left out; empty cells too many at the end of a row are cut off.
    """
    width = len(header)
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
            if not leaves_out(dict(zip(header, row, strict=False))):
                code = "row_has_fewer_cells" if len(row) < width else "row_has_other_width"
                text = next(cell for cell in row if cell.strip())[:60]
                findings.error(code, row=number, found=len(row), expected=width, text=text)
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
