"""What an office leaves out of a declaration: sheets, footnotes, the meaning of a point."""

from pathlib import Path

import openpyxl
import pytest

from spatial_units.importing.problems import Severity
from spatial_units.importing.wording import say
from tests.unit.importing.making import codes, read_table_of, table, the

FOOTNOTE = "id;name;n\n1;Altstadt;12\n2;Hafen;7\n"
LAYOUT = {"area": {"key": {"column": "id"}}, "values": {"columns": {"pop": "n"}}}


def workbook(path: Path, **sheets: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.removeprefix("of_"))
        for row in rows:
            page.append(row)
    book.save(path)
    return path


PEOPLE: list[tuple[object, ...]] = [("key", "value"), ("01", 5), ("02", 8)]
COVER: list[tuple[object, ...]] = [("Statistikstelle",), ("Tabellen im Überblick",)]


@pytest.mark.parametrize("foot", ["Quelle: Amt\n", '"Quelle: Amt; eigene"\n', "Stand;1;2;3;4\n"])
def test_a_footnote_that_where_leaves_out_may_have_any_number_of_cells(
    tmp_path: Path, foot: str
) -> None:
    path = table(tmp_path / "x.csv", FOOTNOTE + foot)
    read = read_table_of(path, format={"delimiter": ";"}, where={"id": r"\d+"}, **LAYOUT)
    assert read.problems == []
    assert read.value.tolist() == [12, 7]


def test_a_footnote_is_an_error_that_names_where_as_the_remedy(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", FOOTNOTE + '"Quelle: Amt; eigene"\n')
    read = read_table_of(path, format={"delimiter": ";"}, **LAYOUT)
    told = say(the(read.problems, "row_has_fewer_cells"), "de")
    assert told.startswith("x.csv, Zeile 4: Die Zeile „Quelle: Amt; eigene“ hat 1 Zelle statt 3.")
    assert "„where“" in told


def test_a_row_that_where_keeps_must_be_whole(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", FOOTNOTE + "3;Nord\n4;Süd;1;2\n")
    read = read_table_of(path, format={"delimiter": ";"}, where={"id": r"\d+"}, **LAYOUT)
    assert [(p.code, p.row) for p in read.problems] == [
        ("row_has_fewer_cells", 4),
        ("row_has_other_width", 5),
    ]


@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_a_point_before_three_digits_is_asked_about(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "csv":
        table(path, "key,value\n01,1.536\n02,980\n")
    else:
        workbook(path, one=[("key", "value"), ("01", "1.536"), ("02", "980")])
    read = read_table_of(path, format={"kind": kind}, limited=True)
    problem = the(read.problems, "point_undeclared")
    assert (problem.severity, problem.row, problem.column) == (Severity.ERROR, 2, "value")
    assert problem.facts["plain"] == "1536"
    assert 'decimal: ","' in say(problem, "de")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("key,value\n01,1.536\n02,980\n", {"decimal": "."}),
        ("key,value\n01,1.536\n02,0.5\n", {}),
        ("key,value\n01,1.5361\n02,980\n", {}),
        ("key,value\n01,0.536\n02,980\n", {}),
    ],
)
def test_a_point_that_was_declared_or_is_proved_stays_a_decimal_point(
    tmp_path: Path, text: str, form: dict[str, str]
) -> None:
    read = read_table_of(table(tmp_path / "x.csv", text), format=form, limited=True)
    assert codes(read.problems) == []
    assert read.value[0] < 2


def test_another_column_proves_the_point_too(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", "key,value,share\n01,1.536,12.5\n")
    read = read_table_of(path, values={"columns": {"amount": "value", "share": "share"}})
    assert codes(read.problems) == []


def test_numbers_that_excel_holds_need_no_declaration(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", one=[("key", "value"), ("01", 1.536), ("02", 980)])
    assert read_table_of(path, format={"kind": "excel"}).value.tolist() == [1.536, 980]


def test_of_several_sheets_the_one_is_named(tmp_path: Path) -> None:
    rows = [*PEOPLE, ("03", "n. a.")]
    path = workbook(tmp_path / "x.xlsx", of_2019=PEOPLE, of_2020=rows)
    read = read_table_of(path, format={"kind": "excel", "sheet": "2020"})
    told = say(the(read.problems, "unknown_sign"), "de")
    assert told.startswith("x.xlsx, Blatt „2020“, Zeile 4, Spalte „value“: ")
    assert read_table_of(path, format={"kind": "excel", "sheet": "2019"}).sheet == "2019"


def test_a_single_sheet_goes_without_saying(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", one=[*PEOPLE, ("03", "n. a.")])
    read = read_table_of(path, format={"kind": "excel", "sheet": "one"})
    assert the(read.problems, "unknown_sign").sheet == ""


def test_a_sheet_called_by_a_bare_number_is_asked_to_be_quoted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", of_2019=PEOPLE, of_2020=PEOPLE)
    read = read_table_of(path, format={"kind": "excel", "sheet": 2019})
    assert 'sheet: "2019"' in say(the(read.problems, "sheet_needs_quotes"), "de")


def test_a_cover_sheet_taken_undeclared_is_the_cause_that_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Deckblatt=COVER, Bestand=PEOPLE)
    read = read_table_of(path, format={"kind": "excel"})
    assert codes(read.problems, Severity.ERROR) == ["first_sheet_has_no_table"]
    told = say(the(read.problems, "first_sheet_has_no_table"), "de")
    assert told.startswith("x.xlsx, Blatt „Deckblatt“: ")
    assert "Bestand" in told


def test_rows_that_repeat_are_named_both(tmp_path: Path) -> None:
    read = read_table_of(table(tmp_path / "x.csv", "key,value\n01,5\n02,6\n01,5\n01,5\n"))
    facts = the(read.problems, "duplicate_rows").facts
    assert (facts["rows"], facts["firsts"]) == ("4, 5", "2, 2")
