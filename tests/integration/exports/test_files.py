"""What an address says is in the file; everything else is refused in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import AuditEntry, Organisation, User
from atlas.exports.formats import FORMATS
from releases.models import Pack, Release
from releases.pack_format import decode
from tests.factories import City, publish
from tests.integration.exports.conftest import content

pytestmark = pytest.mark.django_db(databases="__all__")

DATA = "/kleinstadt/data/"


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_named_kept_for_a_minute_and_sent_once(visitor: Client, ending: str) -> None:
    address = f"{DATA}exi_u15.{ending}?level=stadtteil&period=2021"
    response = visitor.get(address)
    assert response.status_code == 200
    named = response.headers["Content-Disposition"]
    assert f'filename="kleinstadt_exi_u15_stadtteil_2021-12-31.{ending}"' in named
    assert "filename*=UTF-8''Kleinstadt%2C%20SGB-II-Quote%20unter%2015" in named
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["Content-Language"] == "de"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert len(content(response)) > 100
    again = visitor.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_file_speaks_english_too(visitor: Client, ending: str) -> None:
    response = visitor.get(f"/en{DATA}exi_u15.{ending}?level=stadtteil")
    assert response.headers["Content-Language"] == "en"
    assert len(content(response)) > 100


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"{DATA}none.csv", 404, "„none“ ist kein veröffentlichter Indikator"),
        (f"{DATA}exi_u15.doc", 404, "Dateien mit der Endung „doc“ gibt es hier nicht"),
        (f"{DATA}exi_u15.csv?level=stadt", 404, "nicht auf der Raumebene „stadt“"),
        (f"{DATA}exi_u15.csv?period=1999", 404, "Für „1999“ gibt es keine Zahlen"),
        (f"{DATA}exi_u15.csv?period=soon", 400, "„soon“ ist kein Zeitraum"),
        (f"{DATA}exi_u15.csv?level=%00", 400, "Zeichen, die sich nicht drucken lassen"),
        (f"{DATA}exi_u15.csv?table=tall", 400, "„tall“ ist keine Form der Tabelle"),
        (f"{DATA}exi_u15.gpkg?crs=4647", 400, "„4647“ ist hier kein Koordinatensystem"),
        (f"{DATA}boundaries/none.gpkg", 404, "Einen Gebietsstand „none“ gibt es"),
        (f"{DATA}boundaries/stadt.csv", 404, "Dateien mit der Endung „csv“"),
        ("/nowhere/data/exi_u15.csv", 404, "Eine Region „nowhere“ gibt es hier nicht."),
        ("/nowhere/data/", 404, "Eine Region „nowhere“ gibt es hier nicht."),
    ],
)
def test_what_is_not_there_is_refused_in_words(
    visitor: Client, address: str, status: int, words: str
) -> None:
    response = visitor.get(address)
    assert response.status_code == status
    assert words in response.content.decode()


def test_more_rows_than_excel_holds_are_refused_in_words(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atlas.exports.excel.MOST_ROWS", 20)
    response = visitor.get(f"{DATA}exi_u15.xlsx?level=stadtteil")
    assert response.status_code == 400
    assert "Excel fasst keine 27 Zeilen." in response.content.decode()
    one_date = visitor.get(f"{DATA}exi_u15.xlsx?level=stadtteil&period=2021")
    assert one_date.status_code == 200
    assert content(one_date)


def test_the_data_page_leads_to_every_file(visitor: Client) -> None:
    response = visitor.get(f"{DATA}?q=quote")
    page = response.content.decode()
    assert response.context["count"] == 1
    assert "31.12.2018 bis 31.12.2021 (4 Zeitpunkte)" in page
    assert "Grenzen stadtteile_2015" in page
    (indicator,) = response.context["topics"][0].indicators
    parts = [*indicator.levels, *response.context["boundaries"]]
    links = [file.url for part in parts for file in part.files]
    assert len(links) == 2 * 10 + 4 * 3
    assert any(link.endswith("exi_u15.html?level=stadtteil") for link in links)
    for link in [*links, response.context["all_url"], response.context["example_url"]]:
        file = visitor.get(link)
        assert file.status_code == 200, link
        assert content(file)


@pytest.fixture
def internal(city: City) -> Iterator[Pack]:
    """An internal pack of the share beside the public one, with one figure more."""
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    secret = public.sections[1].series
    values = [list(row) for row in secret.values]
    values[1][4] = 777
    series = replace(secret, values=values)
    sections = [public.sections[0], replace(public.sections[1], series=series)]
    shown, public_pack = city.release, city.packs["exi_u15", "stadtteil"]
    city.release = Release.objects.create(region=city.region, audience="internal", reason="new")
    yield publish(city, replace(public, audience="internal", sections=sections))
    city.release, city.packs["exi_u15", "stadtteil"] = shown, public_pack


@pytest.mark.parametrize("ending", ["csv", "excel.csv", "geojson", "svg", "html"])
def test_files_of_staff_say_that_they_are_internal(
    city: City, internal: Pack, visitor: Client, ending: str
) -> None:
    organisation = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    user = User.objects.create_user("planerin", organisation=organisation, roles=["reader"])
    clerk = Client()
    clerk.force_login(user)
    address = f"{DATA}exi_u15.{ending}?level=stadtteil&period=2021"
    seen = clerk.get(address)
    text = seen.getvalue().decode()
    assert "-intern" in seen.headers["Content-Disposition"] or "_intern" in str(seen.headers)
    assert "intern" in text
    assert "77,7" in text or "77.7" in text or ending == "svg"
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in seen.headers
    hidden = visitor.get(address).getvalue().decode()
    assert "77,7" not in hidden
    assert "77.7" not in hidden
    (entry,) = AuditEntry.objects.filter(action="figures-taken")
    assert (entry.user, entry.subject) == (user, f"exi_u15 (stadtteil, {ending})")


def test_an_internal_file_names_who_took_it(city: City, internal: Pack) -> None:
    organisation = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    user = User.objects.create_user(
        "planerin", first_name="Petra", last_name="Plan", organisation=organisation,
        roles=["reader"],
    )  # fmt: skip
    clerk = Client()
    clerk.force_login(user)
    for ending in ("svg", "html"):
        text = clerk.get(f"{DATA}exi_u15.{ending}?level=stadtteil&period=2021").getvalue().decode()
        assert "abgerufen von Petra Plan am" in text
