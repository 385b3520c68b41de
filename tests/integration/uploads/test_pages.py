"""The pages of an upload: who may see them, and what they say to anything at all."""

import datetime
import io
import random
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import Organisation, User
from indicators import withdrawing
from indicators.models import Delivery, Upload
from tests.factories import City, make_city
from tests.integration.uploads.making import FIRST, committed, sheet, table, uploaded

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.fixture
def client(clerk: User) -> Client:
    translation.activate("de")  # `reverse` follows what an earlier test's page left behind
    client = Client()
    client.force_login(clerk)
    return client


def said(**more: str) -> dict[str, str]:
    return {
        "level": "stadtteil", "source": "amt", "mode": "complete", "notation": "ask",
        "sign_0": "missing",
    } | more  # fmt: skip


def test_only_staff_of_the_region_gets_in(city: City, client: Client) -> None:
    address = reverse("upload", args=[city.region.key])
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 302
    other = make_city("anderswo", with_packs=False)
    office = Organisation.objects.create(region=other.region, key="amt", name="Amt")
    stranger = Client()
    stranger.force_login(User.objects.create_user("fremd", organisation=office, roles=["steward"]))
    upload = uploaded(city, User.objects.get(username="amt"), table(FIRST))
    for name, arguments in (
        ("upload", []), ("upload-preview", [upload.id]), ("upload-template", []),
        ("job", [upload.job_id]),
    ):  # fmt: skip
        assert stranger.get(reverse(name, args=[city.region.key, *arguments])).status_code == 404
    for name in ("upload-check", "upload-commit", "upload-discard"):
        address = reverse(name, args=[city.region.key, upload.id])
        assert stranger.post(address).status_code == 404
        assert client.get(address).status_code == 405
    own = reverse("upload-preview", args=["anderswo", upload.id])
    assert stranger.get(own).status_code == 404


def test_without_a_token_nothing_is_received(city: City, clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    file = SimpleUploadedFile("a.xlsx", table(FIRST))
    response = client.post(reverse("upload", args=[city.region.key]), said() | {"file": file})
    assert response.status_code == 403
    assert not Upload.objects.exists()


def test_a_file_above_the_limit_is_refused_in_words(
    city: City, client: Client, settings: object
) -> None:
    settings.UPLOAD_MAX_BYTES = 2 * 1024**2  # type: ignore[attr-defined]
    file = SimpleUploadedFile("a.csv", b"x" * (4 * 1024**2))
    response = client.post(reverse("upload", args=[city.region.key]), said() | {"file": file})
    assert response.status_code == 413
    assert "höchstens 2 MB" in response.content.decode()


def test_a_wrong_field_is_told_and_no_file_kept(city: City, client: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", table(FIRST))
    wrong = said(level="weg", source="", period="irgendwann") | {"file": file}
    response = client.post(reverse("upload", args=[city.region.key]), wrong)
    assert response.status_code == 400
    assert "„irgendwann“" in response.content.decode()
    assert not Upload.objects.exists()


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Schlüssel", "Stichtag", "Einwohner"])
    book.active.append(["01", "31.12.2020", 5])
    for place, value in cells.items():
        book.active[place] = value
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def bomb() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * (400 * 1024**2))
    return sink.getvalue()


HEAD = "Schlüssel;Stichtag;Einwohner\n"
HOSTILE = {
    "empty": b"",
    "header only": HEAD.encode(),
    "html": b"<!DOCTYPE html><html><body>hallo</body></html>",
    "pdf": b"%PDF-1.7 hallo",
    "random bytes": random.Random(5).randbytes(3000),
    "nul": HEAD.encode() + b"01;31.12.2020;5\x00\n",
    "open quote": HEAD.encode() + b'01;31.12.2020;"5\n',
    "mixed encodings": HEAD.encode() + "01;31.12.2020;5\nBrühl;;\n".encode("cp1252"),
    "underscore": HEAD.encode() + b"01;31.12.2020;1_000\n",
    "full width": HEAD.encode() + "01;31.12.2020;１２\n".encode(),
    "nan": HEAD.encode() + b"01;31.12.2020;nan\n",
    "infinite": HEAD.encode() + b"01;31.12.2020;1e999\n",
    "no such day": HEAD.encode() + b"01;29.02.2023;5\n",
    "two values": HEAD.encode() + b"01;31.12.2020;5\n01;31.12.2020;6\n",
    "serial day": HEAD.encode() + b"01;43832;5\n",
    "no column": b"a;b\n1;2\n",
    "zip bomb": bomb(),
    "no workbook": b"PK\x03\x04 kaputt",
    "far cell": workbook(XFD1048576=1),
    "formula": workbook(C2="=1+1"),
    "error": workbook(C2="#N/A"),
    "day as value": workbook(C2=datetime.date(2020, 1, 2)),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_bad_files_get_words_and_store_nothing(
    city: City, clerk: User, name: str, client: Client
) -> None:
    upload = uploaded(city, clerk, HOSTILE[name], name="x" * 300 + "<script>.xlsx")
    assert upload.state == "refused", upload.preview
    assert not Delivery.objects.exists()
    page = client.get(reverse("upload-preview", args=[city.region.key, upload.id]))
    html = page.content.decode()
    assert page.status_code == 200
    assert "severity--error" in html
    assert "<script>.xlsx" not in html
    assert "Unerwartete Auffälligkeit" not in html


def test_merged_cells_are_an_error(city: City, clerk: User) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.active.append(["02", "31.12.2020", None])
    book.active.merge_cells("C2:C3")
    sink = io.BytesIO()
    book.save(sink)
    upload = uploaded(city, clerk, sink.getvalue())
    assert "merged_cells" in [finding["code"] for finding in upload.findings]
    assert upload.state == "refused"


def test_the_page_shows_problems_with_their_place(city: City, clerk: User, client: Client) -> None:
    content = sheet(["Schlüssel", "Stichtag", "Einwohner"], ["01", "31.12.2020", "viele1"])
    upload = uploaded(city, clerk, content)
    page = client.get(reverse("upload-preview", args=[city.region.key, upload.id]))
    html = page.content.decode()
    for words in ("Blatt „Sheet“", "Zeile 2", "Spalte „Einwohner“", "„viele1“ ist keine Zahl"):
        assert words in html


def test_the_form_presets_what_is_usual(city: City, client: Client) -> None:
    form = client.get(reverse("upload", args=[city.region.key])).context["form"]
    assert (form["source"].value(), form["mode"].value()) == ("amt", "patch")


def test_of_very_many_periods_those_that_change_something_are_listed_first(
    city: City, clerk: User, client: Client
) -> None:
    start = datetime.date(2021, 1, 1)
    days = [f"{start + datetime.timedelta(days=number):%d.%m.%Y}" for number in range(103)]
    head = ["Schlüssel", "Stichtag", "Einwohner"]
    committed(city, clerk, sheet(head, *(["01", day, 5] for day in days)))
    upload = uploaded(
        city, clerk, sheet(head, *(["01", day, 5] for day in days[:-1]), ["01", days[-1], 6])
    )
    page = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    body = page[page.index("lines-caption") : page.index("</table>")]
    assert body.count('<th scope="row"') == 100 + 1, "a hundred lines and their sum"
    assert body.index(days[-1]) < body.index(days[0])
    assert "… und 3 weitere Zeilen, in der Summe enthalten" in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("upload-preview", "Diese hochgeladene Datei gibt es nicht."),
        ("job", "Diesen Auftrag gibt es nicht."),
    ],
)
def test_what_is_not_there_is_said_in_german(
    city: City, client: Client, name: str, sentence: str
) -> None:
    page = client.get(reverse(name, args=[city.region.key, 99_999]))
    html = page.content.decode()
    assert page.status_code == 404
    assert sentence in html
    assert "matches the given query" not in html


