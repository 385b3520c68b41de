"""Health, sign-in and the pages for errors."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.test import Client, RequestFactory

from accounts.models import Job, Organisation
from sozialmonitor import health, pages
from tests.factories import City

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PASSWORD = "ein langes Passwort"


@pytest.fixture
def staff(city: City) -> Any:
    user = get_user_model().objects.create_user("kim", password=PASSWORD, is_staff=True)
    yield user
    user.delete()


def test_health_names_versions_and_parts(visitor: Client) -> None:
    response = visitor.get("/health")
    answer = response.json()
    assert response.status_code == 200
    assert answer["database"] == "ok"
    assert {"app", "django", "python", "gdal", "geos", "postgis", "postgresql"} <= set(
        answer["versions"]
    )
    assert answer["status"] in ("ok", "degraded")


def test_without_a_worker_the_state_is_degraded(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_worker", lambda: "none")
    answer = visitor.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


def test_without_a_database_health_is_503(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_database", lambda: ("down", {}))
    answer = visitor.get("/health")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")


def test_the_desk_is_for_those_signed_in(visitor: Client) -> None:
    response = visitor.get("/desk/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/desk/"


def test_signing_in_leads_to_the_desk_and_its_jobs(visitor: Client, staff: Any, city: City) -> None:
    staff.organisation = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    staff.roles = ["steward"]
    staff.save()
    job = Job.objects.create(
        region=city.region, kind="publish", percent=40, message="Grenzen werden gelesen"
    )
    try:
        page = visitor.post(
            "/accounts/login/", {"username": "kim", "password": PASSWORD}, follow=True
        )
        assert page.redirect_chain == [("/desk/", 302), ("/desk/kleinstadt/", 302)]
        assert "Grenzen werden gelesen" in page.content.decode()
        assert visitor.get("/accounts/logout/").status_code == 405
        assert visitor.post("/accounts/logout/").status_code == 302
        assert visitor.get("/desk/").status_code == 302
    finally:
        job.delete()


def test_a_wrong_password_is_told_in_words(visitor: Client, staff: Any) -> None:
    page = visitor.post("/accounts/login/", {"username": "kim", "password": "no"})
    assert "Benutzername und Passwort passen nicht zusammen" in page.content.decode()


def test_the_database_being_away_is_503_in_words(city: City) -> None:
    request = RequestFactory().get("/kleinstadt/map/")
    try:
        raise OperationalError("gone")
    except OperationalError:
        response = pages.server_error(request)
    assert response.status_code == 503
    assert "Die Datenbank antwortet gerade nicht" in response.content.decode()
    assert response.headers["Retry-After"] == "60"


def test_a_fault_of_ours_is_500_in_words(city: City) -> None:
    response = pages.server_error(RequestFactory().get("/api/v1/regions/"))
    assert response.status_code == 500
    assert b"detail" in response.content


def test_the_start_lists_regions_and_the_region_its_topics(visitor: Client) -> None:
    assert "/kleinstadt/map/" in visitor.get("/").content.decode()
    region = visitor.get("/kleinstadt/").context
    assert [topic.name for topic in region["topics"]] == ["Existenzsicherung", "Bevölkerung"]
    assert region["newest"][0].url.startswith("/kleinstadt/indicators/")


@pytest.mark.parametrize(("search", "found"), [("sgb kinder", 1), ("EINWOHNER", 1), ("xyz", 0)])
def test_the_search_finds_by_words_of_name_topic_and_tags(
    visitor: Client, search: str, found: int
) -> None:
    assert len(visitor.get("/kleinstadt/", {"q": search}).context["found"].indicators) == found


def test_the_search_finds_areas_and_leads_to_their_profiles(visitor: Client) -> None:
    found = visitor.get("/kleinstadt/", {"q": "weissensee"}).context["found"].areas
    assert [area.name for area in found][:2] == ["Weißensee-Ost", "Weißensee-West"]
    assert visitor.get(found[0].url).status_code == 200


def test_the_indicator_page_describes_and_leads_on(visitor: Client) -> None:
    page = visitor.get("/kleinstadt/indicators/exi_u15/").content.decode()
    assert "Was SGB-II-Quote unter 15 aussagt." in page
    assert "/kleinstadt/map/?indicator=exi_u15&amp;level=bezirk" in page
    assert "/kleinstadt/map.svg?" in page
