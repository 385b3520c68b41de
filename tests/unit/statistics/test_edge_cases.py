"""The edge cases of docs/methods/composite-index.md, one by one, for every recipe there is.

A new edition of areas is no matter of these functions: a recipe names one boundary set, and change
between two is refused on the page of a change (tests/unit/atlas, tests/integration/atlas).
"""

from collections.abc import Callable

import numpy as np
import pytest

from indicators.note_words import say
from indicators.statistics.aggregation import ratio
from indicators.statistics.class_rules import ClassRule, WidthRule, class_of_score
from indicators.statistics.combining import combined
from indicators.statistics.comparable import NEED_SPREAD
from indicators.statistics.comparison import compared_with_city
from indicators.statistics.composite_index import FEWEST_FOR_CLASSES, IndexResult, composite_index
from indicators.statistics.index_tree import Part, reckon
from indicators.statistics.intervals import wilson_interval
from indicators.statistics.notes import Refused
from indicators.statistics.principal import first_component
from indicators.statistics.shrinkage import shrunken_share
from tests.unit.statistics.presets import N, Preset, presets

GAP = np.nan
ANYWHERE = np.full(N, True)


def keys(found: IndexResult) -> list[str]:
    return [note.key for note in found.warnings]


def every(suits: Callable[[Preset], bool] = lambda preset: True) -> pytest.MarkDecorator:
    """For every recipe that can be in the case."""
    return pytest.mark.parametrize(
        "key", [one for one in sorted(presets()) if suits(presets()[one])]
    )


def is_turned_after(preset: Preset) -> bool:
    """One minus the rank is another thing for ties, as the CDC wants it."""
    return any(one.scale.turned_after for one in preset.root.domains())


def can_lose_the_last(preset: Preset) -> bool:
    anchors = {one.anchor for one in preset.root.domains()}
    return len(preset.leaves) > 1 and preset.leaves[-1].key not in anchors


def spread_is_needed(preset: Preset, leaf: Part) -> bool:
    above = next(one for one in preset.root.domains() if leaf in one.parts)
    return above.scale.way in NEED_SPREAD


@every(can_lose_the_last)
def test_all_areas_equal_in_one_component(key: str) -> None:
    preset = presets()[key]
    leaf = preset.leaves[-1]
    found = preset.of(preset.town() | {leaf.key: np.full(N, 50.0)})
    assert not np.isnan(found.score).any()
    if spread_is_needed(preset, leaf):
        assert found.dropped_components == (leaf.key,)
        assert "component_dropped" in keys(found)
    else:
        assert len(set(found.scaled[-1].tolist())) == 1


@every()
def test_all_areas_equal_in_all(key: str) -> None:
    preset = presets()[key]
    found = preset.of({leaf.key: np.full(N, 50.0) for leaf in preset.leaves})
    if "index_undefined" in keys(found):
        assert set(found.class_index.tolist()) == {-1}
    else:  # ranks and ready scores are all the same
        assert len(set(found.score.tolist())) == len(set(found.class_index.tolist())) == 1


@every()
def test_two_areas_tied(key: str) -> None:
    preset = presets()[key]
    values = {name: np.append(row[:-1], row[3]) for name, row in preset.town().items()}
    found = preset.of(values)
    for row in (found.score, found.rank, found.class_index):
        assert row[-1] == row[3]


@every(lambda preset: not is_turned_after(preset))
@pytest.mark.parametrize("seed", range(3))
def test_the_direction_turned(key: str, seed: int) -> None:
    preset = presets()[key]
    values = preset.town(seed)
    other = {
        leaf.key: values[leaf.key] if leaf.transform != "none" else -values[leaf.key]
        for leaf in preset.leaves
    }
    found, turned = preset.of(values), preset.turned().of(other)
    np.testing.assert_allclose(turned.score, found.score, rtol=1e-9, atol=1e-9)
    assert turned.class_index.tolist() == found.class_index.tolist()


@every(lambda preset: isinstance(preset.rule, ClassRule))
def test_a_score_exactly_on_a_cut(key: str) -> None:
    rule = presets()[key].rule
    assert isinstance(rule, ClassRule)
    sides = np.broadcast_to(rule.right_closed, len(rule.cuts))
    for at, (cut, closed) in enumerate(zip(rule.cuts, sides, strict=True)):
        for noise in (-1e-11, 0.0, 1e-11):
            found = class_of_score(np.array([cut + noise]), rule)[0]
            assert found == (at if closed else at + 1)


