"""A faulty region file is answered with file, line, field and a way out, in both languages."""

import doctest
from pathlib import Path

import pytest

from region_files import turns
from region_files.reading import read_region_file, read_region_text
from region_files.turns import expand_each
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import say
from tests.unit.region_files.village import VILLAGE, changed, line_of


def problems_of(text: str) -> list[Problem]:
    region, problems = read_region_text(text)
    assert region is None
    return problems


def only_problem(text: str) -> Problem:
    problems = problems_of(text)
    assert len(problems) == 1, problems
    return problems[0]


def test_the_village_is_right() -> None:
    region, problems = read_region_text(VILLAGE)
    assert region is not None
    assert problems == []
    assert region.deliveries[0].each == {"year": ("2019..2020",)}
    assert region.corrections[0].rows[0].period == "2020"


def test_a_misspelt_field_is_answered_with_the_right_one() -> None:
    text = changed("    aggregation: ratio", "    agregation: ratio")
    unknown, missing = sorted(problems_of(text), key=lambda problem: -(problem.row or 0))
    assert (unknown.code, unknown.column) == ("region_field_unknown", "indicators[0].agregation")
    assert unknown.row == line_of(text, "agregation")
    assert unknown.facts["meant"] == "aggregation"
    assert (missing.code, missing.facts["field"]) == ("region_field_missing", "aggregation")


def test_line_and_field_are_told_first() -> None:
    text = changed("numerator: [pop_u18]", "numerator: [pop, pop_18]")
    said = say(only_problem(text), "en")
    line = line_of(text, "pop_18]")
    assert said.startswith(f"line {line}, indicators[0].formula.ratio.numerator[1]: “pop_18”")
    assert "Perhaps “pop_u18” is meant." in said


