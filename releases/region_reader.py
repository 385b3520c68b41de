"""A region as the gate reads it: levels, area lists, periods and each measure once."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import Measure, ReferencePeriod
from indicators.queries import MeasureSlices, counting_values, periods_of
from spatial_units.models import BoundarySet, SpatialLevel
from spatial_units.queries import AreaList, areas_of, parents_of, same_as_before


@dataclass
class RegionReader:
    """Reads each measure of a region once; holds the region's area lists and periods.

    With `as_of` values are read as they counted then, on the boundaries of now.
    """

    region: Region
    as_of: datetime.datetime | None = None
    levels: list[SpatialLevel] = field(init=False)
    lists: dict[int, AreaList] = field(init=False)
    periods: dict[int, ReferencePeriod] = field(init=False)
    _measures: dict[str, MeasureSlices] = field(default_factory=dict)
    _parents: dict[tuple[int, int], NDArray[np.int64]] = field(default_factory=dict)
    _same: dict[tuple[int, int], list[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sets = BoundarySet.objects.filter(region=self.region, is_current=True)
        levels = SpatialLevel.objects.filter(region=self.region, id__in=sets.values("level_id"))
        self.levels = list(levels.order_by("position"))
        self.lists = {row.id: areas_of(row) for row in sets.order_by("valid_during")}
        self.periods = periods_of(self.region)

    def as_it_was(self, moment: datetime.datetime) -> "RegionReader":
        return RegionReader(self.region, moment)

    @property
    def bases(self) -> Mapping[str, int]:
        """Measures whose counts are rounded, with their base; here they are as delivered."""
        return {}

    @property
    def exact(self) -> "RegionReader":
        """The counts as they were delivered, where a reader shows others."""
        return self

    def sets_of(self, level: SpatialLevel) -> list[int]:
        return [key for key, found in self.lists.items() if found.boundary_set.level_id == level.id]

    def measure(self, key: str) -> MeasureSlices:
        if key not in self._measures:
            measure = Measure.objects.get(region=self.region, key=key)
            self._measures[key] = counting_values(self.region, measure.id, self.lists, self.as_of)
        return self._measures[key]

    def parents(self, child: int, parent: int) -> NDArray[np.int64]:
        if (child, parent) not in self._parents:
            self._parents[child, parent] = parents_of(self.lists[child], self.lists[parent])
        return self._parents[child, parent]

    def height_of(self, set_id: int) -> int:
        """0 for the finest level."""
        level_id = self.lists[set_id].boundary_set.level_id
        return next(at for at, level in enumerate(self.levels) if level.id == level_id)

    def followers(self, sets: list[int]) -> list[tuple[int, int]]:
        """Of these sets those of one level that follow each other, the earlier one first."""
        ordered = [one for one in self.lists if one in sets]
        return [
            (earlier, later)
            for at, later in enumerate(ordered)
            for earlier in ordered[:at]
            if self.height_of(earlier) == self.height_of(later)
        ]

    def same_as_before(self, earlier: int, later: int) -> list[int | None]:
        """For each later area the place of the same area in the earlier set."""
        if (earlier, later) not in self._same:
            self._same[earlier, later] = same_as_before(self.lists[earlier], self.lists[later])
        return self._same[earlier, later]
