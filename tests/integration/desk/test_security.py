"""Forms from elsewhere, frames, ways out, hosts, names of files, formulas, cookies, sessions."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Job, Region, User
from indicators.models import DataSource, Delivery, Upload
from spatial_units.models import Area
from tests.conftest import ROOT
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.desk.test_rights import DESK_ROUTES, REGION, ROWS

pytestmark = pytest.mark.django_db(databases="__all__")

LOGIN = "/accounts/login/"
PASSWORD = "ein langer Satz 26"
PRODUCTION = {
    "HTTPS": "1", "BEHIND_PROXY": "1", "DEBUG": "0", "ALLOWED_HOSTS": "monitor.example.org",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}  # fmt: skip
POSTED = sorted(
    {route for route in DESK_ROUTES if ROWS[route][0] == 405}
    | {
        "access-keys/new/", "people/new/", "people/<int:person_id>/", "calendar/<slug:source_key>/",
        "organisations/new/", "organisations/<int:organisation_id>/",
        "organisations/<int:organisation_id>/rights/",
        "value/", "release/", "secrecy/trial/", "upload/", "indicators/<slug:indicator_key>/",
        "catalogue/new/", "catalogue/topics/", "catalogue/measures/", "catalogue/upload/",
        "catalogue/model/", "catalogue/kommonitor/",
        "catalogue/indicators/<slug:indicator_key>/edit/",
        "deliveries/<int:delivery_id>/withdraw/", "deliveries/<int:delivery_id>/restore/",
        "indices/new/", "indices/drafts/<int:draft_id>/", "indices/<slug:index_key>/edit/",
        "releases/rules/", "releases/planned/<int:plan_id>/",
        "releases/<int:release_id>/withdraw/", "releases/<int:release_id>/text/",
        "upload/<int:upload_id>/columns/", "batch/<int:batch_id>/withdraw/",
        "values/<slug:indicator_key>/<slug:level_key>/<str:code>/",
        "dates/<slug:measure_key>/<slug:level_key>/",
        "boundaries/upload/", "boundaries/<int:set_id>/take-back/",
        "crosswalks/upload/", "crosswalks/<int:crosswalk_id>/take-back/",
        "layers/upload/", "layers/<slug:layer_key>/remove/",
    }
)  # fmt: skip


@pytest.fixture
def kim(town: Region) -> User:
    user = staff_of(town, "kim", second_factor=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, **more: str) -> Any:
    return client.post(LOGIN, {"username": "kim", "password": PASSWORD} | more)


def address_of(route: str, town: Region) -> str:
    upload = Upload.objects.create(
        region=town, file_name="x.csv", size=1, content_hash="x",
        settings={"level": "stadtteil", "source": "amt"},
    )  # fmt: skip
    delivery = Delivery.objects.filter(region=town).latest("id")
    kim = User.objects.get(username="kim")
    for part, value in (
        ("<slug:source_key>", DataSource.objects.filter(region=town).latest("id").key),
        ("<int:person_id>", kim.pk), ("<int:organisation_id>", kim.organisation_id),
        ("<int:delivery_id>", delivery.id), ("<int:upload_id>", upload.id),
        ("<int:batch_id>", 1), ("<int:key_id>", 1),
        ("<slug:indicator_key>", "exi_u15"), ("<slug:measure_key>", "children"),
        ("<slug:level_key>", "stadtteil"), ("<str:code>", "01"),
        ("<int:draft_id>", 1), ("<slug:index_key>", "lage"),
        ("<int:plan_id>", 1), ("<int:release_id>", 1),
        ("<int:set_id>", 1), ("<slug:layer_key>", "kitas"), ("<int:geodata_id>", 1),
        ("<int:crosswalk_id>", 1),
    ):  # fmt: skip
        route = route.replace(part, str(value))
    return DESK + route


class TestForms:
    @pytest.mark.parametrize("route", POSTED)
    def test_a_form_from_elsewhere_changes_nothing(
        self, town: Region, kim: User, route: str
    ) -> None:
        jobs = Job.objects.count()
        client = Client(enforce_csrf_checks=True)
        client.force_login(kim)
        answer = client.post(address_of(route, town), {"step": "commit"})
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "Es wurde nichts geändert." in page
        assert "laden Sie die Seite neu" in page
        assert Job.objects.count() == jobs

    @pytest.mark.parametrize(
        "url", [LOGIN, "/accounts/logout/", "/accounts/password/", "/musterdorf/view/"]
    )
    def test_nor_does_one_for_signing_in_or_out(self, kim: User, url: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(kim)
        assert client.post(url, {"view": "public"}).status_code in (403, 404)
        assert client.get("/desk/musterdorf/").status_code == 200

    def test_pages_that_change_something_are_only_posted_to(self, clerk: Client) -> None:
        assert clerk.get("/accounts/logout/").status_code == 405
        assert clerk.get(DESK).status_code == 200


class TestFrames:
    @pytest.mark.parametrize("url", [LOGIN, "/", DESK, f"{DESK}release/", f"{DESK}nichts/"])
    def test_no_page_can_be_framed_by_another_site(self, clerk: Client, url: str) -> None:
        headers = clerk.get(url).headers
        assert headers["X-Frame-Options"] == "DENY"
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


class TestWaysOut:
    @pytest.mark.parametrize(
        "away",
        [
            "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example",
            "javascript:alert(1)", "https:evil.example", "///evil.example", "http:///evil.example",
        ],
    )  # fmt: skip
    def test_signing_in_never_leads_elsewhere(self, kim: User, away: str) -> None:
        answer = sign_in(Client(), next=away)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/desk/"

    def test_a_lines_end_makes_no_header(self, kim: User) -> None:
        answer = sign_in(Client(), next="/desk/\r\nSet-Cookie: a=b")
        assert "\n" not in answer.headers["Location"]
        assert "a" not in answer.cookies

    def test_it_leads_to_where_one_wanted_to_go(self, kim: User) -> None:
        assert sign_in(Client(), next=f"{DESK}log/").headers["Location"] == f"{DESK}log/"

    def test_who_is_signed_in_is_not_led_elsewhere_either(self, clerk: Client) -> None:
        answer = clerk.get(LOGIN, {"next": "https://evil.example/"})
        assert answer.headers["Location"] == "/desk/"

    def test_signing_out_leads_to_the_start(self, clerk: Client) -> None:
        answer = clerk.post("/accounts/logout/", {"next": "https://evil.example/"})
        assert answer.headers["Location"] == "/"
        assert clerk.get(DESK).status_code == 302


class TestHosts:
    def test_another_host_is_refused_in_words(self, town: Region) -> None:
        answer = Client().get("/", HTTP_HOST="evil.example")
        assert answer.status_code == 400
        assert "Diese Anfrage ist unverständlich" in answer.content.decode()
        assert "evil" not in answer.content.decode()

    def test_a_forwarded_host_is_not_believed(self, town: Region, kim: User) -> None:
        forwarded = {"HTTP_X_FORWARDED_HOST": "evil.example"}
        page = Client().get("/musterdorf/", **forwarded)
        assert "evil.example" not in page.content.decode()
        assert "evil.example" not in Client().get(DESK, **forwarded).headers["Location"]


class TestFileNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../../../../etc/cron.d/x.csv", "..\\..\\x.csv", "/etc/passwd", "x\u202evsc.exe",
            "<script>alert(1)</script>.csv", "CON", "ä" * 300 + ".csv", "..%2f..%2fx.csv", "😀.csv",
        ],
    )  # fmt: skip
    def test_a_files_name_is_only_ever_shown(
        self, kim: User, town: Region, settings: Any, tmp_path: Path, name: str
    ) -> None:
        folder = tmp_path / "uploads"
        settings.STORAGES = settings.STORAGES | {
            "default": settings.STORAGES["default"] | {"OPTIONS": {"location": folder}}
        }
        client = signed_in(kim)
        sent = {
            "level": "stadtteil", "source": "amt", "mode": "patch", "notation": "ask",
            "file": SimpleUploadedFile("x.csv", b"a;b\n1;2\n"),
        }  # fmt: skip
        sent["file"].name = name
        answer = client.post(f"{DESK}upload/", sent)
        if answer.status_code == 400:  # a name that is none is refused at its field
            assert answer.context["form"].errors["file"]
            return
        upload = Upload.objects.latest("id")
        stored = Path(upload.file.path).resolve()
        assert stored.is_relative_to(folder.resolve())
        assert stored.stem not in name
        assert "/" not in upload.file_name
        Job.objects.filter(pk=upload.job_id).update(state="failed", cause="abgebrochen")
        page = client.get(reverse("upload-preview", args=["musterdorf", upload.id]))
        assert "<script>alert" not in page.content.decode()


def test_no_name_of_an_area_becomes_a_formula_in_the_template(clerk: Client, town: Region) -> None:
    Area.objects.filter(region=town, code="01").update(name="=1+1")
    file = clerk.get(f"{DESK}upload/template.xlsx", {"level": "stadtteil"})
    assert file.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells if cell.value != "=1+1"}
    assert next(cell for cell in cells if cell.value == "=1+1").data_type != "n"
    sheet = _sheet_of(file.content)
    assert b"<f>" not in sheet


def _sheet_of(body: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return book.read("xl/worksheets/sheet1.xml")


class TestSessions:
    def test_cookies_are_not_for_scripts_nor_for_other_sites(self, kim: User) -> None:
        client = Client()
        client.get(LOGIN)
        sign_in(client)
        for name in ("sessionid", "csrftoken", "known-browser"):
            assert client.cookies[name]["httponly"], name
            assert client.cookies[name]["samesite"] == "Lax", name

    def test_signing_in_makes_a_new_session(self, kim: User) -> None:
        client = Client()
        client.cookies["sessionid"] = "von-jemand-anderem-gesetzt"
        sign_in(client)
        assert client.cookies["sessionid"].value != "von-jemand-anderem-gesetzt"

    def test_a_session_ends_with_the_right_to_work_here(self, kim: User) -> None:
        client = signed_in(kim)
        assert client.get(DESK).status_code == 200
        User.objects.filter(pk=kim.pk).update(is_active=False)
        assert client.get(DESK).status_code == 302

    def test_a_new_password_ends_the_sessions_elsewhere(self, kim: User) -> None:
        here, elsewhere = signed_in(kim), signed_in(kim)
        new = "noch ein langer Satz"
        here.post(
            "/accounts/password/",
            {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        )
        assert here.get(DESK).status_code == 200
        assert elsewhere.get(DESK).status_code == 302

    def test_only_staff_have_a_cookie(self, town: Region) -> None:
        reader = Client()
        reader.get("/musterdorf/")
        assert not reader.cookies


def run_with(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env=os.environ | PRODUCTION | environment, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_django_finds_no_fault_with_the_settings_of_production() -> None:
    assert "no issues" in run_with({}, "manage.py", "check", "--deploy")


def test_over_https_cookies_are_bound_to_this_host() -> None:
    said = run_with(
        {},
        "-c",
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)",
    )
    assert said.split() == [
        "__Host-sessionid", "__Host-csrftoken", "True", "True", "True", "31536000",
    ]  # fmt: skip


def test_every_desk_route_that_writes_is_asked_here() -> None:
    """A new address that takes a POST needs its row in POSTED."""
    assert REGION == "desk/<slug:region_key>/"
    assert set(POSTED) <= set(DESK_ROUTES)
    reading = {"", "log/", "deliveries/", "deliveries/<int:delivery_id>/", "indicators/",
               "releases/", "releases/<int:release_id>/",
               "catalogue/", "catalogue/catalogue.yaml",
               "catalogue/indicators/<slug:indicator_key>/",
               "boundaries/", "crosswalks/", "dates/", "layers/", "geodata/<int:geodata_id>/",
               "indices/", "indices/<slug:index_key>/", "indices/drafts/<int:draft_id>/preview/",
               "people/", "organisations/", "calendar/", "access-keys/", "secrecy/",
               "upload/template.xlsx", "upload/<int:upload_id>/", "jobs/<int:job_id>/",
               "batch/<int:batch_id>/", "batch/<int:batch_id>/report.csv"}  # fmt: skip
    assert set(DESK_ROUTES) - set(POSTED) == reading
