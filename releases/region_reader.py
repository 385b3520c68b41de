"""A region as the gate reads it: levels, area lists, periods and each measure once."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import Measure, ReferencePeriod
from indicators.queries import MeasureSlices, counting_values, periods_of
from spatial_units.models import BoundarySet, SpatialLevel
from spatial_units.queries import AreaList, areas_of, parents_of


@dataclass
class RegionReader:
    """Reads each measure of a region once; holds the region's area lists and periods."""

    region: Region
    levels: list[SpatialLevel] = field(init=False)
    lists: dict[int, AreaList] = field(init=False)
    periods: dict[int, ReferencePeriod] = field(init=False)
    _measures: dict[str, MeasureSlices] = field(default_factory=dict)
    _parents: dict[tuple[int, int], NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sets = BoundarySet.objects.filter(region=self.region, is_current=True)
        levels = SpatialLevel.objects.filter(region=self.region, id__in=sets.values("level_id"))
        self.levels = list(levels.order_by("position"))
        self.lists = {row.id: areas_of(row) for row in sets.order_by("valid_during")}
        self.periods = periods_of(self.region)

    def sets_of(self, level: SpatialLevel) -> list[int]:
        return [key for key, found in self.lists.items() if found.boundary_set.level_id == level.id]

    def measure(self, key: str) -> MeasureSlices:
        if key not in self._measures:
            measure = Measure.objects.get(region=self.region, key=key)
            self._measures[key] = counting_values(self.region, measure.id, self.lists)
        return self._measures[key]

    def parents(self, child: int, parent: int) -> NDArray[np.int64]:
        if (child, parent) not in self._parents:
            self._parents[child, parent] = parents_of(self.lists[child], self.lists[parent])
        return self._parents[child, parent]
