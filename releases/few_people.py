"""Areas in which too few people live for their figures to be shown, whatever these count.

This is a rule on what is shown: sums may tell such a figure. A count that needs protection gets it
from its own rule beside this one.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.models import Policy
from releases.figures import FiguresByPeriod, Place, figures_of_measure
from releases.region_reader import RegionReader

BoolArray = NDArray[np.bool_]


@dataclass
class Residents:
    """Who lives where, by the measures that policies name."""

    reader: RegionReader
    _measures: dict[str, FiguresByPeriod] = field(default_factory=dict)

    def too_few(self, policy: Policy, place: Place) -> BoolArray:
        """(n_areas,) True where fewer live than the policy asks for, or nobody knows how many.

        A place without a delivery of its own has the newest one before it on the same boundary
        set.
        """
        counted = self._figures(policy.population)
        at = place if place in counted else self._before(counted, place)
        if at is None:
            return np.ones(len(self.reader.lists[place[0]].codes), dtype=bool)
        return np.asarray(~(counted[at].value >= policy.minimum_population))

    def _figures(self, key: str) -> FiguresByPeriod:
        if key not in self._measures:
            self._measures[key] = figures_of_measure(self.reader.exact, key)
        return self._measures[key]

    def _before(self, counted: FiguresByPeriod, place: Place) -> Place | None:
        periods, own = self.reader.periods, self.reader.periods[place[1]]
        known = [
            (set_id, period)
            for set_id, period in counted
            if set_id == place[0] and periods[period].end <= own.end
        ]
        return max(known, key=lambda one: (periods[one[1]].end, one[1]), default=None)
