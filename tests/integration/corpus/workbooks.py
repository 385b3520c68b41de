"""What Excel and its kin put around a table: sheets, formulas, hidden parts, other formats."""

import datetime
import io
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.integration.corpus.making import (
    DAY,
    HEAD,
    PEOPLE,
    Case,
    body,
    calculated,
    either,
    excel,
    good,
    ods,
    people,
    plain,
    quotes,
    rated,
    saved,
    stopped,
    text,
    workbook,
)

LATER = plain({code: number + 5 for code, number in PEOPLE.items()})


def sheets() -> Iterator[Case]:
    yield good(
        "a cover sheet first", "E.xlsx", workbook({"Deckblatt": [["Kleinstadt"]], "Daten": plain()})
    )
    yield good(
        "notes last", "E.xlsx", workbook({"Daten": plain(), "Erläuterungen": [["Alles amtlich"]]})
    )
    yield good(
        "three empty sheets",
        "E.xlsx",
        workbook({"Tabelle1": plain(), "Tabelle2": [], "Tabelle3": []}),
    )
    yield good("empty first sheet", "E.xlsx", workbook({"Tabelle1": [], "Tabelle2": plain()}))
    two = workbook({"Daten": plain(), "Entwurf": LATER})
    yield stopped("two fitting sheets", "E.xlsx", two)
    hidden = workbook({"Daten": plain(), "Entwurf": LATER}, _hide)
    yield either("the second one hidden", "E.xlsx", hidden)
    deeply = workbook(
        {"Daten": plain(), "Entwurf": LATER}, lambda sheet: _hide(sheet, "veryHidden")
    )
    yield either("the second one hidden deeply", "E.xlsx", deeply)
    only = workbook({"Deckblatt": [["Kleinstadt"]], "Daten": plain()}, _hide)
    yield either("the table hidden", "E.xlsx", only)
    yield good("a sheet name with signs", "E.xlsx", excel(plain(), sheet="Ein & Ausw. <2023> 'ü'"))
    key = workbook(
        {"Daten": plain(), "Schlüssel": [["Schlüssel", "Name"], *([r[0], r[1]] for r in body())]}
    )
    yield either("a list of keys beside", "E.xlsx", key)


def _hide(sheet: object, how: str = "hidden") -> None:
    sheet.sheet_state = how  # type: ignore[attr-defined]


def hidden_parts() -> Iterator[Case]:
    row = excel(plain(), lambda sheet: _dimension(sheet.row_dimensions[4]))
    yield either("a hidden row", "E.xlsx", row, row=4)
    double = [*plain(), ["03", "Grünau", DAY, 1]]
    bad = excel(double, lambda sheet: _dimension(sheet.row_dimensions[9]))
    yield either("a hidden contradicting row", "E.xlsx", bad, row=9)
    more = [[*HEAD, "Quote"], *([*r, 4.5] for r in body())]
    both = {**people(), **quotes(dict.fromkeys(PEOPLE, 4.5))}
    column = excel(more, lambda sheet: _dimension(sheet.column_dimensions["E"]))
    yield either("a hidden column", "E.xlsx", column, both)
    keys = excel(plain(), lambda sheet: _dimension(sheet.column_dimensions["A"]))
    yield good("the key hidden", "E.xlsx", keys)
    filtered = excel(plain(), _filter)
    yield either("rows filtered out", "E.xlsx", filtered, row=4)
    yield good("frozen, striped and commented", "E.xlsx", excel(plain(), _decorate))
    struck = excel(plain(), lambda sheet: setattr(sheet["D4"], "font", Font(strike=True)))
    yield either("a number struck out", "E.xlsx", struck)
    yield good("rows formatted far below", "E.xlsx", excel(plain(), _far_format))


def _dimension(dimension: object) -> None:
    dimension.hidden = True  # type: ignore[attr-defined]


def _filter(sheet: object) -> None:
    sheet.auto_filter.ref = "A1:D8"  # type: ignore[attr-defined]
    sheet.auto_filter.add_filter_column(1, ["Altstadt"])  # type: ignore[attr-defined]
    for row in range(3, 9):
        sheet.row_dimensions[row].hidden = True  # type: ignore[attr-defined]


def _decorate(sheet: object) -> None:
    sheet.freeze_panes = "B2"  # type: ignore[attr-defined]
    sheet["D3"].comment = Comment("geprüft, 3.289?", "Müller")  # type: ignore[index]
    sheet.add_data_validation(DataValidation("whole", formula1="0"))  # type: ignore[attr-defined]
    sheet.add_table(Table(displayName="Einwohner", ref="A1:D8"))  # type: ignore[attr-defined]


