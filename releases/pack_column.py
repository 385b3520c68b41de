"""One area's column of a pack, read without decoding what stands beside it.

A profile reads every pack of a level for one area: decoding them whole takes five times as
long. What is read here equals what `pack_format.decode` gives; a test holds us to it.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import brotli

from releases.pack_format import FORMAT, Number


@dataclass(frozen=True)
class Cell:
    """A printed whole number × 10^decimals, or None and the status of the gap."""

    number: Number
    status: str
    flags: int


@dataclass(frozen=True)
class Column:
    """An area in a pack. Positions of periods count from 0, as in the pack's `periods`.

    `cells` and `city` are by position; `city` is empty where the pack has no city row. `filled`
    tells for each of the area's periods the share of areas that have a value (0 to 1).
    """

    card: dict[str, Any]
    periods: list[dict[str, str]]
    cells: dict[int, Cell]
    city: dict[int, Cell]
    filled: dict[int, float]
    boundary_sets: dict[int, str]
    document: dict[str, Any]

    @property
    def decimals(self) -> int:
        return int(self.card["decimals"])

    def peers(self, period: int) -> list[int]:
        """The printed numbers of all areas that have one in a period, in no order."""
        for section in self.document["sections"]:
            if section["boundary_set"] == self.boundary_sets[period]:
                return _sums_of_row(section["values"], section["periods"].index(period))
        return []


def read_column(body: bytes, codes: Mapping[str, str]) -> Column:
    """The column of the area that has these codes, by boundary set (the same area in each).

    `body` is a pack as stored. Sections of other boundary sets are left out; `cells` is empty
    where the pack holds none of these sets.
    """
    document = json.loads(brotli.decompress(body))
    assert document["format"] == FORMAT, f"pack format {document['format']} is not ours"
    column = Column(
        document["indicator"], document["periods"], {}, _city(document), {}, {}, document
    )
    for section in document["sections"]:
        place = _place(section["areas"], codes.get(section["boundary_set"]))
        if place is None:
            continue
        for period, cell, row in zip(
            section["periods"], _cells(section, place), section["values"], strict=True
        ):
            column.cells[period] = cell
            column.filled[period] = (len(row) - row.count(None)) / len(row)
            column.boundary_sets[period] = section["boundary_set"]
    return column


def _city(document: dict[str, Any]) -> dict[int, Cell]:
    alone = [whole for whole in document["wholes"] if len(whole["areas"]) == 1]
    return dict(enumerate(_cells(alone[-1], 0))) if alone else {}


def _place(areas: list[str] | dict[str, Any], code: str | None) -> int | None:
    """Where a code stands among those of a section, which may be written as steps."""
    if code is None:
        return None
    if isinstance(areas, list):
        return areas.index(code) if code in areas else None
    if len(code) != areas["width"] or not (code.isascii() and code.isdigit()):
        return None
    numbers = list(accumulate(areas["steps"]))
    return numbers.index(int(code)) if int(code) in numbers else None


def _cells(series: dict[str, Any], place: int) -> list[Cell]:
    number, cells = 0, []
    rows = zip(series["values"], series["status"], series["flags"], strict=True)
    for values, status, flags in rows:
        step = values[place]
        flag = int(_listed(flags, place, 0))
        if step is None:
            cells.append(Cell(None, str(_listed(status, place, "O")), flag))
        else:
            number += step
            cells.append(Cell(number, "A", flag))
    return cells


def _listed(row: list[Any], place: int, default: Any) -> Any:
    """From a flat list area, code, area, code, …, the areas in ascending order."""
    places = row[::2]
    at = bisect_left(places, place)
    return row[2 * at + 1] if at < len(places) and places[at] == place else default


def _sums_of_row(values: list[list[Number]], row: int) -> list[int]:
    """Values are steps from the last known: their sums up to a row, without that row's gaps."""
    sums = [0] * len(values[row])
    for steps in values[: row + 1]:
        sums = [last + step if step else last for last, step in zip(sums, steps, strict=True)]
    return [number for number, step in zip(sums, values[row], strict=True) if step is not None]
