"""Read a table of shares between the areas of two boundary sets (Umsteigeschlüssel).

`read_crosswalk_limited` is what the desk calls: it reads in a limited child process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spatial_units.importing.crosswalk_checks import (
    Side,
    check_sums,
    check_twice,
    places_of,
    seem_swapped,
)
from spatial_units.importing.crosswalk_columns import (
    Columns,
    basis_named,
    columns_of,
    written_how,
)
from spatial_units.importing.delimited import read_delimited
from spatial_units.importing.findings import Findings, problems_from_plain, problems_to_plain
from spatial_units.importing.plain_shares import share
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited
from spatial_units.importing.tabular import Table

MEMORY_BYTES = 1024**3


@dataclass(frozen=True)
class ReadCrosswalk:
    """n shares side by side, (n,) each: the places of both areas in the given lists of codes, and
    the share, above 0 and at most 1; those of one earlier area sum to 1. Empty after an error.

    `basis` is empty where neither the file nor the form named one.
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]
    basis: str
    problems: list[Problem]


def read_crosswalk_limited(
    path: Path, from_codes: Sequence[str], to_codes: Sequence[str], said: dict[str, Any]
) -> ReadCrosswalk:
    """`read_crosswalk` in a limited child; never raises because of the file's content.

    `said` holds encoding, basis and pad of CrosswalkSettings.
    """
    answer = run_limited(
        "spatial_units.importing.crosswalks:read_in_child",
        {
            "path": str(path.resolve()), "from_codes": list(from_codes),
            "to_codes": list(to_codes), "said": said,
        },
        memory_bytes=MEMORY_BYTES,
    )  # fmt: skip
    if isinstance(answer, Problem):
        return _nothing([answer])
    return ReadCrosswalk(**answer | {"problems": problems_from_plain(answer["problems"])})


def read_in_child(
    path: str, from_codes: list[str], to_codes: list[str], said: dict[str, Any]
) -> dict[str, Any]:
    """What the child runs: plain values in, plain values out."""
    read = read_crosswalk(Path(path), from_codes, to_codes, **said)
    return vars(read) | {"problems": problems_to_plain(read.problems)}


def read_crosswalk(
    path: Path,
    from_codes: Sequence[str],
    to_codes: Sequence[str],
    *,
    encoding: str = "",
    basis: str = "",
    pad: bool = False,
) -> ReadCrosswalk:
    """Read and check in this process; call it in a limited child only."""
    findings = Findings("")
    how = written_how(path, encoding, findings)
    table = how and read_delimited(
        path, findings, encoding=how.encoding, delimiter=how.delimiter, skip_rows=how.skip_rows
    )
    if not table:
        return _nothing(findings.problems())
    columns = columns_of(table, from_codes, to_codes, findings)
    if columns is None:
        return _nothing(findings.problems())
    rows, basis = _rows_of_basis(table, columns.basis, basis, findings)
    read = _Rows(table, columns, rows, findings)
    if read.are_swapped(from_codes, to_codes):
        findings.error("crosswalk_swapped", source=columns.source, target=columns.target)
        return _nothing(findings.problems(), basis)
    source = places_of(Side(True, from_codes, read.source, columns.source), pad, findings)
    target = places_of(Side(False, to_codes, read.target, columns.target), pad, findings)
    weight = read.weights(source)
    if findings.failed:
        return _nothing(findings.problems(), basis)
    used = weight > 0
    source, target, weight = source[used], target[used], weight[used]
    check_twice(source, target, read.numbers[used], from_codes, to_codes, findings)
    weight = check_sums(source, target, weight, from_codes, to_codes, findings)
    if findings.failed:
        return _nothing(findings.problems(), basis)
    return ReadCrosswalk(source, target, weight, basis, findings.problems())


def _nothing(problems: list[Problem], basis: str = "") -> ReadCrosswalk:
    none = np.empty(0, np.int64)
    return ReadCrosswalk(none, none, np.empty(0), basis, problems)


def _rows_of_basis(
    table: Table, column: str, asked: str, findings: Findings
) -> tuple[NDArray[np.intp], str]:
    """The rows of one basis, and which it is; a file may hold several."""
    every = np.arange(len(table))
    if not column:
        return every, asked
    cells = table.columns[column]
    found = [basis_named(text) for text in cells.texts]
    for code in np.unique(cells.codes).tolist():
        if found[code] is None:
            row = int(table.row_numbers[np.argmax(cells.codes == code)])
            findings.error("crosswalk_basis_unknown", row, column, text=cells.texts[code][:40])
    named = sorted({found[code] or "" for code in np.unique(cells.codes).tolist()} - {""})
    if findings.failed or not named:
        return every, asked
    if len(named) > 1 and not asked:
        findings.error("crosswalk_which_basis", column=column)
        return every, ""
    if asked and asked not in named:
        findings.error("crosswalk_other_basis", column=column)
        return every, asked
    chosen = asked or named[0]
    is_chosen = np.array([one == chosen for one in found])
    return np.flatnonzero(is_chosen[cells.codes]), chosen


class _Rows:
    """The cells of the rows that count, as texts."""

    def __init__(
        self, table: Table, columns: Columns, rows: NDArray[np.intp], findings: Findings
    ) -> None:
        self._table, self._columns, self._rows, self._findings = table, columns, rows, findings
        self.numbers = table.row_numbers[rows]
        self.source = self._texts(columns.source)
        self.target = self._texts(columns.target)

    def _texts(self, column: str) -> list[tuple[str, int]]:
        cells = self._table.columns[column].only(self._rows)
        return [(text.strip(), row) for text, row in zip(cells, self.numbers.tolist(), strict=True)]

    def are_swapped(self, from_codes: Sequence[str], to_codes: Sequence[str]) -> bool:
        source, target = [text for text, _ in self.source], [text for text, _ in self.target]
        return seem_swapped(source, target, from_codes, to_codes)

    def weights(self, source: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n,) shares, 0 where the row says nothing; without a column every area goes whole."""
        column = self._columns.weight
        if not column:
            return self._whole(source)
        found = np.zeros(len(self._rows))
        zeros = 0
        for at, (text, row) in enumerate(self._texts(column)):
            weight = share(text)
            if weight is None:
                self._findings.error("crosswalk_weight_no_number", row, column, text=text[:40])
            elif weight < 0:
                self._findings.error("crosswalk_weight_negative", row, column, text=text[:40])
            elif weight == 0:
                zeros += 1
            found[at] = weight or 0.0
        if zeros:
            self._findings.note("crosswalk_zeros_left_out", count=zeros)
        return found

    def _whole(self, source: NDArray[np.int64]) -> NDArray[np.float64]:
        _, first, counts = np.unique(source, return_index=True, return_counts=True)
        if (counts > 1).any():
            at = int(first[np.argmax(counts > 1)])
            text, row = self.source[at]
            self._findings.error("crosswalk_without_weights", row, area=text[:40])
        else:
            self._findings.note("crosswalk_all_whole")
        return np.ones(len(source))
