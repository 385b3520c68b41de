"""Rules about values as a whole: areas that were not evaluated, rows that come twice."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indicators.importing.cells import MEASURED, NOT_EVALUATED
from indicators.importing.layout import Evaluated, TableLayout
from indicators.importing.numbers import parse_numbers
from indicators.importing.tables import read_table
from spatial_units.importing.findings import Findings, shown_name, some
from spatial_units.importing.keys import column_missing, make_keys

if TYPE_CHECKING:
    from indicators.importing.values import Values


def apply_evaluated(
    values: "Values", layout: TableLayout, data_directory: Path, findings: Findings
) -> "Values":
    """Give areas that are not listed the status `not evaluated`, whatever their cells hold."""
    if layout.evaluated is None or findings.failed:
        return values
    listed = _listed(layout.evaluated, data_directory, findings)
    if listed is None:
        return values
    outside = np.array([area not in listed for area in values.areas], dtype=bool)[values.area]
    if layout.evaluated.sign is not None:
        _compare_with_sign(values, outside, layout, layout.evaluated.sign, findings)
    known = set(values.areas)
    if absent := sorted(listed - known):
        findings.warning("evaluated_but_absent", count=len(absent), examples=some(absent))
    if outside.any():
        names = sorted({values.areas[area] for area in np.unique(values.area[outside]).tolist()})
        findings.note(
            "areas_not_evaluated",
            count=len(names),
            examples=", ".join(names[:30]),
            list=layout.evaluated.file,
        )
    return replace(
        values,
        value=np.where(outside, np.nan, values.value),
        status=np.where(outside, NOT_EVALUATED, values.status),
    )


def without_duplicates(values: "Values", findings: Findings) -> "Values":
    """The same area, measure and period twice: a warning if equal, else an error.

    Of equal ones the first stays.
    """
    key = values.area.astype(np.int64)
    key = key * max(len(values.measures), 1) + values.measure
    key = key * (len(values.periods) + 1) + values.period
    if len(key) and int(key.max()) < 8 * len(key) and np.bincount(key).max() == 1:
        return values  # the usual case, found without sorting
    order = np.argsort(key, kind="stable")
    same = np.flatnonzero(key[order][1:] == key[order][:-1])
    left_out: dict[int, int] = {}
    for position in same.tolist():
        first, second = int(order[position]), int(order[position + 1])
        one, other = values.value[first], values.value[second]
        equal = values.status[first] == values.status[second]
        if equal and (one == other or (np.isnan(one) and np.isnan(other))):
            left_out[second] = left_out.get(first, first)
            continue
        findings.error(
            "duplicate_value",
            int(values.row[second]),
            values.columns[values.column[second]],
            area=values.areas[values.area[first]],
            period=values.periods[values.period[first]] if values.periods else "",
            first_row=int(values.row[first]),
            first=_shown(one),
            second=_shown(other),
        )
    if not left_out:
        return values
    firsts = {int(values.row[second]): int(values.row[first]) for second, first in left_out.items()}
    rows = sorted(firsts)
    findings.warning(
        "duplicate_rows",
        rows[0],
        count=len(rows),
        rows=some(rows),
        firsts=some([firsts[row] for row in rows]),
    )
    stay = np.ones(len(values), dtype=bool)
    stay[list(left_out)] = False
    return rows_of(values, stay)


def rows_of(values: "Values", chosen: NDArray[np.bool_]) -> "Values":
    """Some of the values."""
    arrays: dict[str, Any] = {
        name: array[chosen] for name, array in vars(values).items() if isinstance(array, np.ndarray)
    }
    return replace(values, **arrays)


def _listed(rule: Evaluated, data_directory: Path, findings: Findings) -> set[str] | None:
    """The areas of the list; None where it cannot be read."""
    path = (data_directory / rule.file).resolve()
    about = Findings(shown_name(path, data_directory.resolve()))
    listed: set[str] | None = None

    def is_code(header: str) -> bool:
        return header == rule.code.column

    if not path.is_relative_to(data_directory.resolve()):
        about.error("file_outside")
    elif table := read_table(path, rule.format, about, is_code, is_code):
        if rule.code.column in table.columns:
            column = table.columns[rule.code.column]
            listed = set(make_keys(column, rule.code, table.row_numbers, about).keys)
        else:
            column_missing(rule.code.column, table.header, about)
    findings.take_over(about.problems())
    return listed


def _compare_with_sign(
    values: "Values",
    outside: NDArray[np.bool_],
    layout: TableLayout,
    sign: str,
    findings: Findings,
) -> None:
    """Excluded areas should carry the sign; evaluated ones that carry it are worth a look."""
    carries = _carries(values, sign, layout)
    if (other := outside & ~carries).any():
        rows = sorted(set(values.row[other].tolist()))
        findings.warning(
            "excluded_area_has_value",
            rows[0],
            count=int(other.sum()),
            rows=some(rows),
            areas=some(sorted({values.areas[area] for area in values.area[other].tolist()})),
            sign=sign,
        )
    if (same := ~outside & carries).any():
        rows = sorted(set(values.row[same].tolist()))
        findings.note(
            "evaluated_area_has_sign",
            rows[0],
            count=int(same.sum()),
            rows=some(rows),
            columns=some(sorted({values.columns[part] for part in values.column[same].tolist()})),
            sign=sign,
        )


def _carries(values: "Values", sign: str, layout: TableLayout) -> NDArray[np.bool_]:
    """Whether each value is what the sign says: the same number, or the sign's status."""
    meaning = layout.signs.get(sign)
    if meaning is not None and meaning != "zero":
        from indicators.importing.cells import STATUS_OF

        carries: NDArray[np.bool_] = values.status == STATUS_OF[meaning]
        return carries
    number = parse_numbers([sign], layout.format.decimal, layout.format.thousands).value[0]
    same: NDArray[np.bool_] = (values.status == MEASURED) & (values.value == number)
    return same


def _shown(number: float) -> str | float:
    return "–" if np.isnan(number) else float(number)
