"""Bytes to text as declared; a wrong declaration is named with the row it breaks at."""

import codecs
import re

from spatial_units.importing.findings import Findings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What an umlaut or sharp s becomes when UTF-8 is read as Latin-1 and written again.
_TWICE_ENCODED = re.compile("Ã[\u0080-\u00bfŸœž„–¤¶¼]")


def decode(content: bytes, encoding: str, findings: Findings) -> str | None:
    """The text without byte order mark; None where the declared encoding does not fit."""
    try:
        declared = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        findings.error("encoding_unknown", encoding=encoding)
        return None
    marked = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    if marked and not declared.startswith(marked):
        findings.error("encoding_other_mark", declared=encoding, found=marked.upper())
        return None
    if not declared.startswith("utf-16") and b"\x00" in content:
        findings.error("nul_bytes", row=_row(content, content.index(b"\x00")))
        return None
    if not declared.startswith("utf") and _is_utf8(content):
        findings.error("encoding_is_utf8", row=_first_foreign(content), declared=encoding)
        return None
    try:
        text = content.decode("utf-8-sig" if declared == "utf-8" else declared)
    except UnicodeDecodeError as reason:
        _say_where(content, encoding, reason.start, findings)
        return None
    _look_for_damage(text, findings)
    return text.removeprefix("\ufeff")


def _say_where(content: bytes, encoding: str, at: int, findings: Findings) -> None:
    """Name the first row that breaks, and whether other rows are fine (a mixed file)."""
    row = _row(content, at)
    lines = content.split(b"\n")
    broken = sum(not _fits(line, encoding) for line in lines)
    foreign = sum(not line.isascii() for line in lines)
    found = f"0x{content[at]:02X}"
    if foreign > broken:
        findings.error("encoding_mixed", row=row, declared=encoding, count=broken, total=foreign)
    else:
        findings.error("encoding_wrong", row=row, declared=encoding, found=found, count=broken)


def _fits(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(content: bytes) -> bool:
    """Whether the bytes hold umlauts that only make sense as UTF-8."""
    return not content.isascii() and _fits(content, "utf-8")


def _first_foreign(content: bytes) -> int:
    return _row(content, next(at for at, octet in enumerate(content) if octet > 127))


def _row(content: bytes, at: int) -> int:
    before = content[:at]
    return (before.count(b"\n") or before.count(b"\r")) + 1


def _look_for_damage(text: str, findings: Findings) -> None:
    if (count := text.count("\ufffd")) > 0:
        at = text.index("\ufffd")
        findings.warning("letters_lost", row=text.count("\n", 0, at) + 1, count=count)
    if found := _TWICE_ENCODED.search(text):
        row = text.count("\n", 0, found.start()) + 1
        findings.warning("encoded_twice", row=row, example=found.group())