def test_german_readers_get_german() -> None:
    said = say(only_problem(changed("srid: 25832", "srid: UTM")), "de")
    assert said == "Zeile 6, region.srid: Hier muss eine ganze Zahl stehen, nicht „UTM“."


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("format: 1", "format: 2", "region_value_not_allowed", "format"),
        ("kind: share", "kind: percent", "region_value_not_allowed", "indicators[0].kind"),
        ("  key: dorf\n", "  key: Dorf am See\n", "region_key_form", "region.key"),
        ('"#112233"', "blau", "region_colour", "indicators[1].classes[0].color"),
        ("[8.0, 50.0, 9.0, 51.0]", "[8, 50, 9]", "region_field_missing", "region.box[3]"),
        ("[8.0, 50.0", "[acht, 50.0", "region_expects_number", "region.box[0]"),
        ("2000-01-01", "1.1.2000", "region_expects_day", "boundary_sets[0].valid_from"),
        ("    ddof: 0", "    ddof: 2", "region_value_not_allowed", "indices[0].ddof"),
        ("[{measure: pop_u18}]", "[]", "region_wrong_number_of_items", "indices[0].components"),
        ("levels: [ortsteil]", "levels: ortsteil", "region_expects_list", "indicators[0].levels"),
        ("name: {de: Dorf, en: Village}", "name: Dorf", "region_text_in_one_language",
         "region.name"),
        ("licence: dl-de/by-2-0", "licence: [a]", "region_expects_text", "sources[0].licence"),
        ("name: {de: Dorf, en: Village}", "name: {de: Dorf}", "region_language_missing",
         "region.name.en"),
        ("2000-01-01", "2001-02-29", "region_no_day", "boundary_sets[0].valid_from"),
        ("    sums:", "    signs: {'.': geheim}\n    sums:", "region_value_not_allowed",
         'deliveries[0].signs["."]'),
        ("srid: 25832", "srid: 99999", "region_no_such_crs", "region.srid"),
        ("srid: 25832", "srid: 4326", "region_srid_in_degrees", "region.srid"),
        ("code: {column: id}", "crs: 99999, code: {column: id}", "region_no_such_crs",
         "boundary_sets[0].source.crs"),
        ("cuts: [0]", "cuts: [0, 1]", "region_classes_and_cuts", "indices[0]"),
        ("    dissolve: {of", "    disolve: {of", "region_field_unknown",
         "boundary_sets[1].disolve"),
        ("{value: grade}", "{value: grade, count: [pop]}", "region_one_formula",
         "indicators[1].formula"),
        ("rule: published_by_source", "rule: threshold, minimum_count: 1",
         "region_threshold_hides_nothing", "policies[0]"),
        ("    valid_from: 2000-01-01", "    valid_from: 2000-01-01\n    valid_to: 1999-12-31",
         "region_valid_to_before_from", "boundary_sets[0]"),
        ("    sums:", "    format: {kind: json}\n    sums:", "region_records_and_json",
         "deliveries[0].format"),
        ("    sums:", "    format: {thousands: .}\n    sums:", "region_decimal_is_thousands",
         "deliveries[0].format"),
        ("area: {key: {column: id}}", "area: {by: name}", "region_key_or_whole",
         "deliveries[0].area"),
        ("{set: dorf, by: location}", "{set: dorf, by: prefix}", "region_prefix_needs_length",
         "boundary_sets[0].parents[0]"),
        ("{set: dorf, by: location}", "{set: dorf, by: column}", "region_column_needs_column",
         "boundary_sets[0].parents[0]"),
        ("breaks: {", "k: 12, breaks: {", "region_too_large", "indicators[0].classification.k"),
        ("srid: 25832", "srid: 4", "region_too_small", "region.srid"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_field(old: str, new: str, code: str, column: str) -> None:
    text = changed(old, new)
    problem = next(found for found in problems_of(text) if found.code == code)
    assert problem.column == column
    assert problem.row is not None
    assert abs(problem.row - line_of(text, new.strip().splitlines()[0])) <= 10
    assert problem.severity is Severity.ERROR


def test_a_comma_within_braces_is_explained() -> None:
    text = changed("{de: Einwohner, en: Inhabitants}", "{de: Leute, Kinder, en: Inhabitants}")
    problem = only_problem(text)
    assert (problem.code, problem.facts["field"]) == ("region_comma_in_braces", "Kinder")


def test_all_problems_come_together_in_the_order_of_the_file() -> None:
    text = changed("srid: 25832", "srid: UTM").replace("kind: share", "kind: anteil")
    found = problems_of(text)
    assert [problem.column for problem in found] == ["region.srid", "indicators[0].kind"]


def test_a_block_used_often_is_told_once() -> None:
    text = VILLAGE.replace("values: {columns: {pop: alle}}", "values: &it {columns: [a]}")
    more = "  - {key: b, source: amt, file: b.csv, level: ortsteil, area: {whole: '1'}, period: 2020, values: *it}\n"  # noqa: E501
    text = text.replace("corrections:\n", f"{more}corrections:\n")
    assert [problem.code for problem in problems_of(text)] == ["region_expects_mapping"]


def test_a_file_that_is_no_text_or_not_there_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "stadt.yaml"
    assert read_region_file(path)[1][0].code == "region_file_unreadable"
    path.write_bytes("format: 1\nregion: Köln\n".encode("latin-1"))
    (problem,) = read_region_file(path)[1]
    assert (problem.code, problem.row, problem.file) == ("region_file_not_utf8", 2, "stadt.yaml")
    path.write_bytes(b"#" * 2_000_001)
    assert read_region_file(path)[1][0].code == "region_file_too_large"


def test_a_missing_data_file_is_answered_with_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "dorf.yaml"
    path.write_text(VILLAGE, encoding="utf-8")
    for name in ("areas.geojson", "people-2019.csv", "poeple-2020.csv"):
        (tmp_path / name).touch()
    region, (problem,) = read_region_file(path, tmp_path)
    assert region is None
    assert problem.facts == {"wanted": "people-2020.csv", "meant": "poeple-2020.csv"}
    assert (problem.file, problem.column) == ("dorf.yaml", "deliveries[0].file")
    (tmp_path / "people-2020.csv").touch()
    assert read_region_file(path, tmp_path)[0] is not None


def test_a_folder_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "dorf.yaml"
    path.write_text(VILLAGE.replace("people-{year}", "town/people-{year}"), encoding="utf-8")
    (problem,) = read_region_file(path, tmp_path / "nowhere")[1]
    assert problem.code == "region_no_data_directory"
    (tmp_path / "areas.geojson").touch()
    (problem,) = read_region_file(path, tmp_path)[1]
    assert (problem.code, problem.facts["folder"]) == ("region_no_folder", "town")


def test_a_german_word_is_answered_with_ours() -> None:
    problem = only_problem(changed("    sums:", "    signs: {'.': geheim}\n    sums:"))
    assert problem.facts["meant"] == "suppressed"


def test_a_loop_is_spelt_out() -> None:
    assert doctest.testmod(turns).failed == 0
    assert expand_each({"year": ("1999..2001", 2010)}) == [
        {"year": "1999"}, {"year": "2000"}, {"year": "2001"}, {"year": "2010"}
    ]  # fmt: skip
    assert expand_each({}) == [{}]
    assert len(expand_each({"year": ("2000..2009",), "table": ("a", "b")})) == 20


@pytest.mark.parametrize("values", [("2003..2000",), ("0..9999",)])
def test_a_loop_that_falls_or_never_ends_is_refused(values: tuple[str]) -> None:
    with pytest.raises(ValueError, match=r"falls|turns"):
        expand_each({"year": values})
