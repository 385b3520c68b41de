"""Pictures show the points and lines of the map, with their legend and whom to name for them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import brotli
import pytest
from django.test import Client

from accounts.models import Organisation, User
from spatial_units.models import MapLayer
from tests.factories import City
from tests.integration.exports.conftest import Fetch

pytestmark = pytest.mark.django_db(databases="__all__")

VIEW = "level=stadtteil&period=2021"
SVG = "{http://www.w3.org/2000/svg}"
TRICKY = "Kita <Süd> ${alert(1)}`"


def made(city: City, key: str, geometries: list[dict[str, Any]], **more: Any) -> MapLayer:
    features = [
        {"type": "Feature", "id": number, "geometry": geometry,
         "properties": {"name": TRICKY, "category": 0, "texts": [], "areas": {}}}
        for number, geometry in enumerate(geometries)
    ]  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return MapLayer.objects.create(
        region=city.region, key=key, position=more.pop("position"), name_de=f"{key} <deutsch>",
        name_en=key, attribution=f"© Amt für {key}", licence="CC0-1.0", as_of=date(2024, 12, 31),
        count=len(features), source_hash=key, hash=f"{key:0<32}", body=brotli.compress(body),
        **more,
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def layers(city: City, django_db_blocker: Any) -> Iterator[None]:
    points = [{"type": "Point", "coordinates": [12.007 + 0.014 * n, 51.0045]} for n in range(3)]
    line = {"type": "LineString", "coordinates": [[12.0, 51.009], [12.042, 51.009]]}
    kinds = [{"value": "Kita", "name": {"de": "Kita", "en": "Day nursery"}, "symbol": "square"}]
    with django_db_blocker.unblock():
        made(city, "kitas", points, position=1, kind="point", is_public=True, categories=kinds)
        made(city, "tram", [line], position=2, kind="line", is_public=True)
        made(city, "geplant", points[:1], position=3, kind="point", is_public=False)
        yield
        MapLayer.objects.filter(region=city.region).delete()


def paths_in(picture: Path) -> int:
    return len(ElementTree.parse(picture).getroot().findall(f".//{SVG}path"))


def test_the_svg_draws_points_and_lines_with_legend_and_source(fetch: Fetch) -> None:
    bare = paths_in(fetch("svg", VIEW))
    picture = fetch("svg", f"{VIEW}&layers=kitas,tram")
    # a sign per point, a line with its casing, and each once more in the legend
    assert paths_in(picture) == bare + 3 + 2 + 1 + 2
    said = "\n".join(ElementTree.parse(picture).getroot().itertext())
    assert "kitas <deutsch>: © Amt für kitas, CC0-1.0, Stand 31.12.2024" in said
    assert "tram <deutsch>: © Amt für tram, CC0-1.0, Stand 31.12.2024" in said
    assert "layers=kitas,tram" in said


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_other_pictures_draw_them_too(ending: str, fetch: Fetch) -> None:
    bare = fetch(ending, VIEW).read_bytes()
    drawn = fetch(ending, f"{VIEW}&layers=kitas,tram").read_bytes()
    assert len(drawn) > len(bare) + 500
    if ending == "png":
        assert "© Amt für kitas".encode() in drawn


def test_the_html_map_has_them_and_their_names_run_nothing(fetch: Fetch) -> None:
    page = fetch("html", f"{VIEW}&layers=kitas,tram").read_text(encoding="utf-8")
    assert "kitas &lt;deutsch&gt;: © Amt für kitas" in page
    assert page.count('"type": "Point"') == 3
    assert "MultiLineString" in page
    assert "<Süd>" not in page
    names = [line for line in page.splitlines() if "alert(1)" in line]
    assert names
    assert all('"name": "Kita \\u0026lt;S' in line for line in names)  # inside a JSON text


def test_a_layer_that_is_not_there_is_no_picture(visitor: Client) -> None:
    response = visitor.get(f"/kleinstadt/data/exi_u15.svg?{VIEW}&layers=bus")
    assert response.status_code == 404
    assert "„bus“" in response.getvalue().decode()
    hidden = visitor.get(f"/kleinstadt/data/exi_u15.svg?{VIEW}&layers=geplant")
    assert hidden.status_code == 404


def test_a_picture_with_an_internal_layer_says_so(city: City) -> None:
    organisation = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    clerk = Client()
    clerk.force_login(
        User.objects.create_user("planerin", organisation=organisation, roles=["reader"])
    )
    response = clerk.get(f"/kleinstadt/data/exi_u15.svg?{VIEW}&layers=geplant")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "_intern.svg" in response.headers["Content-Disposition"]
    assert "intern: " in response.getvalue().decode()
