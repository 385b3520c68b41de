"""How a table of shares is written, and which of its columns holds what."""

import codecs
import csv
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from spatial_units.importing.file_kinds import kind_of_file
from spatial_units.importing.findings import Findings
from spatial_units.importing.tabular import Table

HEAD_LINES = 20  # a header stands among them
MOST_CODES = 0.5  # of a column's texts that must be known for it to be a column of codes
DELIMITERS = ";\t,|"
FROM = {
    "von", "from", "alt", "quelle", "source", "vongebiet", "vonschluessel", "schluesselalt",
    "codealt", "fromcode", "fromid", "fromarea", "altgebiet", "gebietalt", "alterschluessel", "old",
}  # fmt: skip
TO = {
    "nach", "to", "neu", "ziel", "target", "zugebiet", "nachgebiet", "nachschluessel",
    "schluesselneu", "codeneu", "tocode", "toid", "toarea", "neugebiet", "gebietneu",
    "neuerschluessel", "new",
}  # fmt: skip
WEIGHT = {"gewicht", "anteil", "weight", "faktor", "share", "factor", "w", "gewichtung", "quote"}
BASIS = {"basis", "grundlage", "bezugsgroesse"}
BASES = {
    "population": {"population", "einwohner", "bevoelkerung", "personen", "inhabitants", "ew"},
    "addresses": {"addresses", "adressen", "address", "adresse", "hausnummern"},
    "area": {"area", "flaeche", "landarea", "gebietsflaeche"},
    "buildings": {"buildings", "gebaeude", "wohngebaeude", "building"},
    "other": {"other", "sonstige", "sonstiges", "andere", "anderes"},
}


@dataclass(frozen=True)
class Written:
    encoding: str
    delimiter: str
    skip_rows: int


@dataclass(frozen=True)
class Columns:
    """Headings as they stand; empty where there is no such column."""

    source: str
    target: str
    weight: str
    basis: str


def folded(text: str) -> str:
    """Small letters and digits only, umlauts spelt out.

    >>> folded("Schlüssel (neu)")
    'schluesselneu'
    """
    spelt = unicodedata.normalize("NFC", text).lower()
    for umlaut, two in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelt = spelt.replace(umlaut, two)
    return "".join(sign for sign in spelt if sign.isascii() and sign.isalnum())


def basis_named(text: str) -> str | None:
    """What the shares are of; empty for an empty cell, None where the word is unknown.

    >>> basis_named("Einwohner"), basis_named(" "), basis_named("Hunde")
    ('population', '', None)
    """
    word = folded(text)
    if not word:
        return ""
    return next((basis for basis, words in BASES.items() if word in words), None)


def written_how(path: Path, encoding: str, findings: Findings) -> Written | None:
    """Encoding, delimiter and the rows above the header; None where it is no text table."""
    if kind_of_file(path) in ("zip", "ole"):
        findings.error("crosswalk_is_excel")
        return None
    content = path.read_bytes()
    encoding = encoding or _encoding_of(content)
    lines = content.decode(encoding, "replace").removeprefix("\ufeff").splitlines()[:HEAD_LINES]
    for at, line in enumerate(lines):
        for delimiter in DELIMITERS:
            words = {folded(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])}
            if words & FROM and words & TO:
                return Written(encoding, delimiter, at)
    return _by_delimiters(encoding, lines)


def _by_delimiters(encoding: str, lines: list[str]) -> Written:
    """Unknown headings: the first line of three columns, as a title has none, else of two."""
    for columns in (3, 2):
        for at, line in enumerate(lines):
            delimiter = max(DELIMITERS, key=line.count)
            if line.count(delimiter) >= columns - 1:
                return Written(encoding, delimiter, at)
    return Written(encoding, DELIMITERS[0], 0)


def _encoding_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def columns_of(
    table: Table, from_codes: Sequence[str], to_codes: Sequence[str], findings: Findings
) -> Columns | None:
    """By their headings, else both columns of codes by what stands in them."""
    source, target = _headed(table, FROM), _headed(table, TO)
    if not source and not target:
        source = _filled_with(table, from_codes, other_than=to_codes)
        target = _filled_with(table, to_codes, other_than=from_codes)
    if not source or not target or source == target:
        findings.error("crosswalk_no_columns", header=", ".join(table.header)[:200])
        return None
    return Columns(source, target, _headed(table, WEIGHT), _headed(table, BASIS))


def _headed(table: Table, words: set[str]) -> str:
    return next((name for name in table.columns if folded(name) in words), "")


def _filled_with(table: Table, codes: Sequence[str], *, other_than: Sequence[str]) -> str:
    """The only column that mostly holds these codes and not the others; empty if there is none."""
    wanted, others = set(codes), set(other_than)
    found = []
    for name, column in table.columns.items():
        texts = {column.texts[code].strip() for code in np.unique(column.codes).tolist()}
        known, foreign = len(texts & wanted), len(texts & others)
        if known > MOST_CODES * len(texts) and known > foreign:
            found.append(name)
    return found[0] if len(found) == 1 else ""
