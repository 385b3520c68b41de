"""What headings say: which column is which, a period among them, and last month's columns again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from indicators.importing.german_periods import read_period
from indicators.importing.upload_columns import (
    AREA,
    ITEM,
    NAME,
    PERIOD,
    VALUE,
    folded,
    keys_by_heading,
)
from indicators.importing.upload_layout import (
    HEAD_ROWS,
    MOST_COLUMNS,
    ColumnUse,
    FileLayout,
    Remembered,
    SeenLayout,
    Use,
    what_lacks,
)
from spatial_units.importing.tabular import clean_header

Head = Sequence[Sequence[str]]
ALIKE = 80  # of 100: a heading so like a measure's name is proposed, never taken by itself
_LINKS = re.compile(r"[\s,;:(\[|/–-]*(?:\b(?:am|zum|Stand|Stichtag|as of|at)\b[\s,:]*)*$", re.I)
_LIKELY: tuple[Use, ...] = ("area", "name")
_LABELS: tuple[tuple[Use, tuple[str, ...]], ...] = (
    ("area", AREA), ("name", NAME), ("period", PERIOD), ("item", ITEM), ("value", VALUE),
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The words a region has for its columns."""

    measures: Mapping[str, Sequence[str]]
    level_names: Sequence[str] = ()
    known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", keys_by_heading(self.measures))

    def use_of(self, heading: str) -> Use | None:
        text = folded(heading)
        for use, words in _LABELS:
            if text in map(folded, words):
                return use
        return "name" if text in map(folded, self.level_names) else None

    def like(self, heading: str) -> str:
        """The measure whose name is most like a heading; empty where none is.

        Other numbers are other ages or years, however alike the words.
        """
        text = folded(heading)
        names = [name for name in self.known if _numbers(name) == _numbers(text)]
        found = process.extract(text, names, score_cutoff=ALIKE, limit=None)
        if not found:
            return ""
        best = max(found, key=lambda one: (one[1], fuzz.token_set_ratio(text, one[0])))
        return self.known[best[0]]


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


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


def with_period(parts: Sequence[str]) -> tuple[str, str, str]:
    """What a heading speaks of, and the period it names: as a key, and as written.

    >>> with_period(["Einwohner", "31.12.2020"]), with_period(["Einwohner am 31.12.2020"])
    (('Einwohner', '2020-12-31', '31.12.2020'), ('Einwohner', '2020-12-31', '31.12.2020'))
    >>> with_period(["Unter 18"])
    ('Unter 18', '', '')
    """
    for at, part in enumerate(parts):
        if key := _key(part):
            return " ".join([*parts[:at], *parts[at + 1 :]]), key, part
    text = " ".join(parts)
    words = text.split()
    for size in (3, 2, 1):
        tail = " ".join(words[-size:]).strip("()[]")
        if len(words) > size and (key := _key(tail)):
            rest = " ".join(words[:-size])
            return _LINKS.sub("", rest), key, tail
    return text, "", ""


def _key(text: str) -> str:
    try:
        return read_period(text).key
    except ValueError:
        return ""


def propose(head: Head, said: SeenLayout, found_row: int | None, words: Words) -> SeenLayout:
    """What every column seems to be for. `found_row`: where a heading we know stands, from 0.

    Whoever shows it lets it be corrected; only what `is_certain` may be used unseen.
    """
    row = said.header_row - 1 if said.header_row else found_row
    rows = said.header_rows
    if row is None:
        row = _likely_header(head)
    if row >= len(head):
        return SeenLayout(columns=[])
    if not said.header_row:
        row, rows = _across_two(head, row, words)
    above = headings_at(head, row, rows)[:MOST_COLUMNS]
    columns = [use for at, parts in enumerate(above) if (use := _use(at, parts, words))]
    columns = _measured_by_title(_once(columns), head[:row], words)
    for label in _LIKELY:
        if not any(column.use == label for column in columns):
            columns = _with_likely(columns, label, head[row + rows :], len(above))
    return SeenLayout(header_row=row + 1, header_rows=rows, columns=columns)


