"""A row below the header that only says what the columns count, and errors of Excel's formulas."""

import pytest

from accounts.models import User
from indicators.presenters_problems import problem_rows
from tests.factories import City
from tests.integration.uploads.making import sheet, uploaded
from tests.integration.uploads.test_uploads import codes_of

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
HEADER = ["Schlüssel", "Stichtag", "Einwohner", "Quote"]


def test_a_row_of_units_is_left_out_and_said(city: City, clerk: User) -> None:
    rows = [HEADER, [None, None, "Personen", "%"], ["01", "31.12.2020", 10, 5]]
    upload = uploaded(city, clerk, sheet(*rows))
    assert upload.state == "checked", upload.findings
    assert upload.preview["values"] == 2
    sentences = [one.sentence for one in problem_rows(upload)]
    assert "Diese Zeile nennt nur Einheiten (Personen, %) und wird übergangen." in sentences


@pytest.mark.parametrize("first", [[None, None, "1.000 Personen", "%"], [None, None, 12, "%"]])
def test_a_row_with_a_number_in_it_is_no_row_of_units(
    city: City, clerk: User, first: list[object]
) -> None:
    upload = uploaded(city, clerk, sheet(HEADER, first, ["01", "31.12.2020", 10, 5]))
    assert codes_of(upload)


def test_an_error_of_a_formula_must_be_mended(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, sheet(HEADER, ["01", "31.12.2020", 10, "#REF!"]))
    sentences = " ".join(one.sentence for one in problem_rows(upload) if one.severity == "error")
    assert "gilt als leer" not in sentences
    assert "Bitte die Formel berichtigen oder die Zelle leeren." in sentences
