"""Numbers a clerk hardly meant: too large to keep, words, and leaps from what counts now."""

import io

import openpyxl
import pytest

from accounts.models import User
from indicators.models import Measure, MeasureValue, Slice, Upload
from indicators.presenters_problems import ProblemRow, problem_rows
from tests.factories import City
from tests.integration.uploads.making import CODES, committed, sheet, table, uploaded
from tests.integration.uploads.opendocument import cell, ods
from tests.integration.uploads.opendocument import row as row_of

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def told(upload: Upload, severity: str) -> list[ProblemRow]:
    return [row for row in problem_rows(upload) if row.severity == severity]


@pytest.mark.parametrize("written", ["9" * 26, 10**25, -(10**25)])
def test_a_number_too_large_to_keep_is_refused(city: City, clerk: User, written: str | int) -> None:
    upload = uploaded(city, clerk, sheet(["Code", "Jahr", "Quote"], ["01", "2020", written]))
    (row,) = told(upload, "error")
    assert (row.row, row.column) == (2, "Quote")
    assert "1 Zahl ist zu groß" in row.sentence
    assert "Die größte erlaubte Zahl ist 9" in row.sentence


def test_a_word_is_no_sign_to_explain(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table({"01": 5, "02": "zwölf", "03": "zwölf"}))
    (row,) = told(upload, "error")
    assert (row.row, row.column, row.asks) == (3, "Einwohner", "")
    assert row.sentence.startswith("„zwölf“ ist keine Zahl (2 Zellen, Zeilen 3, 4).")


@pytest.mark.parametrize("sign", ["x", "k.A.", "kA", "geheim"])
def test_signs_abbreviations_and_words_for_gaps_are_asked_for(
    city: City, clerk: User, sign: str
) -> None:
    upload = uploaded(city, clerk, table({"01": 5, "02": sign}))
    assert [row.asks for row in told(upload, "error")] == ["signs"]


def test_a_leap_is_a_warning_and_can_be_taken_over(city: City, clerk: User) -> None:
    committed(city, clerk, table({"01": 10, "02": 20, "03": 30, "04": 0}))
    content = table({"01": 100, "02": 201, "03": 2, "04": 500})
    (row,) = told(uploaded(city, clerk, content), "warning")
    assert row.sentence == (
        "2 Werte sind mehr als 10-mal so groß oder so klein wie bisher, zum Beispiel"
        " „Einwohner“ in 02 Brühl: bisher 20, neu 201."
    )
    committed(city, clerk, content)


def test_usual_changes_are_no_leaps(city: City, clerk: User) -> None:
    committed(city, clerk, table({"01": 10, "02": 20}))
    assert told(uploaded(city, clerk, table({"01": 99, "02": 3})), "warning") == []


def test_another_kind_of_period_than_before_is_warned_of(city: City, clerk: User) -> None:
    head = ["Code", "Stichtag", "Einwohner"]
    committed(city, clerk, sheet(head, ["01", "2020", 10]))
    (row,) = told(uploaded(city, clerk, sheet(head, ["01", "31.12.2020", 10])), "warning")
    assert "für Zeitbezüge wie 2020" in row.sentence
    assert told(uploaded(city, clerk, sheet(head, ["01", "2021", 10])), "warning") == []


def test_the_notation_of_a_file_is_asked_for_once(city: City, clerk: User) -> None:
    content = "Schlüssel;Stichtag;Einwohner;Quote\n" + "".join(
        f"{code};31.12.2020;27.515;1.234\n" for code in CODES
    )
    upload = uploaded(city, clerk, content.encode(), name="a.csv")
    (row,) = told(upload, "error")
    assert (row.row, row.column, row.asks) == (2, "Einwohner", "notation")
    assert row.sentence == (
        "„27.515“ ist mehrdeutig: Tausender oder eine Kommazahl? Betroffen sind 14 Zellen in"
        " 2 Spalten. Bitte unter „Schreibweise der Zahlen“ auswählen, was der Punkt bedeutet."
    )


@pytest.mark.parametrize("written", ["1e5", "1E+05", "1,23E+05", "1,5E-3"])
def test_the_short_form_of_a_number_is_refused(city: City, clerk: User, written: str) -> None:
    upload = uploaded(city, clerk, f"Code;Jahr;Quote\n01;2020;{written}".encode(), name="a.csv")
    (row,) = told(upload, "error")
    assert (row.row, row.column) == (2, "Quote")
    assert row.sentence.startswith(f"„{written}“ ist die Kurzform einer Zahl, wie Excel sie")


def test_a_large_number_of_excel_is_no_text(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, sheet(["Code", "Jahr", "Quote"], ["01", "2020", 1e5]))
    assert upload.state == "checked", upload.findings


