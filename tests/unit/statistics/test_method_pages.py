"""Figures in the sentences of docs/methods are what the code gives, beside its examples."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

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


@pytest.mark.parametrize(
    ("page", "figures"),
    [
        ("trend.md", trend),
        ("spatial.md", spatial),
        ("segregation.md", apart),
    ],
)
def test_the_worked_figures_of_a_page_are_true(page: str, figures: Callable[[], list[str]]) -> None:
    text = (METHODS / page).read_text(encoding="utf-8")
    assert [figure for figure in figures() if figure not in text] == []
