"""Areas side by side, without script: figures, picture, boundaries, other indicators, addresses."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import City

pytestmark = pytest.mark.django_db(databases=["default", "public"])
COMPARE = "/kleinstadt/compare/?indicator=exi_u15&level=stadtteil"


def shown(visitor: Client, address: str) -> Any:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.context


def test_it_shows_each_area_and_the_city_on_every_date(visitor: Client) -> None:
    page = shown(visitor, f"{COMPARE}&areas=01,02")
    rows = [
        (row.label, *(one.text for one in row.figures), row.city.text, row.known)
        for row in page["rows"]
    ]
    percent = "\u202f%"
    assert rows == [
        ("31.12.2021", f"5,0{percent}", f"14,1{percent}", f"12,5{percent}", 4),
        ("31.12.2020", f"4,5{percent}", f"12,8{percent}", f"11,9{percent}", 5),
        ("31.12.2019", f"4,8{percent}", f"13,0{percent}", f"12,1{percent}", 5),
        ("31.12.2018", f"5,2{percent}", f"12,0{percent}", f"11,8{percent}", 4),
    ]
    assert page["rows"][0].span == f"1,2 bis 28,1{percent}"


def test_the_deviation_from_the_city_is_in_percentage_points(visitor: Client) -> None:
    areas = shown(visitor, f"{COMPARE}&areas=01,02")["areas"]
    assert [area.deviation for area in areas] == ["-7,5 Prozentpunkte", "+1,6 Prozentpunkte"]


def test_an_area_that_the_reform_made_has_no_figures_before_it(visitor: Client) -> None:
    page = shown(visitor, f"{COMPARE}&areas=01,07")
    before = page["rows"][-1].figures[1]
    assert before.value is None
    assert before.status_text == "bestand in diesen Grenzen nicht"
    same, new = (area.sets for area in page["areas"])
    assert "stadtteile_2015" in same
    assert "stadtteile_2015" not in new
    assert any("31.12.2020" in note for note in page["notes"])
    assert [row.label for row in page["rows"] if row.is_reform] == ["31.12.2020"]


def test_the_picture_needs_no_script_and_no_style(visitor: Client) -> None:
    text = visitor.get(f"{COMPARE}&areas=01,02").content.decode()
    picture = re.search(r"<svg[^>]*line-chart.*?</svg>", text, re.DOTALL)
    assert picture
    assert "Altstadt" in picture[0]
    assert "Kleinstadt" in picture[0]
    assert "style=" not in picture[0]


def test_a_form_without_script_asks_for_the_same_page(visitor: Client) -> None:
    by_form = shown(visitor, f"{COMPARE}&areas=01&areas=02&areas=&areas=")
    assert [area.code for area in by_form["areas"]] == ["01", "02"]
    assert [slot.number for slot in by_form["slots"]] == [1, 2, 3, 4]
    remove = by_form["areas"][0].remove_url
    assert [area.code for area in shown(visitor, remove)["areas"]] == ["02"]


def test_a_typed_name_is_an_area_in_any_spelling(visitor: Client) -> None:
    for typed in ("brühl", "BRUEHL", "bruh", "02"):
        page = shown(visitor, f"{COMPARE}&areas=01&areas=&add={typed}")
        assert [area.code for area in page["areas"]] == ["01", "02"]
        assert page["page"].remarks == ()


def test_a_typed_name_that_is_no_or_no_clear_area_is_told(visitor: Client) -> None:
    none = shown(visitor, f"{COMPARE}&areas=01&add=Atlantis")
    assert none["page"].remarks == ("Es gibt kein Gebiet „Atlantis“.",)
    slip = shown(visitor, f"{COMPARE}&areas=01&add=Altsatdt")
    assert slip["page"].remarks == ("„Altsatdt“ ist nicht eindeutig. Möglich: Altstadt.",)
    assert [area.code for area in slip["areas"]] == ["01"]


def test_a_fifth_area_is_not_added(visitor: Client) -> None:
    page = shown(visitor, f"{COMPARE}&areas=01,02,03,05&add=07")
    assert len(page["areas"]) == 4
    assert len(page["page"].remarks) == 1


def test_headline_indicators_stand_below_with_the_newest_figure(visitor: Client) -> None:
    (row,) = shown(visitor, f"{COMPARE}&areas=01,02&indicator=dem_pop")["indicator_rows"]
    assert row.key == "exi_u15"
    assert row.period_label == "31.12.2021"
    assert [one.figure.text for one in row.figures] == ["5,0\u202f%", "14,1\u202f%"]
    assert row.figures[0].deviation == "-7,5 Prozentpunkte"


def test_numbers_have_no_line_for_the_city_and_say_so(visitor: Client) -> None:
    page = shown(visitor, "/kleinstadt/compare/?indicator=dem_pop&level=stadtteil&areas=01,02")
    assert [line["name"] for line in page["config"]["course"]["lines"]] == ["Altstadt", "Brühl"]
    assert any("Anzahlen" in note for note in page["notes"])
    assert page["rows"][0].city.value == 20900


def test_classes_of_an_index_are_named(visitor: Client) -> None:
    page = shown(visitor, "/kleinstadt/compare/?indicator=idx_status&level=stadtteil&areas=01,02")
    assert [one.text for one in page["rows"][0].figures] == ["hoch", "mittel"]
    assert page["has_city"] is False


@pytest.mark.parametrize(
    ("query", "codes", "said"),
    [
        ("areas=01,99", ["01"], "99"),
        ("areas=01,02,03,04,05", ["01", "02", "03", "04"], "Höchstens 4"),
        ("areas=01,02&period=1999", ["01", "02"], "1999"),
        ("areas=01,02&indicator=nix", ["01", "02"], "nix"),
        ("areas=01,02&level=nix", ["01", "02"], "nix"),
        ("areas=%3Cscript%3E,01", ["01"], "<script>"),
    ],
)
def test_a_wrong_address_gives_the_nearest_view_and_a_sentence(
    visitor: Client, query: str, codes: list[str], said: str
) -> None:
    page = shown(visitor, f"/kleinstadt/compare/?{query}")
    assert [area.code for area in page["areas"]] == codes
    assert any(said in remark for remark in page["page"].remarks)


def test_without_areas_it_asks_for_two(visitor: Client, city: City) -> None:
    assert "mindestens zwei" in visitor.get("/kleinstadt/compare/").content.decode()
    assert visitor.get("/nirgends/compare/").status_code == 404


def test_the_page_is_complete_in_english(visitor: Client) -> None:
    text = visitor.get("/en" + f"{COMPARE}&areas=01,02").content.decode()
    assert "Compare areas" in text
    assert "percentage points" in text
