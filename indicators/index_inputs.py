"""Which measures an index is made of, in the end."""

from indicators.models import CompositeIndex, Indicator
from indicators.recipes import indicators_in, measures_in
from indicators.statistics.formula import measures_of, read_formula


def inputs_of(index: CompositeIndex) -> set[str]:
    """Keys of all measures behind an index, also of the indicators that go in."""
    named = Indicator.objects.filter(region=index.region_id, key__in=indicators_in(index.recipe))
    formulas = named.values_list("definition__formula", flat=True)
    behind = {key for formula in formulas for key in measures_of(read_formula(formula))}
    group = index.recipe.get("group")
    return behind | set(measures_in(index.recipe)) | ({group["beside"]} if group else set())
