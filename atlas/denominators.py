"""Of how many people a share tells: the denominator, where an indicator of its own shows it.

Nothing is frozen with the share. Its denominator is read from the pack of the count that is made of
the same measures, as far as the same eyes may see it: what is hidden, rounded, withdrawn or not
published there is so here, too (docs/adr/0010-intervals-from-printed-numbers.md).
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from atlas.queries import Entry
from atlas.series import as_values, city_of, section_at
from indicators.statistics.arrays import FloatArray
from releases.models import Audience
from releases.pack_format import Pack, Section


def denominator_of(share: Entry, catalogue: Iterable[Entry]) -> Entry | None:
    """The count on the same level that shows a share's denominator, None where none does.

    A share that everybody may see never stands on a count that only staff may see: what is made
    of both would be internal, and said to be public.
    """
    wanted = terms_below(share.card)
    for entry in catalogue:
        is_the_count = entry.level == share.level and counted(entry.card) == wanted
        if wanted and is_the_count and (share.is_internal or entry.audience == Audience.PUBLIC):
            return entry
    return None


def terms_below(card: dict[str, Any]) -> tuple[str, ...]:
    """The measures of a ratio's denominator in no order; empty for everything else."""
    return tuple(sorted(((card.get("formula") or {}).get("ratio") or {}).get("denominator") or ()))


def counted(card: dict[str, Any]) -> tuple[str, ...]:
    """The measures a count adds up, in no order."""
    return tuple(sorted((card.get("formula") or {}).get("count") or ()))


def persons_at(pack: Pack, counts: Pack, period: int) -> FloatArray:
    """(n_areas,) the denominators of the areas that hold in a period of `pack`.

    Same period, boundary set and code, or NaN.
    """
    section, _row = section_at(pack, period)
    return persons_on(section, pack.periods[period]["key"], counts)


def persons_on(section: Section, period_key: str, counts: Pack) -> FloatArray:
    """The same for a section that lies on a boundary set."""
    found = np.full(len(section.areas), np.nan)
    for other in counts.sections:
        keys = [counts.periods[position]["key"] for position in other.periods]
        if other.boundary_set == section.boundary_set and period_key in keys:
            values = as_values(other.series.values[keys.index(period_key)], counts.decimals)
            if other.areas == section.areas:
                return values
            by_code = dict(zip(other.areas, values.tolist(), strict=True))
            return np.array([by_code.get(code, np.nan) for code in section.areas])
    return found


def persons_of_city(counts: Pack, period_key: str) -> float:
    """The whole region's denominator in a period, NaN where there is none."""
    city, keys = city_of(counts), [period["key"] for period in counts.periods]
    if city is None or period_key not in keys:
        return float("nan")
    row = city.series.values[keys.index(period_key)]
    return float(as_values(row, counts.decimals)[0])
