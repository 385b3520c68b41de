"""Which columns of a table are read, and as what: by their headings or as they were assigned."""

from indicators.importing.tables import Table
from indicators.importing.upload_columns import (
    VALUE,
    Roles,
    all_different,
    folded,
    is_label,
    roles_as_said,
    roles_of,
    say_unread,
)
from indicators.importing.upload_header_rows import headings_at
from indicators.importing.upload_headings import Words
from indicators.importing.upload_layout import Reading
from spatial_units.importing.findings import Findings, some


class Columns:
    """Answers what a reader of the table asks while it reads.

    Assigned columns are told apart by their place, whatever stands above them: `named` is asked
    first, and calls them by names that are all different.
    """

    def __init__(self, reading: Reading, words: Words) -> None:
        self._assigned, self._by = reading.assigned, reading.by
        self._words = words
        self._unconfirmed = _periods_unconfirmed(reading)
        self._shown = _headings_shown(reading)
        self._names: list[str] = []
        self._levels = set(map(folded, words.level_names))
        self._figures = {*map(folded, VALUE), *words.known} - self._levels

    def named(self, header: list[str]) -> list[str]:
        self._names = header if self._assigned is None else all_different(header)
        return self._names

    def wants(self, name: str) -> bool:
        if self._assigned is not None:
            return bool(self._use_of(name))
        return is_label(name) or folded(name) in self._figures | self._levels

    def is_figure(self, name: str) -> bool:
        """Whether a column says how much."""
        if self._assigned is not None:
            return self._use_of(name) in ("measure", "value")
        return not is_label(name) and folded(name) in self._figures

    def is_label(self, name: str) -> bool:
        """Whether a column says what its rows are about."""
        if self._assigned is not None:
            return self.wants(name) and not self.is_figure(name)
        return is_label(name)

    def roles(self, table: Table, findings: Findings) -> Roles | None:
        """The part of every column; None where findings say why the table is not understood."""
        words = self._words
        if self._unconfirmed:
            findings.error("upload_periods_to_confirm", periods=some(self._unconfirmed))
            return None
        if self._assigned is None:
            return roles_of(table.header, words.measures, words.level_names, findings, self._shown)
        if any(one.at >= len(self._names) for one in self._assigned):
            findings.error("upload_columns_beyond_header", count=len(self._names))
            return None
        roles = roles_as_said(self._names, self._assigned)
        if self._by == "across":
            periods = list(dict.fromkeys(one.period for one in roles.listed if one.period))
            findings.note("upload_periods_above", count=len(periods), periods=some(periods))
            unread = [name for name in self._names if name not in table.columns]
            say_unread(unread, words.measures, findings)
        return roles

    def _use_of(self, name: str) -> str:
        at = self._names.index(name)
        return next((one.use for one in self._assigned or () if one.at == at), "")


def _headings_shown(reading: Reading) -> list[str]:
    """What stands in the rows that whoever assigns the columns is shown as the header."""
    layout = reading.layout
    if not layout.header_row:
        return []
    above = headings_at(reading.head, layout.header_row - 1, layout.header_rows)
    return [" ".join(parts) for parts in above]


def _periods_unconfirmed(reading: Reading) -> list[str]:
    """The periods in a second row of headings that do not tell for sure what they are of: read as
    a header of one row, that row would be taken for an area."""
    layout = reading.layout
    if reading.assigned is not None or layout.header_rows == 1:
        return []
    return list(dict.fromkeys(one.period for one in layout.columns or () if one.period))