def test_a_telephone_number_is_no_number(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table({"01": 5, "02": "+49 341"}))
    (row,) = told(upload, "error")
    assert (row.row, row.column) == (3, "Einwohner")
    assert row.sentence.startswith("„+49 341“ kann eine Telefonnummer sein (1 Zelle, Zeile 3).")


def in_percent(*values: float) -> bytes:
    shares: dict[str, object] = dict(zip(CODES, values, strict=False))
    book = openpyxl.load_workbook(io.BytesIO(table(shares, "Quote")))
    for row in book.active.iter_rows(min_row=2, min_col=3):
        row[0].number_format = "0.0%"
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def test_cells_in_per_cent_are_taken_as_they_are_seen_and_this_is_said(
    city: City, clerk: User
) -> None:
    upload = committed(city, clerk, in_percent(0.27, 0.045))
    assert values_of(upload, "rate") == [27.0, 4.5]
    (row,) = told(upload, "note")
    assert (row.row, row.column) == (2, "Quote")
    assert row.sentence == (
        "2 Zellen sind in Prozent formatiert. Übernommen wird, was Sie im Blatt sehen: 27 statt"
        " 0,27."
    )


def test_per_cent_of_opendocument_is_known_too(city: City, clerk: User) -> None:
    share = '<table:table-cell office:value-type="percentage" office:value="0.27"/>'
    rows = [row_of(cell(code), cell("2020"), share) for code in CODES]
    upload = committed(city, clerk, ods(["Code", "Jahr", "Quote"], *rows), name="a.ods")
    assert values_of(upload, "rate") == [27.0] * 7


def test_counts_are_not_given_in_per_cent(city: City, clerk: User) -> None:
    Measure.objects.filter(key="rate").update(kind="amount")
    upload = uploaded(city, clerk, in_percent(0.27, 0.045))
    (row,) = told(upload, "error")
    assert (row.row, row.column) == (2, "Quote")
    assert "sonst bitte als „Zahl“ formatieren" in row.sentence


@pytest.mark.parametrize(("unit", "warned"), [("Prozent", True), ("%", True), ("Index", False)])
def test_values_below_one_are_doubtful_per_cents(
    city: City, clerk: User, unit: str, warned: bool
) -> None:
    Measure.objects.filter(key="rate").update(unit_de=unit)
    rows = "".join(f"\n{code};2020;0,{at}" for at, code in enumerate(CODES))
    upload = uploaded(city, clerk, f"Code;Jahr;Quote{rows}".encode(), name="a.csv")
    assert upload.state == "checked"
    warnings = told(upload, "warning")
    assert [(one.row, one.column) for one in warnings] == ([(3, "Quote")] if warned else [])
    if warned:
        assert warnings[0].sentence.startswith("Alle 6 Werte von „Quote“ liegen zwischen 0 und 1.")
    once = uploaded(city, clerk, f"Code;Jahr;Quote{rows}\n99;2019;5".encode(), name="a.csv")
    assert "upload_fractions" not in [one["code"] for one in once.findings]


def values_of(upload: Upload, measure: str) -> list[float]:
    slices = Slice.objects.filter(delivery=upload.delivery, measure__key=measure)
    found = MeasureValue.objects.filter(slice_id__in=slices.values("id")).order_by("area_id")
    return [row.value for row in found if row.value is not None]


@pytest.mark.parametrize(
    ("cells", "is_read"),
    [
        (["4.5", "12.80", "7"], True),
        (["4.5", "-0.5", "x"], True),
        (["4.5", "12,8", "12.5", "13.5"], False),
        (["4.5", "1.234"], False),
        (["4.5", "1.234.567"], False),
        (["1.234", "2.345"], False),
    ],
)
def test_points_are_decimals_where_nothing_else_can_be_meant(
    city: City, clerk: User, cells: list[str], is_read: bool
) -> None:
    lines = "".join(f"\n{code};2020;{n}" for code, n in zip(CODES, cells, strict=False))
    signs = {"": "missing", "x": "missing"}
    upload = uploaded(city, clerk, f"Code;Jahr;Quote{lines}".encode(), name="a.csv", signs=signs)
    assert (upload.state == "checked") is is_read
    if is_read:
        (row,) = told(upload, "note")
        assert (row.row, row.column) == (2, "Quote")
        assert "„4.5“ kann nichts anderes heißen" in row.sentence


def test_of_decimal_points_the_odd_cell_is_named(city: City, clerk: User) -> None:
    content = b"Code;Jahr;Quote\n01;2020;4.5\n02;2020;12.8\n03;2020;4.5.6"
    (row,) = told(uploaded(city, clerk, content, name="a.csv"), "error")
    assert (row.row, row.column) == (4, "Quote")
