"""Which measures an index is made of, in the end."""

from typing import Any

from indicators.models import CompositeIndex, Indicator
from indicators.recipes import indicators_in, measures_in
from indicators.statistics.formula import measures_of, read_formula


def inputs_of(index: CompositeIndex) -> set[str]:
    """Keys of all measures behind an index, also of the indicators that go in."""
    behind = {key for formula in formulas_in(index) for key in measures_of(read_formula(formula))}
    group = index.recipe.get("group")
    return behind | set(measures_in(index.recipe)) | ({group["beside"]} if group else set())


def formulas_in(index: CompositeIndex) -> list[dict[str, Any]]:
    """Of the indicators that go in, as they are stored."""
    named = Indicator.objects.filter(region=index.region_id, key__in=indicators_in(index.recipe))
    return list(named.order_by("key").values_list("definition__formula", flat=True))
