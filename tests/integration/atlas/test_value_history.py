"""Where a published number comes from: its page, and the same from the interface."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from accounts.models import Jurisdiction, Organisation, Right, User
from releases.models import CurrentPack, Pack, Release
from releases.pack_format import Pack as Content
from releases.pack_format import decode
from tests.factories import City, publish

pytestmark = pytest.mark.django_db(databases="__all__")

VALUES = "/kleinstadt/indicators/exi_u15/values/stadtteil"
BRUEHL = f"{VALUES}/02/?period=2021-12-31"
GRUENAU = f"{VALUES}/03/?period=2021-12-31"
API = "/api/v1/regions/kleinstadt/indicators/exi_u15/values"


def with_numbers(content: Content, audience: str, bruehl: int, gruenau: int | None) -> Content:
    """The pack with other figures of two areas on 31.12.2021; None: kept secret."""
    section = content.sections[1]
    values = [list(row) for row in section.series.values]
    values[1][1], values[1][2] = bruehl, gruenau
    status = dict(section.series.status) | ({(1, 2): "Q"} if gruenau is None else {})
    changed = replace(section, series=replace(section.series, values=values, status=status))
    return replace(content, sections=[content.sections[0], changed], audience=audience)


def release_of(city: City, audience: str, day: int) -> Release:
    made = Release.objects.create(region=city.region, audience=audience, reason=f"Lauf {day}")
    moment = datetime.datetime(2030, 1, day, 12, tzinfo=datetime.UTC)
    Release.objects.filter(id=made.id).update(released_at=moment)
    city.release = made
    return made


@pytest.fixture(scope="module", autouse=True)
def course(city: City, django_db_blocker: Any) -> Iterator[None]:
    """Brühl: 14,1 – 99,9 (withdrawn) – 15,0 twice, inside 77,7; Grünau: 1,2 – then secret."""
    with django_db_blocker.unblock():
        first, shown = city.release, city.packs["exi_u15", "stadtteil"]
        public = decode(bytes(shown.body or b""))
        withdrawn = release_of(city, "public", 1)
        publish(city, with_numbers(public, "public", 999, 12))
        Pack.objects.filter(release=withdrawn).update(body=None)
        Release.objects.filter(id=withdrawn.id).update(withdrawn_at="2030-01-01T13:00Z")
        release_of(city, "public", 2)
        publish(city, with_numbers(public, "public", 150, 12))
        release_of(city, "public", 3)
        publish(city, with_numbers(public, "public", 150, None))
        release_of(city, "internal", 4)
        publish(city, with_numbers(public, "internal", 777, 12))
        yield
        city.release, city.packs["exi_u15", "stadtteil"] = first, shown
        CurrentPack.objects.filter(region=city.region).exclude(pack__release=first).delete()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_names_source_delivery_release_and_boundaries(visitor: Client) -> None:
    page = text_of(visitor, BRUEHL)
    for words in (
        "Woher kommt diese Zahl?", "15,0\u202f%", "Brühl (Stadtteil, 02)", "31.12.2021",
        "Statistikstelle Kleinstadt", "dl-de/by-2-0", "made up", "02.01.2030", "seit 01.01.2020",
    ):  # fmt: skip
        assert words in page, words
    assert "/desk/" not in page


def test_what_was_published_before_stands_there_until_when(visitor: Client) -> None:
    shown = visitor.get(BRUEHL).context["earlier"]
    assert [(row.figure.text, row.until) for row in shown] == [("14,1\u202f%", "02.01.2030")]


def test_what_was_withdrawn_is_never_told_again(visitor: Client) -> None:
    assert "99,9" not in text_of(visitor, BRUEHL)
    assert "99.9" not in text_of(visitor, f"{API}/02/history/?level=stadtteil")


def test_a_number_that_is_secret_now_is_not_repeated(visitor: Client) -> None:
    page = text_of(visitor, GRUENAU)
    assert "geheim gehalten" in page
    assert "1,2" not in page
    assert "Was zuvor veröffentlicht war" not in page
    told = visitor.get(f"{API}/03/history/?level=stadtteil&period=2021-12-31").json()
    assert [one["value"] for one in told["results"][0]["published"]] == [None]


def test_map_table_and_profile_lead_there(visitor: Client) -> None:
    view = "indicator=exi_u15&level=stadtteil&period=2021-12-31"
    address = f"{VALUES}/02/?period=2021-12-31&amp;stand=stadtteile_2020"
    for page in (f"map/?{view}&area=02", f"table/?{view}", "areas/stadtteil/02/"):
        assert address in text_of(visitor, f"/kleinstadt/{page}"), page
    changed = text_of(visitor, f"/kleinstadt/table/?{view}&since=2020-12-31")
    assert VALUES not in changed, "a difference is no number of a delivery"


@pytest.mark.parametrize(
    ("query", "period"), [("", "2021-12-31"), ("?period=2019", "2019-12-31"),
                          ("?period=1990", "2018-12-31"), ("?period=%00x", "2021-12-31"),
                          ("?period=2020&stand=nichts", "2020-12-31")],
)  # fmt: skip
def test_a_date_that_is_not_there_gives_the_nearest(
    visitor: Client, query: str, period: str
) -> None:
    chosen = [one.key for one in visitor.get(f"{VALUES}/02/{query}").context["periods"] if
              one.is_current]  # fmt: skip
    assert chosen == [period]


def test_an_area_that_is_gone_shows_its_last_date(visitor: Client) -> None:
    page = text_of(visitor, f"{VALUES}/06/?period=2021-12-31")
    assert "Weißensee" in page
    assert "gezeigt wird der nächstliegende Stichtag" in page
    assert "31.12.2019" in page


@pytest.mark.parametrize(
    "wrong",
    ["exi_u15/values/stadtteil/99", "exi_u15/values/nichts/02", "nichts/values/stadtteil/02"],
)
def test_what_is_not_there_is_said(visitor: Client, wrong: str) -> None:
    assert visitor.get(f"/kleinstadt/indicators/{wrong}/").status_code == 404


class TestStaff:
    @pytest.fixture
    def organisation(self, city: City) -> Organisation:
        return Organisation.objects.create(region=city.region, key="amt", name="Amt")

    def client_of(self, organisation: Organisation, role: str = "planner") -> Client:
        client = Client()
        client.force_login(User.objects.create_user(role, organisation=organisation, roles=[role]))
        return client

    def test_they_see_the_internal_number_that_nobody_keeps(
        self, organisation: Organisation
    ) -> None:
        answer = self.client_of(organisation).get(BRUEHL)
        assert "77,7\u202f%" in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"
        assert "/desk/kleinstadt/values/exi_u15/stadtteil/02/" in answer.content.decode()

    def test_who_does_not_work_at_the_desk_gets_no_way_there(
        self, organisation: Organisation
    ) -> None:
        page = text_of(self.client_of(organisation, "reader"), BRUEHL)
        assert "77,7" in page
        assert "/desk/kleinstadt/values/" not in page

    def test_of_others_areas_there_is_nothing(self, organisation: Organisation) -> None:
        Organisation.objects.filter(id=organisation.id).update(sees_all=False)
        organisation.refresh_from_db()
        Jurisdiction.objects.create(
            organisation=organisation, level_key="stadtteil",
            boundary_set_key="stadtteile_2020", code="04",
        )  # fmt: skip
        Right.objects.create(organisation=organisation, indicator_key="exi_u15")
        assert "77,7" not in text_of(self.client_of(organisation), BRUEHL)

    def test_the_interface_tells_them_what_is_public(self, organisation: Organisation) -> None:
        told = self.client_of(organisation).get(f"{API}/02/history/?period=2021").json()
        assert told["results"][0]["value"] == 15.0


def test_the_interface_tells_the_same_as_the_page(visitor: Client) -> None:
    told = visitor.get(f"{API}/02/history/?level=stadtteil&period=2021-12-31").json()
    assert (told["name"], told["level"], told["licence"]) == ("Brühl", "stadtteil", "dl-de/by-2-0")
    (dated,) = told["results"]
    assert dated["boundary_set"] == "stadtteile_2020"
    assert dated["delivery"] == "made up"
    assert [one["value"] for one in dated["published"]] == [15.0, 14.1]
    now, before = dated["published"]
    assert now["since"].startswith("2030-01-02")
    assert now["until"] is None
    assert before["until"] == now["since"]


def test_without_a_date_the_interface_tells_all_dates_of_the_area(visitor: Client) -> None:
    told = visitor.get(f"{API}/06/history/?level=stadtteil").json()
    assert [one["period"] for one in told["results"]] == ["2018-12-31", "2019-12-31"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("?level=nichts", 404), ("?period=1990", 404), ("?period=x", 400), ("?area=02", 400),
     ("?period=", 400)],
)  # fmt: skip
def test_the_interface_refuses_what_it_does_not_know(
    visitor: Client, query: str, status: int
) -> None:
    answer = visitor.get(f"{API}/02/history/{query}")
    assert answer.status_code == status
    assert "detail" in answer.json()


def test_the_interface_knows_no_such_area(visitor: Client) -> None:
    assert visitor.get(f"{API}/99/history/").status_code == 404
