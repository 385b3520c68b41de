"""Where in a table the numbers stand: per measure its column, its rows and its period."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.importing.layout import TableLayout
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.keys import column_missing, pattern_is_good, suggestion
from spatial_units.importing.tabular import Table

_PERIOD_OR_NUMBER = re.compile(
    r"[0-9][0-9.,/ -]*|[0-9]{4}-[QH][1-4]|[0-9IV]+\. (Quartal|Halbjahr) [0-9]{4}"
)
_BRACES = re.compile(r"\{([^{}]+)\}")
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class ValueColumn:
    """One measure's numbers. Those of several `columns` are added up. `rows` are positions
    in the table, `period` may still name columns in braces."""

    measure: str
    columns: tuple[str, ...]
    rows: Rows
    period: str

    @property
    def named(self) -> str:
        """How messages call it."""
        return " + ".join(self.columns)


def names_in(template: str) -> list[str]:
    """What stands in braces.

    >>> names_in("{jahr}-12-31")
    ['jahr']
    """
    return _BRACES.findall(template)


def filled(template: str, names: Mapping[str, str]) -> str:
    """The template with what is known put in; what is not known stays."""
    return _BRACES.sub(lambda found: names.get(found[1], found[0]), template)


class WantedColumns:
    """Which headers a layout speaks of; decides, while reading, what is kept in memory."""

    def __init__(self, layout: TableLayout, variables: Mapping[str, str]) -> None:
        values = layout.values
        labels = set(layout.where) | (set(names_in(layout.period)) - {"1"} - set(variables))
        if layout.area.key is not None:
            labels.add(layout.area.key.column)
        if values.long is not None:
            labels.add(values.long.item)
        self._labels = labels
        self._where = {key: text for key, text in layout.where.items() if _compiles(text)}
        self.named = set(labels)
        if values.columns is not None:
            self.named |= set(values.columns.values())
            self.named |= {header for headers in layout.sums.values() for header in headers}
        if values.long is not None:
            self.named.add(values.long.value)
        patterns = (values.period_columns or {}).values()
        self._patterns = [pattern for pattern in patterns if _compiles(pattern)]

    def __call__(self, header: str) -> bool:
        return header in self.named or any(
            re.fullmatch(pattern, header) for pattern in self._patterns
        )

    def leaves_out(self, row: Mapping[str, str]) -> bool:
        """Whether `where` leaves a row out; a cell that lacks counts as empty."""
        return any(
            not re.fullmatch(pattern, row.get(column, "").strip())
            for column, pattern in self._where.items()
        )

    @property
    def count(self) -> int:
        """How many columns are named or looked for by a pattern."""
        return len(self.named) + len(self._patterns)

    def is_label(self, header: str) -> bool:
        """Whether a column says what its row is about, and not how much."""
        return header in self._labels


def check_columns(table: Table, wanted: WantedColumns, findings: Findings) -> None:
    """Errors about headers that are missing or stand twice."""
    if len(table.header) and wanted.count > 1 and not any(map(wanted, table.header)):
        findings.error(
            "header_not_found",
            wanted=some(sorted(wanted.named)),
            offered=some([name for name in table.header if name]),
        )
        return
    for column in sorted(wanted.named):
        if column not in table.header:
            column_missing(column, table.header, findings)
    twice = [name for name in table.columns if table.header.count(name) > 1]
    for column in twice:
        findings.error("duplicate_header", column=column, count=table.header.count(column))


def matching_rows(table: Table, where: Mapping[str, str], findings: Findings) -> Rows:
    """Positions of the rows whose cells match all patterns as a whole."""
    fits = np.ones(len(table), dtype=bool)
    for column, pattern in where.items():
        if not pattern_is_good(pattern, findings, column):
            continue
        cells = table.columns[column]
        matching = np.array([bool(re.fullmatch(pattern, text.strip())) for text in cells.texts])
        if not matching.any():
            findings.error(
                "where_matches_nothing",
                column=column,
                pattern=pattern,
                examples=some(cells.texts),
            )
        fits &= matching[cells.codes]
    if not findings.failed and not fits.any():
        findings.error("where_leaves_nothing", columns=", ".join(where))
    return np.flatnonzero(fits)


def value_columns(
    table: Table,
    layout: TableLayout,
    rows: Rows,
    variables: Mapping[str, str],
    findings: Findings,
) -> list[ValueColumn]:
    """Every (measure, column) the layout names, in its order."""
    period = filled(layout.period, variables)
    values = layout.values
    if values.columns is not None:
        single = {key: (column,) for key, column in values.columns.items()}
        every = {**single, **layout.sums}
        return [ValueColumn(key, columns, rows, period) for key, columns in every.items()]
    if values.period_columns is not None:
        return _period_columns(table, values.period_columns, rows, period, findings)
    return _long(table, layout, rows, period, findings)


def _period_columns(
    table: Table, patterns: Mapping[str, str], rows: Rows, period: str, findings: Findings
) -> list[ValueColumn]:
    found = []
    for measure, pattern in patterns.items():
        if not pattern_is_good(pattern, findings):
            continue
        matches = [(name, re.fullmatch(pattern, name)) for name in table.columns]
        columns = [(name, match) for name, match in matches if match]
        if not columns:
            findings.error(
                "no_column_matches",
                measure=measure,
                pattern=pattern,
                offered=some([name for name in table.header if name]),
            )
        for name, match in columns:
            group = (match[1] or "") if match.re.groups else match[0]
            found.append(ValueColumn(measure, (name,), rows, filled(period, {"1": group})))
    if not findings.failed:
        _say_unused(table, {name for part in found for name in part.columns}, findings)
    return found


def _say_unused(table: Table, used: set[str], findings: Findings) -> None:
    """A year among headers of which others are read: a pattern or a merged header missed it."""
    unused = [
        name
        for name in dict.fromkeys(table.header)
        if name not in used and name not in table.columns and _PERIOD_OR_NUMBER.fullmatch(name)
    ]
    if unused:
        findings.warning("columns_left_unused", count=len(unused), examples=some(unused))


def _long(
    table: Table, layout: TableLayout, rows: Rows, period: str, findings: Findings
) -> list[ValueColumn]:
    long = layout.values.long
    assert long is not None
    cells = table.columns[long.item]
    texts = [text.strip() for text in cells.texts]
    items = cells.codes[rows]
    present = {texts[code] for code in np.flatnonzero(np.bincount(items)).tolist()}
    found = []
    for measure, item in long.measures.items():
        if item not in present:
            findings.error(
                "item_not_found",
                column=long.item,
                measure=measure,
                item=item,
                suggestion=suggestion(item, sorted(present)),
            )
            continue
        codes = [code for code, text in enumerate(texts) if text == item]
        found.append(ValueColumn(measure, (long.value,), rows[np.isin(items, codes)], period))
    unused = sorted(present - set(long.measures.values()))
    if unused:
        findings.note("items_not_used", column=long.item, count=len(unused), examples=some(unused))
    return found


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