def _far_format(sheet: object) -> None:
    for row in range(9, 600):
        sheet.cell(row, 4).number_format = "0.00"  # type: ignore[attr-defined]


def formulas() -> Iterator[Case]:
    table = plain({"04": None})
    yield good("with a result", "E.xlsx", calculated(table, {"D5": ("=12000+500", 12500)}))
    no_result = excel(plain({"04": "=12000+500"}))
    yield either("never calculated", "E.xlsx", no_result, row=5, column="Einwohner")
    every = excel(plain({code: f"=F{n}" for n, code in enumerate(PEOPLE, 2)}))
    yield stopped("none ever calculated", "E.xlsx", every, 2, "Einwohner")
    for error in ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"):
        content = calculated(rated({"04": None}), {"D5": ("=1/0", error)})
        yield stopped(error, "E.xlsx", content, 5, "Quote")
    key = calculated(plain(), {"A4": ("=1/0", "#REF!")})
    yield stopped("an error for a key", "E.xlsx", key, 4, "Schlüssel")
    day = calculated(plain(), {"C4": ("=1/0", "#VALUE!")})
    yield stopped("an error for a day", "E.xlsx", day, 4, "Stichtag")
    texts = calculated(table, {"D5": ('=""', "")})
    yield either("an empty text as result", "E.xlsx", texts, people({"04": "O"}), 5, "Einwohner")
    keys = {f"A{n}": (f'=TEXT({int(code)},"00")', code) for n, code in enumerate(PEOPLE, 2)}
    yield good("keys by formula", "E.xlsx", calculated(plain(), keys))
    true = calculated(table, {"D5": ("=1=1", True)})
    yield stopped("a truth as result", "E.xlsx", true, 5, "Einwohner")
    total = calculated([*plain(), ["Summe", None, None, None]], {"D9": ("=SUM(D2:D8)", 20715)})
    yield either("sum by formula", "E.xlsx", total, row=9)


def formats() -> Iterator[Case]:
    yield good("LibreOffice", "E.ods", ods(*map(list, plain())))
    yield good(
        "LibreOffice, a title above", "E.ods", ods(["Einwohner"], [None], *map(list, plain()))
    )
    yield good("LibreOffice, texts", "E.ods", ods(*([*row[:3], str(row[3])] for row in plain())))
    yield either(
        "LibreOffice, keys as numbers", "E.ods", ods(HEAD, *map(list, body(key=int))), row=2
    )
    yield good("macros inside", "E.xlsm", _with_macro())
    yield either("macros inside, called .xlsx", "E.xlsx", _with_macro())
    yield either("xlsx called .xls", "E.xls", excel(plain()))
    yield either("xlsx called .csv", "E.csv", excel(plain()))
    yield either("CSV called .xls", "E.xls", text(plain()))
    yield either("CSV called .xlsx", "E.xlsx", text(plain()))
    yield either("tabs called .xls", "E.xls", text(plain(), "\t", "utf-16"))
    yield either("ods called .xlsx", "E.xlsx", ods(*map(list, plain())))
    yield either("a page called .xls", "Export.xls", _page().encode())
    yield either("a page in cp1252 called .xls", "Export.xls", _page().encode("cp1252"))
    yield stopped("a page called .csv", "Export.csv", _page().encode())
    yield either("Excel 2003 XML", "E.xls", _spreadsheet_ml())
    yield either("Excel 2003 XML, as .xml", "E.xml", _spreadsheet_ml())
    yield good("inline strings", "E.xlsx", calculated(plain(), {}))
    yield good("dates of 1904", "E.xlsx", _of_1904())
    yield good("no extension in capitals", "EINWOHNER.XLSX", excel(plain()))
    yield good("umlauts in the file name", "Übersicht Höfe & Grünau (2).xlsx", excel(plain()))


def _with_macro() -> bytes:
    """A book with a macro part; what stands in it is no program."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(excel(plain()))) as old, zipfile.ZipFile(sink, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "[Content_Types].xml":
                content = content.replace(
                    b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(item, content)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return sink.getvalue()


def _page() -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in plain()
    )
    return f"<html><head><title>Höfe</title></head><body><table>{rows}</table></body></html>"


def _spreadsheet_ml() -> bytes:
    def cell(value: object) -> str:
        kind = "Number" if isinstance(value, int) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in plain())
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}"'
        f' xmlns:ss="{space}"><Worksheet ss:Name="T"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _of_1904() -> bytes:

    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in plain(day=datetime.date(2023, 12, 31)):
        book.active.append(list(row))
    return saved(book)
