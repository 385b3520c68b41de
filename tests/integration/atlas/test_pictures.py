"""The still map is well-formed, tells what it shows, and knows gaps from values."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SVG = "{http://www.w3.org/2000/svg}"


def picture(visitor: Client, query: str = "") -> ElementTree.Element:
    response = visitor.get(f"/kleinstadt/map.svg?{query}")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    return ElementTree.fromstring(response.content)


def words(root: ElementTree.Element) -> str:
    return "\n".join(text.text or "" for text in root.iter(f"{SVG}text"))


def test_gaps_are_hatched_and_values_coloured_as_in_the_table(visitor: Client) -> None:
    root = picture(visitor)
    fills = [path.get("fill") for path in root.findall(f"{SVG}g/{SVG}g/{SVG}path")]
    rows = visitor.get("/kleinstadt/table/").context["table"].rows
    hatches = ["url(#suppressed)", "url(#missing)", "url(#not_evaluated)"]
    assert fills == [row.color for row in rows[:4]] + hatches


def test_title_legend_source_and_dates_stand_on_it(visitor: Client) -> None:
    said = words(picture(visitor))
    for part in (
        "SGB-II-Quote unter 15 (%)",
        "Stadtteile, 31.12.2021",
        "5,0 bis unter 13,0\u202f%  (1)",
        "geheim gehalten  (1)",
        "Quelle: © Kleinstadt & Söhne <2021>, dl-de/by-2-0",
        "Gebietsstand: Grenzen stadtteile_2020 (seit 01.01.2020)",
        "Ausgedachte Stadt",
    ):
        assert part in said


@pytest.mark.parametrize("method", ["unclassed", "diverging", "natural_breaks"])
def test_every_classification_can_be_drawn(visitor: Client, method: str) -> None:
    assert len(picture(visitor, f"method={method}&area=02")) > 5


def test_counts_are_circles_whose_area_is_the_number(visitor: Client) -> None:
    root = picture(visitor, "indicator=dem_pop&period=2020")
    radii = sorted(float(c.get("r", 0)) for c in root.findall(f"{SVG}g/{SVG}g/{SVG}circle"))
    assert len(radii) == 7
    assert (radii[-1] / radii[0]) ** 2 == pytest.approx(12500 / 580, rel=0.02)


def test_it_needs_no_style_and_no_script(visitor: Client) -> None:
    text = visitor.get("/kleinstadt/map.svg").content.decode()
    assert "style" not in text
    assert "script" not in text


def test_classes_for_the_client_come_from_printed_public_numbers(visitor: Client) -> None:
    response = visitor.get("/kleinstadt/classes.json?method=equal_interval&k=2")
    answer = json.loads(response.content)
    assert answer["lowest"] == 0.0
    assert answer["highest"] == 28.1
    assert answer["breaks"] == [14.1]
    assert answer["labels"] == ["unter 14,1\u202f%", "14,1\u202f% und mehr"]
    again = visitor.get(
        "/kleinstadt/classes.json?method=equal_interval&k=2",
        headers={"If-None-Match": response.headers["ETag"]},
    )
    assert again.status_code == 304
