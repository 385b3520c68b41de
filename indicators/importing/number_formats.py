"""What the number formats of an .xlsx workbook make of a cell: 0.27 is shown as 27 %, a day as
its year or month only.

The reader of values does not tell the formats; here `xl/styles.xml` is read as a stream.
"""

import re
import zipfile
from typing import Literal
from xml.parsers import expat

from defusedxml import DTDForbidden

Kind = Literal["percent", "year", "month"]

MOST_FORMATS = 70_000  # Excel allows 65,490 of cells
_STYLES = "xl/styles.xml"
_CHUNK = 1 << 16
# Texts in quotes, signs after \ (shown), _ (left blank) or * (repeated), and what stands in
# brackets (a colour, a language, a condition).
_NO_FORMAT = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]', re.DOTALL)
# Formats that a workbook need not write out, by their number.
_BUILT_IN = {"9": "0%", "10": "0.00%", "17": "mmm-yy"}


def shown_as(code: str) -> Kind | None:
    """How a format shows what a cell holds, where that is not what it holds.

    >>> shown_as("0.0%"), shown_as('0.0" %"'), shown_as("[$-407]mmm yyyy"), shown_as("yyyy")
    ('percent', None, 'month', 'year')
    """
    bare = _NO_FORMAT.sub("", code).partition(";")[0].lower()
    if "%" in bare:
        return "percent"
    letters = set(filter(str.isalpha, bare))
    if letters == {"y"}:
        return "year"
    return "month" if letters == {"y", "m"} else None


def kinds_by_style(archive: zipfile.ZipFile) -> dict[str, Kind]:
    """What the `s` of a cell means, for those that matter; empty without styles.

    ValueError where there are too many of them, and the errors of the parser.
    """
    if _STYLES not in archive.namelist():
        return {}
    styles = _Pass()
    with archive.open(_STYLES) as stream:
        while part := stream.read(_CHUNK):
            styles.parser.Parse(part, False)
    styles.parser.Parse(b"", True)
    found = {
        str(at): shown_as(styles.codes.get(number, _BUILT_IN.get(number, "")))
        for at, number in enumerate(styles.of_cells)
    }
    return {style: kind for style, kind in found.items() if kind}


class _Pass:
    """Handlers for expat: the codes of formats by their number, and the number of each style."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.of_cells: list[str] = []
        self._in_cells = False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, name: str, *_: object) -> None:
        raise DTDForbidden(name, None, None)

    def _start(self, tag: str, said: dict[str, str]) -> None:
        kind = tag.rpartition("}")[2]
        if kind == "numFmt":
            self.codes[said.get("numFmtId", "")] = said.get("formatCode", "")[:255]
        elif kind == "cellXfs":
            self._in_cells = True
        elif kind == "xf" and self._in_cells:
            self.of_cells.append(said.get("numFmtId", "0"))
        if len(self.codes) + len(self.of_cells) > MOST_FORMATS:
            raise ValueError("too many formats")

    def _end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "cellXfs":
            self._in_cells = False
