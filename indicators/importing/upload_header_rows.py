"""Which of the first rows of a table are its header, and what stands above each column."""

from collections.abc import Collection, Sequence

from indicators.importing.german_periods import period_key_of
from indicators.importing.upload_columns import folded
from spatial_units.importing.tabular import clean_header

Head = Sequence[Sequence[str]]
FEWEST_PERIODS = 2  # side by side make a row of headings


def headings_at(head: Head, row: int, rows: int) -> list[list[str]]:
    """The texts above each column, from the top. Where several rows make the header, a text of
    an upper row reaches to the next one, as a merged cell does."""
    cut = [list(map(clean_header, line)) for line in head[row : row + rows]]
    width = max(map(len, cut), default=0)
    padded = [line + [""] * (width - len(line)) for line in cut]
    for line in padded[:-1]:
        for at in range(1, width):
            lower = any(below[at] for below in padded[1:])
            line[at] = line[at] or (line[at - 1] if lower else "")
    return [
        list(dict.fromkeys(text for text in texts if text)) for texts in zip(*padded, strict=True)
    ]


def likely_header(head: Head) -> int:
    """The first row of periods above columns; else the first of the rows with most texts, above
    which nothing as wide stands.

    The header of a cross-table is often narrower than its body: labels stand in one row, the
    periods in the next.
    """
    if (at := next((at for at, row in enumerate(head) if _is_of_periods(row)), None)) is not None:
        return at
    filled = [sum(1 for text in row if text.strip()) for row in head]
    widest = max(filled, default=0)
    return next((at for at, size in enumerate(filled) if size >= 0.8 * widest and size > 1), 0)


def _is_of_periods(row: Sequence[str]) -> bool:
    """Whether periods, all different, and besides them no numbers stand in a row; of a single
    one only where nothing stands before it."""
    texts = [text.strip() for text in row if text.strip()]
    keys = [key for text in texts if (key := period_key_of(text))]
    numbers = sum(1 for text in texts if any(map(str.isdigit, text)))
    if not keys or len(set(keys)) < len(keys) or numbers > len(keys):
        return False
    return len(keys) >= FEWEST_PERIODS or (len(texts) == 1 and not row[0].strip())


def across_two(head: Head, row: int, known: Collection[str]) -> tuple[int, int]:
    """Where the header begins and how many rows it has: one, or two of a cross-table.

    `known`: folded names of measures.
    """
    below = head[row + 1] if row + 1 < len(head) else []
    if any(map(period_key_of, below)) and not any(text.strip() for text in below[:1]):
        return row, 2
    over = head[row - 1] if row else []
    first = next((at for at, text in enumerate(head[row]) if period_key_of(text)), None)
    if first is not None and _belongs(over, head[row], first, known):
        return row - 1, 2
    return row, 1


def _belongs(
    over: Sequence[str], periods: Sequence[str], first: int, known: Collection[str]
) -> bool:
    """Whether the row over a row of periods is part of the header: it names a measure, or the
    columns that have no name below, or what all the periods are of, as a merged cell does."""
    filled = [at for at, text in enumerate(over) if text.strip()]
    if not filled:
        return False
    is_title = filled == [0] and bool(periods[0].strip())
    if not is_title and any(folded(over[at]) in known for at in filled):
        return True
    labels_lack = first > 0 and not any(text.strip() for text in periods[:first])
    return (labels_lack and len(filled) > 1) or filled[0] == first > 0
