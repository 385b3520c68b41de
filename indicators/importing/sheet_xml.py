"""Look into an .xlsx sheet as a stream, before a reader lays it out in memory.

A sheet is laid out as a rectangle up to its outermost cell: one cell far away asks for
hundreds of gigabytes. What a reader of values would silently leave out is noted here too.
"""

import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import iterparse

from indicators.importing.number_formats import Kind, kinds_by_style
from indicators.importing.shown_cells import Shown
from spatial_units.importing.archives import open_archive
from spatial_units.importing.findings import Findings, some

MAX_CELLS = 15_000_000
_CHUNK = 1 << 16
_DIGITS = "0123456789"
_LETTERS = re.compile("[A-Z]{1,3}")


@dataclass
class _Seen:
    """What one pass over a sheet saw."""

    rows: int = 0
    columns: int = 0
    outermost: str = "A1"
    errors: list[str] = field(default_factory=list)
    empty_formulas: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    shown: Shown = field(default_factory=Shown)

    @property
    def cells(self) -> int:
        """Of the rectangle a reader lays out."""
        return self.rows * self.columns


class _Pass:
    """Handlers for expat, which is quick enough for a million cells and keeps nothing."""

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self.seen = _Seen()
        self._kinds = kinds
        self._row = self._column = 0
        self._reference = ""
        self._is_error = self._is_formula = self._in_value = False
        self._value = ""
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, name: str, *_: object) -> None:
        raise DTDForbidden(name, None, None)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "c":
            self._in_value = False
            self._reference = attributes.get("r", "")
            self._is_error = attributes.get("t") == "e"
            self._is_formula, self._value = False, ""
            self._take_reference()
            if kind := self._kinds.get(attributes.get("s", "0")):
                self.seen.shown.add(kind, max(self._row, 1) - 1, max(self._column, 1) - 1)
            if self._is_error:
                self._listen(True)
        elif tag == "v" or tag == "t":
            self._in_value = True
        elif tag == "f":
            self._is_formula = True
            self._listen(True)
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            self.seen.rows = max(self.seen.rows, self._row)
            self.seen.hidden_rows += attributes.get("hidden") in ("1", "true")

    def _listen(self, inside: bool) -> None:
        """What stands in a cell matters with errors and formulas only; most cells are neither."""
        self.parser.EndElementHandler = self._end if inside else None
        self.parser.CharacterDataHandler = self._text if inside else None

    def _end(self, tag: str) -> None:
        tag = _local(tag)
        if tag == "v" or tag == "t":
            self._in_value = False
        elif tag == "c":
            self._listen(False)
            if self._is_error:
                self.seen.errors.append(f"{self._reference} {self._value}".strip())
            elif self._is_formula and not self._value:
                self.seen.empty_formulas.append(self._reference)

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def _take_reference(self) -> None:
        letters = self._reference.rstrip(_DIGITS)
        digits = self._reference[len(letters) :]
        column = _column_number(letters) if 0 < len(digits) < 8 else 0
        row = int(digits) if column else self._row
        seen, self._row, self._column = self.seen, row, column or self._column + 1
        if row > seen.rows or column > seen.columns:
            seen.rows, seen.columns = max(seen.rows, row), max(seen.columns, column)
            seen.outermost = self._reference


def archive_is_harmless(path: Path, findings: Findings) -> bool:
    """Whether the file can be unpacked; asked before a reader opens it."""
    archive = open_archive(path, findings)
    if archive is None:
        return False
    archive.close()
    return True


def check_workbook(path: Path, position: int, findings: Findings) -> bool:
    """Whether the sheet at this position may be read; findings tell what it hides."""
    if not archive_is_harmless(path, findings):
        return False
    try:
        found = _seen_in(path, path.stat().st_mtime_ns, position)
    except DefusedXmlException:
        findings.error("xml_with_entities")
        return False
    except (ParseError, expat.ExpatError, zipfile.BadZipFile, ValueError, OSError) as reason:
        findings.error("excel_damaged", reason=str(reason)[:120])
        return False
    return all(_judge(seen, findings) for seen in found)


def shown_in(path: Path, position: int) -> Shown:
    """Where formats matter in a sheet that `check_workbook` let pass."""
    found = _seen_in(path, path.stat().st_mtime_ns, position)
    return found[0].shown if len(found) == 1 else Shown()


@lru_cache(maxsize=64)
def _seen_in(path: Path, changed: int, position: int) -> list[_Seen]:
    """A file that has not changed is looked through once: to choose a sheet, and to read it."""
    found = []
    with zipfile.ZipFile(path) as archive:
        kinds = kinds_by_style(archive)
        for name in _sheet_files(archive, position):
            with archive.open(name) as stream:
                found.append(_look_through(stream, kinds))
            if found[-1].cells > MAX_CELLS:
                break
    return found


def _sheet_files(archive: zipfile.ZipFile, position: int) -> list[str]:
    """The file of the sheet; all sheets where the workbook does not say which it is."""
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    targets: dict[str, str] = {}
    for _, element in _elements(archive, "xl/_rels/workbook.xml.rels"):
        targets[element.get("Id", "")] = element.get("Target", "")
    ids = [
        next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        for tag, element in _elements(archive, "xl/workbook.xml")
        if tag == "sheet"
    ]
    if position < len(ids) and (target := targets.get(ids[position])):
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name in archive.namelist():
            return [name]
    return sheets


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, Any]]:
    if name not in archive.namelist():
        return []
    with archive.open(name) as stream:
        return [
            (element.tag.rpartition("}")[2], element)
            for _, element in iterparse(stream, ("end",), forbid_dtd=True)
        ]


def _look_through(stream: IO[bytes], kinds: dict[str, Kind]) -> _Seen:
    through = _Pass(kinds)
    while part := stream.read(_CHUNK):
        through.parser.Parse(part, False)
        if through.seen.cells > MAX_CELLS:
            return through.seen
    through.parser.Parse(b"", True)
    return through.seen


def _judge(seen: _Seen, findings: Findings) -> bool:
    if seen.cells > MAX_CELLS:
        findings.error(
            "sheet_too_wide",
            cell=seen.outermost,
            millions=seen.cells / 1e6,
            limit=MAX_CELLS // 1_000_000,
        )
        return False
    if seen.errors:
        findings.warning("excel_error_cells", count=len(seen.errors), cells=some(seen.errors))
    if seen.empty_formulas:
        findings.error(
            "formulas_without_value",
            count=len(seen.empty_formulas),
            cells=some(seen.empty_formulas),
        )
    if seen.hidden_rows:
        findings.warning("hidden_rows", count=seen.hidden_rows)
    return True


@lru_cache(maxsize=20_000)
def _local(tag: str) -> str:
    """The name without its namespace; a sheet knows some dozens."""
    return tag.rpartition("}")[2]


@lru_cache(maxsize=20_000)
def _column_number(letters: str) -> int:
    """From 1; 0 where it is no column."""
    number = 0
    for letter in letters if _LETTERS.fullmatch(letters) else "":
        number = number * 26 + ord(letter) - 64
    return number
