"""What the profile of an area says, and what it must not."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.test.utils import ContextList

from accounts.models import Organisation, User
from releases.models import Pack, Release
from releases.pack_format import decode
from reports.presenters import Profile, Row
from tests.factories import City, publish

pytestmark = pytest.mark.django_db(databases="__all__")
AREA = "/kleinstadt/areas/stadtteil/{}/"


def profile(visitor: Client, code: str, query: str = "") -> ContextList:
    response = visitor.get(AREA.format(code) + query)
    assert response.status_code == 200
    return response.context


def row(visitor: Client, code: str, indicator: str = "exi_u15", query: str = "") -> Row:
    topics = profile(visitor, code, query)["topics"]
    return next(one for topic in topics for one in topic.rows if one.key == indicator)


def text(visitor: Client, address: str) -> str:
    page = visitor.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_share_stands_beside_the_city_in_percentage_points(visitor: Client) -> None:
    shown = row(visitor, "02")
    assert (shown.figure.text, shown.city.text) == ("14,1\u202f%", "12,5\u202f%")
    assert shown.deviation == "+1,6 Prozentpunkte gegenüber dem Wert in Kleinstadt"
    assert shown.sentence == (
        "Das entspricht rund 14 von 100."
        " Der Wert liegt 1,6 Prozentpunkte höher als in Kleinstadt insgesamt."
    )
    assert shown.trend == "+2,1 Prozentpunkte seit 31.12.2018"


def test_a_measured_zero_is_a_value(visitor: Client) -> None:
    shown = row(visitor, "03", query="?period=2018")
    assert shown.figure.text == "0,0\u202f%"
    assert shown.figure.status_text == ""


def test_a_secret_is_told_with_its_reason_and_gives_no_number(visitor: Client) -> None:
    shown = row(visitor, "05")
    assert (shown.figure.value, shown.figure.status_text) == (None, "geheim gehalten")
    assert shown.reason == "Fälle unter 3."
    assert (shown.sentence, shown.deviation, shown.position) == ("", "", None)


def test_a_gap_names_the_last_known_value_and_is_never_zero(visitor: Client) -> None:
    shown = row(visitor, "07")
    assert shown.figure.status_text == "keine Daten"
    assert shown.last_known == "Letzter bekannter Wert: 7,5\u202f% (31.12.2020)."
    assert row(visitor, "08").figure.status_text == "nicht bewertet"


def test_a_count_has_its_part_of_the_city_and_no_position(visitor: Client) -> None:
    shown = row(visitor, "01", "dem_pop")
    assert shown.figure.text == "1.220"
    assert shown.sentence == "Das sind 5,8\u202f% der Gesamtzahl in Kleinstadt."
    assert (shown.deviation, shown.position) == ("", None)


def test_a_class_is_told_by_its_name(visitor: Client) -> None:
    shown = row(visitor, "01", "idx_status")
    assert shown.figure.text == "hoch"
    assert (shown.sentence, shown.trend, shown.city) == ("", "", None)


def test_series_run_on_over_a_reform_that_left_the_area_alone(visitor: Client) -> None:
    place = profile(visitor, "01")["place"]
    assert place.notices[0].text.startswith("Das Gebiet ist seit dem 01.01.2015 unverändert")
    assert [one.url for one in place.versions] == [AREA.format("01") + "?stand=stadtteile_2015"]
    assert row(visitor, "01").sparkline.path.count("L") == 3


def test_an_area_split_off_names_the_one_before_and_its_figures_start_anew(visitor: Client) -> None:
    (notice,) = profile(visitor, "07")["place"].notices
    assert "seit dem 01.01.2020" in notice.text
    assert [one.label for one in notice.areas] == ["Weißensee"]
    assert notice.areas[0].url == AREA.format("06") + "?stand=stadtteile_2015"


def test_an_area_of_the_past_is_shown_with_what_became_of_it(visitor: Client) -> None:
    shown = profile(visitor, "06")
    (notice,) = shown["place"].notices
    assert "bis zum 31.12.2019" in notice.text
    assert [one.label for one in notice.areas] == ["Weißensee-Ost", "Weißensee-West"]
    newer = row(visitor, "06").newer
    assert newer == "Neuere Zahlen (31.12.2021) gibt es nur für andere Gebietsgrenzen."
    assert [one.label for one in shown["absent"]] == ["Status-Index"]


def test_parents_neighbours_and_children_are_linked(visitor: Client) -> None:
    place = profile(visitor, "02")["place"]
    assert [one.label for one in place.parents] == ["Kleinstadt", "Mitte"]
    assert {"Altstadt", "Grünau", "Südvorstadt"} <= {one.label for one in place.neighbours}
    district = visitor.get("/kleinstadt/areas/bezirk/2/").context["place"]
    names = [one.label for one in district.children.areas]
    assert names == ["Höfe", "Südvorstadt", "Weißensee-Ost", "Weißensee-West"]


def test_a_profile_says_which_indicators_only_other_levels_have(visitor: Client) -> None:
    shown = visitor.get("/kleinstadt/areas/bezirk/2/").context
    assert shown["completeness"] == "Dieser Steckbrief zeigt 1 von 3 Indikatoren."
    (group,) = shown["elsewhere"]
    assert group.text == "Weitere 2 Indikatoren gibt es nur für Stadtteile:"
    assert [(one.label, one.url) for one in group.indicators] == [
        ("Einwohner", "/kleinstadt/indicators/dem_pop/"),
        ("Status-Index", "/kleinstadt/indicators/idx_status/"),
    ]


def test_a_complete_profile_says_nothing_of_completeness(visitor: Client) -> None:
    shown = profile(visitor, "01")
    assert (shown["completeness"], shown["elsewhere"]) == ("", ())


@pytest.fixture
def clerk(city: City) -> Client:
    organisation = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    client = Client()
    client.force_login(User.objects.create_user("amt", organisation=organisation, roles=["reader"]))
    return client


@pytest.fixture
def only_districts(city: City) -> Iterator[Pack]:
    """An indicator that only the districts have, for staff."""
    content = decode(city.packs["exi_u15", "bezirk"].body)
    card = content.card | {"key": "arb_ue", "name": {"de": "Arbeitslosigkeit", "en": "Jobless"}}
    shown = city.release
    city.release = Release.objects.create(region=city.region, audience="internal", reason="new")
    yield publish(city, replace(content, card=card, audience="internal"))
    city.release = shown
    del city.packs["arb_ue", "bezirk"]


def test_what_only_the_district_has_is_found_in_its_profile(
    only_districts: Pack, clerk: Client, visitor: Client
) -> None:
    assert profile(visitor, "01")["elsewhere"] == ()
    (group,) = profile(clerk, "01")["elsewhere"]
    assert (
        group.text == "Einen weiteren Indikator gibt es nur für Bezirke; siehe Steckbrief „Mitte“:"
    )
    (link,) = group.indicators
    assert link.url == "/kleinstadt/areas/bezirk/1/#arb_ue"
    assert 'id="arb_ue"' in clerk.get(link.url).content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?stand=nirgends", "Einen Gebietsstand „nirgends“ gibt es nicht"),
        ("?stand=stadtteile_2020", "gibt es im Gebietsstand"),
        ("?period=gestern", "„gestern“ ist kein Datum"),
        ("?period=2019", "Gezeigt werden Zahlen bis zum 31.12.2019"),
        ("?stand=%3Cscript%3E", "„&lt;script&gt;“"),
    ],
)
def test_what_is_wrong_in_the_address_gives_way_with_a_sentence(
    visitor: Client, query: str, said: str
) -> None:
    page = visitor.get(AREA.format("06") + query)
    assert page.status_code == 200
    assert said in page.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/kleinstadt/areas/stadtteil/99/", "/kleinstadt/areas/stadtteil/%00/",
     "/kleinstadt/areas/planet/01/", "/kleinstadt/areas/planet/", "/nirgends/areas/stadtteil/01/"],
)  # fmt: skip
def test_what_does_not_exist_is_404_in_words(visitor: Client, address: str) -> None:
    page = visitor.get(address)
    assert page.status_code == 404
    assert "<h1>Seite nicht gefunden</h1>" in page.content.decode()


def test_the_file_has_the_figures_of_the_page(visitor: Client) -> None:
    response = visitor.get(AREA.format("05") + "profile.csv")
    body = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body), delimiter=";"))
    by_key = {one["Indikatorschlüssel"]: one for one in rows}
    assert by_key["exi_u15"]["Wert"] == ""
    assert by_key["exi_u15"]["Status"] == "geheim gehalten"
    assert by_key["exi_u15"]["Wert für Kleinstadt"] == "12,5"
    assert by_key["dem_pop"]["Status"] == "geheim gehalten"


def test_the_small_map_marks_one_area_and_is_not_sent_twice(visitor: Client) -> None:
    first = visitor.get(AREA.format("01") + "map.svg")
    assert first.content.decode().count("<path") == 7
    again = visitor.get(AREA.format("01") + "map.svg", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_all_areas_of_a_level_are_listed_by_district(visitor: Client) -> None:
    groups = visitor.get("/kleinstadt/areas/stadtteil/").context["groups"]
    assert [(one.title, len(one.areas)) for one in groups] == [("Mitte", 3), ("Nord", 4)]


@pytest.fixture
def internal(city: City) -> Iterator[Pack]:
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    content = replace(public, audience="internal")
    shown, public_pack = city.release, city.packs["exi_u15", "stadtteil"]
    city.release = Release.objects.create(region=city.region, audience="internal", reason="new")
    yield publish(city, content)
    city.release, city.packs["exi_u15", "stadtteil"] = shown, public_pack


def test_staff_see_internal_figures_marked_and_nobody_keeps_them(
    internal: Pack, clerk: Client, visitor: Client
) -> None:
    page = clerk.get(AREA.format("01"))
    assert page["Cache-Control"] == "private, no-store"
    assert row(clerk, "01").is_internal
    file = clerk.get(AREA.format("01") + "profile.csv")
    assert file["Cache-Control"] == "private, no-store"
    assert "intern.csv" in file["Content-Disposition"]
    assert not row(visitor, "01").is_internal


def test_the_english_profile_is_english(visitor: Client) -> None:
    said = text(visitor, "/en" + AREA.format("02"))
    assert "1.6 percentage points higher than in Smallville as a whole" in said
    assert "Prozentpunkte" not in said


def test_no_profile_is_handed_out_with_words_of_blame(visitor: Client) -> None:
    said = text(visitor, AREA.format("02")).lower()
    assert not re.search(r"schlechtest|schlimmst|brennpunkt|rang ", said)


def test_the_page_is_a_profile(visitor: Client) -> None:
    assert set(Profile.__annotations__) <= profile(visitor, "01").keys()
