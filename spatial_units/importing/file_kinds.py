"""What a file is by its first bytes, whatever its name says."""

from pathlib import Path

MAX_BYTES = 256 * 1024**2

# What files begin with. The order counts: the first that fits wins.
_BEGINNINGS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)


def kind_of(head: bytes) -> str:
    """One of the kinds above, or html, xml, json, text; `empty` where there is nothing.

    A file that begins like text but is no JSON, XML or HTML is `text`.
    """
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "empty"
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    if start.startswith(b"<"):
        return "xml"
    if start.startswith((b"{", b"[")):
        return "json"
    return "text"


def is_excel(content: bytes) -> bool:
    """Whether a whole file is an Excel workbook, old or new."""
    kind = kind_of(content[:4096])
    return kind == "ole" or (kind == "zip" and b"xl/workbook" in content)


def kind_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return kind_of(file.read(4096))
