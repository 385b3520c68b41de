"""Numbers a clerk hardly meant: too large to keep, words, and leaps from what counts now."""

import pytest

from accounts.models import User
from indicators.models import Upload
from indicators.presenters_uploads import ProblemRow, problem_rows
from tests.factories import City
from tests.integration.uploads.making import CODES, committed, sheet, table, uploaded

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
    assert "für Zeiträume wie 2020" in row.sentence
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
