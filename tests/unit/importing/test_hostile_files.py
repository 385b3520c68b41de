"""Files that want to harm: each is refused in words, quickly, and the caller lives."""

import io
import json
import os
import sqlite3
import stat
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from spatial_units.importing.problems import Severity
from tests.unit.importing.making import (
    codes,
    feature,
    geojson,
    read_areas,
    read_table_of,
    refused_areas,
    square,
    table,
    the,
)

SECRET = "the-secret-of-another-file"
EXCEL = {"format": {"kind": "excel"}}
NESTED = {
    "format": {"kind": "json", "records": "data/*"},
    "values": {"columns": {"amount": "value"}},
}


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    """A refusal takes seconds even on a busy machine; most of it is starting Python."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 60


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file on the server that an upload would like to see."""
    return geojson(tmp_path / "secret.json", [feature(SECRET, square(12, 51))])


def refused_without_a_leak(path: Path, *expected: str, limited: bool = False) -> None:
    read = read_areas(path, limited=limited)
    assert read.features == []
    assert SECRET not in repr(read)
    errors = codes(read.problems, Severity.ERROR)
    assert errors, "nothing was said"
    assert set(errors) <= set(expected)


def test_a_vrt_inside_a_geojson_shows_no_other_file(tmp_path: Path, secret: Path) -> None:
    vrt = f"<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>{secret}" \
          "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"  # fmt: skip
    for name in ("x.geojson", "x.json", "x.kml", "x.gml"):
        path = table(tmp_path / name, vrt)
        refused_without_a_leak(path, "not_what_it_says", limited=name == "x.geojson")


def test_a_gdalg_pipeline_inside_a_geojson_shows_no_other_file(
    tmp_path: Path, secret: Path
) -> None:
    pipeline = {
        "type": "gdal_streamed_alg",
        "command_line": f"gdal vector pipeline ! read {secret}",
    }
    path = table(tmp_path / "x.geojson", json.dumps(pipeline))
    refused_without_a_leak(path, "not_a_feature_collection")
    both = json.dumps(pipeline)[:-1] + ', "type": "FeatureCollection", "features": []}'
    path = table(tmp_path / "y.geojson", both)
    refused_without_a_leak(path, "no_features", "geodata_damaged", limited=True)


def test_a_vrt_in_a_zip_shows_no_other_file(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.geojson", f"<OGRVRTDataSource>{secret}</OGRVRTDataSource>")
    refused_without_a_leak(path, "not_what_it_says")


def test_a_wfs_address_as_xml_is_no_gml(tmp_path: Path) -> None:
    wfs = "<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>"
    refused_without_a_leak(table(tmp_path / "x.gml", wfs), "not_what_it_says")


@pytest.mark.parametrize("suffix", [".kml", ".gml"])
def test_entities_in_xml_are_refused(tmp_path: Path, suffix: str) -> None:
    root = "kml" if suffix == ".kml" else "FeatureCollection"
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(9))
    for definition in (laughs, '<!ENTITY x SYSTEM "file:///etc/passwd">', ""):
        text = f'<?xml version="1.0"?><!DOCTYPE {root} [{definition}]><{root}>&a8;</{root}>'
        refused_without_a_leak(table(tmp_path / f"x{suffix}", text), "xml_with_entities")


def test_a_hundred_thousand_brackets_are_refused(tmp_path: Path) -> None:
    deep = "[" * 100_000
    read = read_areas(table(tmp_path / "x.geojson", deep))
    assert codes(read.problems) == ["nested_too_deep"]
    values = read_table_of(table(tmp_path / "x.json", '{"data":' + deep), **NESTED)
    assert codes(values.problems) == ["nested_too_deep"]


def test_one_cell_far_away_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "key"
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    read = read_table_of(tmp_path / "far.xlsx", limited=True, **EXCEL)
    assert codes(read.problems) == ["sheet_too_wide"]
    assert read.problems[0].facts["cell"] == "XFD1048576"


def test_a_sheet_that_swells_a_thousandfold_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (30 * 1024**2))
    assert codes(read_table_of(path, **EXCEL).problems) == ["archive_bomb"]


def test_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "plain.xlsx")
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + content
            new.writestr(name, content)
    problems = read_table_of(path, **EXCEL).problems
    assert set(codes(problems)) <= {"xml_with_entities", "excel_damaged"}
    assert problems


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name", ["../out.geojson", "/etc/out.geojson", "C:\\out.geojson", "a/../../out.geojson"]
)
def test_an_archive_that_reaches_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "x.zip", (zipfile.ZipInfo(name), b"{}"))
    assert codes(refused_areas(path).problems) == ["archive_unsafe_path"]
    assert not list(tmp_path.rglob("out*"))


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("x.geojson")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(tmp_path / "x.zip", (link, b"/etc/passwd"))
    assert codes(refused_areas(path).problems) == ["archive_unsafe_path"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("x.geojson", b"{}"), ("x.geojson", b"{ }"))
    assert codes(refused_areas(path).problems) == ["archive_ambiguous"]


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    swelling = zipped(tmp_path / "swelling.zip", ("x.geojson", b"0" * (50 * 1024**2)))
    assert codes(refused_areas(swelling).problems) == ["archive_bomb"]
    many = zipped(tmp_path / "many.zip", *((f"{i}.txt", b"") for i in range(2_001)))
    assert codes(refused_areas(many).problems) == ["archive_too_many_files"]


