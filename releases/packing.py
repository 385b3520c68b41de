"""Drafts of packs: what an audience gets of an indicator, made but not yet stored.

What is released and what the desk shows beforehand come from the same function, so the one
cannot differ from the other.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.models import Indicator
from releases import freezing
from releases.figures import FiguresByPeriod
from releases.freezing import PrintedByPeriod
from releases.models import Audience
from releases.pack_format import Pack
from releases.region_reader import RegionReader
from spatial_units.models import SpatialLevel

Classify = Callable[[Indicator, SpatialLevel, PrintedByPeriod], dict[str, Any]]


@dataclass(frozen=True)
class Draft:
    """The pack of one indicator on one level, with what it would make known."""

    indicator: Indicator
    level_key: str
    pack: Pack
    facts: list[freezing.PlacedFact]


def without(
    reader: RegionReader, figures: FiguresByPeriod, held_back: Collection[str]
) -> FiguresByPeriod:
    """The figures of all periods but those held back (their keys)."""
    return {
        (set_id, period): found
        for (set_id, period), found in figures.items()
        if reader.periods[period].key not in held_back
    }


def drafts_of(
    reader: RegionReader,
    indicator: Indicator,
    figures: FiguresByPeriod,
    audience: str,
    shapes: Mapping[int, str],
    classify: Classify,
) -> list[Draft]:
    """One draft per level the indicator is shown on; raises GateRefuses and TooLargeToPrint.

    An indicator out of force has none, and the public gets none of levels kept internal.
    """
    if indicator.state == Indicator.State.RETIRED:
        return []
    kept = indicator.definition.get("internal_levels", []) if audience == Audience.PUBLIC else []
    shown = freezing.through_gate(indicator, audience, figures)
    facts = freezing.facts_of(reader, indicator, shown)
    wanted = indicator.definition["levels"]
    drafts = []
    for level in reader.levels:
        has_any = any(set_id in reader.sets_of(level) for set_id, _ in shown)
        if has_any and (not wanted or level.key in wanted) and level.key not in kept:
            classes = classify(indicator, level, shown)
            pack = freezing.make_pack(reader, indicator, level, audience, shown, shapes, classes)
            own = [fact for fact in facts if fact.level_key == level.key]
            drafts.append(Draft(indicator, level.key, pack, own))
    return drafts
