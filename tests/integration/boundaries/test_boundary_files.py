"""A clerk's file of boundaries: what is wrong is said with its place, what it changes is shown."""

from typing import Any

import pytest

from accounts.models import User
from spatial_units.models import BoundarySet, GeodataUpload
from tests.factories import WIDTH, City
from tests.integration.boundaries.making import (
    brought,
    codes_of,
    geojson,
    present,
    square,
    written,
)

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
FORMATS = [
    ("GeoJSON", "geojson", "geojson"), ("GPKG", "gpkg", "gpkg"), ("LIBKML", "kml", "kml"),
    ("GML", "gml", "gml"), ("ESRI Shapefile", "shp", "zip"),
]  # fmt: skip


def counts(upload: GeodataUpload) -> dict[str, int]:
    assert upload.preview is not None
    return {kind: count for kind, count in upload.preview["counts"].items() if count}


def replaced(**areas: Any) -> list[tuple[str, str, Any]]:
    """The present areas with some of them changed: c01=(code, name, shape)."""
    return [areas.get(f"c{code}", (code, name, shape)) for code, name, shape in present()]


def marks(upload: GeodataUpload) -> list[int]:
    assert upload.preview is not None
    return [mark["number"] for mark in upload.preview["map"]["marks"]]


@pytest.mark.parametrize(("driver", "ending", "uploaded"), FORMATS)
def test_every_format_gives_the_same_unchanged_areas(
    city: City, clerk: User, driver: str, ending: str, uploaded: str
) -> None:
    upload = brought(city, clerk, written(present(), driver, ending), f"gebiete.{uploaded}")
    assert (upload.state, counts(upload)) == ("checked", {"unchanged": 7})
    columns = (upload.settings["code_column"], upload.settings["name_column"].lower())
    assert columns == ("schluessel", "name")  # KML calls its own column “Name”
    assert upload.look["epsg"] == 4326


def test_a_check_stores_nothing(city: City, clerk: User) -> None:
    before = set(BoundarySet.objects.values_list("key", "valid_during"))
    brought(city, clerk, geojson(present()))
    assert set(BoundarySet.objects.values_list("key", "valid_during")) == before


def test_the_preview_tells_what_becomes_of_each_area(city: City, clerk: User) -> None:
    """04 gives a fifth to 05, 01 is renamed, 02 has another code, 07 and 08 are one: 09."""
    areas = replaced(
        c01=("01", "Altstadt-Mitte", square(0, 0)),
        c02=("12", "Brühl", square(1, 0)),
        c04=("04", "Höfe", square(0, 1, 0.8)),
        c05=("05", "Südvorstadt", square(0.8, 1, 1.2)),
        c07=("09", "Weißensee", square(2, 1)),
    )
    upload = brought(city, clerk, geojson([area for area in areas if area[0] != "08"]))
    assert counts(upload) == {
        "reshaped": 2, "renamed": 1, "recoded": 1, "new": 1, "gone": 2, "unchanged": 1,
    }  # fmt: skip
    moved = {row["code"]: row["moved"] for row in upload.preview["rows"]}
    assert moved["04"] == pytest.approx(0.2, abs=1e-3)
    assert moved["05"] == pytest.approx(1 - 1 / 1.2, abs=1e-3)
    recoded = next(row for row in upload.preview["rows"] if row["kind"] == "recoded")
    assert (recoded["old_code"], recoded["code"]) == ("02", "12")


def test_a_code_given_twice_is_marked_at_both_areas(city: City, clerk: User) -> None:
    upload = brought(city, clerk, geojson(replaced(c05=("04", "Südvorstadt", square(1, 1)))))
    assert upload.state == "refused"
    assert codes_of(upload) == ["code_given_twice", "code_given_twice"]
    assert marks(upload) == [1, 2]


def test_a_missing_code_names_the_feature(city: City, clerk: User) -> None:
    upload = brought(
        city, clerk, geojson(replaced(c03=("", "Grünau", square(2, 0)))), code_column="schluessel"
    )
    found = next(part for part in upload.findings if part["code"] == "code_missing")
    assert (upload.state, found["row"]) == ("refused", 3)


def test_wide_and_narrow_overlaps_are_told_apart(city: City, clerk: User) -> None:
    narrow = 3 / 980  # of a column: three metres
    areas = replaced(
        c01=("01", "Altstadt", square(0, 0, 1.3)),
        c04=("04", "Höfe", square(0, 1, 1 + narrow)),
    )
    upload = brought(city, clerk, geojson(areas))
    assert sorted(codes_of(upload, "warning")) == ["overlap_narrow", "overlap_wide"]
    assert marks(upload) == [1, 2]
    mended = brought(city, clerk, geojson(areas), close_slivers=True)
    assert codes_of(mended, "warning") == ["overlap_wide"]
    assert codes_of(mended, "note") == ["slivers_closed"]


