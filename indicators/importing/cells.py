"""What the cells of a value column say: a number, or a sign that stands for none."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.importing.layout import SignMeaning, TableFormat
from indicators.importing.numbers import (
    may_be_thousands,
    parse_numbers,
    perhaps_thousands,
    proves_decimal_point,
)
from spatial_units.importing.findings import SHOWN_PER_CODE, Findings, some
from spatial_units.importing.problems import Severity
from spatial_units.importing.tabular import Column

MEASURED, MISSING, NOT_EVALUATED, NOT_APPLICABLE, SUPPRESSED = "AOLMQ"

# How a whole column is written: told once, with all its rows.
_NOTATIONS = {
    "ambiguous_number",
    "percent_sign",
    "plus_before_groups",
    "wrong_decimal_sign",
    "wrong_grouping",
}

STATUS_OF: dict[SignMeaning, str] = {
    "missing": MISSING,
    "suppressed": SUPPRESSED,
    "not_evaluated": NOT_EVALUATED,
    "not_applicable": NOT_APPLICABLE,
    "zero": MEASURED,
}


@dataclass(frozen=True)
class Meanings:
    """Per distinct text of a column: its number (NaN where none), its status, its problem."""

    value: NDArray[np.float64]
    status: NDArray[np.str_]
    problem: list[str]


def meanings(
    column: Column,
    form: TableFormat,
    signs: Mapping[str, SignMeaning],
    numbers_of: Mapping[str, float],
) -> Meanings:
    """A declared sign comes first, so that even `0` may mean that nothing was evaluated.

    Then a declared code (`numbers_of`, such as `+/-` for class 2), then a number.

    What the file itself holds as a number (Excel, JSON) is taken as it is.
    """
    texts = [text.strip() for text in column.texts]
    known = {sign.strip(): meaning for sign, meaning in signs.items()}
    value = [math.nan] * len(texts)
    status = [MEASURED] * len(texts)
    came_as_number = column.is_number.tolist()
    problem = [""] * len(texts)
    written: list[int] = []
    for position, text in enumerate(texts):
        meaning = known.get(text)
        if meaning is not None:
            status[position] = STATUS_OF[meaning]
            value[position] = 0.0 if meaning == "zero" else math.nan
        elif text in numbers_of:
            value[position] = numbers_of[text]
        elif came_as_number[position]:
            value[position] = float(text)
        else:
            written.append(position)
    numbers = parse_numbers([texts[position] for position in written], form.decimal, form.thousands)
    for position, number, code in zip(
        written, numbers.value.tolist(), numbers.problem, strict=True
    ):
        value[position] = number
        if not code:
            continue
        is_word = code == "not_a_number" and not any(map(str.isdigit, texts[position]))
        problem[position] = "unknown_sign" if is_word else code
    return Meanings(np.array(value), np.array(status, dtype="U1"), problem)


def report_cells(
    name: str,
    column: Column,
    codes: NDArray[np.int32],
    row_numbers: NDArray[np.int32],
    said: Meanings,
    form: TableFormat,
    findings: Findings,
) -> None:
    """Problems with cells: signs once per column and sign, notations once per column, other
    numbers one by one.

    `codes` and `row_numbers` are those of the rows that are read.
    """
    bad = np.array([code != "" for code in said.problem])
    at = np.flatnonzero(bad[codes]) if bad.any() else np.empty(0, np.intp)
    signs: dict[int, list[int]] = {}
    notations: dict[str, list[int]] = {}
    first: dict[str, str] = {}
    told = 0
    for position in at.tolist():
        text = int(codes[position])
        if said.problem[text] == "unknown_sign":
            signs.setdefault(text, []).append(int(row_numbers[position]))
        elif said.problem[text] in _NOTATIONS:
            notations.setdefault(said.problem[text], []).append(int(row_numbers[position]))
            first.setdefault(said.problem[text], column.texts[text].strip()[:80])
        elif told < SHOWN_PER_CODE:
            told += 1
            row = int(row_numbers[position])
            findings.error(said.problem[text], row, name, text=column.texts[text][:80])
        else:
            findings.further(Severity.ERROR, said.problem[text], 1)
    for text, rows in signs.items():
        sign = column.texts[text].strip()[:40]
        code = "unknown_sign" if sign else "empty_cells_undeclared"
        findings.error(code, rows[0], name, sign=sign, count=len(rows), rows=some(rows))
    for notation, rows in notations.items():
        written = first[notation]
        findings.error(notation, rows[0], name, text=written, count=len(rows), rows=some(rows))
    if form.kind == "csv" and form.says_decimal and form.decimal == "." and not form.thousands:
        _suspect_thousands(name, column, codes, row_numbers, findings)


def _suspect_thousands(
    name: str,
    column: Column,
    codes: NDArray[np.int32],
    row_numbers: NDArray[np.int32],
    findings: Findings,
) -> None:
    used = np.unique(codes).tolist()
    dotted = perhaps_thousands([column.texts[code] for code in used])
    if dotted:
        first = int(np.flatnonzero(codes == column.texts.index(dotted[0]))[0])
        findings.warning(
            "perhaps_thousands",
            int(row_numbers[first]),
            name,
            count=len(dotted),
            examples=some(dotted),
        )


def undeclared_points(
    column: Column, codes: NDArray[np.int32], said: Meanings
) -> tuple[list[int], bool]:
    """Of the texts that are read: those like 1.536, and whether one proves a decimal point."""
    used = [
        code
        for code in np.unique(codes).tolist()
        if not column.is_number[code] and said.status[code] == MEASURED and not said.problem[code]
    ]
    texts = {code: column.texts[code].strip() for code in used}
    doubtful = [code for code, text in texts.items() if may_be_thousands(text)]
    return doubtful, any(map(proves_decimal_point, texts.values()))
