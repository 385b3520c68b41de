"""Find out how a file from the staff is written: its encoding, delimiter and header row.

Only what the bytes tell for sure is found; the readers then check it as if it were declared.
"""

import codecs
import csv
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from spatial_units.importing.tabular import clean_header

DELIMITERS = ";\t,|"
TITLE_ROWS = 20  # a header stands among them
_HEAD_BYTES = 1 << 16
_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Control characters without tab, line ends, form feed and the old end of a file (0x1A). Zero
# bytes are told apart: UTF-16 without its mark is full of them.
_IN_NO_TEXT = bytes({*range(0x01, 0x20), 0x7F} - {*b"\t\n\v\f\r\x1a\x1b"})
_MOST_IN_TEXT = 0.03  # one stray sign in a short file is a damaged text

IsHeading = Callable[[str], bool]


def encoding_of(path: Path) -> str:
    """utf-8, utf-16 by its mark, or cp1252, as German Excel writes.

    A file that mixes UTF-8 with something else is called utf-8: the reader then names its rows.
    """
    with path.open("rb") as file:
        head = file.read(4)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return name
    return "utf-8" if _is_utf8(path) or _mixes(path) else "cp1252"


def is_no_text(path: Path) -> bool:
    """Whether so many bytes are control characters that no encoding makes a text of them."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    strange = len(head) - len(head.translate(None, _IN_NO_TEXT))
    return strange > max(2, _MOST_IN_TEXT * len(head))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while part := file.read(_CHUNK):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _mixes(path: Path) -> bool:
    """Whether some line holds umlauts that only make sense as UTF-8."""
    with path.open("rb") as file:
        return any(not line.isascii() and _decodes(line) for line in file)


def _decodes(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def delimiter_and_header(path: Path, encoding: str, *known: IsHeading) -> tuple[str, int]:
    """The delimiter, and how many rows stand above the header.

    The header is the first row with a heading of the first kind `known`, else of the next; without
    any it is the first row, and the delimiter the sign that is there most often.
    """
    with path.open("rb") as file:
        text = file.read(_HEAD_BYTES).decode(encoding, "replace").removeprefix("\ufeff")
    lines = text.splitlines()[:TITLE_ROWS]
    for is_heading, (number, line) in product(known, enumerate(lines)):
        for delimiter in DELIMITERS:
            cells = _cells(line, delimiter)
            if len(cells) > 1 and any(is_heading(clean_header(cell)) for cell in cells):
                return delimiter, number
    first = lines[0] if lines else ""
    return max(DELIMITERS, key=first.count), 0


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def header_row(rows: Sequence[Sequence[Any]], *known: IsHeading) -> int | None:
    """The first row of a sheet with a heading of the first kind `known`, else of the next; None
    where there is none."""
    for is_heading in known:
        for number, row in enumerate(rows[:TITLE_ROWS]):
            texts = [clean_header(cell) for cell in row if isinstance(cell, str) and cell.strip()]
            if len(texts) > 1 and any(map(is_heading, texts)):
                return number
    return None
