"""What a computed index says of larger areas, as slices of its delivery."""

from collections.abc import Iterator

import numpy as np

from accounts.models import Region
from indicators.actions import SliceRows
from indicators.index_reading import Inputs
from indicators.models import Flag, Measure, ReferencePeriod
from indicators.recipes import SummaryWish
from indicators.statistics.arrays import FloatArray
from indicators.statistics.summaries import summaries


def summary_slices(
    region: Region, inputs: Inputs, wish: SummaryWish, period: ReferencePeriod, score: FloatArray
) -> Iterator[SliceRows]:
    """One slice per wished summary of the areas of the coarser set; of limited reliability where
    some area within was not evaluated."""
    parents, parent_index = inputs.within(wish.boundary_set)
    persons = inputs.persons(wish.population, period)
    found = summaries(score, persons, parent_index, len(parents.codes))
    for name, measure in wish.takers.items():
        told = getattr(found, name.rsplit("/", 1)[1])
        yield SliceRows(
            Measure.objects.get(region=region, key=measure),
            parents.boundary_set, period, parents.ids, told.value,
            np.where(np.isnan(told.value), "L", "A"),
            np.where(told.incomplete, Flag.UNRELIABLE, 0) | Flag.COMPUTED,
        )  # fmt: skip
