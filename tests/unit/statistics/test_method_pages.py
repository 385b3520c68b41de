"""Figures in the sentences of docs/methods are what the code gives, beside its examples."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from indicators.statistics.derivation import Operand, derive
from indicators.statistics.derivation_units import Unit
from indicators.statistics.derivation_values import (
    LeafValues,
    Span,
    Timeline,
    evaluate_tree,
)
from indicators.statistics.formula import Count, Formula, Ratio
from indicators.statistics.neighbours import neighbours_of
from indicators.statistics.segregation import segregation
from indicators.statistics.spatial import local_moran, morans_i
from indicators.statistics.trend import trends

METHODS = Path(__file__).resolve().parents[3] / "docs" / "methods"


def trend() -> list[str]:
    (found,) = trends(
        np.array([[1.0, 2.0, 4.0, 5.0, 9.0, 9.5]]),
        np.arange(2018.0, 2024.0),
        np.full(6, False),
        practical_change=2,
    )
    return [f"{found.slope[0]:.2f} per year, p = {found.p_value[0]:.4f}: rising"]


def spatial() -> list[str]:
    columbus = json.loads(Path(__file__).with_name("crime_columbus.json").read_text())
    values, pairs = np.array(columbus["crime"]), np.array(columbus["neighbours"])
    neighbours, points = neighbours_of(pairs, 49), np.zeros((49, 2))
    overall = morans_i(values, neighbours, points, seed=1)
    local = local_moran(values, neighbours, points, seed=1)
    before, after = np.count_nonzero(local.p_value < 0.05), np.count_nonzero(local.label > 0)
    return [
        f"I = {overall.i:.8f}, z = {overall.z_normal:.3f}",
        f"{before} areas below 0.05, {after} after adjustment",
    ]


def apart() -> list[str]:
    found = segregation(
        np.array([10.0, 30.0, 60.0, 0.0]), np.array([100.0, 100.0, 100.0, 50.0]), seed=1
    )
    return [
        f"D = {found.dissimilarity:.2f}, isolation {found.isolation:.2f}, "
        f"interaction {found.interaction:.2f}, Gini {found.gini:.2f}, "
        f"H = {found.entropy_index:.6f}",
        f"about {found.corrected_dissimilarity:.2f} above",
    ]


def derived() -> list[str]:
    """Two areas, and both together as a third."""
    above = np.array([[20.0, 10.0, 30.0], [30.0, 5.0, 35.0]])
    below = np.array([[200.0, 50.0, 250.0], [240.0, 60.0, 300.0]])
    catalogue = {key: Operand(Count((key,)), Unit("count", "Personen")) for key in "ab"}
    known: dict[Formula, LeafValues] = {
        Count(("a",)): LeafValues(above),
        Ratio(("a",), ("b",), 100.0): LeafValues(100 * above / below, above, below),
    }
    years = Timeline([Span(str(one), "year", date(one, 12, 31)) for one in (2023, 2024)])

    def now(text: str) -> list[float]:
        return evaluate_tree(derive(text, catalogue).tree, known, years)[-1].tolist()

    points, mean = now("change_pp(share(a, b), 1)"), now("moving_mean(share(a, b), 2)")
    growth = now("change_pct(a, 1)")
    assert np.isnan(growth[1])
    return [
        f"{points[0]:+.2f} and {points[1]:+.2f} percentage points; both areas together "
        f"{points[2]:+.2f}",
        f"{mean[0]:.2f} % (50 of 440) and {mean[1]:.2f} % (15 of 110)",
        f"{growth[0]:+.0f} % and a gap",
    ]


@pytest.mark.parametrize(
    ("page", "figures"),
    [
        ("derived.md", derived),
        ("trend.md", trend),
        ("spatial.md", spatial),
        ("segregation.md", apart),
    ],
)
def test_the_worked_figures_of_a_page_are_true(page: str, figures: Callable[[], list[str]]) -> None:
    text = (METHODS / page).read_text(encoding="utf-8")
    assert [figure for figure in figures() if figure not in text] == []
