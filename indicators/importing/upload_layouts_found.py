"""Who says what the columns of an upload are: the clerk, last month's file, or the headings."""

import csv
import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from indicators.importing.sniffing import header_row
from indicators.importing.upload_columns import is_area
from indicators.importing.upload_headings import Words, by_names_alone, is_certain, propose
from indicators.importing.upload_layout import (
    HEAD_ROWS,
    MOST_COLUMNS,
    FileLayout,
    Reading,
    Remembered,
    SeenLayout,
)
from indicators.importing.upload_remembered import recalled
from spatial_units.importing.tabular import cell_text, clean_header

SHOWN_LETTERS = 200  # of a cell; longer ones are notes and no headings
_HEAD_BYTES = 1 << 20


def head_of_text(path: Path, encoding: str, delimiter: str) -> list[list[str]]:
    """The first rows of a CSV file, whatever is wrong with it further down."""
    with path.open("rb") as file:
        text = file.read(_HEAD_BYTES).decode(encoding, "replace").removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return shown_head(list(islice(rows, HEAD_ROWS)))
    except csv.Error:
        lines = text.splitlines()[:HEAD_ROWS]
        return shown_head([line.split(delimiter) for line in lines])


def shown_head(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Rows as short texts, as many columns as can be assigned by hand."""
    return [[_shown(cell) for cell in row[:MOST_COLUMNS]] for row in rows[:HEAD_ROWS]]


def _shown(cell: Any) -> str:
    """Without control characters, which neither a page nor the database takes."""
    text = clean_header(cell_text(cell)[:SHOWN_LETTERS])
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def reading_of(
    head: list[list[str]],
    sheet: str,
    said: FileLayout | None,
    templates: Sequence[Remembered],
    words: Words,
) -> tuple[Reading, Remembered | None]:
    """How the table with this head is to be read, and the template that says so, if one does."""
    if said and said.columns is not None:
        return Reading(head=head, sheet=sheet, layout=said, by="clerk"), None
    if said is None and (found := recalled(head, templates, words)):
        layout, template = found
        return Reading(
            head=head, sheet=sheet, layout=layout, by="template", template=template.id
        ), template
    proposed = propose(head, said or SeenLayout(), header_row(head, is_area, words.is_name), words)
    for one in (proposed, by_names_alone(proposed, head, words)):
        if is_certain(one, head, words):
            return Reading(head=head, sheet=sheet, layout=one, by="across"), None
    return Reading(head=head, sheet=sheet, layout=proposed, by="headings"), None
