"""A pack of shares or rates beside the pack of its denominators: uncertainty period by period."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from atlas import queries
from atlas.denominators import denominator_of, persons_at, persons_of_city, persons_on
from atlas.queries import Entry
from atlas.series import as_values, city_of, values_at
from atlas.uncertainty import City, Uncertainty, uncertainty, way_of
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
        values = as_values(section.series.values[row], self.pack.decimals)
        period = section.periods[row]
        persons = persons_on(section, self._key(period), self.counts)
        return uncertainty(self.pack.card, values, persons, self.city(period))

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
    entry = counts_entry(share, catalogue)
    counts = queries.pack(entry) if entry else None
    return CountedPack(pack, counts) if counts else None
