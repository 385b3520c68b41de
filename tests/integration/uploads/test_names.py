"""Areas that a file calls by their names only, and those that stand among its headings."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from indicators.models import Upload
from indicators.presenters_problems import problem_rows
from spatial_units.models import Area
from tests.factories import NEW_AREAS, City
from tests.integration.uploads.making import CODES, sheet, uploaded
from tests.integration.uploads.test_columns import checked, client, taken_over
from tests.integration.uploads.test_uploads import counting

__all__ = ["client"]
pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

NAMES = [NEW_AREAS[code][0] for code in CODES]
VALUES = dict(zip(CODES, range(1, 8), strict=True))


def named(heading: str = "Stadtteil", names: list[str] = NAMES) -> bytes:
    return sheet([heading, "Einwohner"], *([name, at] for at, name in enumerate(names, 1)))


def sentences(upload: Upload, severity: str) -> list[str]:
    return [row.sentence for row in problem_rows(upload) if row.severity == severity]


@pytest.mark.parametrize("heading", ["Name", "Stadtteil", "Gebiet", "Schlüssel"])
def test_unique_names_do_as_codes(city: City, clerk: User, heading: str) -> None:
    upload = uploaded(city, clerk, named(heading), period="2020-12-31")
    taken_over(upload, clerk)
    assert counting(city) == VALUES
    assert sentences(upload, "note") == [
        "7 Gebiete wurden am Namen erkannt: Altstadt → 01, Brühl → 02, Grünau → 03, Höfe → 04, "
        "Südvorstadt → 05, …"
    ]


def test_a_csv_file_of_names_written_otherwise_is_read(city: City, clerk: User) -> None:
    names = ["ALTSTADT", "Bruehl", "Grünau ", "Höfe", "Süd-Vorstadt", "Weißensee / West",
             "weissensee ost"]  # fmt: skip
    lines = ["Name;Einwohner", *(f"{name};{at}" for at, name in enumerate(names, 1))]
    upload = uploaded(
        city, clerk, "\r\n".join(lines).encode("cp1252"), "a.csv", period="2020-12-31"
    )
    taken_over(upload, clerk)
    assert counting(city) == VALUES


def test_an_unknown_name_is_asked_about_with_the_one_most_like_it(city: City, clerk: User) -> None:
    names = ["Altstat", *NAMES[1:]]
    upload = uploaded(city, clerk, named(names=names), period="2020-12-31")
    (told,) = sentences(upload, "error")
    assert told.startswith("Das Gebiet „Altstat“ gibt es nicht")
    assert "Gemeint ist vielleicht „01 Altstadt“. Bitte Schlüssel oder Namen berichtigen" in told


def test_a_name_that_two_areas_have_is_asked_about(city: City, clerk: User, client: Client) -> None:
    Area.objects.filter(region=city.region, code="02").update(name="Altstadt")
    upload = uploaded(city, clerk, named(), period="2020-12-31")
    assert sentences(upload, "error")[0] == (
        "„Altstadt“ heißen mehrere Gebiete (01, 02). Bitte in der Datei den Schlüssel statt des "
        "Namens angeben oder unten die Spalte mit den Schlüsseln zuordnen."
    )
    page = client.get(reverse("upload-preview", args=[city.region.key, upload.id]))
    assert 'id="answer-columns"' in page.content.decode()


def test_a_column_assigned_as_name_is_enough_and_remembered(
    city: City, clerk: User, client: Client
) -> None:
    def strange(*values: int) -> bytes:
        rows: list[list[Any]] = [[name, n] for name, n in zip(NAMES, values, strict=True)]
        return sheet(["Ort", "Ew"], *rows)

    first = uploaded(city, clerk, strange(*range(1, 8)), period="2020-12-31")
    assert first.state == "refused"
    checked(city, client, first, use_0="name", use_1="measure:pop")
    taken_over(first, clerk)
    second = uploaded(city, clerk, strange(*range(11, 18)), period="2020-12-31")
    assert second.preview["reading"]["by"] == "template", second.findings
    taken_over(second, clerk)
    assert counting(city)["08"] == 17


def cross_table(codes: str, names: str, measure: str) -> bytes:
    rows = [
        [code, name, at, at + 1]
        for at, (code, name) in enumerate(zip(CODES, NAMES, strict=True), 1)
    ]
    return sheet(
        ["Einwohner nach Stadtteilen"], [], [codes, names, measure, None],
        [None, None, "2020", "2021"], *rows,
    )  # fmt: skip


@pytest.mark.parametrize("codes", ["Nr.", "Schlüssel"])
def test_a_cross_table_under_a_title_keeps_its_first_area(
    city: City, clerk: User, codes: str
) -> None:
    upload = uploaded(city, clerk, cross_table(codes, "Stadtteil", "Einwohner"))
    assert upload.state == "checked", upload.findings
    layout = upload.preview["reading"]["layout"]
    assert (layout["header_row"], layout["header_rows"]) == (3, 2)
    assert upload.preview["absent"] == []
    assert [(one["period"], one["new"]) for one in upload.preview["lines"]] == [
        ("2020", 7), ("2021", 7),
    ]  # fmt: skip


def test_a_cross_table_of_strange_words_is_asked_about_and_read(
    city: City, clerk: User, client: Client
) -> None:
    upload = uploaded(city, clerk, cross_table("Nr.", "Ort", "Bestand"))
    assert sentences(upload, "error") == [
        "Über den Spalten stehen Zeitbezüge: 2020, 2021. Bitte prüfen Sie unten, was jede Spalte "
        "enthält."
    ]
    checked(city, client, upload, shared="pop")
    assert upload.state == "checked", upload.findings
    assert upload.preview["absent"] == []


def test_an_area_among_the_headings_is_said_openly(city: City, clerk: User, client: Client) -> None:
    content = sheet(["Nr.", "Ort", "Ew"], *([code, f"x{code}", 5] for code in CODES))
    upload = uploaded(city, clerk, content, period="2020-12-31")
    checked(city, client, upload, header_row="2", use_0="area", use_1="", use_2="measure:pop")
    assert upload.state == "checked", upload.findings
    assert sentences(upload, "warning") == [
        "01 Altstadt steht in der Datei in Zeile 2. Diese Zeile gehört zur Kopfzeile oder steht "
        "darüber und wird nicht gelesen (1 Gebiet betroffen). Bitte unter „Spalten zuordnen“ "
        "prüfen, wo die Kopfzeile steht."
    ]


def test_every_error_is_counted_and_the_rest_is_told_last(
    city: City, clerk: User, client: Client
) -> None:
    content = sheet(["Schlüssel", "Einwohner"], *([f"x{row}", row] for row in range(87)))
    upload = uploaded(city, clerk, content, period="2020-12-31")
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    assert "87 Fehler" in html
    assert "upload_unknown_area" not in html
    assert html.index("„x19“") < html.index("… und 67 weitere Fälle wie der in der Zeile darüber.")


def test_a_title_over_all_columns_is_not_taken_for_the_headings(city: City, clerk: User) -> None:
    book = openpyxl.Workbook()
    for row in (["Bestand nach Orten"], [], ["Nr", "Ort", "Ew", "Ew"], ["01", "Altstadt", 1, 2]):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    sink = io.BytesIO()
    book.save(sink)
    upload = uploaded(city, clerk, sink.getvalue(), period="2020-12-31")
    assert "In der Kopfzeile steht: Nr, Ort, Ew." in sentences(upload, "error")[0]
