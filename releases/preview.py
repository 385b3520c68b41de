"""What a release would show anew, before anybody decides: drafts against what is there."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Region
from indicators.importing.periods import Period
from indicators.models import Indicator
from releases import freezing
from releases.actions import too_large
from releases.changes import LevelChange, as_record, compare
from releases.figures import FiguresByPeriod
from releases.freezing import PrintedByPeriod
from releases.gate import CannotBeCounted, Gated, gated
from releases.holding import HeldBack
from releases.models import Audience, CurrentPack
from releases.pack_format import Pack, decode
from releases.packing import Draft, drafts_of, without
from releases.printed import TooLargeToPrint
from releases.public_reader import reader_for
from releases.region_reader import RegionReader
from spatial_units.models import Shapes, SpatialLevel

NO_CLASSES: dict[str, object] = {}  # breaks are chosen on release; the preview shows numbers


@dataclass(frozen=True)
class IndicatorPreview:
    """One indicator: what changes per level, which periods may be held back, or a problem.

    `may_hold` are the periods the audience has not seen yet; `record` is what the changelog
    is made of.
    """

    indicator: Indicator
    levels: list[LevelChange]
    may_hold: list[Period]
    held: frozenset[str]
    record: dict[str, object] | None
    problem: str = ""

    @property
    def changes(self) -> bool:
        return any(level.moved or level.is_described_anew for level in self.levels)


@dataclass(frozen=True)
class Preview:
    """`area_names` by boundary set and code, `levels` by key, for those who show it."""

    indicators: list[IndicatorPreview]
    area_names: dict[tuple[str, str], str]
    levels: dict[str, SpatialLevel]

    @property
    def records(self) -> list[dict[str, object]]:
        return [one.record for one in self.indicators if one.record]


def preview_of(
    region: Region, audience: str, named: list[Indicator], held_back: HeldBack
) -> Preview:
    """Draft every named indicator for the audience; nothing is written."""
    reader = reader_for(region, audience)
    known = _known(region, audience, [one.key for one in named])
    shapes: defaultdict[int, str] = defaultdict(str)
    shapes |= dict(Shapes.objects.filter(region=region).values_list("boundary_set_id", "hash"))
    try:
        through = gated(reader, audience, named, {})
    except CannotBeCounted as reason:
        found = [IndicatorPreview(one, [], [], frozenset(), None, str(reason)) for one in named]
        return Preview(found, {}, {level.key: level for level in reader.levels})
    found = [
        _preview(
            through, reader, one, audience, shapes, known[one.key],
            frozenset(held_back.get(one.key, ())),
        )
        for one in named
    ]  # fmt: skip
    names = {
        (areas.boundary_set.key, code): name
        for areas in reader.lists.values()
        for code, name in zip(areas.codes, areas.names, strict=True)
    }
    return Preview(found, names, {level.key: level for level in reader.levels})


def _known(region: Region, audience: str, keys: list[str]) -> defaultdict[str, dict[str, Pack]]:
    """The packs the audience sees now, by indicator and level; staff see the public's too."""
    order = ["public", "internal"] if audience == Audience.INTERNAL else [audience]
    found: defaultdict[str, dict[str, Pack]] = defaultdict(dict)
    for one in order:
        rows = CurrentPack.objects.filter(region=region, audience=one, indicator_key__in=keys)
        for row in rows.filter(pack__release__withdrawn_at=None).select_related("pack"):
            if row.pack.body is not None:
                found[row.indicator_key][row.level_key] = decode(bytes(row.pack.body))
    return found


def _preview(
    through: Gated,
    reader: RegionReader,
    indicator: Indicator,
    audience: str,
    shapes: defaultdict[int, str],
    known: dict[str, Pack],
    held: frozenset[str],
) -> IndicatorPreview:
    figures = through.figures[indicator.key]
    may_hold = _may_hold(reader, figures, known)
    holding = held & {one.key for one in may_hold}
    shown = without(reader, figures, holding)
    try:
        drafts = drafts_of(reader, indicator, shown, audience, shapes, _no_classes, through.hiding)
    except freezing.GateRefuses as reason:
        return IndicatorPreview(indicator, [], may_hold, holding, None, str(reason))
    except TooLargeToPrint:
        return IndicatorPreview(indicator, [], may_hold, holding, None, too_large(indicator))
    levels = _levels(drafts, known)
    card = drafts[0].pack.card if drafts else None
    record = as_record(card, levels) if card else None
    return IndicatorPreview(indicator, levels, may_hold, holding, record)


def _no_classes(_of: Indicator, _level: SpatialLevel, _shown: PrintedByPeriod) -> dict[str, object]:
    return NO_CLASSES


def _levels(drafts: list[Draft], known: dict[str, Pack]) -> list[LevelChange]:
    """Every level that is drafted or shown now, the drafted ones first."""
    drafted = {draft.level_key: draft.pack for draft in drafts}
    keys = [*drafted, *(key for key in known if key not in drafted)]
    return [compare(known.get(key), drafted.get(key)) for key in keys]


def _may_hold(
    reader: RegionReader, figures: FiguresByPeriod, known: dict[str, Pack]
) -> list[Period]:
    """Periods that have figures and that the audience has not seen."""
    seen = {period["key"] for pack in known.values() for period in pack.periods}
    found = {reader.periods[period] for _, period in figures}
    ordered = sorted(found, key=lambda one: (one.end, one.key), reverse=True)
    return [Period(one.key, one.kind, one.start, one.end) for one in ordered if one.key not in seen]