def is_certain(layout: SeenLayout, head: Head, words: Words) -> bool:
    """Whether the headings themselves, word for word, name measure and period of a cross-table."""
    columns = layout.columns or []
    if what_lacks(columns) or not any(column.period for column in columns):
        return False
    above = headings_at(head, layout.header_row - 1, layout.header_rows)
    if any(words.known.get(folded(" ".join(above[one.at]))) for one in columns if not one.period):
        return False  # beside a measure for the whole file, somebody has to say what is meant
    return all(_is_named(above[one.at], one, words) for one in columns)


def _is_named(parts: Sequence[str], column: ColumnUse, words: Words) -> bool:
    text, period, _ = with_period(parts)
    if column.use == "measure":
        return words.known.get(folded(text)) == column.measure and period == column.period
    return words.use_of(" ".join(parts)) == column.use


def _use(at: int, parts: Sequence[str], words: Words) -> ColumnUse | None:
    whole = " ".join(parts)
    if not whole:
        return None
    use = words.use_of(whole)
    if use:
        return ColumnUse(at=at, use=use)
    if key := words.known.get(folded(whole)):
        return ColumnUse(at=at, use="measure", measure=key)
    text, period, _ = with_period(parts)
    key = words.known.get(folded(text)) or words.like(text)
    return ColumnUse(at=at, use="measure", measure=key, period=period) if key or period else None


def _once(columns: Iterable[ColumnUse]) -> list[ColumnUse]:
    """Of several columns for the same label the first; a measure's name may come again."""
    kept: list[ColumnUse] = []
    for column in columns:
        if column.use == "measure" or column.use not in {one.use for one in kept}:
            kept.append(column)
    if any(one.use == "item" for one in kept) and any(one.use == "value" for one in kept):
        return [one for one in kept if one.use != "measure"]
    return [one for one in kept if one.use not in ("item", "value")]


def _likely_header(head: Head) -> int:
    """The first of the rows with most texts, above which nothing as wide stands."""
    filled = [sum(1 for text in row if text.strip()) for row in head]
    widest = max(filled, default=0)
    return next((at for at, size in enumerate(filled) if size >= 0.8 * widest and size > 1), 0)


def _across_two(head: Head, row: int, words: Words) -> tuple[int, int]:
    """Where the header begins and how many rows it has: one, or two of a cross-table."""
    below = head[row + 1] if row + 1 < len(head) else []
    if any(map(_key, below)) and not any(text.strip() for text in below[:1]):
        return row, 2
    over = head[row - 1] if row else []
    if any(map(_key, head[row])) and any(folded(text) in words.known for text in over):
        return row - 1, 2
    return row, 1


def _with_likely(columns: list[ColumnUse], use: Use, body: Head, width: int) -> list[ColumnUse]:
    """Codes: the first column in which every row holds another text with a digit in it. Names:
    the first in which every row holds another text without one."""
    taken = {column.at for column in columns}
    for at in range(width):
        cells = [row[at].strip() for row in body if at < len(row) and any(row)]
        if at in taken or not cells or len(set(cells)) < len(cells) or not all(cells):
            continue
        with_digits = [any(map(str.isdigit, cell)) for cell in cells]
        if all(with_digits) if use == "area" else not any(with_digits):
            return [*columns, ColumnUse(at=at, use=use)]
    return columns


def _measured_by_title(columns: list[ColumnUse], titles: Head, words: Words) -> list[ColumnUse]:
    """Where the lines above name one measure, columns headed by a period alone are of it."""
    texts = {folded(cell) for row in titles for cell in row}
    named = {words.known[text] for text in texts if text in words.known}
    if len(named) != 1:
        return columns
    key = named.pop()
    return [
        one.model_copy(update={"measure": key}) if one.period and not one.measure else one
        for one in columns
    ]


# --- last month's columns again -------------------------------------------------------------


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
