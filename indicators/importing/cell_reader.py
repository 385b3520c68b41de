"""Read the value columns of a table, each once, and add up those that make a sum."""

import numpy as np
from numpy.typing import NDArray

from indicators.importing.cells import (
    MEASURED,
    MISSING,
    NOT_APPLICABLE,
    NOT_EVALUATED,
    SUPPRESSED,
    Meanings,
    meanings,
    report_cells,
    undeclared_points,
)
from indicators.importing.layout import TableLayout
from indicators.importing.value_columns import Rows, ValueColumn
from spatial_units.importing.findings import Findings
from spatial_units.importing.tabular import Column, Table

_STRENGTH = MEASURED + NOT_APPLICABLE + NOT_EVALUATED + MISSING + SUPPRESSED


class CellReader:
    """What cells say, worked out once per column and told once per column."""

    def __init__(self, table: Table, layout: TableLayout) -> None:
        self._table, self._layout = table, layout
        self._known: dict[str, Meanings] = {}
        self._values: dict[str, NDArray[np.float64]] = {}
        self._read: dict[str, list[Rows]] = {}

    def read(self, part: ValueColumn) -> tuple[NDArray[np.float64], NDArray[np.str_]]:
        """Values and statuses; of several columns the sum, or the sign of one of them."""
        value, status = self._column(part.columns[0], part.rows)
        for name in part.columns[1:]:
            further, other = self._column(name, part.rows)
            value, status = value + further, _stronger(status, other)
        return value, status

    def report(self, findings: Findings) -> None:
        """Problems of all the cells read, whatever measure they were read for."""
        if not self._layout.format.says_decimal:
            self._ask_about_points(findings)
        for name, said in self._known.items():
            rows = np.flatnonzero(np.bincount(np.concatenate(self._read[name])))
            cells, numbers = self._table.columns[name], self._table.row_numbers[rows]
            report_cells(
                name, cells, cells.codes[rows], numbers, said, self._layout.format, findings
            )

    def _ask_about_points(self, findings: Findings) -> None:
        """`1.536` is refused where nothing in the file proves the point a decimal point."""
        doubtful: dict[str, NDArray[np.intp]] = {}
        for name, said in self._known.items():
            rows = np.flatnonzero(np.bincount(np.concatenate(self._read[name])))
            cells = self._table.columns[name]
            texts, proved = undeclared_points(cells, cells.codes[rows], said)
            if proved:
                return
            if texts:
                doubtful[name] = rows[np.isin(cells.codes[rows], texts)]
        if not doubtful:
            return
        name, rows = next(iter(doubtful.items()))
        cells = self._table.columns[name]
        text = cells.texts[cells.codes[rows[0]]].strip()
        findings.error(
            "point_undeclared",
            int(self._table.row_numbers[rows[0]]),
            name,
            text=text,
            plain=text.replace(".", ""),
            count=sum(map(len, doubtful.values())),
            columns=len(doubtful),
        )

    def _column(self, name: str, rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.str_]]:
        layout, cells = self._layout, self._table.columns[name]
        if name not in self._known:
            said = meanings(cells, layout.format, layout.signs, layout.codes)
            self._known[name], self._values[name] = said, _values(cells, said)
        if not any(rows is known for known in self._read.setdefault(name, [])):
            self._read[name].append(rows)
        return self._values[name][rows], self._known[name].status[cells.codes[rows]]


def _values(cells: Column, said: Meanings) -> NDArray[np.float64]:
    """What every cell says; the text of a plain number only stands for it."""
    values: NDArray[np.float64] = said.value[cells.codes]
    if cells.plain is None:
        return values
    return np.where(np.isnan(cells.plain), values, cells.plain)


def _stronger(one: NDArray[np.str_], other: NDArray[np.str_]) -> NDArray[np.str_]:
    """Of two statuses the one that a sum takes: secrecy before any gap, a gap before a number."""
    ranks = np.array([_STRENGTH.index(status) for status in (*one.tolist(), *other.tolist())])
    strongest = np.maximum(ranks[: len(one)], ranks[len(one) :])
    stronger: NDArray[np.str_] = np.array(list(_STRENGTH))[strongest]
    return stronger
