"""Boundaries: what is mended, what is asked, what is refused."""

from pathlib import Path

import pytest
import shapely

from spatial_units.importing.boundary_features import BoundaryFeature
from spatial_units.importing.findings import Findings
from spatial_units.importing.layout import Drop, KeyRule, NamesFrom, RenameCode
from spatial_units.importing.problems import Severity
from spatial_units.importing.repairs import apply_repairs, report_duplicates
from tests.unit.importing.making import (
    codes,
    feature,
    geojson,
    read_areas,
    square,
    table,
    the,
)

BOW_TIE = [[12, 51], [12.1, 51.1], [12.1, 51], [12, 51.1], [12, 51]]
NAMES = NamesFrom(file="names.csv", code=KeyRule(column="nr"), name="name", delimiter=";")


def area_of(wkb: bytes) -> float:
    return float(shapely.from_wkb(wkb).area)


def test_areas_come_as_flat_multipolygons_with_code_and_name(tmp_path: Path) -> None:
    high = [[x, y, 99.0] for x, y in square(12.1, 51)]
    path = geojson(tmp_path / "x.geojson", [feature("01", square(12, 51)), feature("02", high)])
    read = read_areas(path)
    assert [(area.row, area.code, area.name) for area in read.features] == [
        (1, "01", "Ort 01"),
        (2, "02", "Ort 02"),
    ]
    shapes = [shapely.from_wkb(area.wkb) for area in read.features]
    assert {shape.geom_type for shape in shapes} == {"MultiPolygon"}
    assert not any(shape.has_z for shape in shapes)
    assert read.crs == 4326
    assert codes(read.problems) == ["heights_dropped"]


def test_broken_shapes_are_mended_or_refused_and_named(tmp_path: Path) -> None:
    line = {**feature("3"), "geometry": {"type": "LineString", "coordinates": square(13, 51)}}
    nothing = {**feature("4"), "geometry": None}
    polygon = {"type": "Polygon", "coordinates": [square(13, 52)]}
    point = {"type": "Point", "coordinates": [13, 52]}
    mixed = {**feature("5"), "geometry": {"type": "GeometryCollection",
                                          "geometries": [polygon, point]}}  # fmt: skip
    path = geojson(tmp_path / "x.geojson", [feature("1", BOW_TIE), line, nothing, mixed])
    read = read_areas(path)
    assert [area.code for area in read.features] == ["1", "5"]
    mended = the(read.problems, "geometry_repaired")
    assert (mended.row, mended.facts["area"]) == (1, "Ort 1 (1)")
    assert area_of(read.features[0].wkb) == pytest.approx(0.005)
    assert the(read.problems, "geometry_no_polygon").facts["kind"] == "LineString"
    assert the(read.problems, "geometry_empty").row == 3
    assert the(read.problems, "geometry_parts_dropped").row == 4


def test_a_shared_code_is_told_with_a_point_in_each_area(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "x.geojson", [feature("7", square(12, 51)), feature("7", square(13, 51))]
    )
    problem = the(read_areas(path).problems, "duplicate_code")
    assert problem.severity is Severity.ERROR
    assert problem.facts["points"] == "[12.05000, 51.05000] · [13.05000, 51.05000]"
    mended = read_areas(
        path, rename=[RenameCode(code="7", at=(13.05, 51.05), to="8", reason="misprint")]
    )
    assert [area.code for area in mended.features] == ["7", "8"]
    assert codes(mended.problems) == ["code_renamed"]


def made(*squares: tuple[str, float]) -> list[BoundaryFeature]:
    return [
        BoundaryFeature(row, code, code, shapely.MultiPolygon([shapely.box(x, 51, x + 1, 52)]).wkb)
        for row, (code, x) in enumerate(squares, start=1)
    ]


def test_a_repair_that_hits_nothing_is_reported() -> None:
    findings = Findings("x")
    rename = RenameCode(code="a", at=(50, 51), to="b", reason="r")
    kept = apply_repairs(made(("a", 12)), [Drop(code="XX", reason="r")], [rename], 4326, findings)
    assert [area.code for area in kept] == ["a"]
    assert codes(findings.problems()) == ["drop_hits_nothing", "rename_hits_nothing"]


def test_a_dropped_feature_no_longer_counts_as_duplicate() -> None:
    findings = Findings("x")
    features = made(("XX", 12), ("XX", 12), ("a", 14))
    kept = apply_repairs(features, [Drop(code="XX", reason="whole city")], [], 4326, findings)
    report_duplicates(kept, 4326, findings)
    assert codes(findings.problems()) == ["feature_dropped"]


def test_a_point_in_degrees_finds_a_polygon_in_metres() -> None:
    findings = Findings("x")
    shape = shapely.MultiPolygon([shapely.box(691_000, 5_334_000, 692_000, 5_335_000)])
    features = [BoundaryFeature(1, "a", "a", shape.wkb)]
    munich = RenameCode(code="a", at=(11.5755, 48.1374), to="b", reason="r")
    kept = apply_repairs(features, [], [munich], 25832, findings)
    assert kept[0].code == "b"