def test_a_gap_is_closed_only_when_asked(city: City, clerk: User) -> None:
    gap = 4 / 980
    areas = [
        *replaced(c05=("05", "Südvorstadt", square(1 + gap, 1, 1 - gap, 0.95))),
        ("10", "Nordrand", square(1, 1.95, 1, 0.05)),
    ]
    upload = brought(city, clerk, geojson(areas))
    assert "gap_narrow" in codes_of(upload, "warning")
    mended = brought(city, clerk, geojson(areas), close_slivers=True)
    assert "gap_narrow" not in codes_of(mended, "warning")


def test_what_no_area_covers_any_more_is_shown(city: City, clerk: User) -> None:
    upload = brought(city, clerk, geojson([area for area in present() if area[0] != "03"]))
    found = [part for part in upload.findings if part["code"] == "part_uncovered"]
    assert len(found) == 1
    assert found[0]["facts"]["hectares"] == pytest.approx(98, rel=0.03)
    assert counts(upload) == {"gone": 1, "unchanged": 6}


def test_an_invalid_ring_is_mended_only_when_agreed(city: City, clerk: User) -> None:
    west, south = square(0, 0)["coordinates"][0][0][0] - WIDTH, 51.0
    bow = {
        "type": "Polygon",
        "coordinates": [
            [[west, south], [west + WIDTH, south + 0.009], [west + WIDTH, south],
             [west, south + 0.009], [west, south]]
        ],
    }  # fmt: skip
    areas = replaced(c01=("01", "Altstadt", bow))
    asked = brought(city, clerk, geojson(areas))
    assert "shape_invalid" in codes_of(asked)
    assert asked.state == "refused"
    found = next(part for part in asked.findings if part["code"] == "shape_invalid")
    assert found["facts"]["place"] in marks(asked)
    agreed = brought(city, clerk, geojson(areas), mend_invalid=True)
    assert "geometry_repaired" in codes_of(agreed, "warning")
    assert agreed.state == "checked"


def test_the_whole_city_among_its_parts_is_asked_about(city: City, clerk: User) -> None:
    areas = [*present(), ("XX", "Gesamt", square(0, 0, 3, 2))]
    assert codes_of(brought(city, clerk, geojson(areas))) == ["area_is_the_whole"]
    upload = brought(city, clerk, geojson(areas), drop=("XX",))
    assert counts(upload) == {"unchanged": 7}


@pytest.mark.parametrize("epsg", [25832, 31467])
def test_an_impossible_coordinate_system_is_asked_back(city: City, clerk: User, epsg: int) -> None:
    lie = {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}}
    upload = brought(city, clerk, geojson(present(), **lie))
    assert codes_of(upload) == ["impossible_crs"]
    answered = brought(city, clerk, geojson(present(), **lie), crs=4326)
    assert (answered.state, counts(answered)) == ("checked", {"unchanged": 7})


def test_swapped_axes_are_asked_back(city: City, clerk: User) -> None:
    swapped = [
        (code, name, shape | {"coordinates": [[point[::-1] for point in shape["coordinates"][0]]]})
        for code, name, shape in present()
    ]
    assert codes_of(brought(city, clerk, geojson(swapped))) == ["axes_seem_swapped"]
    upload = brought(city, clerk, geojson(swapped), swap_axes=True)
    assert counts(upload) == {"unchanged": 7}


def test_areas_of_another_city_are_refused(city: City, clerk: User) -> None:
    upload = brought(city, clerk, geojson([("01", "Fernab", square(80, 0))]))
    assert "area_elsewhere" in codes_of(upload)
    assert upload.state == "refused"


def test_a_column_nobody_can_guess_is_asked_for(city: City, clerk: User) -> None:
    areas = geojson(present()).replace(b'"schluessel"', b'"a"').replace(b'"name"', b'"b"')
    plain = brought(city, clerk, areas)
    assert (plain.settings["code_column"], plain.settings["name_column"]) == ("a", "b")
    other = areas.replace(b'"a": "0', b'"a": "Q')
    upload = brought(city, clerk, other)
    assert codes_of(upload) == ["which_code_column"]
    assert upload.look["columns"]["a"] == ["Q1", "Q2", "Q3"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leer.geojson", b"", "file_empty"),
        ("bild.geojson", b"\x89PNG\r\n", "not_what_it_says"),
        ("tabelle.xlsx", b"PK\x03\x04", "format_unknown"),
        ("kaputt.zip", b"PK\x03\x04 kein Archiv", "archive_damaged"),
        ("kaputt.gpkg", b"SQLite format 3\x00", "not_what_it_says"),
        ("offen.geojson", b'{"type": "FeatureCollection", "features": [', "json_damaged"),
        ("../../boese.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml>&a;</kml>", "xml_with_entities"),
    ],
)
def test_awkward_files_are_refused_with_words(
    city: City, clerk: User, name: str, content: bytes, code: str
) -> None:
    upload = brought(city, clerk, content, name)
    assert (upload.state, codes_of(upload)) == ("refused", [code])
