"""The region as the public gets to know it: counts under a rule of rounding are rounded.

Everything public is made of these numbers as if they were the true ones: shares, sums, classes,
the fact log, and what is hidden under other rules. What an attacker learns of the true counts
lies in the rounding alone, which is kept (releases/rounded_periods.py) and audited by itself.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from accounts.models import Region
from indicators.queries import MeasureSlices
from releases.models import Audience
from releases.region_reader import RegionReader
from releases.rounded_measures import bases_of
from releases.rounded_periods import PeriodRounder, RoundedPeriod


@dataclass
class PublicReader(RegionReader):
    """As RegionReader, with rounded counts; nothing is written before `keep`.

    Reading a measure raises NegativeCount, CannotBeRounded and TwoBases. `but` is the key of a
    policy whose rounding is left out, to try another rule in its place; `tell` hears the share
    of the rounding that is done.
    """

    but: str = ""
    tell: Callable[[float], None] = lambda _: None
    _rounded: dict[str, MeasureSlices] = field(default_factory=dict)

    def as_it_was(self, moment: datetime.datetime) -> "PublicReader":
        return PublicReader(self.region, moment, but=self.but)

    @cached_property
    def exact(self) -> RegionReader:
        return RegionReader(self.region, self.as_of)

    @cached_property
    def bases(self) -> dict[str, int]:
        """Measures that are rounded, with their base."""
        return bases_of(self.region, but=self.but)

    @cached_property
    def rounded_periods(self) -> list[RoundedPeriod]:
        """The counts of every period and base with what they are rounded to."""
        rounder = PeriodRounder(self.exact)
        found: list[RoundedPeriod] = []
        wanted = [(base, one) for base in sorted(set(self.bases.values())) for one in self.periods]
        for base, period in wanted:
            self.tell(len(found) / len(wanted))
            own = sorted(key for key, by in self.bases.items() if by == base)
            found.append(rounder.rounded(period, base, own))
        return found

    def measure(self, key: str) -> MeasureSlices:
        if key not in self.bases:
            return super().measure(key)
        if key not in self._rounded:
            self._rounded[key] = self._round(key)
        return self._rounded[key]

    def keep(self) -> None:
        """Store what was rounded anew; to be called in the transaction that publishes it."""
        for one in self.rounded_periods:
            one.keep()

    def _round(self, key: str) -> MeasureSlices:
        found = dict(self.exact.measure(key))
        for one in self.rounded_periods:
            for set_id, values in one.values_of(key).items():
                place = set_id, one.period.id
                if place in found:
                    found[place] = replace(found[place], value=np.array(values))
        return found


def reader_for(
    region: Region, audience: str, tell: Callable[[float], None] = lambda _: None
) -> RegionReader:
    """What an audience's release is made of: the staff's of the counts themselves."""
    is_public = audience == Audience.PUBLIC
    return PublicReader(region, tell=tell) if is_public else RegionReader(region)
