"""The harness behind script/bench: what it measures with must itself be right."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from bench.city import City, make_city, make_figures
from bench.lines import Line, amount_text, one, ratio_text, table
from bench.measuring import Repeats, interleaved
from bench.plain_json import best_plain, cells, plain_sizes, rows_of
from bench.region import write_region
from region_files.schema import RegionFile
from releases.pack_format import Pack, Section, Series, encode


@pytest.fixture(scope="module")
def city() -> City:
    return make_city(120, seed=7)


def test_contenders_run_in_turn_after_one_round_to_warm_up() -> None:
    ran: list[str] = []

    def contender(name: str) -> float:
        ran.append(name)
        return float(len(ran))

    found = interleaved({"a": lambda: contender("a"), "b": lambda: contender("b")}, repeats=3)
    assert ran == ["a", "b"] * 4
    assert found["a"].values == (3.0, 5.0, 7.0)


def test_one_bad_repeat_moves_neither_median_nor_quartiles_far() -> None:
    repeats = Repeats((1.0, 2.0, 3.0, 4.0, 1000.0))
    assert repeats.median == 3.0
    assert repeats.spread == (2.0, 4.0)


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(0, "0"), (1 / 500, "1/500"), (1 / 14.94, "1/15"), (1 / 3.3, "1/3.3"), (0.5, "0.5"),
     (0.83, "0.83"), (1.0, "1"), (2.1, "2.1")],
)  # fmt: skip
def test_ratios_are_written_as_people_say_them(ratio: float, text: str) -> None:
    assert ratio_text(ratio) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(0.0021, "s", "2.10 ms"), (3.2, "s", "3.20 s"), (59_702, "B", "59.7 kB"),
     (9_292_022, "B", "9.29 MB"), (0.995, "B/cell", "0.99 B"), (0, "requests", "0")],
)  # fmt: skip
def test_amounts_carry_their_unit(value: float, unit: str, text: str) -> None:
    assert amount_text(value, unit) == text


def test_a_goal_is_met_at_its_ratio_and_missed_above_and_a_line_without_goal_only_reports() -> None:
    def line(ours: float, goal: float | None) -> Line:
        return Line("first view", one(ours), one(1200.0), "folium", "B", goal)

    assert line(100.0, 1 / 12).is_met
    assert line(101.0, 1 / 12).is_met is False
    assert line(5000.0, None).is_met is None
    assert line(0.0, 0.0).is_met


def test_the_table_says_what_was_missed() -> None:
    lines = [
        Line("pack", one(100.0), one(200.0), "plain JSON", "B", 1.0),
        Line("view", one(300.0), one(200.0), "folium", "B", 1.0),
        Line("no goal", one(300.0), one(200.0), "folium", "B"),
    ]
    _head, _rule, met, missed, reported = table(lines).splitlines()
    assert met.split()[-1] == "ok"
    assert missed.split()[-1] == "MISSED"
    assert reported.split()[-1] == "1.5"


def test_a_made_up_city_covers_its_ground_once_with_borders_like_real_ones(city: City) -> None:
    assert len(city.polygons) == len(set(city.codes)) == 120
    assert city.codes == sorted(city.codes)
    assert shapely.is_valid(city.polygons).all()
    assert shapely.coverage_is_valid(city.polygons)
    assert 100 <= city.points_per_area <= 200


def test_the_same_seed_makes_the_same_city(city: City) -> None:
    again = make_city(120, seed=7)
    assert again.codes == city.codes
    assert shapely.equals_identical(again.polygons, city.polygons).all()


def test_figures_are_counts_with_a_few_gaps_and_change_slowly(city: City) -> None:
    figures = make_figures(city, 12, seed=7)
    assert figures.inhabitants.shape == (12, 120)
    assert (figures.children <= figures.inhabitants).all()
    known = ~np.isnan(figures.children_on_benefits)
    assert 0.97 < known.mean() < 1
    assert (figures.children_on_benefits[known] <= figures.children[known]).all()
    change = np.abs(np.diff(figures.inhabitants, axis=0)) / figures.inhabitants[:-1]
    assert np.median(change) < 0.03


def test_the_declared_city_is_a_correct_region_file(city: City, tmp_path: Path) -> None:
    import yaml

    path = write_region(city, make_figures(city, 3, seed=7), tmp_path)
    declared = RegionFile.model_validate(yaml.safe_load(path.read_text()))
    assert declared.boundary_sets[0].count == 120
    assert {part.name for part in tmp_path.iterdir()} == {
        "region.yaml", "gebiete.geojson", "zahlen.csv",
    }  # fmt: skip


def test_plain_json_holds_the_printed_values_and_its_best_form_counts() -> None:
    pack = _pack([[123, None, 0], [124, 5, None]])
    assert rows_of(pack.sections[0], pack.decimals) == [[12.3, None, 0.0], [12.4, 0.5, None]]
    assert cells(pack) == 6
    sizes = plain_sizes(pack)
    assert len(sizes) == 4
    assert best_plain(pack) == min(sizes.values())
    assert best_plain(pack) < len(encode(pack))  # of a pack this small most is catalogue


def _pack(values: list[list[int | None]]) -> Pack:
    section = Section(
        boundary_set="gebiete",
        name={"de": "Gebiete", "en": "Gebiete"},
        valid=("2012-01-01", None),
        shapes="0" * 32,
        areas=["010001", "010002", "010003"],
        periods=[0, 1],
        series=Series(values),
        deliveries=["zahlen", "zahlen"],
    )
    periods = [
        {"key": f"{year}-12-31", "kind": "day", "start": f"{year}-12-31", "end": f"{year}-12-31"}
        for year in (2012, 2013)
    ]
    return Pack("messstadt", "gebiet", "public", {"decimals": 1}, periods, [section], [], {})
