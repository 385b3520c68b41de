"""The values of an index's components, read from raw: what goes in, period by period."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from accounts.models import Region
from indicators import queries
from indicators.models import Indicator, Measure, ReferencePeriod
from indicators.recipes import key_of
from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.formula import evaluate, measures_of, read_formula
from spatial_units.queries import AreaList


class IndexCannotBeComputed(Exception):
    """An input is not there, or no index can be made of it; the text says which, in German."""


@dataclass(frozen=True)
class Input:
    """A component in one period; (n_areas,) each, `usable` where no source calls it secret or
    not evaluated."""

    value: FloatArray
    usable: BoolArray
    flags: np.ndarray


class Inputs:
    """Reads each measure once for all periods."""

    def __init__(self, region: Region, areas: AreaList) -> None:
        self._region, self._areas = region, areas
        self._measures: dict[str, queries.MeasureSlices] = {}

    def of(self, part: Mapping[str, Any], period: ReferencePeriod) -> Input:
        """`part` names a `measure` or an `indicator`. Raises IndexCannotBeComputed."""
        found = self._of(part, period)
        _refuse_what_no_index_takes(part, found.value, period)
        return found

    def _of(self, part: Mapping[str, Any], period: ReferencePeriod) -> Input:
        if part.get("measure"):
            return self._joined([self._slice(part["measure"], period)], None)
        indicator = Indicator.objects.get(region=self._region, key=part["indicator"])
        formula = read_formula(indicator.definition["formula"])
        keys = measures_of(formula)
        found = [self._slice(key, period) for key in keys]
        values = {key: one.value for key, one in zip(keys, found, strict=True)}
        return self._joined(found, evaluate(formula, values))

    @staticmethod
    def _joined(found: list[queries.MeasureSlice], value: FloatArray | None) -> Input:
        return Input(
            value=found[0].value if value is None else value,
            usable=np.all([~np.isin(one.status, ["L", "Q"]) for one in found], axis=0),
            flags=np.bitwise_or.reduce([one.flags for one in found]),
        )

    def _slice(self, key: str, period: ReferencePeriod) -> queries.MeasureSlice:
        boundary_set = self._areas.boundary_set
        set_id, measure = boundary_set.id, Measure.objects.get(region=self._region, key=key)
        if key not in self._measures:
            lists = {set_id: self._areas}
            self._measures[key] = queries.counting_values(self._region, measure.id, lists)
        try:
            return self._measures[key][set_id, period.id]
        except KeyError:
            raise IndexCannotBeComputed(
                f"„{measure.name_de}“ hat auf „{boundary_set.name_de}“ zum {period.key} keine Werte"
            ) from None


def _refuse_what_no_index_takes(
    part: Mapping[str, Any], value: FloatArray, period: ReferencePeriod
) -> None:
    where = f"{key_of(dict(part))} zum {period.key}"
    if np.isinf(value).any():
        raise IndexCannotBeComputed(f"{where} hat einen unendlichen Wert")
    if part.get("transform") == "log1p" and np.any(value <= -1):
        raise IndexCannotBeComputed(
            f"{where} ist −1 oder kleiner, und davon gibt es keinen Logarithmus"
        )
