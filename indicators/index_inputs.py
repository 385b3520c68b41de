"""Which measures an index is made of, in the end."""

from collections.abc import Collection
from typing import Any

from indicators.models import CompositeIndex, Indicator
from indicators.recipes import indicators_in, measures_in, summaries_in
from indicators.statistics.formula import measures_of, read_formula


def inputs_of(index: CompositeIndex, without: Collection[str] = ()) -> set[str]:
    """Keys of all measures behind an index, also of the indicators that go in but `without`."""
    formulas = formulas_in(index, without)
    behind = {key for formula in formulas for key in measures_of(read_formula(formula))}
    persons = {one.population for one in summaries_in(index.recipe)}
    group = index.recipe.get("group")
    beside = {group["beside"]} if group else set()
    return behind | set(measures_in(index.recipe)) | persons | beside


def formulas_in(index: CompositeIndex, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Of the indicators that go in, as they are stored."""
    keys = [key for key in indicators_in(index.recipe) if key not in without]
    named = Indicator.objects.filter(region=index.region_id, key__in=keys)
    return list(named.order_by("key").values_list("definition__formula", flat=True))
