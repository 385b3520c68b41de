"""What an upload's cells leave open before they are read: rows not filled in, periods, points."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indicators.importing.tables import Column, Table
from indicators.importing.upload_columns import Roles
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.problems import Problem

_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that offices write where there is no number; what they mean is asked for, as of a sign.
_GAP_WORDS = {
    "anonymisiert", "entfällt", "fehlt", "geheim", "gesperrt", "keine", "leer", "missing", "none",
    "null", "suppressed", "unbekannt", "unknown", "vertraulich",
}  # fmt: skip
_UNIT = re.compile(r"[^\W\d_]|[%‰€$²³]")
_SCIENTIFIC = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)[eE][+-]?[0-9]+")
_POINTED = re.compile(r"[+-]?(?:0|[1-9][0-9]*)\.[0-9]+")
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
_PARTED = re.compile(r"(?=[^0-9]*[0-9])[^.,]*[.,].*", re.DOTALL)
_ONE_GROUP = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")


def only_filled_in(
    table: Table, roles: Roles, period: str, empty_says_nothing: bool, findings: Findings
) -> Table:
    """The rows somebody filled in, each with its period; `period` counts where a row names none.

    A row is left out, and counted in a note, where its period and all its values are empty;
    with `empty_says_nothing` where all its values are. A value without a period is an error.
    """
    if roles.period is None and not empty_says_nothing:
        return table
    no_values = _all_empty([table.columns[name] for name in roles.values], len(table))
    periods = table.columns[roles.period] if roles.period else None
    no_period = _all_empty([periods] if periods else [], len(table))
    left_out = no_values if empty_says_nothing else no_values & no_period
    if len(table) and left_out.all():
        findings.error("upload_nothing_filled_in", count=len(table))
    elif left_out.any():
        findings.note("upload_rows_left_out", count=int(left_out.sum()))
    undated = no_period & ~left_out if periods and not period else np.zeros(len(table), bool)
    if undated.any():
        rows = table.row_numbers[undated].tolist()
        findings.error(
            "upload_period_empty", rows[0], roles.period or "", count=len(rows), rows=some(rows)
        )
    kept = _rows_of(table, np.flatnonzero(~left_out & ~undated))
    return _dated(kept, roles.period, period) if roles.period and period else kept


def without_units(table: Table, roles: Roles, findings: Findings) -> Table:
    """Without a first row that says of no area and in words only in what its columns count."""
    if not len(table) or _first(table, roles.area):
        return table
    texts = [text for name in roles.values if (text := _first(table, name))]
    dated = roles.period is not None and _first(table, roles.period)
    if dated or not texts or not all(map(_is_unit, texts)):
        return table
    findings.note("upload_units_left_out", int(table.row_numbers[0]), units=some(texts))
    return _rows_of(table, np.arange(1, len(table)))


def _first(table: Table, name: str) -> str:
    column = table.columns[name]
    return str(column.texts[column.codes[0]]).strip()


def _is_unit(text: str) -> bool:
    return bool(_UNIT.search(text)) and not any(map(str.isdigit, text))


def _all_empty(columns: Sequence[Column], rows: int) -> NDArray[np.bool_]:
    empty = np.ones(rows, dtype=bool)
    for column in columns:
        empty &= np.array([not text.strip() for text in column.texts], dtype=bool)[column.codes]
    return empty


def _rows_of(table: Table, rows: NDArray[np.intp]) -> Table:
    if len(rows) == len(table):
        return table
    columns = {name: column.only(rows) for name, column in table.columns.items()}
    return Table(table.header, columns, table.row_numbers[rows])


def _dated(table: Table, name: str, period: str) -> Table:
    """Empty cells of the period's column hold `period`."""
    column = table.columns[name]
    texts = [text if text.strip() else period for text in column.texts]
    return replace(table, columns=table.columns | {name: replace(column, texts=texts)})


def words_are_no_signs(problem: Problem) -> Problem:
    """An unknown sign that is a word, such as `zwölf`, is a slip; nobody is asked its meaning."""
    sign = str(problem.facts.get("sign", ""))
    is_word = _WORD.fullmatch(sign) and sign.casefold() not in _GAP_WORDS
    if problem.code != "unknown_sign" or not is_word:
        return problem
    facts = {**problem.facts, "text": sign}
    return replace(problem, code="upload_word", facts=facts)


def points_are_decimals(table: Table, columns: Sequence[str], findings: Findings) -> bool:
    """Whether points stand for decimals, as 4.5 proves; a note says so.

    More cells must prove it than are parted in any other way, and none may be a number with a
    comma. 1.234 proves nothing.
    """
    proofs: list[tuple[str, NDArray[np.intp]]] = []
    others = 0
    for name in columns:
        cells = table.columns[name]
        if len(_fitting(cells, _COMMA)):
            return False
        unsure = set(_fitting(cells, _ONE_GROUP).tolist())
        sure = [at for at in _fitting(cells, _POINTED).tolist() if at not in unsure]
        others += len(_fitting(cells, _PARTED)) - len(unsure) - len(sure)
        proofs += [(name, np.array(sure))] if sure else []
    count = sum(len(at) for _, at in proofs)
    if count <= others:
        return False
    name, at = proofs[0]
    cells, row = table.columns[name], int(table.row_numbers[at[0]])
    text = cells.texts[cells.codes[at[0]]].strip()[:40]
    findings.note("upload_points_are_decimals", row, name, text=text, count=count)
    return True


def refuse_scientific(table: Table, columns: Sequence[str], findings: Findings) -> None:
    """1,23E+05 as text is what a narrow column of a spreadsheet showed; its digits are lost."""
    for name in columns:
        cells = table.columns[name]
        at = _fitting(cells, _SCIENTIFIC)
        if len(at):
            rows = table.row_numbers[at].tolist()
            text = cells.texts[cells.codes[at[0]]].strip()[:40]
            findings.error(
                "upload_scientific", rows[0], name, text=text, count=len(rows), rows=some(rows)
            )


def refuse_ambiguous(table: Table, columns: Sequence[str], findings: Findings) -> None:
    """1.234 as text may be a thousand or one and a bit; only the clerk knows, and is asked once
    for the whole file."""
    unsure = {name: at for name in columns if len(at := _fitting(table.columns[name], _ONE_GROUP))}
    if not unsure:
        return
    name, at = next(iter(unsure.items()))
    cells, rows = table.columns[name], table.row_numbers[at[:10]].tolist()
    findings.error(
        "upload_ambiguous",
        rows[0],
        name,
        text=cells.texts[cells.codes[at[0]]].strip(),
        count=sum(map(len, unsure.values())),
        columns=len(unsure),
    )


def _fitting(cells: Column, pattern: re.Pattern[str]) -> NDArray[np.intp]:
    """Positions of the cells that hold a text, and no number, of this pattern."""
    fits = np.array(
        [
            not is_number and bool(pattern.fullmatch(text.strip()))
            for text, is_number in zip(cells.texts, cells.is_number.tolist(), strict=True)
        ],
        dtype=bool,
    )
    return np.flatnonzero(fits[cells.codes]) if fits.any() else np.empty(0, np.intp)
