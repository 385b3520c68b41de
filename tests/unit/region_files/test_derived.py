"""A derived indicator is checked where it is written, and becomes what its expression comes to."""

import re
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indicators.statistics import derivation_grammar
from region_files.catalogue_file import NOTHING_KNOWN, as_yaml, declarations, read_catalogue
from region_files.derived import settled
from region_files.reading import read_region_text
from region_files.schema_catalogue import IndicatorSpec
from region_files.wording_derived import WORDING_DERIVED
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import say
from tests.unit.region_files.village import VILLAGE, line_of

BEFORE = "deliveries:\n"


def indicator(key: str, expression: str, unit: str = "%", kind: str = "rate") -> str:
    return f"""\
  - key: {key}
    name: {{de: Neu, en: new}}
    description: {{de: Neu, en: new}}
    topic: leute
    unit: {{de: "{unit}", en: "{unit}"}}
    kind: {kind}
    formula: {{derived: '{expression}'}}
    source: amt
    policy: offen
    aggregation: none
"""


SCORE_SHOWN = indicator("klasse_wert", "", "P", "index").replace("derived: ''", "value: score")


def village(*indicators: str) -> str:
    return VILLAGE.replace(BEFORE, "".join(indicators) + BEFORE, 1)


def found(text: str) -> dict[str, IndicatorSpec]:
    region, problems = read_region_text(text)
    assert region is not None, problems
    return {one.key: one for one in region.indicators}


def problem(text: str) -> Problem:
    (only,) = read_region_text(text)[1]
    return only


def test_a_share_of_counts_is_an_ordinary_ratio() -> None:
    made = found(village(indicator("neu", "share(pop_u18, pop)", kind="share")))["neu"]
    assert made.formula.ratio is not None
    assert made.formula.model_dump()["ratio"] == {
        "numerator": ("pop_u18",), "denominator": ("pop",), "factor": 100,
    }  # fmt: skip
    assert made.formula.derived == "share(pop_u18, pop)"


def test_a_change_gets_a_measure_of_its_own() -> None:
    points = indicator("neu", "change_pp(dem_u18, 1)", "Prozentpunkte")
    assert found(village(points))["neu"].formula.value == "derived-neu"


def test_an_indicator_may_be_made_of_a_derived_one_wherever_that_stands() -> None:
    made = found(
        village(
            indicator("zweiter", "rank(erster)", "Rang", "index"),
            indicator("erster", "change_pp(dem_u18, 1)", "Prozentpunkte"),
        )
    )
    assert made["zweiter"].formula.value == "derived-zweiter"


def test_what_is_not_derived_is_stored_as_ever() -> None:
    assert found(VILLAGE)["klasse"].formula.model_dump() == {
        "count": None, "ratio": None, "value": "grade",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        (["change_pp(dem_u81, 1)"], "derived_unknown_name", {"meant": "dem_u18", "position": 11}),
        (["change_pct(dem_u18)"], "derived_percent_of_percent", {"position": 1}),
        (["neu + pop"], "derived_cycle", {"cycle": "neu → neu"}),
        (["klasse + pop"], "derived_unlike_units", {"left": "Klasse", "right": "P"}),
        (['change_since(pop, "2015-13-31")'], "region_no_period", {"value": "2015-13-31"}),
    ],
)
def test_a_wrong_expression_is_told_with_line_field_and_place(
    wrong: list[str], code: str, facts: dict[str, Any]
) -> None:
    text = village(indicator("neu", wrong[0], "P"))
    only = problem(text)
    assert (only.code, only.column) == (code, "indicators[2].formula.derived")
    assert only.row == line_of(text, "{derived:")
    assert facts.items() <= only.facts.items()


def test_a_circle_of_two_is_told_of_both() -> None:
    _, problems = read_region_text(
        village(indicator("a", "change(b)", "P"), indicator("b", "change(a)", "P"))
    )
    assert {one.facts["cycle"] for one in problems} == {"a → b → a", "b → a → b"}


@pytest.mark.parametrize(
    ("expression", "unit", "kind", "code", "place"),
    [
        ("change_pp(dem_u18)", "%", "rate", "region_derived_unit", "indicators[2].unit"),
        ("change_pct(pop)", "P", "rate", "region_derived_unit", "indicators[2].unit"),
        ("change_pct(pop)", "%", "share", "region_derived_kind", "indicators[2].kind"),
        ("change(pop)", "P", "count", "region_kind_and_formula", "indicators[2].kind"),
        ("share(pop_u18, pop)", "P", "share", "region_derived_unit", "indicators[2].unit"),
    ],
)
def test_unit_and_kind_must_be_those_of_the_expression(
    expression: str, unit: str, kind: str, code: str, place: str
) -> None:
    only = problem(village(indicator("neu", expression, unit, kind)))
    assert (only.code, only.column) == (code, place)


def test_an_index_of_its_own_change_is_refused() -> None:
    text = village(indicator("neu", "change(klasse_wert)", "P"), SCORE_SHOWN)
    text = text.replace("components: [{measure: pop_u18}]", "components: [{indicator: neu}]")
    only = problem(text)
    assert (only.code, only.column) == ("region_circle", "indicators[2]")
    assert only.facts["cycle"] == "derived/neu → index/index-2020 → derived/neu"


def test_a_key_too_long_for_its_measure_is_refused() -> None:
    only = problem(village(indicator("n" * 43, "change(pop)", "P")))
    assert (only.code, only.facts["limit"]) == ("region_derived_key", 42)


def test_a_catalogue_keeps_the_expression_there_and_back() -> None:
    region, _ = read_region_text(village(indicator("neu", "rank(pop)", "Rang", "index")))
    assert region is not None
    everything = declarations(region)  # type: ignore[arg-type]
    text = as_yaml(everything)
    assert "formula:\n      derived: rank(pop)\n" in text
    again, problems = read_catalogue(text.encode(), replace(NOTHING_KNOWN, levels=["ortsteil"]))
    assert again is not None, problems
    assert declarations(again)["indicator"]["neu"] == everything["indicator"]["neu"]


def test_without_a_derived_indicator_a_file_is_left_alone() -> None:
    region, _ = read_region_text(VILLAGE)
    assert region is not None
    assert settled(region) == (region, [])


@pytest.mark.parametrize("code", sorted(WORDING_DERIVED))
def test_each_refusal_has_words_in_both_languages(code: str) -> None:
    names = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in WORDING_DERIVED[code]
    ]
    assert names[0] == names[1] >= {"position", "expression"}
    told = Problem(code, Severity.ERROR, facts=dict.fromkeys(names[0], "x") | {"position": 3})
    for language in ("de", "en"):
        assert "{" not in say(told, language)


def test_each_refusal_of_the_code_has_words() -> None:
    folder = Path(derivation_grammar.__file__).parent
    sources = [*folder.glob("derivation*.py"), folder.parent / "derived_names.py"]
    codes = {
        code
        for path in sources
        for code in re.findall(r'"(derived_[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert codes == set(WORDING_DERIVED)
