"""The period of every value: filled in from header, columns and loop, read once per text."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.importing.german_periods import is_day_like, read_period
from indicators.importing.layout import TableLayout
from indicators.importing.value_columns import ValueColumn, filled, names_in
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.tabular import Table

UNREAD = -1


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

    def of(self, part: ValueColumn) -> NDArray[np.int32]:
        """The period of each row, as a position in `known`; UNREAD where it is none."""
        names = names_in(part.period)
        if not names:
            origin = part.named if self._in_header else ""
            rows = np.zeros(0, np.int32) if self._in_header else self._table.row_numbers[part.rows]
            return np.full(len(part.rows), self._position(part.period, origin, rows), np.int32)
        cells = [self._table.columns[name] for name in names]
        codes = np.stack([column.codes[part.rows] for column in cells], axis=1)
        distinct, inverse = np.unique(codes, axis=0, return_inverse=True)
        inverse = inverse.reshape(-1)
        positions = np.empty(len(distinct), np.int32)
        for at, chosen in enumerate(distinct.tolist()):
            texts = {
                name: column.texts[code].strip()
                for name, column, code in zip(names, cells, chosen, strict=True)
            }
            rows = self._table.row_numbers[part.rows[inverse == at]]
            positions[at] = self._position(filled(part.period, texts), ", ".join(names), rows)
        return positions[inverse]

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

    def _position(self, text: str, origin: str, rows: NDArray[np.int32]) -> int:
        try:
            key = read_period(text, self._pattern).key
        except ValueError:
            unread = self._unread.setdefault(self._header_of(origin), _Unread())
            unread.texts[text] = None
            unread.rows.update(rows.tolist())
            return UNREAD
        return self.known.setdefault(key, len(self.known))

    def _header_of(self, origin: str) -> str:
        """The first unreadable header stands for all of them."""
        if self._in_header and self._unread:
            return next(iter(self._unread))
        return origin
