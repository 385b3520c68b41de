"""What goes into a composite index: the values of its components, as they count now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from accounts.models import Region
from indicators import queries
from indicators.models import Indicator, Measure, ReferencePeriod
from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.formula import (
    Formula,
    Ratio,
    evaluate,
    measures_of,
    read_formula,
    signed_sum,
)
from indicators.statistics.shrinkage import shrunken_share
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of, parents_of


class IndexCannotBeComputed(Exception):
    """An input is not there, or no index can be made of it; the text says which, in German."""


@dataclass(frozen=True)
class Input:
    """A component in one period; (n_areas,) each, `usable` where no source calls it secret or
    not evaluated."""

    value: FloatArray
    usable: np.ndarray
    flags: np.ndarray


# In place of what is stored, by measure, boundary set and period: (n_areas,) each.
Given = dict[tuple[str, int, int], FloatArray]


class Inputs:
    """Reads each measure once for all periods."""

    def __init__(self, region: Region, areas: AreaList, given: Given | None = None) -> None:
        self._region, self._areas, self._given = region, areas, given or {}
        self._measures: dict[str, queries.MeasureSlices] = {}
        self._above: dict[str, tuple[AreaList, IntArray]] = {}

    def of(self, part: Mapping[str, Any], period: ReferencePeriod) -> Input:
        if part.get("measure"):
            return self._joined([self._slice(part["measure"], period)], None)
        indicator = Indicator.objects.get(region=self._region, key=part["indicator"])
        formula = read_formula(indicator.definition["formula"])
        keys = measures_of(formula)
        found = [self._slice(key, period) for key in keys]
        values = {key: one.value for key, one in zip(keys, found, strict=True)}
        if part.get("shrink_to"):
            usable = np.all([_is_usable(one) for one in found], axis=0)
            kept = {key: np.where(usable, value, np.nan) for key, value in values.items()}
            return self._joined(found, self._shrunken(formula, kept, part["shrink_to"]))
        return self._joined(found, evaluate(formula, values))

    def persons(self, measure: str, period: ReferencePeriod) -> FloatArray:
        return self._slice(measure, period).value

    def within(self, set_key: str) -> tuple[AreaList, IntArray]:
        """The areas of a coarser set, and for each of ours the place of that it lies in."""
        if set_key not in self._above:
            coarser = BoundarySet.objects.get(region=self._region, key=set_key, is_current=True)
            parents = areas_of(coarser)
            self._above[set_key] = parents, parents_of(self._areas, parents)
        return self._above[set_key]

    def _shrunken(
        self, formula: Formula, values: Mapping[str, FloatArray], set_key: str
    ) -> FloatArray:
        if not isinstance(formula, Ratio):
            raise IndexCannotBeComputed(f"nur Anteile lassen sich zu {set_key} heranziehen")
        cases, persons = (signed_sum(terms, values) for terms in (formula.numerator,
                                                                  formula.denominator))  # fmt: skip
        return formula.factor * shrunken_share(cases, persons, self.within(set_key)[1])

    @staticmethod
    def _joined(found: list[queries.MeasureSlice], value: FloatArray | None) -> Input:
        return Input(
            value=found[0].value if value is None else value,
            usable=np.all([_is_usable(one) for one in found], axis=0),
            flags=np.bitwise_or.reduce([one.flags for one in found]),
        )

    def _slice(self, key: str, period: ReferencePeriod) -> queries.MeasureSlice:
        boundary_set = self._areas.boundary_set
        set_id, measure = boundary_set.id, Measure.objects.get(region=self._region, key=key)
        if key not in self._measures:
            lists = {set_id: self._areas}
            self._measures[key] = queries.counting_values(self._region, measure.id, lists)
        try:
            found = self._measures[key][set_id, period.id]
            return replace(found, value=self._given.get((key, set_id, period.id), found.value))
        except KeyError:
            raise IndexCannotBeComputed(
                f"„{measure.name_de}“ hat auf „{boundary_set.name_de}“ zum {period.key} keine Werte"
            ) from None


def _is_usable(part: queries.MeasureSlice) -> BoolArray:
    return ~np.isin(part.status, ["L", "Q"])
