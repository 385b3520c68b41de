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
from releases.hiding import Hiding
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
    hiding: Hiding,
) -> list[Draft]:
    """One draft per level the indicator is shown on; raises GateRefuses and TooLargeToPrint.

    An indicator out of force has none, and the public gets none of levels kept internal.
    """
    if indicator.state == Indicator.State.RETIRED:
        return []
    shown = freezing.through_gate(indicator, audience, figures, hiding)
    facts = freezing.facts_of(reader, indicator, shown)
    levels = [
        level
        for level in own_levels(reader, indicator, audience)
        if any(set_id in reader.sets_of(level) for set_id, _ in shown)
    ]
    drafts: list[Draft] = []
    for level in levels:
        classes = classify(indicator, level, shown)
        pack = freezing.make_pack(reader, indicator, level, audience, shown, shapes, classes)
        # the first draft also tells the figures of the wholes that have no draft of their own
        others = {whole.level for whole in pack.wholes} - {one.key for one in levels}
        told = {level.key} if drafts else {level.key} | others
        own = [fact for fact in facts if fact.level_key in told]
        drafts.append(Draft(indicator, level.key, pack, own))
    return drafts


def own_levels(reader: RegionReader, indicator: Indicator, audience: str) -> list[SpatialLevel]:
    """The levels an indicator has maps of for an audience, the finest first."""
    wanted = indicator.definition["levels"]
    kept = freezing.kept_levels(indicator, audience)
    return [
        level
        for level in reader.levels
        if (not wanted or level.key in wanted) and level.key not in kept
    ]


def public_sets(reader: RegionReader, indicator: Indicator) -> frozenset[int]:
    """Boundary sets of which the public is told: of its own levels, and of the wholes beside."""
    own = own_levels(reader, indicator, Audience.PUBLIC)
    kept = freezing.kept_levels(indicator, Audience.PUBLIC)
    wholes = freezing.coarser(reader, own[0], kept) if own else []
    return frozenset(set_id for level in [*own, *wholes] for set_id in reader.sets_of(level))
