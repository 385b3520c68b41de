"""A pack of shares or rates beside the pack of its denominators: uncertainty period by period."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from atlas import queries
from atlas.denominators import denominator_of, persons_at, persons_of_city, persons_on
from atlas.queries import Entry
from atlas.series import as_values, city_of, values_at
from atlas.uncertainty import City, Uncertainty, change_interval, uncertainty, way_of
from indicators.statistics.arrays import FloatArray
from indicators.statistics.intervals import Interval
from releases.pack_format import Pack, Section


@dataclass(frozen=True)
class CountedPack:
    """`pack` holds shares or rates, `counts` what they are shares of (atlas/denominators.py)."""

    pack: Pack
    counts: Pack

    def at(self, period: int) -> Uncertainty:
        """Of the areas that hold in a period (a position in the pack's periods)."""
        values, persons = values_at(self.pack, period), persons_at(self.pack, self.counts, period)
        return uncertainty(self.pack.card, values, persons, self.city(period))

    def on(self, section: Section, row: int) -> Uncertainty:
        """The same on a boundary set that may not be the newest with the period."""
        period = section.periods[row]
        return uncertainty(self.pack.card, *self._printed(section, period), self.city(period))

    def change(self, section: Section, since: int, period: int) -> tuple[Interval, Interval]:
        """Limits of the change between two periods: by area of a section, and (1,) of the city."""
        held = next(one for one in self.pack.sections if one.boundary_set == section.boundary_set)
        before, after = (self._printed(held, at) for at in (since, period))
        of_city = [
            (np.array([city.value]), np.array([city.persons]))
            for city in (self.city(since), self.city(period))
        ]
        card = self.pack.card
        return change_interval(card, before, after), change_interval(card, *of_city)

    def _printed(self, section: Section, period: int) -> tuple[FloatArray, FloatArray]:
        values = section.series.values[section.periods.index(period)]
        persons = persons_on(section, self._key(period), self.counts)
        return as_values(values, self.pack.decimals), persons

    def of_city(self, period: int) -> Uncertainty:
        """(1,) of the whole region."""
        city = self.city(period)
        return uncertainty(self.pack.card, np.array([city.value]), np.array([city.persons]))

    def city(self, period: int) -> City:
        whole = city_of(self.pack)
        printed = None if whole is None else whole.series.values[period][0]
        value = float(as_values([printed], self.pack.decimals)[0])
        return City(value, persons_of_city(self.counts, self._key(period)))

    def _key(self, period: int) -> str:
        return self.pack.periods[period]["key"]


def counts_entry(share: Entry, catalogue: Iterable[Entry]) -> Entry | None:
    """Whose pack tells how sure an indicator's figures are; None where that is not to be told."""
    return denominator_of(share, catalogue) if way_of(share.card) else None


def counted(share: Entry, pack: Pack, catalogue: Iterable[Entry]) -> CountedPack | None:
    """None as well where the counts were withdrawn a moment ago."""
    return counted_pack(pack, counts_entry(share, catalogue))


def counted_pack(pack: Pack, entry: Entry | None) -> CountedPack | None:
    """The same, the entry of the counts at hand."""
    counts = queries.pack(entry) if entry else None
    return CountedPack(pack, counts) if counts else None
