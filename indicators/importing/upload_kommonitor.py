"""Values as KomMonitor hands them out: GeoJSON with a column per day (docs/kommonitor.md).

The features' properties are ID, NAME, DATE_2020-12-31, DATE_2021-12-31 …; null where there is no
value. Which indicator they are of the file does not say.
"""

from collections.abc import Callable
from pathlib import Path

from indicators.importing.german_periods import read_period
from indicators.importing.layout import TableFormat
from indicators.importing.nested_json import read_json
from indicators.importing.tables import Table
from indicators.importing.upload_layout import HEAD_ROWS, MOST_COLUMNS, ColumnUse, SeenLayout
from spatial_units.importing.findings import Findings, some

AREA, NAME, DATE = "ID", "NAME", "DATE_"
RECORDS = "features/*/properties"
_HEAD_BYTES = 4096
_OF_FEATURES = (b'"FeatureCollection"', b'"features"')
_OF_METADATA = (b'"datasetName"', b'"indicatorName"', b'"spatialUnitLevel"')


def is_of_kommonitor(path: Path) -> bool:
    """Whether a JSON file is GeoJSON, or KomMonitor's metadata."""
    return bool(_marks(path))


def _marks(path: Path) -> set[bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return {mark for mark in (*_OF_FEATURES, *_OF_METADATA) if mark in head}


def read_features(path: Path, form: TableFormat, findings: Findings) -> Table | None:
    """The properties of a GeoJSON file as a table; None where findings say why there is none."""
    if not _marks(path) & set(_OF_FEATURES):
        findings.error("upload_kommonitor_metadata")
        return None
    table = read_json(path, form, findings, _is_read)
    if table is None:
        return None
    lacking = [name for name in (AREA, DATE) if not any(map(_begins(name), table.header))]
    if lacking:
        findings.error("upload_kommonitor_lacks", lacking=some(lacking), offered=some(table.header))
        return None
    return table


def _begins(name: str) -> Callable[[str], bool]:
    return lambda heading: heading == name or (name == DATE and heading.startswith(DATE))


def _is_read(heading: str) -> bool:
    return heading in (AREA, NAME) or heading.startswith(DATE)


def layout_of(table: Table, measure: str, findings: Findings) -> SeenLayout:
    """ID holds the codes, NAME the names, each DATE_… the values of `measure` on that day."""
    columns = [ColumnUse(at=table.header.index(AREA), use="area")]
    if NAME in table.header:
        columns.append(ColumnUse(at=table.header.index(NAME), use="name"))
    for at, heading in enumerate(table.header):
        if heading.startswith(DATE) and (day := _day(heading, findings)):
            columns.append(ColumnUse(at=at, use="measure", measure=measure, period=day))
    periods = [one.period for one in columns if one.period]
    findings.note("upload_kommonitor_read", count=len(periods), periods=some(periods))
    return SeenLayout(header_row=1, columns=columns)


def _day(heading: str, findings: Findings) -> str:
    text = heading.removeprefix(DATE)
    try:
        return read_period(text).key
    except ValueError:
        findings.error("upload_kommonitor_no_day", column=heading)
        return ""


def head_of(table: Table) -> list[list[str]]:
    """The first features as rows of texts, below the names of their properties."""
    read = table.header[:MOST_COLUMNS]
    rows = range(min(len(table), HEAD_ROWS - 1))
    return [read, *([_cell(table, name, row) for name in read] for row in rows)]


def _cell(table: Table, name: str, row: int) -> str:
    cells = table.columns.get(name)
    return str(cells.texts[cells.codes[row]])[:200] if cells is not None else ""
