"""The open interface gives every published number, with area, boundaries, period and status."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "public"])

API = "/api/v1/regions/"
VALUES = f"{API}kleinstadt/indicators/exi_u15/values/"


def answer(visitor: Client, address: str, status: int = 200, **headers: str) -> Any:
    response = visitor.get(address, headers=headers)
    assert response.status_code == status, response.content
    return response.json()


def test_regions_and_levels_are_listed(visitor: Client) -> None:
    assert "kleinstadt" in [region["key"] for region in answer(visitor, API)]
    levels = answer(visitor, f"{API}kleinstadt/levels/")
    assert [level["key"] for level in levels] == ["stadtteil", "bezirk", "stadt"]


def test_areas_belong_to_the_boundaries_of_the_period(visitor: Client) -> None:
    old = answer(visitor, f"{API}kleinstadt/areas/?level=stadtteil&period=2019")
    assert {row["boundary_set"] for row in old} == {"stadtteile_2015"}
    assert old[-1] == {
        "area": "06", "name": "Weißensee", "boundary_set": "stadtteile_2015",
        "valid_from": "2015-01-01", "valid_to": "2019-12-31", "square_metres": 980000,
    }  # fmt: skip
    assert len(answer(visitor, f"{API}kleinstadt/areas/?level=stadtteil")) == 13


def test_indicators_come_with_their_catalogue_entry(visitor: Client) -> None:
    indicators = {one["key"]: one for one in answer(visitor, f"{API}kleinstadt/indicators/")}
    assert indicators["exi_u15"]["levels"] == ["stadtteil", "bezirk"]
    assert indicators["exi_u15"]["source"]["licence"] == "dl-de/by-2-0"


def test_values_are_as_printed_with_their_status(visitor: Client) -> None:
    page = answer(visitor, f"{VALUES}?level=stadtteil&period=2021")
    assert page["count"] == 7
    assert page["results"][0] == {
        "area": "01", "name": "Altstadt", "boundary_set": "stadtteile_2020",
        "period": "2021-12-31", "value": 5.0, "status": "A", "status_text": "gemessen", "flags": [],
        "numerator": None, "denominator": None, "lower": None, "upper": None,
    }  # fmt: skip
    assert [(row["value"], row["status"]) for row in page["results"][4:]] == [
        (None, "Q"), (None, "O"), (None, "L"),
    ]  # fmt: skip


def test_without_a_period_all_come_page_by_page(visitor: Client) -> None:
    first = answer(visitor, f"{VALUES}?level=stadtteil&limit=20")
    assert (first["count"], len(first["results"])) == (26, 20)
    second = answer(visitor, first["next"])
    assert (len(second["results"]), second["next"]) == (6, None)


def test_values_are_narrowed_by_area_status_and_time(visitor: Client) -> None:
    page = answer(visitor, f"{VALUES}?level=stadtteil&area=03,05&period_from=2020&period_to=2021")
    assert [(row["area"], row["value"], row["status"]) for row in page["results"]] == [
        ("03", 0.0, "A"), ("05", None, "Q"), ("03", 1.2, "A"), ("05", None, "Q"),
    ]  # fmt: skip
    gaps = answer(visitor, f"{VALUES}?level=stadtteil&status=Q,L&period=2021")
    assert [row["area"] for row in gaps["results"]] == ["05", "08"]


def test_pages_lead_on_and_back_by_absolute_addresses(visitor: Client) -> None:
    first = answer(visitor, f"{VALUES}?level=stadtteil&status=A&limit=8")
    second = answer(visitor, first["next"])
    assert first["next"].startswith("http://testserver/api/v1/")
    assert first["previous"] is None
    assert answer(visitor, second["previous"]) == first
    codes = [row["area"] for row in first["results"] + second["results"]]
    assert len(codes) == 16


def test_indicators_are_found_by_words_and_topic(visitor: Client) -> None:
    def keys(query: str) -> list[str]:
        found = answer(visitor, f"{API}kleinstadt/indicators/?{query}")
        return [one["key"] for one in found]

    assert keys("search=einwohner") == ["dem_pop"]
    assert keys("search=Quota") == ["exi_u15"]
    assert keys("topic=dem") == ["dem_pop"]
    assert keys("level=bezirk") == ["exi_u15"]
    assert keys("search=nothing-like-it") == []


@pytest.mark.parametrize(
    "address",
    [API, f"{API}kleinstadt/levels/", f"{API}kleinstadt/areas/", f"{API}kleinstadt/indicators/",
     VALUES],
)  # fmt: skip
def test_an_answer_is_open_to_every_page_and_sent_once(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=60"
    again = visitor.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"{API}nowhere/levels/", 404, "Eine Region „nowhere“ gibt es hier nicht."),
        (f"{API}kleinstadt/areas/?level=x", 404, "Die Raumebene „x“ gibt es in kleinstadt nicht."),
        (f"{VALUES}?level=stadt", 404, "nicht auf der Raumebene „stadt“ veröffentlicht"),
        (f"{VALUES}?period=1999", 404, "Für „1999“ gibt es keine Zahlen, aber für: 2018-12-31"),
        (f"{VALUES}?period=soon", 400, "„soon“ ist kein Zeitraum"),
        (f"{API}kleinstadt/indicators/none/values/", 404, "kein veröffentlichter Indikator"),
        (f"{VALUES}?period=2021-02-31", 404, "„2021-02-31“ gibt es in keinem Kalender."),
        (f"{VALUES}?perod=2021", 400, "Den Parameter „perod“ gibt es hier nicht"),
        (f"{VALUES}?level=stadtteil&area=99", 404, "Ein Gebiet „99“ gibt es auf der Raumebene"),
        (f"{API}kleinstadt/indicators/?topic=x", 404, "Ein Thema „x“ gibt es nicht"),
        ("/api/v1/nothing/", 404, "Diese Seite gibt es nicht."),
    ],
)
def test_errors_are_words(visitor: Client, address: str, status: int, words: str) -> None:
    assert words in answer(visitor, address, status)["detail"]


def test_errors_speak_the_readers_language(visitor: Client) -> None:
    said = answer(visitor, f"{API}nowhere/levels/", 404, Accept_Language="en")
    assert said["detail"] == "There is no region “nowhere” here."


def test_the_interface_describes_itself(visitor: Client) -> None:
    response = visitor.get("/api/schema/?format=json")
    assert response.status_code == 200
    paths = response.json()["paths"]
    assert "/api/v1/regions/{region_key}/indicators/{indicator_key}/values/" in paths


def test_an_index_says_that_it_is_computed(visitor: Client) -> None:
    address = "/api/v1/regions/kleinstadt/indicators/idx_status/values/?level=stadtteil"
    rows = visitor.get(address, headers={"Accept-Language": "de"}).json()["results"]
    told = {(row["status"], row["status_text"]) for row in rows}
    assert told == {("A", "berechnet"), ("L", "nicht bewertet")}
