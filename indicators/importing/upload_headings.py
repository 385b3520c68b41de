"""What headings say: which column is which, and a period among them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from indicators.importing.german_periods import period_key_of
from indicators.importing.upload_columns import (
    AREA,
    ITEM,
    NAME,
    PERIOD,
    VALUE,
    folded,
    keys_by_heading,
)
from indicators.importing.upload_header_rows import (
    Head,
    across_two,
    headings_at,
    likely_header,
)
from indicators.importing.upload_layout import (
    MOST_COLUMNS,
    ColumnUse,
    SeenLayout,
    Use,
    what_lacks,
)

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

    def is_name(self, heading: str) -> bool:
        """Whether a column of names may be headed so."""
        return self.use_of(heading) == "name"

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


def with_period(parts: Sequence[str]) -> tuple[str, str, str]:
    """What a heading speaks of, and the period it names: as a key, and as written.

    >>> with_period(["Einwohner", "31.12.2020"]), with_period(["Einwohner am 31.12.2020"])
    (('Einwohner', '2020-12-31', '31.12.2020'), ('Einwohner', '2020-12-31', '31.12.2020'))
    >>> with_period(["Unter 18"])
    ('Unter 18', '', '')
    """
    for at, part in enumerate(parts):
        if key := period_key_of(part):
            return " ".join([*parts[:at], *parts[at + 1 :]]), key, part
    text = " ".join(parts)
    words = text.split()
    for size in (3, 2, 1):
        tail = " ".join(words[-size:]).strip("()[]")
        if len(words) > size and (key := period_key_of(tail)):
            rest = " ".join(words[:-size])
            return _LINKS.sub("", rest), key, tail
    return text, "", ""


def propose(head: Head, said: SeenLayout, found_row: int | None, words: Words) -> SeenLayout:
    """What every column seems to be for. `found_row`: where a heading we know stands, from 0.

    Whoever shows it lets it be corrected; only what `is_certain` may be used unseen.
    """
    row = said.header_row - 1 if said.header_row else found_row
    rows = said.header_rows
    if row is None:
        row = likely_header(head)
    if row >= len(head):
        return SeenLayout(columns=[])
    if not said.header_row:
        row, rows = across_two(head, row, words.known)
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


def by_names_alone(layout: SeenLayout, head: Head, words: Words) -> SeenLayout:
    """The same without a column that only looks like codes, where another is headed as names."""
    above = headings_at(head, layout.header_row - 1, layout.header_rows)
    columns = layout.columns or []
    named = any(_is_named(above[one.at], one, words) for one in columns if one.use == "name")
    guessed = [
        one for one in columns if one.use == "area" and not _is_named(above[one.at], one, words)
    ]
    kept = [one for one in columns if one not in guessed] if named else columns
    return layout.model_copy(update={"columns": kept})


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
