"""Smoothed shares and rates of an indicator, as a pack of its own.

Empirical Bayes (indicators/statistics/small_numbers.py), made of printed values and printed
denominators, each date and boundary set by itself. A pack of them is read, classed, drawn and
listed like any other, so that smoothed and published figures never stand in one table.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from atlas.counted_packs import CountedPack
from indicators.statistics.small_numbers import empirical_bayes_rate
from releases.pack_format import Number, Pack, Section, Series
from releases.printed import printed

NOT_EVALUATED = "L"
NAMES = {"de": "{} (geglättet)", "en": "{} (smoothed)"}


def pack_of(counted: CountedPack) -> Pack:
    """Gaps stay what they are; a value whose denominator is not public is not evaluated.

    The whole region keeps its own figure, and the map its classes, so that both maps compare.
    """
    pack = counted.pack
    sections = [replace(one, series=_smoothed(counted, one)) for one in pack.sections]
    return replace(pack, card=card_of(pack.card), sections=sections)


def card_of(card: dict[str, Any]) -> dict[str, Any]:
    """The catalogue entry with a name that says so."""
    names = card["name"]
    return card | {"name": {key: NAMES[key].format(name) for key, name in names.items()}}


def _smoothed(counted: CountedPack, section: Section) -> Series:
    factor = float(counted.pack.card["formula"]["ratio"]["factor"])
    values: list[list[Number]] = []
    status = dict(section.series.status)
    for row, before in enumerate(section.series.values):
        counts = counted.on(section, row).counts
        rates = empirical_bayes_rate(counts.cases, counts.persons).value
        numbers = printed(factor * rates, counted.pack.decimals).tolist()
        values.append([None if np.isnan(one) else int(one) for one in numbers])
        for area, (old, new) in enumerate(zip(before, values[-1], strict=True)):
            if old is not None and new is None:
                status[row, area] = NOT_EVALUATED
    return Series(values, status, section.series.flags)
