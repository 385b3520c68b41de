"""Merged Excel cells: only the first holds the text, but a reader sees it above them all.

Headers and labels (keys, periods, items) are filled in; values are not, since a number that
spans three areas is not the number of each.
"""

from collections.abc import Iterator
from typing import Any

from spatial_units.importing.findings import Findings, some

# ((first row, first column), (last row, last column)), from 0
Merged = list[tuple[tuple[int, int], tuple[int, int]]]
Rows = list[list[Any]]


def filled_heads(rows: Rows, merged: Merged, first: int, end: int) -> None:
    """Fill the header rows from `first` up to (not with) `end` in place."""
    for top, bottom in merged:
        span = range(max(top[0], first), min(bottom[0] + 1, end))
        _fill(rows, top, span, range(top[1], bottom[1] + 1))


def filled_labels(rows: Rows, merged: Merged, start: int, labels: set[int]) -> None:
    """Fill the columns of labels below the header in place; a header does not reach there."""
    for top, bottom in merged:
        if top[0] >= start and top[1] in labels:
            _fill(rows, top, range(top[0], bottom[0] + 1), range(top[1], top[1] + 1))


def say_merged(
    rows: Rows, merged: Merged, start: int, values: set[int], findings: Findings
) -> None:
    """A warning about merged cells that hold values which are read."""
    hit = [
        top
        for top, bottom in merged
        if bottom[0] >= start and any(column in values for column in range(top[1], bottom[1] + 1))
        if top[0] < len(rows) and top[1] < len(rows[top[0]]) and rows[top[0]][top[1]] != ""
    ]
    if hit:
        cells = [f"{_letters(column)}{row + 1}" for row, column in hit]
        findings.warning("merged_cells", count=len(hit), cells=some(cells))


def _fill(rows: Rows, source: tuple[int, int], across: range, columns: range) -> None:
    for row, column in _inside(rows, across, columns):
        if rows[row][column] == "" and source[0] < len(rows):
            rows[row][column] = rows[source[0]][source[1]]


def _inside(rows: Rows, across: range, columns: range) -> Iterator[tuple[int, int]]:
    for row in across:
        if row >= len(rows):
            return
        for column in columns:
            if column >= len(rows[row]):
                break
            yield row, column


def _letters(column: int) -> str:
    """
    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)
