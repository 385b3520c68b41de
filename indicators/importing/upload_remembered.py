"""Last month's columns again: what to keep of a layout, and the file that fits what was kept."""

from collections.abc import Iterable

from indicators.importing.upload_columns import folded
from indicators.importing.upload_header_rows import Head, headings_at
from indicators.importing.upload_headings import Words, with_period
from indicators.importing.upload_layout import (
    HEAD_ROWS,
    MOST_COLUMNS,
    ColumnUse,
    FileLayout,
    Remembered,
    SeenLayout,
    what_lacks,
)


def column_keys(head: Head, row: int, rows: int) -> list[str]:
    """A key for each column that stays when its period moves on: 2023 | 2024 and 2024 | 2025 are
    the same column twice. Columns that read alike without a period are counted."""
    seen: dict[str, int] = {}
    keys = []
    for parts in headings_at(head, row, rows)[:MOST_COLUMNS]:
        text, period, _ = with_period(parts)
        if period:
            keys.append(f"{folded(text)}@")
            continue
        seen[folded(text)] = seen.get(folded(text), 0) + 1
        keys.append(f"{folded(text)}#{seen[folded(text)]}")
    while keys and keys[-1].startswith("#"):
        keys.pop()
    return keys


def remember(head: Head, layout: SeenLayout) -> Remembered | None:
    """What to keep of a layout for the next file of its kind; None where it cannot be told by
    headings, as columns that read alike but for their period are used differently.

    A period is only kept where the heading names it: next month it is another one.
    """
    keys = column_keys(head, layout.header_row - 1, layout.header_rows)
    by_place = {column.at: column for column in layout.columns or []}
    uses: dict[str, ColumnUse] = {}
    left_out: set[str] = set()
    for at, key in enumerate(keys):
        column = by_place.get(at)
        if column is None:
            left_out.add(key)
        elif uses.setdefault(key, column).use != column.use or uses[key].measure != column.measure:
            return None
    if left_out & set(uses) or not uses:
        return None
    plain = {key: ColumnUse(at=0, use=one.use, measure=one.measure) for key, one in uses.items()}
    return Remembered(
        header_rows=layout.header_rows, headings=list(dict.fromkeys(keys)), uses=plain
    )


def recalled(
    head: Head, templates: Iterable[Remembered], words: Words
) -> tuple[FileLayout, Remembered] | None:
    """The layout of the first template whose headings stand in one of the first rows."""
    for template in templates:
        if not all(one.measure in words.measures for one in template.uses.values() if one.measure):
            continue
        for row in range(min(len(head), HEAD_ROWS)):
            keys = column_keys(head, row, template.header_rows)
            if list(dict.fromkeys(keys)) == template.headings:
                layout = _applied(head, row, keys, template)
                if layout is not None:
                    return layout, template
    return None


def _applied(head: Head, row: int, keys: list[str], template: Remembered) -> FileLayout | None:
    above = headings_at(head, row, template.header_rows)
    columns = [
        ColumnUse(
            at=at, use=use.use, measure=use.measure,
            period=with_period(above[at])[1] if use.use == "measure" else "",
        )
        for at, key in enumerate(keys)
        if (use := template.uses.get(key))
    ]  # fmt: skip
    if what_lacks(columns):
        return None
    return FileLayout(header_row=row + 1, header_rows=template.header_rows, columns=columns)
