"""Search, start pages, indicator page and legal pages, as the public reads them."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize("asked", ["sudvorstadt", "Suedvor", "SÜDVORSTADT", "südvortsadt"])
def test_an_area_is_found_however_it_is_typed(visitor: Client, asked: str) -> None:
    found = visitor.get("/kleinstadt/", {"q": asked}).context["found"]
    assert [area.name for area in found.areas] == ["Südvorstadt"]
    assert found.areas[0].url == "/kleinstadt/areas/stadtteil/05/"


def test_an_area_of_the_past_is_found_on_its_boundaries(visitor: Client) -> None:
    found = visitor.get("/kleinstadt/", {"q": "weissensee"}).context["found"]
    assert found.areas[-1].url == "/kleinstadt/areas/stadtteil/06/?stand=stadtteile_2015"
    assert "frühere Grenzen" in found.areas[-1].note


def test_an_indicator_is_found_and_nothing_is_said_in_words(visitor: Client) -> None:
    found = visitor.get("/kleinstadt/", {"q": "einwohner"}).context["found"]
    assert [one.name for one in found.indicators] == ["Einwohner"]
    assert "wurde nichts gefunden" in visitor.get("/kleinstadt/", {"q": "xyzzy"}).content.decode()


def test_the_start_page_finds_areas_in_all_regions(visitor: Client) -> None:
    found = visitor.get("/", {"q": "grunau"}).context["found"]
    assert "/kleinstadt/areas/stadtteil/03/" in [area.url for area in found.areas]


def test_the_region_shows_its_headline_figures(visitor: Client) -> None:
    (figure,) = visitor.get("/kleinstadt/").context["figures"]
    assert (figure.figure.text, figure.period) == ("12,5\u202f%", "31.12.2021")


def test_the_indicator_page_has_the_citys_course_with_lowest_and_highest(visitor: Client) -> None:
    page = visitor.get("/kleinstadt/indicators/exi_u15/")
    newest = page.context["course"].rows[0]
    assert (newest.period, newest.city.text) == ("31.12.2021", "12,5\u202f%")
    assert (newest.lowest, newest.highest) == ("1,2\u202f%", "28,1\u202f%")
    assert (newest.measured, newest.areas) == (4, 7)
    assert "Fälle unter 3." in page.content.decode()


def test_the_indicator_page_names_the_levels_without_figures(visitor: Client) -> None:
    said = visitor.get("/kleinstadt/indicators/dem_pop/").content.decode()
    assert "Keine Zahlen gibt es für: Bezirke, Städte." in said
    assert visitor.get("/kleinstadt/indicators/dem_pop/").context["lacking"] == "Bezirke, Städte"


@pytest.mark.parametrize("kind", ["privacy", "accessibility"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_legal_pages_say_what_the_operator_still_owes(
    visitor: Client, kind: str, prefix: str
) -> None:
    for address in (f"{prefix}/{kind}/", f"{prefix}/kleinstadt/{kind}/"):
        page = visitor.get(address).content.decode()
        assert ("has not supplied a text" if prefix else "noch keinen Text hinterlegt") in page


def test_a_regions_own_text_is_escaped_and_has_lists(visitor: Client) -> None:
    page = visitor.get("/kleinstadt/imprint/").content.decode()
    assert "Stadt &lt;b&gt;" in page
    assert "<li>Post</li>" in page
    assert 'href="mailto:a@b.example"' in page


def test_every_page_of_a_region_leads_to_the_others_and_to_the_imprint(visitor: Client) -> None:
    for address in ("", "table/", "indicators/exi_u15/", "areas/stadtteil/01/", "privacy/"):
        page = visitor.get(f"/kleinstadt/{address}").content.decode()
        for name in ("", "map/", "table/", "imprint/", "accessibility/"):
            assert f'href="/kleinstadt/{name}' in page, (address, name)
    assert visitor.get("/kleinstadt/table/").content.decode().count('aria-current="page"') == 1


def test_the_table_leads_to_the_profiles(visitor: Client) -> None:
    page = visitor.get("/kleinstadt/table/?indicator=exi_u15&level=stadtteil").content.decode()
    assert "/kleinstadt/areas/stadtteil/01/?stand=stadtteile_2020" in page