def test_a_delivery_taken_back_is_not_said_to_appear(
    city: City, clerk: User, client: Client
) -> None:
    upload = committed(city, clerk, table(FIRST))
    assert upload.delivery
    address = reverse("upload-preview", args=[city.region.key, upload.id])
    assert "nach der nächsten Freigabe" in client.get(address).content.decode()
    stamp = withdrawing.stamp_of(city.region)
    withdrawing.turn(upload.delivery, withdrawn=True, seen=stamp, by=clerk)
    html = client.get(address).content.decode()
    assert "amt hat die Lieferung am" in html
    assert reverse("delivery", args=[city.region.key, upload.delivery_id]) in html
    assert "nach der nächsten Freigabe" not in html
    withdrawing.turn(
        upload.delivery, withdrawn=False, seen=withdrawing.stamp_of(city.region), by=clerk
    )
    assert "nach der nächsten Freigabe" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["empty", "pdf", "html", "no workbook", "random bytes"])
def test_what_is_no_table_can_only_be_replaced_or_discarded(
    city: City, clerk: User, name: str, client: Client
) -> None:
    upload = uploaded(city, clerk, HOSTILE[name])
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    assert "Andere Datei hochladen" in html
    assert reverse("upload-discard", args=[city.region.key, upload.id]) in html
    assert reverse("upload-check", args=[city.region.key, upload.id]) not in html


def test_random_bytes_are_called_no_table(city: City, clerk: User, client: Client) -> None:
    upload = uploaded(city, clerk, HOSTILE["random bytes"], name="zahlen.csv")
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    assert "Das ist keine Tabelle" in html
    assert "nur eine Kopfzeile" not in html


def test_a_remedy_names_no_field_of_a_region_file(city: City, clerk: User, client: Client) -> None:
    upload = uploaded(city, clerk, HOSTILE["nul"], name="zahlen.csv")
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    assert "Nullbytes" in html
    assert "encoding:" not in html


def test_a_table_with_a_wrong_figure_can_be_checked_again(
    city: City, clerk: User, client: Client
) -> None:
    upload = uploaded(city, clerk, HOSTILE["nan"])
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    assert reverse("upload-check", args=[city.region.key, upload.id]) in html
