"""LibreOffice's files and tables with tabs are read like Excel's, with the same guards."""

import pytest

from accounts.models import User
from indicators.models import Delivery
from tests.factories import City
from tests.integration.uploads.making import CODES, FIRST, committed, uploaded
from tests.integration.uploads.opendocument import cell, ods, row
from tests.integration.uploads.test_uploads import codes_of, counting

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

HEAD: list[object] = ["Schlüssel", "Stichtag", "Einwohner"]


def test_a_sheet_of_libreoffice_is_read(city: City, clerk: User) -> None:
    rows: list[list[object]] = [[code, "31.12.2020", n] for code, n in FIRST.items()]
    committed(city, clerk, ods(["Titel"], HEAD, *rows), name="a.ods")
    assert counting(city) == FIRST


def test_merged_headings_and_years_above_columns_are_read(city: City, clerk: User) -> None:
    head = row(
        cell("Schlüssel"), cell("Einwohner", 'table:number-columns-spanned="2"'),
        "<table:covered-table-cell/>",
    )  # fmt: skip
    years: list[object] = [None, "2020", "2021"]
    upload = uploaded(city, clerk, ods(head, years, *([c, 1, 2] for c in CODES)), name="a.ods")
    assert upload.state == "checked", upload.findings
    assert [one["new"] for one in upload.preview["lines"]] == [7, 7]


BAD = {
    "a million columns in each of a million rows": (
        ods(HEAD, row(cell(5, 'table:number-columns-repeated="16384"'),
                      more='table:number-rows-repeated="1048576"')),
        "sheet_too_wide",
    ),
    "a cell far away": (
        ods(HEAD, row(cell(None), more='table:number-rows-repeated="1000000"'),
            row(cell(None, 'table:number-columns-repeated="16000"'), cell(5))),
        "sheet_too_wide",
    ),
    "entities": (
        ods(HEAD, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "xml_with_entities"
    ),
    "locked": (ods(HEAD, manifest="<m><encryption-data/></m>"), "archive_encrypted"),
    "broken": (ods(HEAD, "<table:table-row>"), "excel_damaged"),
    "a formula nobody worked out": (
        ods(HEAD, row(cell("01"), cell("2020"), '<table:table-cell table:formula="of:=1+1"/>')),
        "formulas_without_value",
    ),
    "a cell with an error": (
        ods(HEAD, row(cell("01"), cell("2020"), cell("", 'calcext:value-type="error"'))),
        "excel_error_cells",
    ),
    "merged values": (
        ods(HEAD, row(cell("01"), cell("2020"), cell(5, 'table:number-rows-spanned="2"')),
            row(cell("02"), cell("2020"), "<table:covered-table-cell/>")),
        "merged_cells",
    ),
    "a span without end": (
        ods(HEAD, row(cell("01"), cell("2020"),
                      cell(5, 'table:number-columns-spanned="99999999999"'))),
        "merged_cells",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_hostile_or_doubtful_is_refused(city: City, clerk: User, name: str) -> None:
    content, code = BAD[name]
    upload = uploaded(city, clerk, content, name="a.ods")
    assert upload.state == "refused"
    assert code in codes_of(upload), codes_of(upload)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_table_with_tabs_is_read(city: City, clerk: User, encoding: str) -> None:
    rows = "".join(f"{code}\t31.12.2020\t{n}\n" for code, n in FIRST.items())
    content = ("Schlüssel\tStichtag\tEinwohner\n" + rows).encode(encoding)
    committed(city, clerk, content, name="a.tsv")
    assert counting(city) == FIRST
