"""GeoJSON, GeoPackage and Shapefile are read back by GDAL and geopandas with the same figures."""

import json
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
import pytest
from django.db import connection
from django.test import Client

from spatial_units.models import Area
from tests.factories import City
from tests.integration.exports.conftest import Fetch, Truth

pytestmark = pytest.mark.django_db(databases=["default", "public"])

ALL, LAST = "level=stadtteil", "level=stadtteil&period=2021"


def short(period: str) -> str:
    return period.replace("-", "")


def check(frame: Any, truth: list[Truth], boundary_set: str = "boundary_set") -> None:
    """Every figure of the truth stands in the wide columns of its area, and no other."""
    assert len(frame) == len({(one.boundary_set, one.area) for one in truth})
    rows = frame.set_index([boundary_set, "area"])
    for one in truth:
        row = rows.loc[(one.boundary_set, one.area)]
        value = row[f"v{short(one.period)}"]
        assert row["name"] == one.name
        assert row[f"s{short(one.period)}"] == one.status
        assert (None if pandas.isna(value) else value) == one.value, one


def of_set(truth: list[Truth], boundary_set: str) -> list[Truth]:
    return [one for one in truth if one.boundary_set == boundary_set]


def test_geojson_holds_all_dates_side_by_side(fetch: Fetch, truth: list[Truth]) -> None:
    check(geopandas.read_file(fetch("geojson")), truth)


def test_geojson_keeps_to_the_standard_and_says_where_it_is_from(fetch: Fetch) -> None:
    document = json.loads(fetch("geojson", LAST).read_text(encoding="utf-8"))
    assert "crs" not in document
    said = document["metadata"]
    assert said["attribution"] == "© Kleinstadt & Söhne <2021>"
    assert said["licence"] == "dl-de/by-2-0"
    assert "stadtteile_2020" in said["boundaries"]
    third, suppressed = (document["features"][place]["properties"] for place in (2, 4))
    assert (third["value"], third["status"], third["unit"]) == (1.2, "A", "%")
    assert (suppressed["value"], suppressed["status"]) == (None, "Q")
    (ring, *_holes), *_parts = document["features"][0]["geometry"]["coordinates"]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert area > 0, "outer rings run counter-clockwise"
    assert 11.9 < ring[0][0] < 12.1
    assert 50.9 < ring[0][1] < 51.1


def in_words(boundary_set: str) -> str:
    """What a GeoPackage calls the figures of the share on a boundary set."""
    return f"SGB-II-Quote unter 15, Grenzen {boundary_set}"


def test_geopackage_has_a_layer_per_boundary_set(fetch: Fetch, truth: list[Truth]) -> None:
    path = fetch("gpkg")
    layers = [name for name, _kind in pyogrio.list_layers(path)]
    assert layers == [in_words("stadtteile_2020"), in_words("stadtteile_2015"), "metadata"]
    for boundary_set in ("stadtteile_2015", "stadtteile_2020"):
        frame = geopandas.read_file(path, layer=in_words(boundary_set))
        assert frame.crs.to_epsg() == 4326
        check(frame, of_set(truth, boundary_set))
    told = pyogrio.read_dataframe(path, layer="metadata").set_index("key")["text"]
    assert told["attribution"] == "© Kleinstadt & Söhne <2021>"


def unpacked(path: Path) -> Path:
    directory = path.parent / "unpacked"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(directory)
    return directory


def test_shapefiles_are_utf_8_and_know_gaps_from_zero(fetch: Fetch, truth: list[Truth]) -> None:
    directory = unpacked(fetch("shp.zip"))
    for boundary_set in ("stadtteile_2015", "stadtteile_2020"):
        shapefile = directory / f"exi_u15_{boundary_set}.shp"
        assert shapefile.with_suffix(".cpg").read_text() == "UTF-8"
        assert "WGS_1984" in shapefile.with_suffix(".prj").read_text()
        frame = geopandas.read_file(shapefile)
        assert all(len(name) <= 10 for name in frame.columns)
        check(frame, of_set(truth, boundary_set), "bound_set")
    explained = (directory / "LIESMICH.txt").read_text(encoding="utf-8-sig")
    assert "Quellenvermerk: © Kleinstadt & Söhne <2021>" in explained
    assert "v20201231" in explained


