"""The period of every value: filled in from header, columns and loop, read once per text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.importing.german_periods import is_day_like, read_period
from indicators.importing.layout import TableLayout
from indicators.importing.value_columns import Rows, ValueColumn, filled, names_in
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.tabular import Table

UNREAD = -1
Codes = NDArray[np.integer]


@dataclass
class _Unread:
    """Texts from one column that are no period, and the rows they stand in."""

    texts: dict[str, None] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)


class PeriodReader:
    """`known` are the keys of all periods read so far, each with its position."""

    def __init__(self, table: Table, layout: TableLayout) -> None:
        self._table, self._pattern = table, layout.period_pattern
        self._in_header = "{1}" in layout.period
        self.known: dict[str, int] = {}
        self._unread: dict[str, _Unread] = {}
        self._distinct: dict[tuple[str, ...], tuple[list[tuple[str, ...]], Codes]] = {}

    def of(self, part: ValueColumn) -> NDArray[np.int32]:
        """The period of each row, as a position in `known`; UNREAD where it is none."""
        names = names_in(part.period)
        if not names:
            return np.full(len(part.rows), self._position_of_all(part), np.int32)
        texts, codes = self._texts(tuple(names))
        codes = codes[part.rows]
        positions = np.full(len(texts), UNREAD, np.int32)
        unread = []
        for code in np.flatnonzero(np.bincount(codes)).tolist():
            period = filled(part.period, dict(zip(names, texts[code], strict=True)))
            positions[code] = self._position(period)
            unread += [period] if positions[code] == UNREAD else []
        found = positions[codes]
        if unread:
            self._note_unread(unread, ", ".join(names), part.rows[found == UNREAD])
        return found

    def _texts(self, names: tuple[str, ...]) -> tuple[list[tuple[str, ...]], Codes]:
        """What distinctly stands side by side in these columns, and which of it in each row."""
        if names not in self._distinct:
            first, *others = [self._table.columns[name] for name in names]
            texts: list[tuple[str, ...]] = [(text.strip(),) for text in first.texts]
            codes: Codes = first.codes
            for column in others:
                pairs = codes.astype(np.int64) * len(column.texts) + column.codes
                used, codes = np.unique(pairs, return_inverse=True)
                parts = (divmod(pair, len(column.texts)) for pair in used.tolist())
                texts = [(*texts[one], column.texts[other].strip()) for one, other in parts]
            self._distinct[names] = texts, codes
        return self._distinct[names]

    def report(self, findings: Findings) -> None:
        """One error per column that periods came from; all headers count as one."""
        for column, unread in self._unread.items():
            texts, rows = list(unread.texts), sorted(unread.rows)
            findings.error(
                "period_unreadable" if not is_day_like(texts[0]) else "period_is_no_day",
                rows[0] if rows else None,
                column,
                text=texts[0][:40],
                others=some([text[:40] for text in texts[1:]]),
                count=len(rows) or len(texts),
                rows=some(rows),
            )

    def _position_of_all(self, part: ValueColumn) -> int:
        position = self._position(part.period)
        if position == UNREAD:
            origin, rows = (part.named, part.rows[:0]) if self._in_header else ("", part.rows)
            self._note_unread([part.period], origin, rows)
        return position

    def _position(self, text: str) -> int:
        try:
            key = read_period(text, self._pattern).key
        except ValueError:
            return UNREAD
        return self.known.setdefault(key, len(self.known))

    def _note_unread(self, texts: Sequence[str], origin: str, rows: Rows) -> None:
        unread = self._unread.setdefault(self._header_of(origin), _Unread())
        unread.texts |= dict.fromkeys(texts)
        unread.rows.update(self._table.row_numbers[rows].tolist())

    def _header_of(self, origin: str) -> str:
        """The first unreadable header stands for all of them."""
        if self._in_header and self._unread:
            return next(iter(self._unread))
        return origin
