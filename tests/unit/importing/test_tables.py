"""Tables: encodings, delimiters, ragged rows, Excel's surprises, nested JSON."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from indicators.importing.layout import TableFormat
from indicators.importing.tables import Table, read_table
from spatial_units.importing.findings import Findings
from spatial_units.importing.problems import Problem
from tests.unit.importing.making import codes, table, the


def read(path: Path, **form: object) -> tuple[Table | None, list[Problem]]:
    findings = Findings(path.name)
    return read_table(path, TableFormat.model_validate(form), findings), findings.problems()


def cells(found: Table | None, column: str) -> list[str]:
    assert found is not None
    return list(found.columns[column])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_umlauts_survive_every_declared_encoding_and_line_end(
    tmp_path: Path, encoding: str, end: str
) -> None:
    path = table(tmp_path / "x.csv", f"Straße;n{end}Köln;1{end}Düren;2{end}", encoding)
    found, problems = read(path, encoding=encoding, delimiter=";")
    assert cells(found, "Straße") == ["Köln", "Düren"]
    assert found is not None
    assert found.row_numbers.tolist() == [2, 3]
    assert problems == []


@pytest.mark.parametrize(
    ("content", "declared", "problem", "row"),
    [
        ("a;b\nx;1\nKöln;2\n".encode("cp1252"), "utf-8", "encoding_wrong", 3),
        ("a;b\nKöln;2\n".encode(), "cp1252", "encoding_is_utf8", 2),
        ("a;b\nKöln;2\n".encode() + "Düren;3\n".encode("cp1252"), "utf-8", "encoding_mixed", 3),
        ("a;b\nKöln;2\n".encode("utf-16"), "utf-8", "encoding_other_mark", None),
        ("a;b\nKöln;2\n".encode("utf-16-le"), "utf-8", "nul_bytes", 1),
        (b"a;b\nx\x00;2\n", "utf-8", "nul_bytes", 2),
        (b"a;b\n", "utf-99", "encoding_unknown", None),
    ],
)
def test_a_wrong_encoding_is_named_with_its_row(
    tmp_path: Path, content: bytes, declared: str, problem: str, row: int | None
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    _, problems = read(path, encoding=declared, delimiter=";")
    assert codes(problems) == [problem]
    assert problems[0].row == row


def test_letters_that_were_lost_before_are_noticed(tmp_path: Path) -> None:
    lost = read(table(tmp_path / "x.csv", "a;b\nK\ufffdln;2\n"), delimiter=";")[1]
    assert (codes(lost), lost[0].row) == (["letters_lost"], 2)
    twice = read(table(tmp_path / "y.csv", "a;b\nKÃ¶ln;2\n"), delimiter=";")[1]
    assert (codes(twice), twice[0].row) == (["encoded_twice"], 2)


@pytest.mark.parametrize(
    ("text", "problem", "row"),
    [
        ("a;b\n1;2\n", "delimiter_suspected", None),
        ("a,b\n1,2\n1,2,3\n", "row_has_other_width", 3),
        ("a,b\n1\n", "row_has_fewer_cells", 2),
        ('a,b\n1,2\n"open,2\n', "quote_not_closed", 3),
        ('a,b\n"x"y,2\n', "quotes_wrong", 2),
        ("a,b\n", "only_a_header", None),
        ("a,b\n,\n\n", "only_a_header", None),
        ("\n\n", "file_empty", None),
    ],
)
def test_a_table_that_is_none_is_named_with_its_row(
    tmp_path: Path, text: str, problem: str, row: int | None
) -> None:
    _, problems = read(table(tmp_path / "x.csv", text))
    assert the(problems, problem).row == row


def test_rows_before_the_header_and_empty_rows_are_passed_over_but_counted(
    tmp_path: Path,
) -> None:
    path = table(tmp_path / "x.csv", "Amt für Statistik\n\na,b\n1,2,\n\n,\n3,4\n")
    found, problems = read(path, skip_rows=2)
    assert cells(found, "a") == ["1", "3"]
    assert found is not None
    assert found.row_numbers.tolist() == [4, 7]
    assert problems == []


def test_beyond_twenty_of_a_kind_only_their_number_is_told(tmp_path: Path) -> None:
    _, problems = read(table(tmp_path / "x.csv", "a,b\n" + "1\n" * 50))
    assert codes(problems) == ["row_has_fewer_cells"] * 20 + ["only_a_header", "and_more"]
    assert problems[-1].facts == {"code": "row_has_fewer_cells", "count": 30}


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_excel_cells_keep_their_exact_value(tmp_path: Path) -> None:
    day = datetime.datetime(2020, 12, 31)  # noqa: DTZ001
    path = sheet(tmp_path / "x.xlsx", ("key", "v", "day"), (1001000, 0.1, day), ("01", -5, None))
    found, problems = read(path, kind="excel")
    assert cells(found, "key") == ["1001000", "01"]
    assert cells(found, "v") == ["0.1", "-5"]
    assert cells(found, "day") == ["2020-12-31", ""]
    assert problems == []


def test_two_header_rows_with_line_breaks_become_one(tmp_path: Path) -> None:
    rows = (
        ("Kenn-\nziffer", "Arbeits\u00adlose", "Arbeits\u00adlose"),
        ("", 1998, 1999),
        ("1", 2, 3),
    )
    found, _ = read(sheet(tmp_path / "x.xlsx", *rows), kind="excel", header_rows=2)
    assert found is not None
    assert found.header == ["Kenn- ziffer", "Arbeitslose | 1998", "Arbeitslose | 1999"]
    assert found.row_numbers.tolist() == [3]


def test_what_excel_hides_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for row in (("key", "v"), ("a", "=1+1"), ("b", 2), ("c", 3)):
        first.append(row)
    first["B4"] = "#N/A"
    first["B4"].data_type = "e"
    first.row_dimensions[3].hidden = True
    book.create_sheet("Notizen")
    book.save(tmp_path / "x.xlsx")
    _, problems = read(tmp_path / "x.xlsx", kind="excel")
    assert set(codes(problems)) == {
        "first_sheet_taken",
        "formulas_without_value",
        "excel_error_cells",
        "hidden_rows",
    }
    assert the(problems, "formulas_without_value").facts["cells"] == "B2"
    assert the(problems, "excel_error_cells").facts["cells"] == "B4 #N/A"
    missing = read(tmp_path / "x.xlsx", kind="excel", sheet="Daten")[1]
    assert the(missing, "sheet_not_found").facts["sheets"] == "Sheet, Notizen"


def test_excel_and_csv_are_told_apart_by_their_content(tmp_path: Path) -> None:
    book = sheet(tmp_path / "x.xlsx", ("key", "v"), (1, 2))
    assert codes(read(book.rename(tmp_path / "x.csv"))[1]) == ["excel_read_as_csv"]
    text = table(tmp_path / "y.xlsx", "key,v\n1,2\n")
    assert codes(read(text, kind="excel")[1]) == ["csv_read_as_excel"]


def merged(path: Path, ranges: list[str], *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for cells_ in ranges:
        book.active.merge_cells(cells_)
    book.save(path)
    return path


def test_merged_headers_stand_above_all_their_columns(tmp_path: Path) -> None:
    path = merged(
        tmp_path / "x.xlsx",
        ["A1:E1", "A2:A3", "B2:C2", "D2:E2"],
        ("Tabelle 1",),
        ("Bezirk", "Einwohner", None, "unter 18", None),
        (None, 2021, 2022, 2021, 2022),
        ("01", 1, 2, 3, 4),
    )
    found, problems = read(path, kind="excel", skip_rows=1, header_rows=2)
    assert found is not None
    assert found.header == [
        "Bezirk", "Einwohner | 2021", "Einwohner | 2022", "unter 18 | 2021", "unter 18 | 2022",
    ]  # fmt: skip
    assert problems == []


def test_merged_labels_count_for_all_their_rows_but_merged_values_do_not(tmp_path: Path) -> None:
    path = merged(
        tmp_path / "x.xlsx",
        ["A2:A3", "C2:C3"],
        ("Jahr", "Bezirk", "Zahl"),
        (2021, "01", 5),
        (None, "02", None),
    )
    findings = Findings("x.xlsx")
    form = TableFormat(kind="excel")
    found = read_table(path, form, findings, is_label=lambda header: header != "Zahl")
    assert cells(found, "Jahr") == ["2021", "2021"]
    assert cells(found, "Zahl") == ["5", ""]
    assert the(findings.problems(), "merged_cells").facts["cells"] == "C2"


def test_nested_json_turns_its_way_into_columns(tmp_path: Path) -> None:
    text = '{"data": {"2000": {"EW": [{"d": "Mitte", "v": 0.10}, {"d": "Süd", "v": null}]}}}'
    found, problems = read(
        table(tmp_path / "x.json", text), kind="json", records="data/{year}/{item}/*"
    )
    assert cells(found, "year") == ["2000", "2000"]
    assert cells(found, "item") == ["EW", "EW"]
    assert cells(found, "v") == ["0.1", ""]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "records", "problem"),
    [
        ('{"data": []}', "data/*", "records_not_found"),
        ('{"data": [1]}', "data/*", "record_is_no_object"),
        ('{"dat": []}', "data/*", "records_not_found"),
        ('{"data": [{"v": NaN}]}', "data/*", "json_damaged"),
        ('{"data": [', "data/*", "json_damaged"),
    ],
)
def test_json_that_is_otherwise_is_named(
    tmp_path: Path, text: str, records: str, problem: str
) -> None:
    _, problems = read(table(tmp_path / "x.json", text), kind="json", records=records)
    assert codes(problems) == [problem]
