"""Cells as the clerk sees them: 27 for what holds 0.27 and is shown as 27 %, 2023 for a day of
which only the year is shown."""

from array import array
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from indicators.importing.number_formats import Kind
from spatial_units.importing.findings import Findings, some

Rows = list[list[Any]]

_FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel's calendar
_YEARS = range(1900, 2200)  # as numbers of days these are days of 1905 and January 1906


@dataclass
class Shown:
    """Where the format of a cell matters: row, column, rows, columns of each such range, from 0."""

    ranges: "dict[Kind, array[int]]" = field(default_factory=dict)

    def add(self, kind: Kind, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.ranges.setdefault(kind, array("q")).extend((row, column, rows, columns))

    def cells(self, kind: Kind, rows: Rows, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Row and column of the cells of a kind that are laid out in the rows `first` to `end`."""
        every = self.ranges.get(kind, array("q"))
        for at in range(0, len(every), 4):
            row, column, down, across = every[at : at + 4]
            for number in range(max(row, first), min(row + down, end, len(rows))):
                for place in range(column, min(column + across, len(rows[number]))):
                    yield number, place


def head_as_shown(rows: Rows, shown: Shown, end: int) -> None:
    """The rows before `end`, which are headings and titles, in place."""
    _show_days(rows, shown, 0, end, None)


def body_as_shown(
    rows: Rows, shown: Shown, start: int, kept: dict[str, int], labels: set[int], findings: Findings
) -> None:
    """The rows from `start` on, in place; `kept` are the columns that are read, by name.

    Days count in labels only: a day where a number should stand must not become one.
    """
    names = {at: name for name, at in kept.items()}
    _show_percents(rows, shown, start, names.keys() - labels, names, findings)
    for column, found in _show_days(rows, shown, start, len(rows), labels).items():
        findings.note("days_shown_in_part", found[0] + 1, names[column], count=len(found))
    for column in sorted(labels):
        _refuse_years_as_days(rows, start, column, names[column], findings)


def _show_days(
    rows: Rows, shown: Shown, first: int, end: int, columns: Container[int] | None
) -> dict[int, list[int]]:
    """The rows of each column that were changed; `columns` None: all of them may be."""
    changed: dict[int, list[int]] = {}
    forms: tuple[tuple[Kind, str], ...] = (("year", "%Y"), ("month", "%Y-%m"))
    for kind, form in forms:
        for row, column in shown.cells(kind, rows, first, end):
            cell = rows[row][column]
            if not isinstance(cell, date) or (columns is not None and column not in columns):
                continue
            if columns is None or _year_meant(cell) is None:
                rows[row][column] = cell.strftime(form)
                changed.setdefault(column, []).append(row)
    return changed


def _show_percents(
    rows: Rows,
    shown: Shown,
    start: int,
    columns: Container[int],
    names: dict[int, str],
    findings: Findings,
) -> None:
    first: dict[int, tuple[int, float, float]] = {}
    count: dict[int, int] = {}
    for row, column in shown.cells("percent", rows, start, len(rows)):
        cell = rows[row][column]
        if column not in columns or type(cell) not in (int, float):
            continue
        rows[row][column] = _per_cent(cell)
        if cell:
            first.setdefault(column, (row + 1, float(cell), rows[row][column]))
            count[column] = count.get(column, 0) + 1
    for column, (row, before, after) in first.items():
        findings.note(
            "percent_cells", row, names[column], count=count[column], before=before, after=after
        )


def _per_cent(share: float) -> float:
    """To the fifteen digits that Excel keeps.

    >>> _per_cent(0.07)
    7.0
    """
    return float(f"{share * 100:.15g}")


def _refuse_years_as_days(
    rows: Rows, start: int, column: int, name: str, findings: Findings
) -> None:
    """2023 typed into a cell for days is 15.07.1905; nobody means that day."""
    found = {
        number + 1: year
        for number, row in enumerate(rows[start:], start)
        if column < len(row) and (year := _year_meant(row[column])) is not None
    }
    if found:
        row, year = next(iter(found.items()))
        day = rows[row - 1][column].strftime("%d.%m.%Y")
        findings.error(
            "year_as_day", row, name, day=day, year=str(year), count=len(found),
            rows=some(list(found)),
        )  # fmt: skip


def _year_meant(cell: Any) -> int | None:
    """The number behind a day of 1905, where it is that of a year."""
    if not isinstance(cell, date):
        return None
    days = ((cell.date() if isinstance(cell, datetime) else cell) - _FIRST_DAY).days
    return days if days in _YEARS else None
