"""The made-up city: its files can be made again, fit together, and look like a city."""

import csv
import io
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from region_files.reading import read_region_file
from region_files.schema import RegionFile
from spatial_units.importing.problems import has_errors

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "fixtures" / "demo"
CHILDREN = ["0-2", "3-5", "6-14"]
AGES = [*CHILDREN, "15-17", "18-19", "20", "21-24", "25-44", "45-64", "65-66", "67-79", "80+"]

Rows = list[dict[str, str]]
Shapes = dict[str, Any]


def rows_of(name: str, encoding: str = "utf-8", delimiter: str = ",", skip: int = 0) -> Rows:
    text = (DEMO / "tabellen" / name).read_bytes().decode(encoding)
    lines = io.StringIO("".join(text.splitlines(keepends=True)[skip:]), newline="")
    return list(csv.DictReader(lines, delimiter=delimiter))


def shapes_of(year: int) -> Shapes:
    found = json.loads((DEMO / "grenzen" / f"stadtteile_{year}.geojson").read_text("utf-8"))
    return {
        feature["properties"]["schluessel"]: shapely.geometry.shape(feature["geometry"])
        for feature in found["features"]
    }


def people() -> dict[tuple[int, str], int]:
    """Inhabitants by year and Stadtteil."""
    return {
        (int(row["stichtag"][:4]), row["stadtteil"]): int(row["insgesamt"])
        for row in rows_of("einwohner.csv")
    }


def unemployment() -> dict[tuple[int, str], dict[str, int]]:
    """The items of the labour file by year and Stadtteil."""
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for row in rows_of("arbeitsmarkt.csv", "cp1252", ";"):
        found[int(row["Jahr"]), row["Gebiet"][:4]][row["Merkmal"]] = int(row["Anzahl"])
    return found


@pytest.fixture(scope="module")
def region() -> RegionFile:
    spec, problems = read_region_file(DEMO / "region.yaml", DEMO)
    assert not has_errors(problems), problems
    assert spec is not None
    return spec