def test_latitude_before_longitude_is_noticed_and_can_be_declared(tmp_path: Path) -> None:
    turned = [[y, x] for x, y in square(12, 51)]
    path = geojson(tmp_path / "x.geojson", [feature("1", turned)])
    assert codes(read_areas(path).problems) == ["swapped_axes_suspected"]
    read = read_areas(path, swap_axes=True)
    assert codes(read.problems) == ["axes_swapped"]
    assert read.box == pytest.approx((12, 51, 12.1, 51.1))


@pytest.mark.parametrize(
    ("crs", "x", "y", "problem"),
    [
        (99999, 7, 51, "crs_no_such"),
        (25832, 7, 51, "crs_does_not_fit"),
        (4326, 350_000, 5_650_000, "crs_does_not_fit"),
        (25832, 32_350_000, 5_650_000, "crs_does_not_fit"),
        (25832, 5_650_000, 350_000, "swapped_axes_suspected"),
        (31467, 350_000, 5_650_000, "crs_does_not_fit"),
    ],
)
def test_coordinates_that_cannot_be_of_the_declared_system_are_named(
    tmp_path: Path, crs: int, x: float, y: float, problem: str
) -> None:
    path = geojson(tmp_path / "x.geojson", [feature("1", square(x, y))])
    errors = codes(read_areas(path, crs=crs).problems, Severity.ERROR)
    assert errors == [problem]


def test_a_zone_before_the_easting_is_fine_where_declared(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.geojson", [feature("1", square(32_350_000, 5_650_000, 100))])
    assert codes(read_areas(path, crs=4647).problems) == ["crs_overridden"]


def test_overlaps_and_gaps_are_measured(tmp_path: Path) -> None:
    ring = [feature(str(x * 3 + y), square(12 + x / 10, 51 + y / 10))
            for x in range(3) for y in range(3) if (x, y) != (1, 1)]  # fmt: skip
    over = feature("big", square(12.25, 51, 0.1))
    problems = read_areas(geojson(tmp_path / "x.geojson", [*ring, over])).problems
    gap = the(problems, "gaps_between_areas")
    assert gap.facts["count"] == 1
    assert gap.facts["percent"] == pytest.approx(100 / 9, rel=1e-6)
    overlap = the(problems, "areas_overlap")
    assert overlap.facts["percent"] == pytest.approx(50 / 9, rel=1e-6)
    assert "big" in str(overlap.facts["examples"])


def test_codes_are_made_by_rule_and_misfits_named_with_their_row(tmp_path: Path) -> None:
    features = [
        feature("Fläche 7", square(12, 51)),
        feature("Gesamt", square(13, 51)),
        feature("", square(14, 51)),
    ]
    path = geojson(tmp_path / "x.geojson", features)
    rule = KeyRule(column="code", pattern=r"Fläche (\d+)", pad=3, prefix="L")
    read = read_areas(path, code=rule)
    assert [area.code for area in read.features] == ["L007"]
    assert the(read.problems, "key_does_not_match").row == 2
    assert the(read.problems, "key_empty").row == 3
    fitting = read_areas(path, code=rule, where={"code": "Fläche.*"})
    assert codes(fitting.problems) == []


def test_a_number_in_the_file_becomes_a_code_without_decimals(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.geojson", [feature(1001000.0, square(12, 51))])
    read = read_areas(path, code=KeyRule(column="code", pad=8))
    assert read.features[0].code == "01001000"
    assert codes(read.problems) == ["keys_padded"]


def test_a_misspelt_column_is_answered_with_the_likely_one(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.geojson", [feature("1", square(12, 51))])
    problem = the(read_areas(path, code=KeyRule(column="cod")).problems, "column_not_found")
    assert (problem.column, problem.facts["suggestion"]) == ("cod", "code")


def test_names_come_from_a_table_and_their_lack_is_told(tmp_path: Path) -> None:
    table(tmp_path / "names.csv", "nr;name\n1;Süd\n1;Nord\n")
    path = geojson(
        tmp_path / "x.geojson", [feature("1", square(12, 51)), feature("2", square(13, 51))]
    )
    read = read_areas(path, name=None, names_from=NAMES)
    assert [area.name for area in read.features] == ["Süd", "2"]
    assert the(read.problems, "two_names").file == "names.csv"
    assert the(read.problems, "names_missing").facts == {"count": 1, "examples": "2"}


def test_more_vertices_than_anyone_needs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from spatial_units.importing import polygons

    monkeypatch.setattr(polygons, "MAX_VERTICES", 3)
    findings = Findings("x")
    shapes = np.array([shapely.box(0, 0, 1, 1)], dtype=object)
    assert polygons.to_multipolygons(shapes, np.array([1]), ["a"], findings)[0] is None
    assert codes(findings.problems()) == ["too_many_vertices"]
