"""Layers of points and lines: from the region file to rows, with every slip told."""

import json
from typing import Any

import brotli
import pytest

from region_files.loading import Report
from region_files.reading import read_region_file
from spatial_units.importing.wording import say
from spatial_units.models import MapLayer
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db

KITAS: dict[str, Any] = {
    "key": "kitas",
    "name": {"de": "Kitas", "en": "Childcare"},
    "kind": "point",
    "file": "kitas.csv",
    "delimiter": ";",
    "decimal": ",",
    "crs": 4326,
    "coordinates": {"x": "Länge", "y": "Breite"},
    "name_column": "Name",
    "category": {
        "column": "Träger",
        "values": [
            {"value": "Stadt", "name": {"de": "städtisch", "en": "city"}},
            {"value": "Kirche", "name": {"de": "kirchlich", "en": "church"}, "symbol": "circle"},
        ],
    },
    "columns": [{"column": "Plätze", "name": {"de": "Plätze", "en": "Places"}}],
    "source": "amt",
    "date": "2024-12-31",
    "public": True,
}
TRAM: dict[str, Any] = {
    "key": "tram",
    "name": {"de": "Tram", "en": "Tram"},
    "kind": "line",
    "file": "tram.geojson",
    "name_column": "linie",
    "source": "amt",
    "date": "2024-12-31",
}
HEAD = "Name;Träger;Plätze;Länge;Breite\n"
ROWS = "Kita Nord;Stadt;35;10,02;50,02\nKita Süd;Kirche;;10,04;50,02\n"


def declare(city: SmallCity, rows: str = ROWS, *layers: dict[str, Any]) -> None:
    city.spec["layers"] = list(layers) or [KITAS]
    city.write()
    (city.folder / "kitas.csv").write_text(HEAD + rows, encoding="utf-8")


def line(city: SmallCity, geometry: dict[str, Any], crs: str = "EPSG::4326") -> None:
    (city.folder / "tram.geojson").write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs}"}},
                "features": [
                    {"type": "Feature", "properties": {"linie": "1"}, "geometry": geometry}
                ],
            }
        )
    )


def features(key: str) -> list[dict[str, Any]]:
    body = MapLayer.objects.get(key=key).body
    found: list[dict[str, Any]] = json.loads(brotli.decompress(bytes(body)))["features"]
    return found


def told(report: Report) -> list[str]:
    return [say(problem, "de") for problem in report.problems]


def test_points_of_a_german_table_lie_in_their_areas(city: SmallCity) -> None:
    declare(city)
    assert load_city(city, publish_too=False).layers == {"kitas": 2}
    north, south = features("kitas")
    assert north["geometry"] == {"type": "Point", "coordinates": [10.02, 50.02]}
    assert north["properties"]["areas"] == {"stadtteile": ["01"], "stadt": ["00"]}
    assert south["properties"] == {
        "name": "Kita Süd", "category": 1, "texts": [""],
        "areas": {"stadtteile": ["02"], "stadt": ["00"]},
    }  # fmt: skip
    layer = MapLayer.objects.get(key="kitas")
    assert [one["symbol"] for one in layer.categories] == ["square", "circle"]
    assert (layer.attribution, layer.licence) == ("Stadt Kleinstadt", "dl-de/by-2-0")


def test_a_point_on_a_border_lies_in_one_area_only(city: SmallCity) -> None:
    declare(city, "Grenze;Stadt;1;10,03;50,02\n")
    load_city(city, publish_too=False)
    assert features("kitas")[0]["properties"]["areas"]["stadtteile"] == ["01"]


def test_lines_are_internal_unless_said_otherwise_and_meet_several_areas(city: SmallCity) -> None:
    declare(city, ROWS, TRAM)
    line(city, {"type": "LineString", "coordinates": [[10.02, 50.02, 7], [10.04, 50.02, 8]]})
    load_city(city, publish_too=False)
    assert features("tram")[0]["properties"]["areas"]["stadtteile"] == ["01", "02"]
    assert features("tram")[0]["geometry"]["coordinates"] == [[10.02, 50.02], [10.04, 50.02]]
    assert not MapLayer.objects.get(key="tram").is_public


