"""A region file must agree with itself."""

import pytest

from region_files.reading import read_region_text
from spatial_units.importing.problems import Problem, Severity
from tests.unit.region_files.village import VILLAGE, changed


def problems_of(text: str) -> list[Problem]:
    return read_region_text(text)[1]


@pytest.mark.parametrize(
    ("old", "new", "kind", "meant"),
    [
        ("default_level: ortsteil", "default_level: ortsteile", "levels", "ortsteil"),
        ("default_indicator: dem_u18", "default_indicator: dem_u19", "indicators", "dem_u18"),
        ("level: ortsteil", "level: ortstiel", "levels", "ortsteil"),
        ("origin: amt", "origin: bund", "sources", ""),
        ("{of: ortsteile", "{of: ortsteil", "boundary_sets", "ortsteile"),
        ("[{set: dorf", "[{set: stadt", "boundary_sets", ""),
        ("parts: [pop_u18]", "parts: [pop_u81]", "measures", "pop_u18"),
        ("topic: leute", "topic: leut", "topics", "leute"),
        ("policy: offen", "policy: offn", "policies", "offen"),
        ("levels: [ortsteil]", "levels: [ortsteils]", "levels", "ortsteil"),
        ("breaks: {ortsteil", "breaks: {ortsteils", "levels", "ortsteil"),
        ("denominator: [pop]", "denominator: [-popp]", "measures", "pop"),
        ("{value: grade}", "{value: grad}", "measures", "grade"),
        ("columns: {pop: alle}", "columns: {popp: alle}", "measures", "pop"),
        ("sums: {pop_u18:", "sums: {pop_u81:", "measures", "pop_u18"),
        ("values: {pop: 12}", "values: {popp: 12}", "measures", "pop"),
        ("{measure: pop_u18}", "{measure: pop_u81}", "measures", "pop_u18"),
        ("boundary_set: ortsteile", "boundary_set: ortsteil", "boundary_sets", "ortsteile"),
        ("score: score", "score: scores", "measures", "score"),
        ("audience: public,", "audience: public, indicators: [dem_18],", "indicators", "dem_u18"),
        ("measure: pop, level", "measure: popp, level", "measures", "pop"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_has_is_answered_with_the_nearest(
    old: str, new: str, kind: str, meant: str
) -> None:
    problem = next(p for p in problems_of(changed(old, new)) if p.code == "region_unknown_key")
    assert (problem.facts["kind"], problem.facts["meant"]) == (kind, meant)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  - {key: pop_u18,", "  - {key: pop,", "region_key_twice"),
        ("key: mending", "key: leute", "region_key_twice"),
        ("[2019..2020]", "[2020..2019]", "region_loop"),
        ("each: {year:", "each: {month: [1], year:", "region_loop_unused"),
        ("people-{year}.csv", "people-{jahr}-{year}.csv", "region_placeholder_unknown"),
        ("file: people", "file: ../../etc/people", "region_file_outside"),
        ("file: areas.geojson", "file: /etc/passwd", "region_file_outside"),
        ("[8.0, 50.0, 9.0, 51.0]", "[9.0, 50.0, 8.0, 51.0]", "region_box"),
        ("default_level: ortsteil", "default_level: dorf", "region_default_not_shown"),
        ("  key: dorf\n", "  key: api\n", "region_key_reserved"),
        ("{value: 2, name: {de: hoch, en: high}}\ndel", "{value: 3, name: {de: a, en: a}}\ndel",
         "region_class_undeclared"),
        ("of: ortsteile,", "of: dorf,", "region_dissolves_no_finer_set"),
        ("[{set: dorf,", "[{set: ortsteile,", "region_parent_not_coarser"),
        ("    level: dorf\n", "    level: ortsteil\n", "region_sets_overlap"),
        ("    level: dorf\n", "    level: ortsteil\n", "region_level_without_set"),
        ("topics:\n", "links: [{from_set: ortsteile, to_set: dorf, by: code}]\ntopics:\n",
         "region_link_across_levels"),
        ("    score: score", "    score: grade", "region_measure_never_delivered"),
        ("parts: [pop_u18]", "parts: [pop]", "region_part_of_itself"),
        ("kind: value, name: {de: Wert", "kind: value, parts: [pop], name: {de: Wert",
         "region_only_counts_add_up"),
        ("kind: class", "kind: index", "region_classes_and_kind"),
        ("{value: 2, name: {de: hoch, en: high}}\ndel", "{value: 1, name: {de: a, en: a}}\ndel",
         "region_class_twice"),
        ("kind: share", "kind: count", "region_kind_and_formula"),
        ("aggregation: none", "aggregation: sum", "region_aggregation_and_formula"),
        ("[10, 20]", "[20, 10]", "region_breaks_must_rise"),
        ("classification: {breaks: {ortsteil: [10, 20]}}", "classification: {method: manual}",
         "region_manual_needs_breaks"),
        ("    area: {key", "    boundary_set: dorf\n    area: {key", "region_set_of_another_level"),
        ("{columns: {pop: alle}}", "{period_columns: {pop: 'a'}}", "region_sums_need_columns"),
        ("{pop: alle}", "{pop: alle, pop_u18: klein}", "region_measure_twice"),
        ("    sums:", "    codes: {'': 1}\n    sums:", "region_sign_and_code"),
        ("{id: '\\d+'}", "{id: '(\\d+'}", "region_pattern_wrong"),
        ("key: {column: id}", "key: {column: id, pattern: 'x.*'}", "region_pattern_without_group"),
        ("right_closed: [true]", "right_closed: [true, false]", "region_right_closed"),
        ("{year}-12-31", "{year}-13-31", "region_no_day"),
        ("    sums:", "    period_pattern: '(\\d+)'\n    sums:", "region_period_pattern"),
        ("    sums:", "    period_pattern: '(?P<yea'\n    sums:", "region_pattern_wrong"),
        ("period: 2020, values", "period: bald, values", "region_no_period"),
        ("rule: published_by_source", "rule: threshold", "region_release_unsafe"),
        ("  srid: 25832", "  made_up: true\n  srid: 25832", "region_made_up_unsaid"),
    ],
)  # fmt: skip
def test_what_does_not_belong_together_is_refused(old: str, new: str, code: str) -> None:
    region, problems = read_region_text(changed(old, new))
    assert region is None
    assert code in {problem.code for problem in problems}


def test_two_sets_of_a_level_may_follow_each_other() -> None:
    second = """\
  - key: ortsteile-2010
    level: ortsteil
    name: {de: Ortsteile, en: quarters}
    valid_from: 2010-01-01
    origin: amt
    source: {file: areas.geojson, code: {column: id}}
"""
    first_day_shared = changed("    origin: amt\n", "    valid_to: 2010-01-01\n    origin: amt\n")
    follows = changed("    origin: amt\n", "    valid_to: 2009-12-31\n    origin: amt\n")
    codes = [
        {problem.code for problem in problems_of(text.replace("topics:\n", f"{second}topics:\n"))}
        for text in (first_day_shared, follows)
    ]
    assert codes == [{"region_sets_overlap"}, set()]


def test_ready_values_under_a_threshold_stay_internal() -> None:
    text = changed("rule: published_by_source", "rule: threshold")
    (problem,) = problems_of(text)
    assert problem.code == "region_release_unsafe"
    assert problems_of(text.replace("audience: public", "audience: internal")) == []


def test_only_released_indicators_must_be_safe() -> None:
    text = changed("rule: published_by_source", "rule: threshold").replace(
        "policies:\n",
        "policies:\n  - {key: frei, rule: no_personal_data, reason: {de: a, en: a}}\n",
    )
    text = text.replace("kind: class\n", "kind: class\n    decimals: 0\n")
    text = text.replace(
        "policy: offen\n    aggregation: none", "policy: frei\n    aggregation: none"
    )
    text = text.replace("audience: public,", "audience: public, indicators: [klasse],")
    assert problems_of(text) == []


def test_a_file_that_releases_nothing_is_a_warning() -> None:
    text = VILLAGE[: VILLAGE.index("release:")] + VILLAGE[VILLAGE.index("checks:") :]
    region, (problem,) = read_region_text(text)
    assert region is not None
    assert (problem.code, problem.severity) == ("region_releases_nothing", Severity.WARNING)


def test_a_subtracted_measure_is_a_measure_too() -> None:
    region, problems = read_region_text(
        changed("numerator: [pop_u18]", "numerator: [pop, -pop_u18]")
    )
    assert problems == []
    assert region is not None
    assert region.indicators[0].formula.ratio is not None
    assert region.indicators[0].formula.ratio.numerator == ("pop", "-pop_u18")


def test_german_periods_are_kept_in_our_notation() -> None:
    region, problems = read_region_text(
        changed("period: 2020-12-31, sum", "period: 31.12.2020, sum")
    )
    assert problems == []
    assert region is not None
    assert region.checks.totals[0].period == "2020-12-31"


SECOND = """\
  - key: kinder
    source: amt
    file: kinder.csv
    level: ortsteil
    area: {key: {column: id}}
    period: "PERIOD"
    values: VALUES
corrections:
"""


@pytest.mark.parametrize(
    ("period", "values", "met"),
    [
        ("{Jahr}", "{columns: {pop_u18: klein}}", False),
        ("{Jahr}-12-31", "{columns: {pop_u18: klein}}", True),
        ("{1}", r"{period_columns: {pop_u18: 'u18 (\d{4})'}}", False),
        ("{1}-12-31", r"{period_columns: {pop_u18: 'u18 (\d{4})'}}", True),
        ("{1}", "{period_columns: {pop_u18: 'u18 (.*)'}}", True),
        ("{Stichtag}", "{columns: {pop_u18: klein}}", True),
        ("31.12.2020", "{columns: {pop_u18: klein}}", True),
        ("2020", "{columns: {pop_u18: klein}}", False),
    ],
)
def test_a_ratio_whose_parts_never_share_a_period_is_pointed_out(
    period: str, values: str, met: bool
) -> None:
    """The denominator comes for the last days of 2019 and 2020."""
    second = SECOND.replace("PERIOD", period).replace("VALUES", values)
    text = changed("    sums: {pop_u18: [klein, gross]}\n", "")
    text = text.replace("period: 2020, values", "period: 2020-12-31, values")
    region, problems = read_region_text(text.replace("corrections:\n", second))
    assert region is not None
    assert [problem.code for problem in problems] == ([] if met else ["region_periods_never_meet"])