def starts(program: str) -> bool:
    """Whether it is there with all the libraries it needs."""
    if not shutil.which(program):
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not starts("ogr2ogr"), reason="left out: no ogr2ogr that starts")
@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp.zip"])
def test_gdals_own_tools_read_the_same(ending: str, fetch: Fetch, truth: list[Truth]) -> None:
    path = fetch(ending, LAST)
    name = f"/vsizip/{path}/exi_u15_stadtteile_2020.shp" if ending == "shp.zip" else str(path)
    key = "exi_u15_stadtteile_2020"
    layer = [in_words("stadtteile_2020") if ending == "gpkg" else key]
    info = ran("ogrinfo", "-so", name, *layer)
    assert "Feature Count: 7" in info
    told = path.with_suffix(".csv")
    ran("ogr2ogr", "-f", "CSV", str(told), name, *layer)
    frame = pandas.read_csv(told, dtype={"area": str}, keep_default_na=False, na_values=[""])
    wanted = [one for one in truth if one.period == "2021-12-31"]
    assert list(frame["name"]) == [one.name for one in wanted]
    assert list(frame["status"]) == [one.status for one in wanted]
    values = [None if pandas.isna(value) else value for value in frame["value"]]
    assert values == [one.value for one in wanted]


def ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp.zip"])
def test_boundaries_come_alone(ending: str, fetch: Fetch) -> None:
    path = fetch(ending, "x=1", what="/kleinstadt/data/boundaries/stadtteile_2015")
    if ending == "shp.zip":
        path = unpacked(path) / "stadtteile_2015.shp"
    name = "Grenzen stadtteile_2015" if ending == "gpkg" else "stadtteile_2015"
    frame = geopandas.read_file(path, layer=name).set_index("area")
    assert list(frame["name"])[3:] == ["Höfe", "Südvorstadt", "Weißensee"]
    size = frame["sq_metres" if ending == "shp.zip" else "square_metres"]
    assert set(size) == {980_000}
    assert [str(day)[:10] for day in set(frame["valid_to"])] == ["2019-12-31"]


@pytest.mark.parametrize("ending", ["gpkg", "shp.zip"])
def test_metres_are_those_of_postgis(ending: str, fetch: Fetch, city: City) -> None:
    path = fetch(ending, "crs=25833", what="/kleinstadt/data/boundaries/stadtteile_2020")
    if ending == "shp.zip":
        path = unpacked(path) / "stadtteile_2020.shp"
    name = "Grenzen stadtteile_2020" if ending == "gpkg" else "stadtteile_2020"
    frame = geopandas.read_file(path, layer=name).set_index("area")
    assert frame.crs.to_epsg() == 25833
    query = (
        "SELECT ST_AsText(ST_Transform(geometry, 25833), 3) FROM spatial_units_area WHERE id = %s"
    )
    area = Area.objects.get(boundary_set=city.sets["stadtteile_2020"], code="04")
    with connection.cursor() as cursor:
        cursor.execute(query, [area.pk])
        (text,) = cursor.fetchone()
    ours = geopandas.GeoSeries.from_wkt([text]).iloc[0]
    assert ours.hausdorff_distance(frame.loc["04", "geometry"]) < 0.001


def test_other_systems_are_refused(visitor: Client) -> None:
    for query in ("gpkg?crs=3857", "gpkg?crs=x", "geojson?crs=25833"):
        response = visitor.get(f"/kleinstadt/data/boundaries/stadt.{query}")
        assert response.status_code == 400, query
