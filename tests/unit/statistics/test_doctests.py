"""The examples in the docstrings are true."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "indicators.statistics.aggregation",
        "indicators.statistics.class_bounds",
        "indicators.statistics.class_breaks",
        "indicators.statistics.class_rules",
        "indicators.statistics.combining",
        "indicators.statistics.comparable",
        "indicators.statistics.comparison",
        "indicators.statistics.composite_index",
        "indicators.statistics.derivation",
        "indicators.statistics.derivation_values",
        "indicators.statistics.formula",
        "indicators.statistics.intervals",
        "indicators.statistics.neighbours",
        "indicators.statistics.outliers",
        "indicators.statistics.principal",
        "indicators.statistics.segregation",
        "indicators.statistics.shrinkage",
        "indicators.statistics.small_numbers",
        "indicators.statistics.spatial",
        "indicators.statistics.standardise",
        "indicators.statistics.summaries",
        "indicators.statistics.trend",
        "indicators.importing.spelling",
        "releases.classification",
        "releases.printed",
    ],
)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0
