"""Layers on map, still map and page; internal ones are there for the region's staff alone."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

import brotli
import pytest
from django.db import connections
from django.test import Client

from accounts.models import Organisation, User
from spatial_units.models import MapLayer
from tests.factories import City

pytestmark = pytest.mark.django_db(databases="__all__")

SVG = "{http://www.w3.org/2000/svg}"
MAP = "/kleinstadt/map/?indicator=exi_u15&level=stadtteil&period=2021-12-31"


def feature(number: int, name: str, category: int, geometry: dict[str, Any], *areas: str) -> Any:
    told = {"name": name, "category": category, "texts": ["35"]}
    homes = {"stadtteile_2020": list(areas), "bezirke": ["1"]}
    return {
        "type": "Feature", "id": number, "geometry": geometry,
        "properties": told | {"areas": homes},
    }  # fmt: skip


def make_layer(city: City, key: str, position: int, features: list[Any], **more: Any) -> MapLayer:
    text = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return MapLayer.objects.create(
        region=city.region, key=key, position=position, name_de=f"{key} <deutsch>", name_en=key,
        columns=[{"name": {"de": "Plätze", "en": "Places"}}], attribution="© Amt",
        licence="CC0-1.0", as_of=date(2024, 12, 31), count=len(features), source_hash=key,
        hash=f"{position:032x}", body=brotli.compress(text), **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def layers(city: City, django_db_blocker: Any) -> Iterator[dict[str, MapLayer]]:
    def point(lon: float) -> dict[str, Any]:
        return {"type": "Point", "coordinates": [lon, 51.0045]}

    kinds = [
        {"value": name, "name": {"de": name, "en": name}, "symbol": symbol}
        for name, symbol in (("städtisch", "circle"), ("kirchlich", "square"))
    ]
    line = {"type": "LineString", "coordinates": [[12.0, 51.009], [12.042, 51.009]]}
    with django_db_blocker.unblock():
        made = {
            "kitas": make_layer(
                city, "kitas", 1,
                [feature(0, "Kita <Süd>", 0, point(12.021), "02"),
                 feature(1, "Kita Alt", -1, point(12.007), "01")],
                kind="point", is_public=True, categories=kinds,
            ),
            "tram": make_layer(
                city, "tram", 2, [feature(0, "Linie 1", 0, line, "01", "02")],
                kind="line", is_public=True,
            ),
            "geplant": make_layer(
                city, "geplant", 3, [feature(0, "Geheime Kita", 0, point(12.03), "03")],
                kind="point", is_public=False,
            ),
        }  # fmt: skip
        yield made
        MapLayer.objects.filter(region=city.region).delete()


@pytest.fixture
def clerk(city: City) -> Client:
    organisation = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    client = Client()
    client.force_login(
        User.objects.create_user("planerin", organisation=organisation, roles=["reader"])
    )
    return client


def test_the_public_role_does_not_see_internal_layers(layers: dict[str, MapLayer]) -> None:
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT key FROM spatial_units_maplayer ORDER BY key")
        assert cursor.fetchall() == [("kitas",), ("tram",)]


def test_a_layer_is_served_for_good_by_its_content(
    visitor: Client, layers: dict[str, MapLayer]
) -> None:
    answer = visitor.get(f"/layers/{layers['kitas'].hash}.json")
    assert answer.json()["features"][0]["properties"]["name"] == "Kita <Süd>"
    assert "immutable" in answer["Cache-Control"]
    assert visitor.get("/layers/unknown.json").status_code == 404


def test_internal_layers_are_for_staff_and_nobody_keeps_them(
    visitor: Client, clerk: Client, layers: dict[str, MapLayer]
) -> None:
    digest = layers["geplant"].hash
    inside = f"/kleinstadt/internal/layers/{digest}.json"
    for path in (f"/layers/{digest}.json", inside, "/kleinstadt/layers/geplant/"):
        assert visitor.get(path).status_code == 404
    assert "geplant" not in visitor.get(MAP).content.decode()
    answer = clerk.get(inside)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert clerk.get(f"/layers/{digest}.json").status_code == 404
    page = clerk.get("/kleinstadt/layers/geplant/")
    assert "intern" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert inside in clerk.get(MAP).content.decode()


def test_the_page_lists_what_lies_in_the_chosen_area_without_script(
    visitor: Client, layers: dict[str, MapLayer]
) -> None:
    text = visitor.get(f"{MAP}&layers=kitas&layers=tram&area=02").content.decode()
    assert "Orte und Linien in Brühl" in text
    assert "Kita &lt;Süd&gt;" in text
    assert "Kita Alt" not in text
    assert "Linie 1" in text
    assert "layers=kitas,tram" in visitor.get(f"{MAP}&layers=kitas,tram").context["table_url"]


def test_an_unknown_layer_and_background_give_way_with_a_sentence(
    visitor: Client, layers: dict[str, MapLayer]
) -> None:
    shown = visitor.get(f"{MAP}&layers=kitas,gibtsnicht,geplant&base=osm&overlays=x:3")
    assert shown.status_code == 200
    remarks = "\n".join(shown.context["page"].remarks)
    assert "Eine Kartenebene „gibtsnicht“ gibt es hier nicht." in remarks
    assert "Eine Kartenebene „geplant“ gibt es hier nicht." in remarks
    assert "Eine Hintergrundkarte „osm“ gibt es hier nicht." in remarks
    assert [layer.key for layer in shown.context["layers"].shown] == ["kitas"]


def test_the_list_of_a_layer_names_the_area_of_each_place(
    visitor: Client, layers: dict[str, MapLayer]
) -> None:
    shown = visitor.get("/kleinstadt/layers/kitas/")
    rows = [(row.place.name, row.place.category, row.texts, row.areas)
            for row in shown.context["rows"]]  # fmt: skip
    assert rows == [
        ("Kita Alt", "Sonstige", ("35",), ("Altstadt", "Mitte")),
        ("Kita <Süd>", "städtisch", ("35",), ("Brühl", "Mitte")),
    ]
    one = visitor.get("/kleinstadt/layers/kitas/?area=02")
    assert [row.place.name for row in one.context["rows"]] == ["Kita <Süd>"]
    wrong = visitor.get("/kleinstadt/layers/kitas/?area=99")
    assert "Ein Gebiet „99“ gibt es hier nicht; gezeigt werden alle." in wrong.content.decode()
    assert len(wrong.context["rows"]) == 2
    assert "Brühl" in visitor.get("/en/kleinstadt/layers/tram/").content.decode()
    assert visitor.get("/kleinstadt/layers/gibtsnicht/").status_code == 404


def test_the_still_map_draws_places_in_place_with_their_key(
    visitor: Client, layers: dict[str, MapLayer]
) -> None:
    text = visitor.get(MAP.replace("/map/", "/map.svg") + "&layers=kitas,tram").content.decode()
    root = ElementTree.fromstring(text)
    marks = [path for path in root.iter(f"{SVG}path") if path.get("paint-order")]
    assert [mark.get("fill") for mark in marks[:2]] == ["#0b4f8a", "#5a5a5a"]
    # in the middle of three columns and of the lower of two rows
    x, y = (marks[0].get("transform") or "").removeprefix("translate(").rstrip(")").split()
    height = float(visitor_height(root))
    assert float(x) + 10 == pytest.approx(500, abs=2)
    assert float(y) + 10 == pytest.approx(height * 0.75, abs=3)
    words = [node.text for node in root.iter(f"{SVG}text")]
    assert {"kitas <deutsch>", "städtisch", "kirchlich", "tram <deutsch>"} <= set(words)
    assert "kitas <deutsch>: © Amt, CC0-1.0, Stand 31.12.2024" in words
    assert "style" not in text


def visitor_height(root: ElementTree.Element) -> float:
    """How tall the areas are drawn: the lowest number of their paths."""
    numbers = [
        float(part.split()[1])
        for path in root.findall(f"{SVG}g/{SVG}g/{SVG}path")
        for part in (path.get("d") or "").strip("MZ").replace("Z", "").replace("M", "L").split("L")
        if len(part.split()) == 2
    ]
    return max(numbers)


def test_the_scale_bar_is_as_long_as_it_says(visitor: Client) -> None:
    root = ElementTree.fromstring(visitor.get(MAP.replace("/map/", "/map.svg")).content)
    (bar,) = [path for path in root.findall(f"{SVG}path") if path.get("stroke-width") == "3"]
    ways = (bar.get("d") or "").replace("M", " ").replace("V", " ").replace("H", " ").split()
    length = float(ways[3]) - float(ways[0])
    # three columns of 0.014 degrees on 51.009° north are 2,949 m of ground, drawn 1000 wide
    assert "500\N{NO-BREAK SPACE}m" in [node.text for node in root.iter(f"{SVG}text")]
    assert length == pytest.approx(500 / 2.949, rel=0.01)


def test_another_layer_makes_another_picture_for_caches(
    visitor: Client, layers: dict[str, MapLayer]
) -> None:
    plain = MAP.replace("/map/", "/map.svg")
    marks = {visitor.get(plain + more)["ETag"] for more in ("", "&layers=kitas", "&layers=tram")}
    assert len(marks) == 3
