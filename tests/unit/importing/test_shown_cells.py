"""Cells are read as Excel shows them: per cent, a year, a month."""

import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from indicators.importing.layout import TableFormat
from indicators.importing.number_formats import shown_as
from indicators.importing.tables import Table, read_table
from spatial_units.importing.findings import Findings
from spatial_units.importing.problems import Problem
from tests.unit.importing.making import codes, the
from tests.unit.importing.test_tables import cells


def formatted(path: Path, formats: dict[str, str], *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for cell, code in formats.items():
        book.active[cell].number_format = code
    book.save(path)
    return path


def read_labelled(path: Path) -> tuple[Table | None, list[Problem]]:
    findings = Findings("x.xlsx")
    form = TableFormat(kind="excel")
    found = read_table(path, form, findings, is_label=lambda header: header != "v")
    return found, findings.problems()


def test_what_excel_shows_in_per_cent_is_taken_so(tmp_path: Path) -> None:
    formats = {"B2": "0%", "B3": "0.0%", "B4": '0.0" %"', "B6": "0.00%", "A6": "0%"}
    rows = (("key", "v"), ("a", 0.07), ("b", 0.128), ("c", 5), ("d", 0.3), (0.5, 0))
    found, problems = read_labelled(formatted(tmp_path / "x.xlsx", formats, *rows))
    assert cells(found, "v") == ["7", "12.8", "5", "0.3", "0"]
    assert cells(found, "key")[-1] == "0.5"
    told = the(problems, "percent_cells")
    assert (told.row, told.column) == (2, "v")
    assert told.facts == {"count": 2, "before": 0.07, "after": 7.0}


def test_a_day_of_which_excel_shows_less_is_a_period(tmp_path: Path) -> None:
    day = datetime.date(2023, 12, 31)
    formats = dict.fromkeys(("A1", "A2", "B2"), "yyyy")
    formats |= {"A3": "[$-407]mmm\\ yy;@", "A4": "dd.mm.yyyy"}
    path = formatted(tmp_path / "x.xlsx", formats, (day, "v"), (day, day), (day, 1), (day, 2))
    found, problems = read_labelled(path)
    assert cells(found, "2023") == ["2023", "2023-12", "2023-12-31"]
    assert cells(found, "v")[0] == "2023-12-31"  # a day among numbers is none
    told = the(problems, "days_shown_in_part")
    assert (told.row, told.column, told.facts) == (2, "2023", {"count": 2})


@pytest.mark.parametrize("code", ["dd.mm.yyyy", "yyyy"])
def test_a_year_in_a_cell_for_days_is_refused(tmp_path: Path, code: str) -> None:
    path = formatted(tmp_path / "x.xlsx", {"A3": code}, ("day", "v"), (2022, 1), (2023, 2))
    told = the(read_labelled(path)[1], "year_as_day")
    assert (told.row, told.column) == (3, "day")
    assert told.facts == {"day": "15.07.1905", "year": "2023", "count": 1, "rows": "3"}


def test_cells_that_do_not_say_where_they_stand_keep_their_format(tmp_path: Path) -> None:
    path = formatted(tmp_path / "x.xlsx", {"B2": "0%"}, ("key", "v"), ("a", 0.07))
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    files[name] = re.sub(rb'(<(?:c|row)) r="[A-Z0-9]+"', rb"\1", files[name])
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    assert cells(read_labelled(path)[0], "v") == ["7"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", None), ("0.00E+00", None), ("#,##0.00", None), ("@", None), ("0\\%", None),
        ("[Red]0%", "percent"), ("0.0 %;-0.0 %", "percent"), ("mm/yyyy", "month"), ("yy", "year"),
        ('"Jahr "yyyy', "year"), ("mmmm", None), ("yyyy-mm-dd", None), ("[h]:mm", None),
    ],
)  # fmt: skip
def test_a_format_tells_how_a_cell_is_shown(code: str, kind: str | None) -> None:
    assert shown_as(code) == kind


def test_hostile_styles_are_refused(tmp_path: Path) -> None:
    path = formatted(tmp_path / "x.xlsx", {}, ("key", "v"), ("a", 0.07))
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    for hostile, code in (
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><styleSheet/>', "xml_with_entities"),
        (
            b"<s><cellXfs>" + b"<xf/>" * 80_000 + b"</cellXfs></s>",
            "excel_damaged",
        ),
        (b"<styleSheet>", "excel_damaged"),
    ):
        with zipfile.ZipFile(path, "w") as made:
            for name, content in (files | {"xl/styles.xml": hostile}).items():
                made.writestr(name, content)
        assert codes(read_labelled(path)[1]) == [code]
