"""Measures of a layer: the layer must have what they ask for, and the public must see it."""

import pytest

from region_files.catalogue_file import NOTHING_KNOWN, read_catalogue
from region_files.reading import read_region_text
from region_files.wording import WORDING_REGIONS
from spatial_units.importing.problems import Problem
from spatial_units.importing.wording import say
from tests.unit.region_files.village import VILLAGE

LAYER = """\
layers:
  - key: kitas
    name: {de: Kitas, en: Childcare}
    kind: point
    file: kitas.geojson
    name_column: name
    category:
      column: traeger
      values: [{value: Stadt, name: {de: Stadt, en: city}}, {value: Kirche, name: {de: K, en: C}}]
    columns: [{column: plaetze, name: {de: Plätze, en: places}}]
    source: amt
    date: 2024-12-31
    public: true
"""
MEASURES = """\
  - {key: kitas, kind: count, name: {de: K, en: C}, unit: {de: K, en: C}, of_layer: {layer: kitas}}
  - key: places
    kind: amount
    name: {de: P, en: P}
    unit: {de: P, en: P}
    of_layer: {layer: kitas, where: {traeger: [Kirche]}, sum: plaetze}
"""
INDICATOR = """\
  - key: je_kita
    name: {de: Plätze, en: places}
    description: {de: Plätze je Kita, en: places}
    topic: leute
    unit: {de: Plätze, en: places}
    kind: rate
    formula: {ratio: {numerator: [places], denominator: [kitas], factor: 1}}
    source: amt
    policy: offen
    aggregation: ratio
"""
HOUSES = VILLAGE.replace("policies:\n", MEASURES + "policies:\n", 1)
HOUSES = HOUSES.replace("deliveries:\n", INDICATOR + "deliveries:\n", 1)
HOUSES = HOUSES.replace("indices:\n", LAYER + "indices:\n", 1)


def problems(old: str, new: str) -> list[Problem]:
    assert old in HOUSES, old
    return read_region_text(HOUSES.replace(old, new, 1))[1]


def test_a_measure_may_be_counted_from_a_layer() -> None:
    region, found = read_region_text(HOUSES)
    assert found == []
    assert region is not None
    wish = region.measures[-1].of_layer
    assert wish is not None
    assert (wish.where, wish.sum) == ({"traeger": ("Kirche",)}, "plaetze")


@pytest.mark.parametrize(
    ("old", "new", "code", "meant"),
    [
        ("{layer: kitas}", "{layer: kita}", "region_unknown_key", "kitas"),
        ("kind: point", "kind: line", "region_layer_of_lines", ""),
        ("{key: kitas, kind: count", "{key: kitas, kind: amount", "region_layer_measure_kind", ""),
        ("kind: amount", "kind: value", "region_layer_measure_kind", ""),
        ("{traeger: [", "{träger: [", "region_layer_column", "traeger"),
        ("[Kirche]", "[Stadt, Kirchen]", "region_layer_category", "Kirche"),
        ("sum: plaetze", "sum: plätze", "region_layer_column", "plaetze"),
        ("sum: plaetze", "sum: traeger", "region_layer_column", ""),
        ("sum: plaetze", "summe: plaetze", "region_field_unknown", "sum"),
        ("{pop: alle}", "{pop: alle, kitas: k}", "region_layer_and_delivery", ""),
        ("    public: true\n", "", "region_release_of_layer", ""),
    ],
)
def test_what_does_not_fit_the_layer_is_refused(old: str, new: str, code: str, meant: str) -> None:
    only, *more = problems(old, new)
    assert (only.code, only.facts.get("meant", "")) == (code, meant)
    assert {one.code for one in more} <= {code}
    for language, words in zip(("de", "en"), WORDING_REGIONS[code], strict=True):
        assert words
        assert "?" not in say(only, language)


@pytest.mark.parametrize(
    "more",
    [
        "formula: {derived: 'rank(je_kita)'}",  # worked out of it
        "formula: {value: score}",  # an index of it
    ],
)
def test_what_rests_on_an_internal_layer_at_any_remove_is_not_public(more: str) -> None:
    index = HOUSES.replace("components: [{measure: pop_u18}]", "components: [{measure: kitas}]")
    formula = INDICATOR[INDICATOR.index("formula") : INDICATOR.index("    source")]
    second = INDICATOR.replace("je_kita", "zweiter").replace(formula, more + "\n")
    second = second.replace("aggregation: ratio", "aggregation: none")
    text = index.replace("deliveries:\n", second + "deliveries:\n", 1)
    assert read_region_text(text)[1] == []
    (only,) = read_region_text(text.replace("    public: true\n", ""))[1]
    assert only.code == "region_release_of_layer"
    assert "zweiter" in str(only.facts["indicators"])


def test_inside_an_internal_layer_may_be_counted() -> None:
    text = HOUSES.replace("    public: true\n", "").replace(
        "audience: public", "audience: internal"
    )
    assert read_region_text(text)[1] == []


def test_a_catalogue_on_the_desk_cannot_bring_one() -> None:
    text = "format: 1\nmeasures:\n" + MEASURES
    _, found = read_catalogue(text.encode(), NOTHING_KNOWN)
    assert [one.code for one in found] == ["region_layer_in_region_file"] * 2