def test_an_archive_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    content = geojson(tmp_path / "x.geojson", [feature("1", square(12, 51))]).read_bytes()
    path = zipped(tmp_path / "x.zip", ("x.geojson", content))
    octets = path.read_bytes()
    size = len(content).to_bytes(4, "little")
    path.write_bytes(octets.replace(size, (10).to_bytes(4, "little")))
    assert codes(refused_areas(path).problems) == ["archive_damaged"]


def test_a_zip_within_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.geojson", "{}")
    path = zipped(tmp_path / "x.zip", ("inner.zip", inner.getvalue()))
    assert codes(refused_areas(path).problems) == ["archive_not_one_file"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x7fELF", "PROGRAM"),
    ],
)
def test_a_file_is_taken_for_what_it_is(tmp_path: Path, content: bytes, found: str) -> None:
    for read, name, layout in (
        (refused_areas, "x.geojson", {}),
        (refused_areas, "x.gpkg", {}),
        (refused_areas, "x.shp", {}),
        (read_table_of, "x.csv", {}),
        (read_table_of, "x.json", NESTED),
    ):
        (tmp_path / name).write_bytes(content)
        problem = the(read(tmp_path / name, **layout).problems, "not_what_it_says")
        assert problem.facts["found"] == found
    if found != "ZIP":
        (tmp_path / "x.xlsx").write_bytes(content)
        problems = read_table_of(tmp_path / "x.xlsx", **EXCEL).problems
        assert codes(problems) == ["not_what_it_says"]


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    for name in ("x.geojson", "x.kml", "x.shp", "x.gpkg", "x.zip"):
        assert codes(refused_areas(table(tmp_path / name, "")).problems) == ["file_empty"]
    assert codes(read_table_of(table(tmp_path / "x.csv", "\ufeff\n")).problems) == ["file_empty"]
    assert codes(read_table_of(table(tmp_path / "x.xlsx", ""), **EXCEL).problems) == ["file_empty"]


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    assert codes(refused_areas(tmp_path / "x.geojson").problems) == ["file_not_found"]
    assert codes(read_table_of(tmp_path / "x.csv").problems) == ["file_not_found"]


def geopackage(path: Path, layers: int = 1, view: bool = False) -> Path:
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA application_id = {int.from_bytes(b'GPKG', 'big')}")
    database.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)")
    for number in range(layers):
        kind = "VIEW" if view else "TABLE"
        rest = "AS SELECT 1 AS code" if view else "(code TEXT)"
        database.execute(f"CREATE {kind} layer{number} {rest}")
        database.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", [f"layer{number}"])
    database.commit()
    database.close()
    return path


def test_a_geopackage_of_two_layers_asks_which(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "x.gpkg", layers=2)
    assert codes(refused_areas(path).problems) == ["layer_not_chosen"]
    assert codes(refused_areas(path, layer="layer9").problems) == ["layer_not_found"]


def test_a_view_in_a_geopackage_is_not_read(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "x.gpkg", view=True)
    assert codes(refused_areas(path).problems) == ["layer_is_a_view"]


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE areas (code TEXT)")
    database.commit()
    database.close()
    assert codes(refused_areas(path).problems) == ["not_what_it_says"]


def test_parts_of_a_shapefile_are_missed_by_name(shared_data: Path, tmp_path: Path) -> None:
    original = shared_data / "koeln/geometrie/Stadtbezirk.shp"
    (tmp_path / "x.shp").write_bytes(original.read_bytes())
    problem = the(refused_areas(tmp_path / "x.shp").problems, "shapefile_part_missing")
    assert problem.facts["parts"] == ".shx, .dbf"
    for part in (".shx", ".dbf"):
        (tmp_path / f"x{part}").write_bytes(original.with_suffix(part).read_bytes())
    (tmp_path / "x.shp").write_bytes(original.read_bytes()[:-100])
    assert codes(refused_areas(tmp_path / "x.shp").problems) == ["shapefile_cut_off"]


def test_a_table_is_no_place_for_endless_lines_or_columns(tmp_path: Path) -> None:
    long = table(tmp_path / "long.csv", "key,value\n1," + "9" * (3 * 1024**2))
    assert codes(read_table_of(long).problems) == ["line_too_long"]
    cell = table(tmp_path / "cell.csv", "key,value\n1," + "9" * 200_000)
    assert codes(read_table_of(cell).problems) == ["cell_too_long"]
    wide = table(tmp_path / "wide.csv", ",".join(f"c{i}" for i in range(100_000)) + "\n")
    assert codes(read_table_of(wide).problems) == ["too_many_columns"]


def test_a_list_outside_the_data_folder_is_not_read(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", "key,value\n1,2\n")
    for file in ("../../etc/passwd", "/etc/passwd"):
        evaluated = {"file": file, "code": {"column": "key"}}
        assert codes(read_table_of(path, evaluated=evaluated).problems) == ["file_outside"]


def test_no_reader_leaves_anything_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    os.mkdir(tmp_path / "temporary")
    left_by_a_killed_worker = tmp_path / "temporary" / "sozialmonitor-read-x"
    left_by_a_killed_worker.mkdir()
    os.utime(left_by_a_killed_worker, (0, 0))
    path = zipped(tmp_path / "x.zip", ("x.geojson", b"{}"))
    read_areas(path)
    assert list((tmp_path / "temporary").iterdir()) == []
