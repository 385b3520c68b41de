"""The real files and their real traps: each is told in words, and the figures come out right."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from indicators.importing.layout import TableLayout
from indicators.importing.values import Values, read_values, read_values_limited
from spatial_units.importing.boundaries import read_boundaries_limited
from spatial_units.importing.boundary_features import Boundaries
from spatial_units.importing.layout import BoundarySource, Drop, KeyRule, RenameCode
from spatial_units.importing.problems import Severity
from tests.unit.importing.making import codes, the

LOR = "berlin-lor-areas/"
MSS = "berlin-mss/{0}/berlin-lor-monitoring-social-urban-development-{0}-00-"
LEIPZIG = {"kind": "json", "records": "data/{year}/{item}/*"}


def areas(data: Path, file: str, *, drop: Any = (), rename: Any = (), **source: Any) -> Boundaries:
    declared = BoundarySource.model_validate({"file": file, **source})
    return read_boundaries_limited(data / file, declared, data, drop=drop, rename=rename)


def values(
    data: Path, file: str, variables: Any = None, limited: bool = False, **layout: Any
) -> Values:
    read = read_values_limited if limited else read_values
    return read(data / file, TableLayout.model_validate(layout), variables or {}, data)


def total(read: Values) -> float:
    assert codes(read.problems, Severity.ERROR) == []
    return float(np.nansum(read.value))


def test_berlin_until_2018_carries_its_key_at_the_end_of_a_name(shared_data: Path) -> None:
    code = KeyRule(column="Name", pattern=r"Flaeche ([0-9]{8})")
    read = areas(shared_data, LOR + "until-2018/planungsraum_fl_neu.kml", code=code)
    assert (len(read.features), read.crs) == (447, 4326)
    assert codes(read.problems).count("geometry_repaired") == 2
    assert the(read.problems, "names_missing").facts["count"] == 447


def test_berlin_2019_has_one_code_twice_and_says_how_to_mend_it(shared_data: Path) -> None:
    file = LOR + "2019-2020/berlin-lor-planning-areas-until-2020.geojson"
    declared = {"code": {"column": "id"}, "name": {"column": "name"}}
    problem = the(areas(shared_data, file, **declared).problems, "duplicate_code")
    assert problem.facts["area"] == "06010102"
    assert problem.facts["names"] == "Schloßstraße"
    assert "[13.29880, 52.51459]" in str(problem.facts["points"])
    at = (13.2988, 52.51459)
    rename = [RenameCode(code="06010102", at=at, to="04030417", reason="joined by name")]
    mended = areas(shared_data, file, rename=rename, **declared)
    assert len({area.code for area in mended.features}) == 448
    assert codes(mended.problems, Severity.ERROR) == []


@pytest.mark.parametrize(
    ("file", "key", "count"),
    [("kieze", "plr_id", 542), ("bezirksregionen", "id", 143), ("prognoseraeume", "id", 58)],
)
def test_berlin_from_2021_is_complete(shared_data: Path, file: str, key: str, count: int) -> None:
    read = areas(shared_data, f"{LOR}from-2021/{file}.geojson", code={"column": key})
    assert len({area.code for area in read.features}) == count
    assert codes(read.problems, Severity.ERROR) == []


def test_two_districts_of_berlin_are_invalid(shared_data: Path) -> None:
    read = areas(shared_data, LOR + "from-2021/bezirke.geojson", code={"column": "id"})
    assert len(read.features) == 12
    assert codes(read.problems).count("geometry_repaired") == 2


def test_koeln_is_told_to_have_an_odd_coordinate_system(shared_data: Path) -> None:
    file = "koeln/geometrie/Stadtteil.shp"
    columns = {"code": {"column": "STT_NR"}, "name": {"column": "STT_NAME"}}
    asked = the(areas(shared_data, file, **columns).problems, "crs_unknown")
    assert "false easting 2500000" in str(asked.facts["found"])
    wrong = areas(shared_data, file, crs=32632, **columns)
    assert codes(wrong.problems, Severity.ERROR) == ["crs_does_not_fit"]
    read = areas(shared_data, file, crs=25832, shift=(-2_000_000, 0), **columns)
    assert codes(read.problems, Severity.ERROR) == []
    assert {"Dellbrück", "Neustadt/Süd"} <= {area.name for area in read.features}
    assert the(read.problems, "geometry_repaired").facts["area"] == "Marienburg (202)"
    size = sum(shapely.from_wkb(area.wkb).area for area in read.features)
    assert size / 1e6 == pytest.approx(404.9, abs=0.1)


def test_koelns_districts_get_the_zeros_their_values_have(shared_data: Path) -> None:
    read = areas(
        shared_data,
        "koeln/geometrie/Stadtbezirk.shp",
        code={"column": "STB_NR", "pad": 3},
        name={"column": "STB_NAME"},
        crs=25832,
        shift=(-2_000_000, 0),
    )
    assert sorted(area.code for area in read.features) == [f"00{n}" for n in range(1, 10)]
    assert the(read.problems, "keys_padded").facts["count"] == 9


def test_leipzigs_swapped_axes_and_whole_city_are_noticed(shared_data: Path) -> None:
    file = "leipzig/leipzig-districts.json"
    columns = {"code": {"column": "key"}, "name": {"column": "title"}}
    found = areas(shared_data, file, **columns)
    assert codes(found.problems, Severity.ERROR) == ["swapped_axes_suspected"]
    assert the(found.problems, "areas_overlap").facts["percent"] == pytest.approx(50, abs=0.01)
    drop = [Drop(code="XX", reason="the whole city")]
    read = areas(shared_data, file, swap_axes=True, drop=drop, **columns)
    assert len(read.features) == 63
    assert read.box == pytest.approx((12.2367, 51.2381, 12.5425, 51.4480), abs=0.0001)
    assert set(codes(read.problems)) == {"axes_swapped", "feature_dropped", "borders_differ"}


def test_germany_has_three_invalid_municipalities_in_an_old_system(shared_data: Path) -> None:
    file = "germany-vg5000/VG5000_GEM.shp"
    columns = {"code": {"column": "AGS"}, "name": {"column": "GEN"}}
    whole = areas(shared_data, file, **columns)
    assert (len(whole.features), whole.crs) == (10_997, 31467)
    assert codes(whole.problems).count("geometry_repaired") == 3
    zwickau = areas(shared_data, file, where={"AGS": "14524.*"}, **columns)
    assert len(zwickau.features) == 33
    assert codes(zwickau.problems, Severity.ERROR) == []


@pytest.mark.parametrize(
    ("year", "areas_of_year", "people"),
    [
        (2015, 447, 3_610_156),
        (2018, 447, 3_748_148),
        (2019, 448, 3_769_495),
        (2020, 448, 3_769_962),
        (2021, 542, 3_775_480),
        (2024, 542, 3_897_145),
    ],
)
def test_berlins_people_add_up(
    shared_data: Path, year: int, areas_of_year: int, people: int
) -> None:
    read = values(
        shared_data,
        f"berlin-population/berlin-lor-population-{year}-02-t1-planning-areas.csv",
        {"jahr": str(year)},
        area={"key": {"column": "id"}},
        period="{jahr}-12-31",
        values={"columns": {"dem_pop": "inhabitants"}},
    )
    assert (len(read), total(read)) == (areas_of_year, people)
    assert read.problems == []
    assert all(len(code) == 8 for code in read.areas)


def test_berlins_matrix_has_two_uninhabited_areas(shared_data: Path) -> None:
    matrix: dict[str, Any] = {
        "format": {"delimiter": ";"},
        "area": {"key": {"column": "RAUMID"}},
        "period": "2025-12-31",
        "values": {"columns": {"dem_pop": "E_E"}},
    }
    file = "berlin-population/original/EWR_L21_202512E_Matrix.csv"
    problem = the(values(shared_data, file, **matrix).problems, "unknown_sign")
    assert (problem.facts["sign"], problem.facts["rows"]) == ("NA", "117, 262")
    read = values(shared_data, file, **matrix, signs={"NA": "suppressed"})
    assert (total(read), int((read.status == "Q").sum())) == (3_913_644, 2)


@pytest.mark.parametrize(("edition", "excluded"), [(2013, 13), (2017, 11), (2019, 11)])
def test_a_zero_of_an_area_left_out_is_no_zero(
    shared_data: Path, edition: int, excluded: int
) -> None:
    read = values(
        shared_data,
        MSS.format(edition) + "2-1.csv",
        area={"key": {"column": "id"}},
        period="2018-12-31",
        values={"columns": {"s1": "s1_percentage_unemployed"}},
        evaluated={"file": MSS.format(edition) + "1.csv", "code": {"column": "id"}, "sign": "0"},
    )
    assert (len(read), int((read.status == "L").sum())) == (447, excluded)
    assert the(read.problems, "areas_not_evaluated").facts["count"] == excluded
    assert np.isnan(read.value[read.status == "L"]).all()


def test_a_column_with_a_wrong_header_holds_words(shared_data: Path) -> None:
    column = "z_d3_percentage_transfer_payments_recipients"
    read = values(
        shared_data,
        MSS.format(2019) + "3.csv",
        area={"key": {"column": "id"}},
        period="2018-12-31",
        values={"columns": {"z": column}},
    )
    assert set(codes(read.problems)) == {"unknown_sign"}
    assert {p.facts["sign"] for p in read.problems} == {"hoch", "mittel", "niedrig", "sehr niedrig"}


def test_published_dynamics_classes_are_signs_with_a_number(shared_data: Path) -> None:
    read = values(
        shared_data,
        MSS.format(2019) + "1.csv",
        area={"key": {"column": "id"}},
        period="2018-12-31",
        values={"columns": {"dynamics": "dynamik_index"}},
        codes={"+": 1, "+/-": 2, "-": 3},
    )
    assert len(read) == 436
    assert set(read.value.tolist()) == {1, 2, 3}


def test_the_health_atlas_has_two_dates_and_no_leading_zeros(shared_data: Path) -> None:
    read = values(
        shared_data,
        "berlin-gssa/gssa_2022_planungsraeume.csv",
        area={"key": {"column": "plrID"}},
        period="{1}",
        values={"period_columns": {"gesix": r"GESIx_(\d{4})"}},
    )
    first = next(row for row in read if row[:3] == ("01011101", "gesix", "2013"))
    assert first[3] == 0.70700312
    assert len(read) == 2 * 448
    assert (read.status[read.period == read.periods.index("2022")] == "O").sum() > 0


def test_koelns_parts_add_up_to_the_city(shared_data: Path) -> None:
    def people(areas_like: str) -> float:
        return total(
            values(
                shared_data,
                "koeln/bevoelkerung.csv",
                area={"key": {"column": "raum_id"}},
                period="{jahr}-12-31",
                where={"tab_id": "005", "raum_id": areas_like},
                values={"columns": {"dem_pop": "zahl"}},
            )
        )

    assert people("[1-9]..") == people("00[1-9]") == people("000")


def test_koelns_election_joins_by_name_only(shared_data: Path) -> None:
    election: dict[str, Any] = {
        "format": {"delimiter": ";", "decimal": ","},
        "period": "2013-09-22",
        "values": {"columns": {"turnout": "Wahlbeteiligung"}},
    }
    file = "koeln/original/result_stadtteil_bundestag2013.csv"
    by_number = values(shared_data, file, **election, area={"key": {"column": "Nr"}})
    assert codes(by_number.problems) == ["column_empty"]
    by_name = {"by": "name", "key": {"column": "Name"}}
    read = values(shared_data, file, **election, area=by_name)
    assert (len(read), read.value[0]) == (86, 76.7)


def test_leipzigs_mean_age_comes_by_name_and_year(shared_data: Path) -> None:
    read = values(
        shared_data,
        "leipzig/leipzig-jugendquote.json",
        limited=True,
        format=LEIPZIG,
        area={"by": "name", "key": {"column": "district"}},
        period="{year}",
        values={"long": {"value": "value", "item": "item",
                         "measures": {"age": "Durchschnittsalter"}}},
    )  # fmt: skip
    assert (len(read), len(read.areas), read.periods[-1]) == (63 * 24, 63, "2023")
    assert the(read.problems, "items_not_used").facts["examples"] == "Altenquote, Jugendquote"


def test_the_old_excel_file_has_two_header_rows(shared_data: Path) -> None:
    read = values(
        shared_data,
        "germany-gisd-inkar/inkar/A_Arbeitslosigkeit.xls",
        limited=True,
        format={"kind": "excel", "sheet": "Daten", "header_rows": 2},
        area={"key": {"column": "Kennziffer", "pad": 8}},
        where={"Kennziffer": "14524.*"},
        period="{1}",
        values={"period_columns": {"unemployed": r".* \| (\d{4})"}},
    )
    assert (len(read), len(read.areas)) == (33 * 24, 33)
    assert (read.periods[0], read.periods[-1]) == ("1998", "2021")
    assert read.row.min() > 2
    assert codes(read.problems, Severity.ERROR) == []


def test_integer_keys_in_excel_get_their_zeros_back(shared_data: Path) -> None:
    sheet: dict[str, Any] = {
        "format": {"kind": "excel", "sheet": "2015-2020"},
        "period": "2020",
        "values": {"columns": {"w": "Fläche am 31.12.2015 in km²"}},
    }
    key = "Kreise 31.12.2015"
    file = "germany-gisd-inkar/bbsr/ref-kreise-umrech-2020-1990-2019.xlsx"
    read = values(shared_data, file, **sheet, area={"key": {"column": key, "pad": 8}})
    assert "column_not_found" not in codes(read.problems)
    assert the(read.problems, "keys_padded").facts["after"] == "01001000"


def test_saxonys_index_has_23_associations_in_zwickau(shared_data: Path) -> None:
    read = values(
        shared_data,
        "germany-gisd-inkar/gisd/GISD_Sachsen_Gemeindeverband.csv",
        area={"key": {"column": "gvb_id"}},
        where={"gvb_id": "14524.*"},
        period="{year}",
        values={"columns": {"gisd": "gisd_score"}},
    )
    assert (len(read), len(read.areas)) == (23 * 24, 23)
    assert read.problems == []


def test_codes_padded_with_blanks_are_trimmed_and_told(shared_data: Path) -> None:
    read = values(
        shared_data,
        "uk-townsend-2011/Scores- 2011 UK Local Authority.csv",
        area={"key": {"column": "GEO_CODE"}},
        period="2011",
        values={"columns": {"tds": "TDS"}},
    )
    assert set(codes(read.problems)) & {"keys_trimmed", "column_not_found"}
