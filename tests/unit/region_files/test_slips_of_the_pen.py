"""What somebody writes who has only the documentation: told with its line and the remedy."""

import pytest

from region_files.reading import read_region_text
from spatial_units.importing.problems import Problem
from spatial_units.importing.wording import say
from tests.unit.region_files.village import VILLAGE, changed, line_of


def problems_of(text: str) -> list[Problem]:
    return read_region_text(text)[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    topic: leute\n", "    topic:leute\n"),
        ("    kind: share\n", "    kind:share\n"),
        ("  - key: dem_u18\n", "  - key:dem_u18\n"),
        ("    levels: [ortsteil]\n", "    levels:[ortsteil]\n"),
        ("    publisher: Gemeinde Dorf\n", "    publisher:Gemeinde Dorf\n"),
    ],
)
def test_a_blank_that_is_missing_after_the_colon_is_told_in_its_own_line(
    old: str, new: str
) -> None:
    text = changed(old, new)
    (problem,) = problems_of(text)
    assert (problem.code, problem.row) == ("yaml_blank_after_colon", line_of(text, new))
    assert say(problem, "de").endswith(
        f"Nach dem Doppelpunkt fehlt ein Leerzeichen: {new.strip()}."
    )


def test_so_it_is_within_braces() -> None:
    problems = problems_of(changed("{de: Anteil der Kinder,", "{de:Anteil der Kinder,"))
    assert "region_blank_after_colon" in [problem.code for problem in problems]


@pytest.mark.parametrize("value", ["{year}", "{year}-12-31"])
def test_braces_without_quotation_marks_are_named(value: str) -> None:
    text = changed('period: "{year}-12-31"', f"period: {value}")
    (problem,) = problems_of(text)
    assert problem.row == line_of(text, f"period: {value}")
    assert problem.code in {"region_braces_need_quotes", "yaml_braces"}
    assert "in Anführungszeichen" in say(problem, "de")


@pytest.mark.parametrize("box", ["[50.0, 8.0, 51.0, 9.0]", "[8.0, 9.0, 50.0, 51.0]"])
def test_a_box_in_another_order_is_refused_with_the_right_one(box: str) -> None:
    (problem,) = problems_of(changed("[8.0, 50.0, 9.0, 51.0]", box))
    assert problem.code == "region_box_order"
    assert "[8, 50, 9, 51]" in say(problem, "de")


def test_a_box_somewhere_else_in_the_world_is_left_alone() -> None:
    assert problems_of(changed("[8.0, 50.0, 9.0, 51.0]", "[50.0, 20.0, 51.0, 21.0]")) == []


def test_a_sheet_may_hold_the_loops_variable_and_no_other() -> None:
    table = 'format: {kind: excel, sheet: "{year}"}\n    file: people.xlsx'
    spec, problems = read_region_text(changed("file: people-{year}.csv", table))
    assert problems == []
    assert spec is not None
    wrong = problems_of(changed("file: people-{year}.csv", table.replace("{year}", "{jahr}")))
    assert [problem.code for problem in wrong] == ["region_placeholder_unknown"]
    assert "each: {jahr: [2019..2024]}" in say(wrong[0], "de")


def test_all_indicators_that_may_not_be_public_are_told_at_once() -> None:
    (problem,) = problems_of(changed("rule: published_by_source", "rule: threshold"))
    assert problem.code == "region_release_unsafe"
    told = say(problem, "de")
    assert told.startswith("Zeile ")
    assert "1 Indikator darf nicht öffentlich werden (klasse)" in told
    assert "fertige Werte ohne Fallzahlen" in told


def test_periods_that_never_meet_are_told_without_braces() -> None:
    text = VILLAGE.replace("    sums: {pop_u18: [klein, gross]}\n", "")
    text = text.replace(
        "corrections:\n",
        "  - key: kinder\n    source: amt\n    file: kinder.csv\n    level: ortsteil\n"
        "    area: {key: {column: id}}\n    period: \"{1}\"\n"
        "    values: {period_columns: {pop_u18: 'Kinder (\\d{4})'}}\ncorrections:\n",
    )  # fmt: skip
    (problem,) = problems_of(text.replace("period: 2020,", "period: 2020-12-31,"))
    assert problem.code == "region_periods_never_meet"
    told = say(problem, "de")
    assert "pop_u18 für „…“" in told
    assert "{" not in told
