"""A table nobody prepared for us: the clerk says what its columns are, and it is remembered."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.models import Upload, UploadTemplate
from tests.factories import City
from tests.integration.uploads.making import CODES, committed, sheet, uploaded
from tests.integration.uploads.test_uploads import counting

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

STRANGE = [["Bezirksliste", None, None, None], ["Nr", "Ort", "Ew", "Notiz"]]


@pytest.fixture
def client(clerk: User) -> Client:
    translation.activate("de")
    client = Client()
    client.force_login(clerk)
    return client


def strange(*values: int, top: list[list[object]] = STRANGE) -> bytes:  # type: ignore[assignment]
    return sheet(*top, *([code, f"x{code}", n] for code, n in zip(CODES, values, strict=False)))


def checked(city: City, client: Client, upload: Upload, **said: Any) -> Upload:
    """Send the form above the columns, and let the worker check."""
    address = reverse("upload-columns", args=[city.region.key, upload.id])
    form = client.get(address).context["columns"].form
    start = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(address, start | said)
    assert answer.status_code == 302, answer.context["columns"].form.errors
    upload.refresh_from_db()
    assert upload.job_id
    tasks.check_upload(upload.job_id)
    upload.refresh_from_db()
    return upload


def taken_over(upload: Upload, clerk: User) -> None:
    assert upload.state == "checked", upload.findings
    tasks.commit_upload(actions.ask_to_commit(upload, clerk).id)


def test_columns_nobody_knows_are_asked_for_on_the_page_of_the_file(
    city: City, clerk: User, client: Client
) -> None:
    upload = uploaded(city, clerk, strange(5, 6), period="2020-12-31")
    page = client.get(reverse("upload-preview", args=[city.region.key, upload.id]))
    html = page.content.decode()
    assert "Die ersten Zeilen der Datei" in html
    assert 'href="#answer-columns"' in html
    assert "Bezirksliste" in html
    form = page.context["columns"].form
    assert (form["header_row"].value(), form["use_0"].value()) == (2, "area")
    checked(city, client, upload, use_2="measure:pop", use_1="")
    taken_over(upload, clerk)
    assert {code: counting(city)[code] for code in CODES[:2]} == {"01": 5, "02": 6}


def test_what_was_assigned_is_done_by_itself_next_month(
    city: City, clerk: User, client: Client
) -> None:
    first = uploaded(city, clerk, strange(5, 6), name="mai.xlsx", period="2020-12-31")
    checked(city, client, first, use_2="measure:pop", use_1="")
    taken_over(first, clerk)
    assert UploadTemplate.objects.count() == 1
    later = [["Liste", None, None, None], [None] * 4, *STRANGE[1:]]
    second = uploaded(city, clerk, strange(7, 8, top=later), period="2020-12-31")
    assert second.state == "checked", second.findings
    html = client.get(reverse("upload-preview", args=[city.region.key, second.id])).content.decode()
    assert "(„mai.xlsx“) übernommen" in html
    taken_over(second, clerk)
    assert {code: counting(city)[code] for code in CODES[:2]} == {"01": 7, "02": 8}
    assert UploadTemplate.objects.count() == 1
    other = uploaded(city, clerk, strange(1, top=[["Nr", "Ort", "Ewz", "Notiz"]]))
    assert other.state == "refused"


def cross_table(*years: int) -> bytes:
    rows = [[code, *(int(code) * year for year in years)] for code in CODES]
    return sheet(["Bezirk", *years], *rows)


def test_years_above_the_columns_move_on_and_the_template_follows(
    city: City, clerk: User, client: Client
) -> None:
    upload = uploaded(city, clerk, cross_table(2020, 2021))
    assert upload.state == "refused"
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    assert html.count("Ein Merkmal für alle Spalten mit Zeitbezug</label>") == 1
    assert html.index('id="id_shared"') < html.index('id="columns-caption"'), "it is the question"
    checked(city, client, upload, shared="pop")
    taken_over(upload, clerk)
    lines = upload.preview["lines"]
    assert [(one["period"], one["new"]) for one in lines] == [("2020", 7), ("2021", 7)]
    later = uploaded(city, clerk, cross_table(2021, 2022, 2023))
    assert later.state == "checked", later.findings
    found = {one["period"]: (one["new"], one["unchanged"]) for one in later.preview["lines"]}
    assert found == {"2021": (0, 7), "2022": (7, 0), "2023": (7, 0)}


def test_headings_that_name_measure_and_period_need_no_answer(city: City, clerk: User) -> None:
    one_row = sheet(
        ["Schlüssel", "Einwohner 2021", "Einwohner am 31.12.2020"], *([c, 1, 2] for c in CODES)
    )
    two_rows = sheet(
        ["Schlüssel", "Einwohner", None, "Quote"], [None, "2021", "31.12.2020", "2020"],
        *([c, 1, 2, 0.5] for c in CODES),
    )  # fmt: skip
    for content, lines in ((one_row, 2), (two_rows, 3)):
        upload = uploaded(city, clerk, content)
        assert upload.state == "checked", upload.findings
        assert len(upload.preview["lines"]) == lines
        assert [one["code"] for one in upload.findings] == ["upload_periods_above"]
        assert upload.preview["reading"]["by"] == "across"


def test_a_csv_file_is_read_with_the_delimiter_and_the_row_the_clerk_names(
    city: City, clerk: User, client: Client
) -> None:
    content = "a,b\nSchlüssel/Stichtag/Einwohner\n"
    rows = "Nr|Zeit|Ew,1\n" + "".join(f"{code}|31.12.2020|{code}\n" for code in CODES)
    upload = uploaded(city, clerk, (content + rows).encode("cp1252"), name="a.csv")
    assert upload.state == "refused"
    checked(city, client, upload, delimiter="|", header_row="3")
    assert upload.preview["reading"]["layout"]["delimiter"] == "|"
    checked(city, client, upload, use_0="area", use_1="period", use_2="measure:pop")
    taken_over(upload, clerk)
    assert counting(city) == {code: int(code) for code in CODES}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"use_0": ""}, "Bitte wählen Sie die Spalte mit den Schlüsseln"),
        ({"use_1": "area"}, "kann jeweils nur eine Spalte sein"),
        ({"use_2": ""}, "für mindestens eine Spalte ein Merkmal"),
        ({"use_1": "value"}, "braucht es zwei Spalten"),
        ({"use_1": "period", "period_2": "2020"}, "er steht über den Spalten"),
        ({"period_2": "demnächst"}, "„demnächst“"),
    ],
)
def test_an_assignment_that_makes_no_table_is_told(
    city: City, clerk: User, client: Client, said: dict[str, str], sentence: str
) -> None:
    upload = uploaded(city, clerk, strange(5), period="2020-12-31")
    address = reverse("upload-columns", args=[city.region.key, upload.id])
    whole = {
        "header_row": "2", "header_rows": "1", "notation": "ask", "use_0": "area",
        "use_2": "measure:pop",
    }  # fmt: skip
    page = client.post(address, whole | said)
    assert page.status_code == 400
    assert sentence in page.content.decode()
    upload.refresh_from_db()
    assert upload.state == "refused"


def test_the_layout_stays_when_other_answers_are_given(
    city: City, clerk: User, client: Client
) -> None:
    upload = uploaded(city, clerk, strange(5))
    checked(city, client, upload, use_2="measure:pop", use_1="")
    assert [one["code"] for one in upload.findings] == ["upload_no_period"]
    client.post(
        reverse("upload-check", args=[city.region.key, upload.id]),
        {"level": "stadtteil", "source": "amt", "mode": "patch", "notation": "ask",
         "period": "31.12.2020", "sign_0": "missing"},
    )  # fmt: skip
    upload.refresh_from_db()
    assert upload.job_id
    tasks.check_upload(upload.job_id)
    upload.refresh_from_db()
    assert upload.state == "checked", upload.findings


def test_answers_about_signs_are_remembered_too(city: City, clerk: User) -> None:
    rows = [["01", "30.11.2020", "."], ["02", "30.11.2020", "1.234"]]
    head = ["Schlüssel", "Stichtag", "Quote"]
    committed(city, clerk, sheet(head, *rows), signs={".": "suppressed"}, notation="german")
    moved = [[code, "31.12.2020", value] for code, _, value in rows]
    upload = uploaded(city, clerk, sheet(head, *moved))
    assert upload.state == "checked", upload.findings
    assert upload.settings["signs"]["."] == "suppressed"
    elsewhere = uploaded(city, clerk, sheet([*head[:2], "Einwohner"], *moved))
    assert elsewhere.state == "refused", "other headings, other answers"


def test_a_file_that_is_taken_over_is_assigned_no_more(
    city: City, clerk: User, client: Client
) -> None:
    upload = committed(
        city, clerk, sheet(["Schlüssel", "Stichtag", "Einwohner"], ["01", "2020", 1])
    )
    address = reverse("upload-columns", args=[city.region.key, upload.id])
    for answer in (client.get(address), client.post(address, {"use_0": "area"})):
        assert answer.status_code == 302
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4")
    pdf = uploaded(city, clerk, file.read())
    assert client.get(reverse("upload-columns", args=[city.region.key, pdf.id])).status_code == 302