def test_coordinates_in_metres_are_brought_to_degrees(city: SmallCity) -> None:
    declare(city, ROWS, TRAM)
    metres = [[573_000.0, 5_541_700.0], [574_000.0, 5_541_700.0]]
    line(city, {"type": "LineString", "coordinates": metres}, "EPSG::25832")
    load_city(city, publish_too=False)
    (lon, lat), _end = features("tram")[0]["geometry"]["coordinates"]
    assert lon == pytest.approx(10.0192, abs=1e-3)
    assert lat == pytest.approx(50.0231, abs=1e-3)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("Kita;Stadt;1;zehn;50,02\n", "kitas.csv, Zeile 2, Spalte „Länge“: „zehn“ ist keine"),
        ("Kita;Stadt;1;;\n", "Die Datei enthält nichts, was sich zeichnen lässt."),
        ("Fern;Stadt;1;11,5;50,02\n", "kitas.csv, Zeile 2: „Fern“ liegt außerhalb"),
        ("Kita;Stadt;1;10.02;50.02\n", "kitas.csv: "),
    ],
)
def test_slips_stop_loading_and_are_told_with_their_place(
    city: SmallCity, rows: str, sentence: str
) -> None:
    declare(city, rows)
    report = load_city(city, publish_too=False)
    assert report.failed
    assert any(sentence in said for said in told(report)), told(report)
    assert not MapLayer.objects.exists()


def test_oddities_are_told_and_loading_goes_on(city: SmallCity) -> None:
    declare(city, ROWS + ";Verein;1;10,02;50,06\nOhne Ort;Stadt;1;;\nRand;Stadt;1;10,11;50,02\n")
    report = load_city(city, publish_too=False)
    assert not report.failed
    said = "\n".join(told(report))
    assert "kitas.csv, Zeile 4, Spalte „Name“: Der Name fehlt" in said
    assert "kitas.csv, Zeile 5: „Ohne Ort“ hat keinen Ort" in said
    assert "kitas.csv: Die Kategorie „Verein“ ist nicht angegeben (1 Objekt)" in said
    assert "„Rand“ liegt außerhalb des Rahmens der Region" in said
    assert [one["properties"]["category"] for one in features("kitas")] == [0, 1, -1, 0]


def test_a_polygon_is_no_line(city: SmallCity) -> None:
    declare(city, ROWS, TRAM)
    line(city, {"type": "Point", "coordinates": [10.02, 50.02]})
    report = load_city(city, publish_too=False)
    assert "tram.geojson, Objekt 1: „1“ ist keine Linie, sondern Point." in told(report)


def test_a_missing_column_is_told_with_those_there_are(city: SmallCity) -> None:
    declare(city, ROWS, KITAS | {"name_column": "Bezeichnung"})
    report = load_city(city, publish_too=False)
    assert any("Bezeichnung" in said and "Name" in said for said in told(report))


def test_a_file_that_is_not_there_and_a_source_nobody_knows_are_told_by_line(
    city: SmallCity,
) -> None:
    declare(city, ROWS, KITAS | {"file": "kita.csv"})
    _spec, problems = read_region_file(city.file, city.folder)
    (missing,) = [problem for problem in problems if problem.code == "region_file_missing"]
    assert missing.column == "layers[0].file" or "layers" in missing.column
    assert missing.row
    assert missing.facts["meant"] == "kitas.csv"
    declare(city, ROWS, KITAS | {"source": "niemand"})
    _spec, problems = read_region_file(city.file, city.folder)
    assert [problem.code for problem in problems] == ["region_unknown_key"]


def test_loading_again_reads_only_what_changed_and_what_is_gone_goes(city: SmallCity) -> None:
    declare(city)
    load_city(city, publish_too=False)
    before = MapLayer.objects.get(key="kitas").hash
    assert load_city(city, publish_too=False).files_read == 0
    declare(city, ROWS, KITAS | {"name": {"de": "Krippen", "en": "Crèches"}, "public": False})
    assert load_city(city, publish_too=False).files_read == 0
    layer = MapLayer.objects.get(key="kitas")
    assert (layer.name_de, layer.is_public, layer.hash) == ("Krippen", False, before)
    declare(city, ROWS.replace("Nord", "Ost"))
    load_city(city, publish_too=False)
    assert MapLayer.objects.get(key="kitas").hash != before
    city.spec["layers"] = []
    city.write()
    load_city(city, publish_too=False)
    assert not MapLayer.objects.exists()
