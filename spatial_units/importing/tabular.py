"""A table as columns of distinct texts, so that a million cells stay small and quick."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

# What a reader may hand over as a cell. Numbers come from Excel and JSON only.
Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Column:
    """`texts[codes[i]]` is the i-th cell. `is_number` tells, per text, whether the file held
    a number there (not a text that looks like one); such a text is what `float` takes.

    `plain` may hold the plain numbers of a column of figures, NaN where a cell is none; the
    text of such a cell is a number like it, which stands for all of them."""

    texts: list[str]
    codes: NDArray[np.int32]
    is_number: NDArray[np.bool_]
    plain: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def only(self, rows: NDArray[np.intp]) -> "Column":
        """The cells of some rows, with the texts that occur there."""
        codes = self.codes[rows]
        occurs = np.bincount(codes, minlength=len(self.texts)) > 0
        used, places = np.flatnonzero(occurs), np.cumsum(occurs, dtype=np.int32) - 1
        texts = [self.texts[code] for code in used.tolist()]
        plain = None if self.plain is None else self.plain[rows]
        return Column(texts, places[codes], self.is_number[used], plain)

    def __iter__(self) -> Iterator[str]:
        texts = self.texts
        return (texts[code] for code in self.codes.tolist())


@dataclass(frozen=True)
class Table:
    """`header` holds all headers, `columns` only those that were asked for.

    `row_numbers` are those a spreadsheet shows (the header is row 1).
    """

    header: list[str]
    columns: dict[str, Column]
    row_numbers: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.row_numbers)


class ColumnBuilder:
    """Takes cells in any number of parts."""

    def __init__(self) -> None:
        self._index: dict[object, int] = {}
        self._codes = array("i")
        self._plain: dict[int, NDArray[np.float64]] = {}  # by the place of the first cell

    def extend(self, cells: Iterable[Cell]) -> None:
        index = self._index
        self._codes.extend([index.setdefault(cell, len(index)) for cell in cells])

    def extend_coded(
        self,
        texts: list[str],
        codes: NDArray[np.int32],
        plain: NDArray[np.float64] | None = None,
    ) -> None:
        """The same for cells that come as distinct texts and the number of each; `plain` as
        in `Column`."""
        if plain is not None:
            self._plain[len(self._codes)] = plain
        index = self._index
        known = np.array([index.setdefault(text, len(index)) for text in texts], dtype=np.int32)
        self._codes.frombytes(known[codes].tobytes())

    def build(self) -> Column:
        texts = [cell if type(cell) is str else cell_text(cell) for cell in self._index]
        numbers = [type(cell) in (int, float) for cell in self._index]
        return Column(
            texts,
            np.frombuffer(self._codes, dtype=np.int32).copy()
            if self._codes
            else np.empty(0, np.int32),
            np.array(numbers, dtype=bool),
            self._all_plain() if self._plain else None,
        )

    def _all_plain(self) -> NDArray[np.float64]:
        plain = np.full(len(self._codes), np.nan)
        for start, numbers in self._plain.items():
            plain[start : start + len(numbers)] = numbers
        return plain


def cell_text(cell: object) -> str:
    """A cell as text: 1001000.0 as 1001000, a number exactly, a day as 2020-12-31.

    >>> cell_text(1001000.0), cell_text(0.1), cell_text(None)
    ('1001000', '0.1', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def clean_header(text: str) -> str:
    """A header on one line: line breaks and repeated blanks become one blank."""
    return " ".join(text.replace("\u00ad", "").split())


def join_headers(rows: list[list[str]]) -> list[str]:
    """Several header rows as one; texts that repeat are named once.

    >>> join_headers([["Key", "Unemployed", "Unemployed"], ["Key", "1998", "1999"]])
    ['Key', 'Unemployed | 1998', 'Unemployed | 1999']
    """
    width = max(len(row) for row in rows)
    padded = [[clean_header(text) for text in row] + [""] * (width - len(row)) for row in rows]
    return [
        " | ".join(dict.fromkeys(text for text in texts if text))
        for texts in zip(*padded, strict=True)
    ]
