"""What the families of awkward files are made of: rows, bytes, and what is to come of them.

A file is right if it is taken over with the expected numbers, or stopped at the expected place.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.integration.uploads.opendocument import ods as ods

Row = Sequence[object]
# measure and period, as "pop 2023-12-31" → code → number, or letter of the status
Values = Mapping[str, Mapping[str, float | str]]

DAY = "31.12.2023"
NAMES = {
    "01": "Altstadt", "02": "Brühl", "03": "Grünau", "04": "Höfe",
    "05": "Südvorstadt", "07": "Weißensee-West", "08": "Weißensee-Ost",
}  # fmt: skip
PEOPLE = {"01": 1215, "02": 3290, "03": 970, "04": 12500, "05": 580, "07": 1100, "08": 1060}
QUOTES = {"01": 4.5, "02": 12.8, "03": 0.0, "04": 27.0, "05": 3.2, "07": 7.5, "08": 110.25}
# What the form proposes for signs before anybody touches it: sign → meaning, sign → status.
SIGNS = {"": "missing", "/": "missing", "x": "not_applicable", "…": "missing"}
SIGNS_EXPLAINED = {"": "O", "/": "O", "x": "M", "…": "O"}
HEAD = ["Schlüssel", "Name", "Stichtag", "Einwohner"]


@dataclass(frozen=True)
class Place:
    """Where a problem has to be told; None and "" are satisfied by any row and column."""

    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Case:
    """One file. Both `values` and `place`: either is right, as nobody could blame the reader."""

    name: str
    file_name: str
    content: bytes
    values: Values | None = None
    place: Place | None = None
    said: Mapping[str, object] = field(default_factory=dict)


def good(
    name: str, file_name: str, content: bytes, values: Values | None = None, **said: object
) -> Case:
    """A file to be taken over without touching a setting; `said` is what any clerk fills in."""
    return Case(name, file_name, content, values or people(), None, said)


def stopped(
    name: str, file_name: str, content: bytes, row: int | None = None, column: str = "",
    **said: object,
) -> Case:  # fmt: skip
    """A file of which nobody can know what is meant."""
    return Case(name, file_name, content, None, Place(row, column), said)


def either(
    name: str, file_name: str, content: bytes, values: Values | None = None,
    row: int | None = None, column: str = "", **said: object,
) -> Case:  # fmt: skip
    """A file that may be understood or asked about, but never misunderstood."""
    return Case(name, file_name, content, values or people(), Place(row, column), said)


def people(changed: Mapping[str, float | str] | None = None, period: str = "2023-12-31") -> Values:
    return {f"pop {period}": PEOPLE | dict(changed or {})}


def quotes(changed: Mapping[str, float | str] | None = None, period: str = "2023-12-31") -> Values:
    return {f"rate {period}": QUOTES | dict(changed or {})}


def without(codes: Iterable[str]) -> Values:
    left_out = set(codes)
    return {"pop 2023-12-31": {code: n for code, n in PEOPLE.items() if code not in left_out}}


def body(
    changed: Mapping[str, object] | None = None,
    day: object = DAY,
    key: Callable[[str], object] = str,
    of: Mapping[str, object] = PEOPLE,
) -> list[Row]:
    """The seven rows, 01 in the second line of the file if a header stands above."""
    values = {**of, **(changed or {})}
    return [[key(code), NAMES[code], day, value] for code, value in values.items()]


def plain(changed: Mapping[str, object] | None = None, day: object = DAY) -> list[Row]:
    return [HEAD, *body(changed, day)]


def keyed(key: Callable[[str], object]) -> list[Row]:
    return [HEAD, *body(key=key)]


def rated(changed: Mapping[str, object]) -> list[Row]:
    """As `plain`, with a measure that may have decimals."""
    return [[*HEAD[:3], "Quote"], *body(changed, of=QUOTES)]


def text(
    rows: Iterable[Row], delimiter: str = ";", encoding: str = "utf-8-sig", end: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:  # fmt: skip
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return sink.getvalue().encode(encoding)


def excel(
    rows: Iterable[Row], then: Callable[[Worksheet], object] | None = None, sheet: str = "Tabelle1"
) -> bytes:
    """One sheet by openpyxl; `then` does the rest to it."""
    return workbook({sheet: rows}, then)


def workbook(
    sheets: Mapping[str, Iterable[Row]], then: Callable[[Worksheet], object] | None = None
) -> bytes:
    """Several sheets; `then` is done to the last one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))
    if then:
        then(made)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def calculated(rows: Iterable[Row], formulas: Mapping[str, tuple[str, object]]) -> bytes:
    """As Excel leaves it: cell → formula and its last result."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Tabelle1")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        for cell, (formula, result) in formulas.items():
            sheet.write_formula(cell, formula, None, result)
    return sink.getvalue()
