"""Text files: encodings, delimiters, ends of lines, quotes and ragged rows."""

import csv
import unicodedata
from collections.abc import Iterator

from tests.integration.corpus.making import (
    HEAD,
    Case,
    body,
    either,
    good,
    plain,
    quotes,
    rated,
    stopped,
    text,
    without,
)

DELIMITERS = {"semicolon": ";", "comma": ",", "tab": "\t", "pipe": "|"}
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "iso-8859-15", "utf-16", "utf-16-be", "utf-16-le"]


def encodings() -> Iterator[Case]:
    for encoding in ENCODINGS[:5]:
        yield good(encoding, "Einwohner.csv", text(plain(), encoding=encoding))
    yield good("UTF-16 BE with mark", "E.csv", b"\xfe\xff" + text(plain(), encoding="utf-16-be"))
    yield either("UTF-16 LE without mark", "E.csv", text(plain(), encoding="utf-16-le"))
    yield either("UTF-16 BE without mark", "E.csv", text(plain(), encoding="utf-16-be"))
    yield good("UTF-16 with tabs", "Unicode.txt", text(plain(), "\t", encoding="utf-16"))
    yield either("MS-DOS", "E.csv", text(plain(), encoding="cp850"))
    yield either("Macintosh", "E.csv", text(plain(), encoding="mac-roman", end="\r"))
    yield either("two marks", "E.csv", b"\xef\xbb\xbf" + text(plain()))
    yield either(
        "a broken byte in a name", "E.csv", text(plain()).replace(b"Gr\xc3\xbc", b"Gr\xc3")
    )
    yield either(
        "half UTF-8, half cp1252", "E.csv", text(plain()).replace("Höfe".encode(), b"H\xf6fe")
    )
    decomposed = unicodedata.normalize("NFD", text(plain(), encoding="utf-8").decode())
    yield good("decomposed umlauts", "E.csv", decomposed.encode())
    twice = text(plain(), encoding="utf-8").decode("cp1252", "replace").encode()
    yield either("garbled twice", "E.csv", twice)
    ascii_head = [["Schluessel", "Name", "Stichtag", "Einwohner"], *body()]
    yield good("Schluessel", "E.csv", text(ascii_head))


def delimiters() -> Iterator[Case]:
    for name, mark in DELIMITERS.items():
        for encoding in ("utf-8", "cp1252"):
            yield good(f"{name}, {encoding}", "E.csv", text(plain(), mark, encoding))
        decimals = rated({"01": "4,5", "02": "12,8", "03": "0,0", "04": "27,0", "05": "3,2",
                          "07": "7,5", "08": "110,25"})  # fmt: skip
        yield good(f"{name} beside decimal commas", "E.csv", text(decimals, mark), quotes())
    yield good("tabs called .tsv", "E.tsv", text(plain(), "\t"))
    yield good("tabs called .txt", "E.txt", text(plain(), "\t"))
    yield good("capital extension", "E.CSV", text(plain()))
    yield good("sep= line", "E.csv", b"sep=;\r\n" + text(plain(), encoding="cp1252"))
    yield good("sep=, line", "E.csv", b"sep=,\r\n" + text(plain(), ",", encoding="cp1252"))
    titled = [["Einwohner, nach Stadtteilen, am 31.12.2023"], [], *plain()]
    yield good("commas in the title", "E.csv", text(titled))
    names = [HEAD, *([row[0], f"{row[1]}, Stadtteil", *row[2:]] for row in body())]
    yield either("commas in all names", "E.csv", text(names))
    yield good("comma and point", "E.csv", text(rated({}), ","), quotes())
    odd = text(plain(), " ; ".strip()).replace(b";", b" ; ")
    yield good("spaces around the delimiter", "E.csv", odd)
    yield either("two spaces as delimiter", "E.txt", text(plain(), "\t").replace(b"\t", b"   "))


def lines() -> Iterator[Case]:
    for name, end in {"CRLF": "\r\n", "LF": "\n", "CR": "\r"}.items():
        yield good(name, "E.csv", text(plain(), end=end))
        yield good(f"{name}, none at the end", "E.csv", text(plain(), end=end).rstrip())
    yield good("all quoted", "E.csv", text(plain(), quoting=csv.QUOTE_ALL))
    yield good("all quoted, commas", "E.csv", text(plain(), ",", quoting=csv.QUOTE_ALL))
    yield good("texts quoted", "E.csv", text(plain(), quoting=csv.QUOTE_NONNUMERIC))
    mixed = text(plain(), end="\n").split(b"\n")
    yield good("mixed ends", "E.csv", b"\r\n".join(mixed[:4]) + b"\n" + b"\n".join(mixed[4:]))
    yield good("line break in a name", "E.csv", _named('"Grünau\n(mit Siedlung)"'))
    yield good("quotes in a name", "E.csv", _named('"Grünau ""Alt"""'))
    yield either("bare quotes in a name", "E.csv", _named('Grünau "Alt"'))
    yield either("quote never closed", "E.csv", _named('"Grünau'), row=4)
    yield good("single quote in a name", "E.csv", _named("Grünau 'Alt"))
    ends = text(plain()).replace(b"\r\n", b";\r\n")
    yield good("delimiter at each end", "E.csv", ends)
    yield good("five delimiters at each end", "E.csv", text(plain()).replace(b"\r\n", b";;;;;\r\n"))
    padded = [[f"  {cell} " for cell in row] for row in plain()]
    yield good("spaces around all cells", "E.csv", text(padded))
    yield good("empty lines between", "E.csv", text(plain(), end="\r\n\r\n"))
    yield good("lines of delimiters below", "E.csv", text(plain()) + b";;;\r\n" * 40)
    yield good("comment lines above", "E.csv", b"# Quelle: Melderegister\r\n#\r\n" + text(plain()))
    yield good("comment below", "E.csv", text(plain()) + b"# Ende der Datei\r\n")
    yield good("end of file mark of DOS", "E.csv", text(plain()) + b"\x1a")
    yield either("NUL bytes", "E.csv", text(plain()).replace(b"Altstadt", b"Alt\x00stadt"))
    short = [*plain()[:-1], ["08", "Weißensee-Ost", "31.12.2023"]]
    yield either("last row too short", "E.csv", text(short), without(["08"]), row=8)
    shifted = [
        *plain({"03": None})[:3],
        ["03", "Grünau", "Siedlung", "31.12.2023", 970],
        *plain()[4:],
    ]
    yield stopped("row shifted by a delimiter in the name", "E.csv", text(shifted), row=4)
    longer = [*plain()[:3], ["03", "Grünau", "31.12.2023", 970, "siehe Fußnote"], *plain()[4:]]
    yield either("remark beyond the header", "E.csv", text(longer), row=4)
    cut = [*plain()[:-1], ["08", "Weißens"]]
    yield either("cut off in the last row", "E.csv", text(cut)[:-2], without(["08"]), row=8)
    halves = text(plain({"04": "12,500"}), ",", encoding="utf-8").replace(b'"', b"")
    yield stopped("thousands comma not quoted", "E.csv", halves, row=5)


def _named(name: str) -> bytes:
    return text(plain()).replace("Grünau".encode(), name.encode())
