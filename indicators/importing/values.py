"""Turn a table of statistics into (area, measure, period, value, status), and say what is odd.

`read_values_limited` is what actions call: it reads in a limited child process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.importing.cell_reader import CellReader
from indicators.importing.cells import (
    MEASURED,
    MISSING,
    NOT_APPLICABLE,
    NOT_EVALUATED,
    SUPPRESSED,
)
from indicators.importing.layout import TableLayout
from indicators.importing.letters import letters_of, octets_of
from indicators.importing.period_reader import PeriodReader
from indicators.importing.rules import apply_evaluated, rows_of, without_duplicates
from indicators.importing.tables import Table, read_table
from indicators.importing.value_columns import (
    Rows,
    ValueColumn,
    WantedColumns,
    check_columns,
    matching_rows,
    value_columns,
)
from spatial_units.importing.findings import (
    Findings,
    problems_from_plain,
    problems_to_plain,
    shown_name,
)
from spatial_units.importing.keys import Keys, make_keys, pattern_is_good
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import TIMEOUT_SECONDS, run_limited

__all__ = [
    "MEASURED",
    "MISSING",
    "NOT_APPLICABLE",
    "NOT_EVALUATED",
    "SUPPRESSED",
    "Values",
    "no_values",
    "read_values",
    "read_values_limited",
    "values_from_plain",
    "values_of",
    "values_to_plain",
]


@dataclass(frozen=True)
class Values:
    """n values side by side. `areas[area[i]]` is the key of the i-th value's area; so for
    measures, periods and columns.

    An area's key is a code (after the key rule) or a name, as `layout.area.by` says. Periods
    are keys that `parse_period` takes. `value` is NaN where `status` is not "A". `row` counts
    as a spreadsheet does (header: 1; in JSON the records count from 1). `sheet` is that of a
    workbook of several.
    """

    areas: list[str]
    measures: list[str]
    periods: list[str]
    columns: list[str]
    area: NDArray[np.int32]
    measure: NDArray[np.int32]
    period: NDArray[np.int32]
    column: NDArray[np.int32]
    value: NDArray[np.float64]
    status: NDArray[np.str_]  # one letter each
    row: NDArray[np.int32]
    problems: list[Problem]
    sheet: str = ""

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[tuple[str, str, str, float | None, str, int, str]]:
        """(area, measure, period, value or None, status, row, column), as COPY wants them."""
        for area, measure, period, column, value, status, row in zip(
            self.area.tolist(),
            self.measure.tolist(),
            self.period.tolist(),
            self.column.tolist(),
            self.value.tolist(),
            self.status.tolist(),
            self.row.tolist(),
            strict=True,
        ):
            yield (
                self.areas[area],
                self.measures[measure],
                self.periods[period],
                value if status == MEASURED else None,
                status,
                row,
                self.columns[column],
            )


def read_values_limited(
    path: Path,
    layout: TableLayout,
    variables: Mapping[str, str],
    data_directory: Path,
    *,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Values:
    """`read_values` in a limited child; never raises because of the file's content."""
    fields = set(TableLayout.model_fields)
    answer = run_limited(
        "indicators.importing.values:read_in_child",
        {
            "path": str(path.resolve()),
            # what was not declared stays so: an undeclared point is read with more doubt
            "layout": layout.model_dump(mode="json", include=fields, exclude_unset=True),
            "variables": dict(variables),
            "data_directory": str(data_directory.resolve()),
        },
        timeout_seconds=timeout_seconds,
        file=shown_name(path.resolve(), data_directory.resolve()),
    )
    if isinstance(answer, Problem):
        return no_values([answer])
    return values_from_plain(answer)


def values_from_plain(plain: dict[str, Any]) -> Values:
    """What a child handed over as plain values (`values_to_plain`)."""
    status = letters_of(plain.pop("status"))
    problems = problems_from_plain(plain.pop("problems"))
    return Values(**plain, status=status, problems=problems)


def values_to_plain(values: Values) -> dict[str, Any]:
    return {
        **vars(values),
        "status": octets_of(values.status),
        "problems": problems_to_plain(values.problems),
    }


def read_in_child(
    path: str, layout: dict[str, Any], variables: dict[str, str], data_directory: str
) -> dict[str, Any]:
    """What the child runs: plain values in, plain values out."""
    values = read_values(
        Path(path), TableLayout.model_validate(layout), variables, Path(data_directory)
    )
    return values_to_plain(values)


