"""What arrays give at once is what plain loops over areas give, with ties and gaps."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.class_rules import QuantileRule, class_of_score
from indicators.statistics.combining import combined
from indicators.statistics.comparable import Scale, comparable

GAP = math.nan
WITH_GAPS = st.lists(st.integers(1, 12).map(float) | st.just(GAP), min_size=1, max_size=40)
PARTS = st.lists(
    st.tuples(*[st.integers(1, 9).map(float) | st.just(GAP)] * 3), min_size=1, max_size=20
)
DIRECTION = st.sampled_from([1, -1])


def known(values: Sequence[float]) -> list[float]:
    return [one for one in values if not math.isnan(one)]


def spread(values: Sequence[float], ddof: int) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((one - mean) ** 2 for one in values) / (len(values) - ddof))


@given(WITH_GAPS, DIRECTION, st.sampled_from([0, 1]))
def test_z(values: list[float], direction: int, ddof: int) -> None:
    there = known(values)
    found = comparable(np.array(values), Scale("z", ddof=ddof), direction=direction)
    expected = [GAP] * len(values)
    if len(set(there)) > 1:
        mean, deviation = spread(there, ddof)
        expected = [direction * (one - mean) / deviation for one in values]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


@given(WITH_GAPS, DIRECTION)
def test_percent_rank(values: list[float], direction: int) -> None:
    there = known(values)
    found = comparable(np.array(values), Scale("percent_rank"), direction=direction)
    expected = [
        GAP
        if math.isnan(one) or len(there) < 2
        else sum(direction * other < direction * one for other in there) / (len(there) - 1)
        for one in values
    ]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@given(WITH_GAPS, DIRECTION)
def test_exponential(values: list[float], direction: int) -> None:
    there = known(values)
    found = comparable(np.array(values), Scale("exponential"), direction=direction)
    expected = []
    for one in values:
        rank = 1 + sum(direction * other > direction * one for other in there)
        share = (len(there) - rank + 1) / len(there) if there else GAP
        stretched = -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))
        expected.append(GAP if math.isnan(one) else stretched)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@given(PARTS, st.tuples(*[st.integers(1, 5)] * 3))
def test_geometric(areas: list[tuple[float, ...]], weights: tuple[int, ...]) -> None:
    found = combined(np.array(areas).T, weights, "geometric")
    expected = []
    for area in areas:
        product, total = 1.0, 0
        for part, weight in zip(area, weights, strict=True):
            if not math.isnan(part):
                product, total = product * part**weight, total + weight
        expected.append(product ** (1 / total) if total else GAP)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@given(PARTS)
def test_mazziotta_pareto(areas: list[tuple[float, ...]]) -> None:
    found = combined(np.array(areas).T, (1, 1, 1), "mazziotta_pareto")
    expected = []
    for area in areas:
        there = known(area)
        if len(there) > 1:
            mean, deviation = spread(there, 1)
            expected.append(mean + deviation * deviation / mean)
        else:
            expected.append(there[0] if there else GAP)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize("kind", [7, 9])
@pytest.mark.parametrize("right_closed", [True, False])
@given(values=WITH_GAPS, n_classes=st.integers(2, 7))
def test_quantile_classes(
    kind: int, right_closed: bool, values: list[float], n_classes: int
) -> None:
    codes = tuple(str(one) for one in range(n_classes))
    rule = QuantileRule(codes, kind, right_closed)  # type: ignore[arg-type]
    found = class_of_score(np.array(values), rule)
    ordered = sorted(known(values))
    cuts = (
        [quantile(ordered, at / n_classes, kind) for at in range(1, n_classes)] if ordered else []
    )
    expected = [
        -1 if math.isnan(one) else sum(one > cut if right_closed else one >= cut for cut in cuts)
        for one in (round(value, 9) for value in values)
    ]
    assert found.tolist() == expected


def quantile(ordered: list[float], share: float, kind: int) -> float:
    """Hyndman and Fan (1996): where between two values the quantile lies."""
    n = len(ordered)
    at = (n - 1) * share if kind == 7 else (n + 0.25) * share + 0.375 - 1
    at = min(max(at, 0.0), n - 1.0)
    below = math.floor(at)
    above = min(below + 1, n - 1)
    return round(ordered[below] + (at - below) * (ordered[above] - ordered[below]), 9)
