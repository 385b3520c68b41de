"""Files that are no table, harm whoever opens them, or hold far too much in one place."""

import io
import zipfile
from collections.abc import Iterator

from tests.integration.corpus.making import (
    DAY,
    HEAD,
    NAMES,
    PEOPLE,
    Case,
    body,
    either,
    excel,
    good,
    ods,
    people,
    plain,
    stopped,
    text,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def no_tables() -> Iterator[Case]:
    yield stopped("nothing", "E.csv", b"")
    yield stopped("nothing, called .xlsx", "E.xlsx", b"")
    yield stopped("a mark only", "E.csv", b"\xef\xbb\xbf")
    yield stopped("line ends only", "E.csv", b"\r\n" * 20)
    yield stopped("delimiters only", "E.csv", b";;;\r\n" * 20)
    yield stopped("an empty sheet", "E.xlsx", excel([]))
    yield stopped("header only", "E.csv", text([HEAD]))
    yield stopped("header only, Excel", "E.xlsx", excel([HEAD]))
    yield stopped("header and footnote", "E.xlsx", excel([HEAD, [], ["Quelle: Amt"]]))
    yield stopped("keys only", "E.csv", text([["Schlüssel"], *([code] for code in PEOPLE)]))
    yield stopped("no known measure", "E.csv", text([[*HEAD[:3], "Hunde"], *body()]))
    yield stopped("a letter", "Brief.csv", "Sehr geehrte Damen und Herren,\r\nanbei …".encode())
    yield stopped("a PDF", "E.csv", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF")
    yield stopped("a PDF called .xlsx", "E.xlsx", b"%PDF-1.7\n%%EOF")
    yield stopped("a picture", "E.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))
    yield stopped("JSON", "E.csv", b'{"Schl\\u00fcssel": ["01"], "Einwohner": [1215]}')
    yield stopped("a login page", "E.csv", b"<!DOCTYPE html><html><body>Anmelden</body></html>")
    yield stopped("a lock file of Excel", "~$E.xlsx", b"\x08M\xfcller  " + bytes(150))
    yield stopped("zeros", "E.xlsx", bytes(4096))
    yield stopped("zeros, called .csv", "E.csv", bytes(4096))
    yield stopped("a shortcut", "E.csv", b"[InternetShortcut]\r\nURL=https://example.org/\r\n")


def archives() -> Iterator[Case]:
    whole = excel(plain())
    yield stopped("Excel cut in half", "E.xlsx", whole[: len(whole) // 2])
    yield stopped("Excel without its last bytes", "E.xlsx", whole[:-30])
    yield stopped(
        "a password",
        "E.xlsx",
        OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(992),
    )
    yield stopped("an old document, damaged", "E.xls", OLE + bytes(2000))
    yield either("a zip with a CSV", "E.zip", _zip({"E.csv": text(plain())}))
    yield stopped("a zip called .xlsx", "E.xlsx", _zip({"E.csv": text(plain())}))
    yield stopped("a zip called .csv", "E.csv", _zip({"E.csv": text(plain())}))
    yield stopped("an empty zip", "E.xlsx", _zip({}))
    yield stopped("a Word document", "E.xlsx", _zip({"word/document.xml": b"<w:document/>"}))
    yield stopped("laughs in the sheet", "E.xlsx", _laughing(whole))
    yield stopped(
        "laughs in LibreOffice",
        "E.ods",
        ods(*map(list, plain()), before='<!DOCTYPE a [<!ENTITY b "c">]>'),
    )
    cipher = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    yield either("LibreOffice with a password", "E.ods", ods(*map(list, plain()), manifest=cipher))
    far = excel(plain(), lambda sheet: sheet.cell(1_048_576, 16_384, "x"))
    yield stopped("a cell at the far corner", "E.xlsx", far)
    below = excel(plain(), lambda sheet: sheet.cell(60_000, 1, "gez. Müller"))
    yield either("a remark far below", "E.xlsx", below, row=60_000)
    right = excel(plain(), lambda sheet: sheet.cell(2, 3_000, "x"))
    yield either("a remark far to the right", "E.xlsx", right)
    wide = excel([[*HEAD, *[None] * 16_000, "x"], *body()])
    yield either("a heading far to the right", "E.xlsx", wide)


def _zip(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def _laughing(book: bytes) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        files = {item: old.read(item) for item in old.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    start = sheet.index(b"<worksheet")
    files["xl/worksheets/sheet1.xml"] = bomb.encode() + sheet[start:].replace(
        b"<v>1215<", b"<v>&e9;<"
    )
    return _zip(files)


TEXTS = {
    "emoji": "Grünau 🏘️", "right to left": "Gr\u202eünau", "very long": "Grünau " * 4000,
    "injection": '=HYPERLINK("https://example.org";"Grünau")', "command": "=cmd|' /C calc'!A0",
    "plus": "+49 341", "at": "@SUM(1+1)", "markup": "<script>alert(1)</script>",
    "line breaks": "Grünau\r\nSiedlung\r\n", "quotes": 'Gr"ünau', "backslash": "Grünau\\",
    "percent": "%s%n{0}{{x}}", "control": "Grünau\x07",
}  # fmt: skip


def texts() -> Iterator[Case]:
    for name, written in TEXTS.items():
        table = [HEAD, *([*r[:1], written if r[0] == "03" else r[1], *r[2:]] for r in body())]
        yield either(f"{name} as a name, CSV", "E.csv", text(table), row=4)
        if written.isprintable() and not written.startswith("="):
            yield either(f"{name} as a name, Excel", "E.xlsx", excel(table), row=4)
        yield stopped(f"{name} as a value", "E.csv", text(plain({"03": written})), 4, "Einwohner")
        other = [HEAD, *([written if r[0] == "03" else r[0], *r[1:]] for r in body())]
        yield stopped(f"{name} as a key", "E.csv", text(other), 4, "Schlüssel")
    headed = [[*HEAD, "Bemerkung " * 3000], *([*r, "ja"] for r in body())]
    yield good("a very long heading", "E.csv", text(headed))
    many = [[*HEAD, *(f"Spalte {n}" for n in range(800))], *([*r, *[1] * 800] for r in body())]
    yield good("eight hundred other columns", "E.csv", text(many))
    big = plain({"04": 2**53 + 1})
    yield either(
        "a number no float holds", "E.csv", text(big), people({"04": 2**53 + 1}), 5, "Einwohner"
    )
    tail = [[c, NAMES[c], DAY, n] for c, n in PEOPLE.items()]
    yield either("the whole table in one column", "E.xlsx",
                 excel([[";".join(map(str, row))] for row in [HEAD, *tail]]))  # fmt: skip