@every()
def test_one_area_excluded(key: str) -> None:
    preset, out = presets()[key], np.arange(N) == 5
    values = {name: np.where(out, row + 30, row) for name, row in preset.town().items()}
    found = preset.of(values, ~out)
    without = preset.of({name: row[~out] for name, row in values.items()})
    assert np.isnan(found.score[5])
    assert np.isnan(found.rank[5])
    assert found.class_index[5] == -1
    np.testing.assert_allclose(found.score[~out], without.score, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(found.mean, without.mean)


@every()
def test_a_component_missing_for_one_area(key: str) -> None:
    preset = presets()[key]
    values = preset.town()
    leaf = preset.leaves[0]
    values[leaf.key][5] = GAP
    strict = preset.of(values, missing="strict")
    assert strict.evaluated[5] == (leaf.missing_as is not None)
    if len(preset.leaves) > 2 and leaf.missing_as is None:
        lenient = preset.of(values, missing="lenient", least_share=0.3)
        assert lenient.evaluated[5]
        assert np.flatnonzero(lenient.renormalised).tolist() == [5]


@every()
def test_fewer_than_twenty_areas(key: str) -> None:
    preset = presets()[key]
    values = preset.town(n=FEWEST_FOR_CLASSES - 1)
    if preset.is_principal:
        with pytest.raises(Refused, match="principal_few_areas"):
            preset.of(values)
        return
    found = preset.of(values)
    assert set(found.class_index.tolist()) == {-1}
    assert "ranks_only" in keys(found)
    assert not np.isnan(found.rank).any()


@every()
def test_a_single_component(key: str) -> None:
    preset = presets()[key]
    assert ("single_indicator" in keys(preset.of(preset.town()))) == (len(preset.leaves) == 1)


@every(
    lambda preset: not preset.is_principal
)  # there it parts a component from the others: refused
def test_an_area_far_out(key: str) -> None:
    preset = presets()[key]
    values = preset.town()
    leaf = next((one for one in preset.leaves if one.transform == "none"), preset.leaves[0])
    values[leaf.key][9] = 1e5
    above = next(one for one in preset.root.domains() if leaf in one.parts)
    found = preset.of(values)
    named = [note.params["area"] for note in found.warnings if note.key == "far_out"]
    assert named == ([9] if above.scale.way == "z" else [])
    assert found.evaluated[9]


@every()
@pytest.mark.parametrize("seed", range(3))
def test_another_unit_and_another_order(key: str, seed: int) -> None:
    preset = presets()[key]
    values, mixed = preset.town(seed), np.random.default_rng(seed).permutation(N)
    found = preset.of(values)
    permuted = preset.of({name: row[mixed] for name, row in values.items()})
    np.testing.assert_allclose(permuted.score, found.score[mixed], rtol=1e-12, atol=1e-12)
    assert permuted.class_index.tolist() == found.class_index[mixed].tolist()
    plain = {leaf.key for leaf in preset.leaves if leaf.transform == "none"}
    other = preset.of(
        {name: 3.5 * row + 20 if name in plain else row for name, row in values.items()}
    )
    np.testing.assert_array_equal(other.rank, found.rank)
    assert other.class_index.tolist() == found.class_index.tolist()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as reason:
        work()
    assert "{" not in say(reason.value.note, "de") + say(reason.value.note, "en")
    return reason.value.note.key


def remarked(root: Part, **values: np.ndarray) -> str:
    n = len(next(iter(values.values())))
    rule = WidthRule(("1", "2"))
    found = composite_index(root, values, np.full(n, True), rule=rule)
    assert "{" not in say(found.warnings[0], "de") + say(found.warnings[0], "en")
    return found.warnings[0].key


def tree(*names: str, way: str = "z", **more: object) -> Part:
    scale = presets()["mpi"].root.scale.__class__(way)  # type: ignore[arg-type]
    return Part("i", parts=tuple(map(Part, names)), scale=scale, **more)  # type: ignore[arg-type]


RISING = np.arange(30.0)
ONE = np.array([1.0])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("component_dropped", lambda: remarked(tree("a", "b"), a=RISING, b=np.ones(30))),
        ("index_undefined", lambda: remarked(tree("a", "b"), a=RISING, b=np.full(30, GAP))),
        ("ranks_only", lambda: remarked(tree("a", "b"), a=RISING[:19], b=RISING[:19] ** 2)),
        ("single_indicator", lambda: remarked(tree("a"), a=RISING)),
        ("not_positive", lambda: refused(lambda: combined(-ONE[:, None], (1,), "geometric"))),
        ("not_positive", lambda: refused(lambda: combined(0 * ONE[:, None], (1,), "harmonic"))),
        ("no_logarithm", lambda: refused(lambda: reckon(
            Part("i", parts=(Part("a", transform="log1p"),)), {"a": -ONE}, np.full(1, True)))),
        ("infinite_value", lambda: refused(lambda: reckon(
            tree("a"), {"a": ONE * np.inf}, np.full(1, True)))),
        ("more_cases_than_persons", lambda: refused(lambda: wilson_interval(
            2 * ONE, ONE, confidence=0.95))),
        ("more_cases_than_persons", lambda: refused(lambda: shrunken_share(
            2 * ONE, ONE, np.array([0])))),
        ("bad_count", lambda: refused(lambda: wilson_interval(-ONE, ONE, confidence=0.95))),
        ("more_than_the_city", lambda: refused(lambda: compared_with_city(
            3 * ONE, 9 * ONE, city_cases=2, city_persons=9))),
        ("principal_few_areas", lambda: refused(lambda: first_component(
            np.array([RISING[:19]] * 2), ["a", "b"], anchor="a"))),
    ],
)  # fmt: skip
def test_bad_input_is_answered_in_words(key: str, said: Callable[[], str]) -> None:
    assert said() == key


def test_nothing_to_divide_by_and_nobody_living_there_are_gaps() -> None:
    assert np.isnan(ratio(ONE, 0 * ONE, 100)[0])
    assert np.isnan(wilson_interval(0 * ONE, 0 * ONE, confidence=0.95).lower[0])
    assert np.isnan(compared_with_city(0 * ONE, 0 * ONE, city_cases=2, city_persons=9).z[0])