def read_values(
    path: Path, layout: TableLayout, variables: Mapping[str, str], data_directory: Path
) -> Values:
    """Read and check in this process; call it in a limited child only.

    With errors among the problems there are no values.
    """
    findings = Findings(shown_name(path.resolve(), data_directory.resolve()))
    wanted = WantedColumns(layout, variables)
    table = read_table(path, layout.format, findings, wanted, wanted.is_label, wanted.leaves_out)
    if table is None:
        return no_values(findings.problems())
    return values_of(table, layout, variables, data_directory, findings)


def values_of(
    table: Table,
    layout: TableLayout,
    variables: Mapping[str, str],
    data_directory: Path,
    findings: Findings,
    *,
    despite_errors: bool = False,
    listed: Sequence[tuple[str, str, str]] = (),
) -> Values:
    """The values of a table that has been read already.

    `listed`: (measure, column, period) of each column of numbers, in place of what the layout
    says of values; an empty period is the layout's.

    With errors among the findings there are none; `despite_errors` hands over what could be
    read besides, so that everything else about it can be checked and told, too.
    """
    check_columns(table, WantedColumns(layout, variables), findings)
    if findings.failed:
        return no_values(findings.problems())
    rows = matching_rows(table, layout.where, findings)
    columns = [
        ValueColumn(measure, (column,), rows, period or layout.period)
        for measure, column, period in listed
    ] or value_columns(table, layout, rows, variables, findings)
    if layout.period_pattern is not None:
        pattern_is_good(layout.period_pattern, findings)
    if findings.failed or not columns:
        return no_values(findings.problems())
    areas = _areas(table, layout, rows, findings)
    values = _gather(table, layout, columns, areas, findings)
    if (values.period < 0).any():
        if not despite_errors:
            return no_values(findings.problems())
        values = rows_of(values, values.period >= 0)
    values = apply_evaluated(values, layout, data_directory, findings)
    if "" not in areas.keys:
        values = without_duplicates(values, findings)
    if findings.failed and not despite_errors:
        return no_values(findings.problems())
    return _with(values, findings.problems())


def _areas(table: Table, layout: TableLayout, rows: Rows, findings: Findings) -> Keys:
    """The area of every row of the table; rows that are not read have area 0."""
    codes = np.zeros(len(table), np.int32)
    if layout.area.key is None:
        return Keys([layout.area.whole or ""], codes)
    column = table.columns[layout.area.key.column].only(rows)
    keys = make_keys(column, layout.area.key, table.row_numbers[rows], findings)
    distinct = {key: position for position, key in enumerate(dict.fromkeys(keys.keys))}
    merged = np.array([distinct[key] for key in keys.keys], dtype=np.int32)
    codes[rows] = merged[keys.codes]
    return Keys(list(distinct), codes)


def _gather(
    table: Table,
    layout: TableLayout,
    columns: list[ValueColumn],
    areas: Keys,
    findings: Findings,
) -> Values:
    """The values of all columns one after the other."""
    measures = list(dict.fromkeys(part.measure for part in columns))
    names = list(dict.fromkeys(part.named for part in columns))
    parts: dict[str, list[NDArray[Any]]] = {
        key: [] for key in ("area", "measure", "period", "column", "value", "status", "row")
    }
    cells = CellReader(table, layout)
    periods = PeriodReader(table, layout)
    for part in columns:
        value, status = cells.read(part)
        size = len(part.rows)
        parts["area"].append(areas.codes[part.rows])
        parts["measure"].append(np.full(size, measures.index(part.measure), np.int32))
        parts["column"].append(np.full(size, names.index(part.named), np.int32))
        parts["period"].append(periods.of(part))
        parts["value"].append(value)
        parts["status"].append(status)
        parts["row"].append(table.row_numbers[part.rows])
    cells.report(findings)
    periods.report(findings)
    joined = {key: np.concatenate(arrays) for key, arrays in parts.items()}
    known = list(periods.known)
    return Values(areas.keys, measures, known, names, **joined, problems=[], sheet=findings.sheet)


def no_values(problems: list[Problem]) -> Values:
    empty = np.empty(0, np.int32)
    return Values(
        [], [], [], [], empty, empty, empty, empty,
        np.empty(0), np.empty(0, dtype="U1"), empty, problems,
    )  # fmt: skip


def _with(values: Values, problems: list[Problem]) -> Values:
    return Values(**{**vars(values), "problems": problems})
