"""Values far out are pulled in as COINr does, or by a logarithm, and it is told where."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.arrays import FloatArray
from indicators.statistics.comparable import Scale
from indicators.statistics.index_tree import Part, reckon
from indicators.statistics.outliers import far_out, skew_and_kurtosis, treated

GAP = np.nan


def table(path: Path) -> dict[str, FloatArray]:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        key: np.array([float(row[key]) if row[key] != "NA" else GAP for row in rows])
        for key in rows[0]
        if key not in {"uCode", "uName"}
    }


def test_asem_is_treated_as_by_coinr(shared_oracles: Path) -> None:
    """The 32 of its 49 components that COINr did not divide by something first. The gaps it
    filled in before are taken as it filled them in."""
    raw, expected = (table(shared_oracles / f"asem_{name}.csv") for name in ("raw", "treated"))
    cells = {}
    for key, values in raw.items():
        if np.isclose(values, expected[key], rtol=1e-12).mean() < 0.5:
            continue  # divided by population, area, energy or product
        found = treated(np.where(np.isnan(values), expected[key], values))
        np.testing.assert_array_equal(found.values, expected[key])
        cells[key] = int(found.changed.sum())
    assert len(cells) == 32
    pulled_in = {key: n for key, n in cells.items() if n}
    assert pulled_in == {
        "CostImpEx": 1, "Tariff": 3, "Forest": 2, "Poverty": 3, "FemLab": 1, "PubDebt": 1,
    }  # fmt: skip


def test_skew_and_kurtosis_agree_with_reckoning_by_hand() -> None:
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 26.0]
    n, mean = len(values), sum(values) / len(values)
    second, third, fourth = (sum((x - mean) ** power for x in values) / n for power in (2, 3, 4))
    skew = third / second**1.5 * (n * (n - 1)) ** 0.5 / (n - 2)
    excess = fourth / second**2 - 3
    kurtosis = ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))
    assert skew_and_kurtosis(np.array(values)) == pytest.approx((skew, kurtosis))


@pytest.mark.parametrize("values", [[1.0, 1, 1, 1, 1], [1.0, 2, 3], [GAP] * 5])
def test_without_a_shape_nothing_is_far_out(values: list[float]) -> None:
    found = treated(np.array(values))
    assert found.how == "untouched"
    np.testing.assert_array_equal(found.values, values)


def test_more_than_five_points_take_the_logarithm() -> None:
    values = np.array([*np.linspace(1, 2, 60), *np.linspace(50, 400, 6), GAP])
    found = treated(values)
    lowest, width = 1.0, 399.0
    by_hand = [np.log(x - lowest + 0.01 * width) for x in values[:-1]]
    assert found.how == "logarithm"
    np.testing.assert_allclose(found.values[:-1], by_hand)
    assert np.isnan(found.values[-1])
    assert found.changed.tolist() == [True] * 66 + [False]


def test_if_all_but_a_few_are_the_same_they_are_not_made_so() -> None:
    found = treated(np.array([0.0] * 30 + [1.0, 2.0]))
    assert found.how == "logarithm"
    assert len(set(found.values.tolist())) == 3
    assert found.remain == far_out(found.values)


@given(st.integers(0, 10**6), st.booleans())
def test_order_direction_and_unit_change_nothing(seed: int, heavy: bool) -> None:
    rng = np.random.default_rng(seed)
    values = rng.lognormal(0, 2 if heavy else 0.3, 40)
    mixed = rng.permutation(40)
    found, turned = treated(values), treated(-values)
    np.testing.assert_array_equal(treated(values[mixed]).values, found.values[mixed])
    np.testing.assert_allclose(turned.values, -found.values, atol=1e-9)
    assert treated(8 * values).how == found.how == turned.how
    order = np.argsort(values)
    assert np.all(np.diff(found.values[order]) >= 0)


def test_an_index_is_made_of_what_is_left_and_tells_what_was_changed() -> None:
    values = {"a": np.arange(30.0), "b": np.array([*range(28), 500.0, 900.0])}
    left_out = np.arange(30) != 29
    parts = tuple(Part(key, outliers="coinr") for key in values)
    found = reckon(Part("i", parts=parts, scale=Scale("min_max")), values, left_out)
    assert set(found.treated) == {"b"}
    assert np.flatnonzero(found.treated["b"].changed).tolist() == [28]
    assert found.used["b"][28] == 27
    assert found.scaled["b"][27] == 100