def test_making_the_demo_again_gives_the_same_bytes(tmp_path: Path) -> None:
    # Equal with numpy 1.26 and 2.4, GEOS 3.13 and 3.14, with and without SIMD. If a newer GEOS
    # moves a border after all, run script/make_demo and look at the map before committing.
    made = subprocess.run(
        [sys.executable, PROJECT / "script" / "make_demo", tmp_path],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    again = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*.*")}
    folders = ("grenzen", "tabellen", "ebenen")
    assert len(again) == sum(len(list(DEMO.glob(f"{folder}/*"))) for folder in folders)
    changed = [
        str(name) for name, path in again.items() if path.read_bytes() != (DEMO / name).read_bytes()
    ]
    assert changed == []


def test_the_demo_stays_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*.*") if path.is_file()) < 2_000_000


def test_the_region_file_is_labelled_as_made_up(region: RegionFile) -> None:
    assert region.region.made_up
    assert region.region.notice is not None
    assert "erfundene Stadt" in region.region.notice.de
    assert "made-up city" in region.region.notice.en


def test_there_are_25_indicators_of_the_catalogue_and_four_of_our_own(region: RegionFile) -> None:
    own = {"dem_age", "exi_u15_change", "soz_index", "soz_status"}
    keys = {indicator.key for indicator in region.indicators}
    assert own <= keys
    assert len(keys - own) == 25
    assert 5 <= sum(indicator.headline for indicator in region.indicators) <= 6


@pytest.mark.parametrize(("year", "count"), [(2013, 61), (2020, 62)])
def test_stadtteile_cover_the_city_without_gap_or_overlap(year: int, count: int) -> None:
    areas = list(shapes_of(year).values())
    assert len(areas) == count
    assert all(area.geom_type == "Polygon" and area.is_valid for area in areas)
    assert shapely.coverage_is_valid(areas)
    city = shapely.coverage_union_all(areas)
    assert city.geom_type == "Polygon"
    assert not city.interiors
    assert 170e6 < city.area < 190e6


def test_the_reform_changed_the_named_stadtteile_and_no_others(region: RegionFile) -> None:
    before, after = shapes_of(2013), shapes_of(2020)
    changed = {
        code for code in before.keys() & after.keys() if not before[code].equals(after[code])
    }
    assert changed == set(region.links[0].except_codes)
    assert after.keys() - before.keys() == {"0607"}
    assert before.keys() - after.keys() == set()


def test_a_code_was_given_to_another_place() -> None:
    assert shapes_of(2013)["0505"].disjoint(shapes_of(2020)["0505"])


def test_the_reform_moved_no_land_between_stadtbezirke() -> None:
    for district in {code[:2] for code in shapes_of(2020)}:
        before, after = (
            shapely.union_all(
                [area for code, area in shapes_of(year).items() if code[:2] == district]
            )
            for year in (2013, 2020)
        )
        assert before.symmetric_difference(after).area < 1.0


def test_men_and_women_and_all_ages_add_up_to_the_inhabitants() -> None:
    for row in rows_of("einwohner.csv"):
        assert int(row["maennlich"]) + int(row["weiblich"]) == int(row["insgesamt"])
        assert sum(int(row[age]) for age in AGES) == int(row["insgesamt"])
        assert int(row["auslaendisch"]) <= int(row["insgesamt"])


def test_people_go_on_from_year_to_year() -> None:
    """Births and moves explain each year's change but for a plausible number of deaths."""
    inhabitants = people()
    flows: dict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    for row in rows_of("bewegungen.csv"):
        flows[int(row["jahr"]), row["stadtteil"]][row["merkmal"]] = float(row["wert"])
    for (year, code), flow in flows.items():
        if year in (2013, 2020) or (year - 1, code) not in inhabitants:
            continue
        gained = flow["Geburten"] + flow["Zuzüge"] - flow["Fortzüge"]
        deaths = inhabitants[year - 1, code] + gained - inhabitants[year, code]
        assert 0 <= deaths <= 0.03 * inhabitants[year, code] + 5


def test_parts_of_the_unemployed_are_no_more_than_the_unemployed() -> None:
    for items in unemployment().values():
        total = items["Arbeitslose"]
        assert items["dav. Rechtskreis SGB II"] + items["dav. Rechtskreis SGB III"] == total
        assert items["dar. 15 bis unter 25 Jahre"] <= total
        assert items["dar. Langzeitarbeitslose"] <= total


def test_children_on_sgb2_are_no_more_than_the_children() -> None:
    children = {
        (row["stichtag"], row["stadtteil"]): sum(int(row[age]) for age in CHILDREN)
        for row in rows_of("einwohner.csv")
    }
    for row in rows_of("leistungen.csv", "utf-8-sig", ";", skip=3):
        cell = row["LB unter 15 Jahren"]
        count = {"-": 0, ".": 2}[cell] if cell in "-." else int(cell.replace(".", ""))
        assert count <= children[row["Stichtag"], row["Kennziffer"]]


def test_the_citys_unemployed_are_more_than_those_of_its_stadtteile() -> None:
    """Some have no address in the city; the number of inhabitants does add up."""
    official = {
        int(row["Jahr"]): row
        for row in rows_of("eckwerte.csv", "cp1252", ";")
        if row["Ebene"] == "Stadt"
    }
    for year, row in official.items():
        inhabitants = sum(n for (y, _), n in people().items() if y == year)
        unemployed = sum(
            items["Arbeitslose"] for (y, _), items in unemployment().items() if y == year
        )
        assert int(row["Einwohner"].replace(".", "")) == inhabitants
        assert 1.005 < int(row["Arbeitslose"].replace(".", "")) / unemployed < 1.02


def test_there_are_small_counts_to_protect() -> None:
    latest = {code: n for (year, code), n in people().items() if year == 2024}
    assert sorted(latest, key=lambda code: latest[code])[:2] == ["0506", "0707"]
    assert latest["0506"] < 300 <= latest["0707"] < 350
    births = [row for row in rows_of("bewegungen.csv") if row["merkmal"] == "Geburten"]
    assert sum(row["wert"] in ("1", "2") for row in births) >= 5


def test_there_are_gaps_of_every_kind() -> None:
    benefits = rows_of("leistungen.csv", "utf-8-sig", ";", skip=3)
    assert {"-", "."} <= {row["Grundsicherung ab 65 Jahren"] for row in benefits}
    assert "x" in {row["dar. gebunden"] for row in rows_of("wohnungen.csv", "cp1252", ";")}
    cared_for = rows_of("kinderbetreuung.csv")
    assert len([row for row in cared_for if row["Jahr"] == "2016"]) == 61 - 6
    examined = rows_of("einschulung.csv", delimiter=";")
    missing = {(row["Schuljahr"], row["Bezirk"]) for row in examined if row["untersucht"] == "..."}
    assert missing == {("2019/20", "05"), ("2019/20", "06")}


def test_the_city_is_dense_in_the_middle_and_poor_where_rents_are_low() -> None:
    inhabitants, areas = people(), shapes_of(2020)
    density = {code: inhabitants[2024, code] / areas[code].area * 1e6 for code in areas}
    centre = np.median([density[code] for code in density if code.startswith("01")])
    edge = np.median([density[code] for code in density if code.startswith("09")])
    assert centre > 5 * edge
    shares = {
        code: items["Arbeitslose"] / inhabitants[2024, code]
        for (year, code), items in unemployment().items()
        if year == 2024
    }
    estates, villas = ("0601", "0602", "0604", "0607"), ("0701", "0702", "0703", "0704")
    assert min(shares[code] for code in estates) > 2 * max(shares[code] for code in villas)


def test_more_foreign_citizens_came_in_2015_and_2022_than_in_other_years() -> None:
    foreign: dict[int, int] = defaultdict(int)
    for row in rows_of("einwohner.csv"):
        foreign[int(row["stichtag"][:4])] += int(row["auslaendisch"])
    growth = {year: foreign[year] - foreign[year - 1] for year in range(2014, 2025)}
    assert set(sorted(growth, key=lambda year: growth[year])[-2:]) == {2015, 2022}


def test_unemployment_fell_until_2019_and_jumped_in_2020() -> None:
    total: dict[int, int] = defaultdict(int)
    for (year, _), items in unemployment().items():
        total[year] += items["Arbeitslose"]
    assert all(total[year] > total[year + 1] for year in range(2013, 2019))
    assert total[2020] > 1.2 * total[2019]
    assert total[2022] < total[2021] < total[2020]
    assert total[2024] > total[2022]
