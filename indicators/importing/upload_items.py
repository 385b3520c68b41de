"""A table with one value per row: which name in its column of measures is which measure."""

from collections.abc import Mapping

import numpy as np

from indicators.importing.layout import LongValues, ValueColumns
from indicators.importing.upload_columns import Roles, folded
from indicators.importing.upload_headings import Words
from indicators.importing.uploads import ITEM_SHOWN, LEFT_OUT
from spatial_units.importing.findings import Findings
from spatial_units.importing.keys import suggestion
from spatial_units.importing.tabular import Table


def long_values(
    table: Table, roles: Roles, words: Words, said: Mapping[str, str], findings: Findings
) -> ValueColumns | None:
    """What each name stands for, as the clerk said (`said`: name → key or LEFT_OUT) or by itself.

    Names nobody knows are errors that ask for an answer; None where nothing is left.
    """
    assert roles.item is not None
    assert roles.value is not None
    cells = table.columns[roles.item]
    found: dict[str, str] = {}
    for code in np.flatnonzero(np.bincount(cells.codes)).tolist():
        text = cells.texts[code].strip()
        key = _measure_of(text, words, said)
        row = int(table.row_numbers[np.flatnonzero(cells.codes == code)[0]])
        if key is None:
            _say_unknown(text, row, roles.item, words, findings)
        elif key != LEFT_OUT and found.setdefault(key, text) != text:
            findings.error("upload_item_twice", row, roles.item, first=found[key], second=text)
    if not found:
        if not findings.failed:
            findings.error("upload_all_left_out")
        return None
    return ValueColumns(long=LongValues(value=roles.value, item=roles.item, measures=found))


def _measure_of(text: str, words: Words, said: Mapping[str, str]) -> str | None:
    answer = said.get(text[:ITEM_SHOWN])
    if answer == LEFT_OUT or answer in words.measures:
        return answer
    return words.known.get(folded(text))


def _say_unknown(text: str, row: int, column: str, words: Words, findings: Findings) -> None:
    names = [name for key, names in words.measures.items() for name in (key, *names)]
    shown, meant = text[:ITEM_SHOWN], suggestion(text, names)
    findings.error("upload_unknown_item", row, column, item=shown, suggestion=meant)
