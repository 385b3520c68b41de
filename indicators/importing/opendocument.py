"""Look into an .ods file as a stream, before a reader lays all of its sheets out in memory.

A cell or row may say that it comes a million times: what is laid out reaches to the outermost
cell that holds something, counted with its repeats.
"""

import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from defusedxml import DefusedXmlException, DTDForbidden

from indicators.importing.merged_cells import Merged
from indicators.importing.sheet_xml import MAX_CELLS
from indicators.importing.shown_cells import Shown
from indicators.importing.upload_columns import letter_of
from spatial_units.importing.findings import Findings, some

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of any program's sheet
_CHUNK = 1 << 16


@dataclass
class _Seen:
    """What one pass over a sheet saw; `rows` and `columns` reach to the outermost cell."""

    name: str = ""
    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    merged: Merged = field(default_factory=list)
    empty_formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    shown: Shown = field(default_factory=Shown)

    @property
    def cells(self) -> int:
        return self.rows * self.columns


class _Pass:
    """Handlers for expat: where each cell lies, counted with the repeats before it."""

    def __init__(self) -> None:
        self.sheets: list[_Seen] = []
        self._row = self._column = self._repeated = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, name: str, *_: object) -> None:
        raise DTDForbidden(name, None, None)

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if not tag.startswith(_TABLE):
            return
        kind = tag.removeprefix(_TABLE)
        if kind == "table":
            self.sheets.append(_Seen(said.get(f"{_TABLE}name", "")))
            self._row = 0
        elif kind == "table-row" and self.sheets:
            self._column = 0
            self._repeated = _count(said, "number-rows-repeated", _MOST_ROWS)
            hidden = said.get(f"{_TABLE}visibility") in ("collapse", "filter")
            self.sheets[-1].hidden_rows += hidden and self._repeated < _MOST_ROWS // 2
        elif kind in ("table-cell", "covered-table-cell") and self.sheets:
            self._take_cell(said)

    def _end(self, tag: str) -> None:
        if tag == f"{_TABLE}table-row":
            self._row += self._repeated

    def _take_cell(self, said: dict[str, str]) -> None:
        seen, repeats = self.sheets[-1], _count(said, "number-columns-repeated", _MOST_COLUMNS)
        if f"{_OFFICE}value-type" in said:
            seen.rows = max(seen.rows, self._row + self._repeated)
            seen.columns = max(seen.columns, self._column + repeats)
            across = _count(said, "number-columns-spanned", _MOST_COLUMNS)
            down = _count(said, "number-rows-spanned", _MOST_ROWS)
            if said[f"{_OFFICE}value-type"] == "percentage":
                seen.shown.add("percent", self._row, self._column, self._repeated, repeats)
            if across * down > 1:
                first = self._row, self._column
                seen.merged.append((first, (first[0] + down - 1, first[1] + across - 1)))
        elif f"{_TABLE}formula" in said:
            seen.empty_formulas.append(said[f"{_TABLE}formula"][:40])
        if said.get(f"{_CALC}value-type") == "error":
            seen.errors.append(f"{letter_of(self._column)}{self._row + 1}")
        self._column += repeats


def is_opendocument(path: Path) -> bool:
    """Whether an archive is a document of OpenOffice or LibreOffice."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _CONTENT in archive.namelist() and _MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def opendocument_is_harmless(path: Path, findings: Findings) -> bool:
    """Whether the reader may open it, which lays out all of its sheets at once."""
    with zipfile.ZipFile(path) as archive, archive.open(_MANIFEST) as manifest:
        if b"encryption-data" in manifest.read(1 << 20):
            findings.error("archive_encrypted")
            return False
    sheets = _sheets_seen(path, findings)
    if sheets is None:
        return False
    cells = sum(sheet.cells for sheet in sheets)
    if cells > MAX_CELLS:
        wide = max(sheets, key=lambda sheet: sheet.cells)
        findings.error(
            "sheet_too_wide",
            cell=f"{wide.rows} × {wide.columns}",
            millions=cells / 1e6,
            limit=MAX_CELLS // 1_000_000,
        )
    return cells <= MAX_CELLS


def check_opendocument(path: Path, position: int, findings: Findings) -> bool:
    """Whether the sheet at this position may be read; findings tell what it hides."""
    sheets = _sheets_seen(path, findings)
    if sheets is None or position >= len(sheets):
        return sheets is not None
    seen = sheets[position]
    if seen.errors:
        findings.warning("excel_error_cells", count=len(seen.errors), cells=some(seen.errors))
    if seen.empty_formulas:
        findings.error(
            "formulas_without_value",
            count=len(seen.empty_formulas),
            cells=some(seen.empty_formulas),
        )
        return False
    if seen.hidden_rows:
        findings.warning("hidden_rows", count=seen.hidden_rows)
    return True


def merged_in(path: Path, position: int) -> Merged:
    """The merged cells of a sheet, which the reader of other formats tells by itself."""
    sheets = _sheets_seen(path, Findings("")) if is_opendocument(path) else None
    return sheets[position].merged if sheets and position < len(sheets) else []


def shown_in(path: Path, position: int) -> Shown:
    """Where formats matter in a sheet; of days nothing is known."""
    sheets = _sheets_seen(path, Findings("")) or []
    return sheets[position].shown if position < len(sheets) else Shown()


def _sheets_seen(path: Path, findings: Findings) -> list[_Seen] | None:
    try:
        return _look_through(path, path.stat().st_mtime_ns)
    except DefusedXmlException:
        findings.error("xml_with_entities")
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, OSError, KeyError) as reason:
        findings.error("excel_damaged", reason=str(reason)[:120])
    return None


@lru_cache(maxsize=4)
def _look_through(path: Path, changed: int) -> list[_Seen]:
    """A file that has not changed is looked through once."""
    through = _Pass()
    with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as stream:
        while part := stream.read(_CHUNK):
            through.parser.Parse(part, False)
            if any(sheet.cells > MAX_CELLS for sheet in through.sheets):
                return through.sheets
    through.parser.Parse(b"", True)
    return through.sheets


def _count(said: dict[str, str], name: str, most: int) -> int:
    text = said.get(f"{_TABLE}{name}", "1")
    return max(1, min(int(text), most)) if text.isdigit() and len(text) < 12 else most
