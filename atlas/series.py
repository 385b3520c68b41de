"""Reading a pack: which areas hold in a period, their values, and a value's way through time.

Values are printed numbers in the indicator's unit, NaN in a gap. Positions count from 0.
"""

from dataclasses import dataclass

import numpy as np

from indicators.statistics.arrays import FloatArray
from releases.pack_format import Number, Pack, Section, Series, Whole
from releases.printed import as_numbers

HALF = 0.5


@dataclass(frozen=True)
class Place:
    """Where one value of an area stands."""

    series: Series
    row: int
    area: int


def section_at(pack: Pack, period: int) -> tuple[Section, int]:
    """The section that holds a period, and the period's row in it."""
    for section in reversed(pack.sections):
        if period in section.periods:
            return section, section.periods.index(period)
    raise LookupError(f"no section of the pack holds period {period}")


def shown_periods(pack: Pack) -> list[int]:
    """Positions of the periods that have areas, in order of time."""
    held = {period for section in pack.sections for period in section.periods}
    return sorted(held, key=lambda period: (pack.periods[period]["end"], period))


def latest_period(pack: Pack) -> int:
    """The newest period that is filled about as well as the others (at least half as well)."""
    shares = {period: _share_known(pack, period) for period in shown_periods(pack)}
    enough = HALF * max(shares.values())
    return [period for period, share in shares.items() if share >= enough][-1]


def values_at(pack: Pack, period: int) -> FloatArray:
    """(n_areas,) values of the areas that hold in a period."""
    section, row = section_at(pack, period)
    return as_values(section.series.values[row], pack.decimals)


def all_values(pack: Pack) -> FloatArray:
    """Values of all areas in all periods, one after the other."""
    rows = [row for section in pack.sections for row in section.series.values]
    return as_values([number for row in rows for number in row], pack.decimals)


def as_values(printed: list[Number], decimals: int) -> FloatArray:
    gaps = [np.nan if number is None else number for number in printed]
    return as_numbers(np.array(gaps, dtype=np.float64), decimals)


def city_of(pack: Pack) -> Whole | None:
    """The whole region's row, None if the pack has none."""
    alone = [whole for whole in pack.wholes if len(whole.areas) == 1]
    return alone[-1] if alone else None


def history(pack: Pack, section: Section, area: int) -> dict[int, Place]:
    """Where an area's values stand, by period.

    Follows the area into earlier and later boundary sets as long as it stayed the same.
    """
    found: dict[int, Place] = {}
    for held, position in _same_area(pack, section, area):
        for row, period in enumerate(held.periods):
            found[period] = Place(held.series, row, position)
    return found


def _same_area(pack: Pack, section: Section, area: int) -> list[tuple[Section, int]]:
    chain = [(section, area)]
    while earlier := _before(pack, *chain[0]):
        chain.insert(0, earlier)
    while later := _after(pack, *chain[-1]):
        chain.append(later)
    return chain


def _before(pack: Pack, section: Section, area: int) -> tuple[Section, int] | None:
    position = section.before[area] if section.before else None
    if position is None:
        return None
    for earlier in pack.sections:
        if earlier.boundary_set == section.before_set:
            return earlier, position
    return None


def _after(pack: Pack, section: Section, area: int) -> tuple[Section, int] | None:
    for later in pack.sections:
        if later.before_set == section.boundary_set and area in later.before:
            return later, later.before.index(area)
    return None


def _share_known(pack: Pack, period: int) -> float:
    section, row = section_at(pack, period)
    values = section.series.values[row]
    return sum(value is not None for value in values) / len(values)
