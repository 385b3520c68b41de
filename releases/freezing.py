"""Through the gate into packs: figures in, printed and protected packs with their facts out.

Nothing is written here; `actions.py` stores what this makes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.models import Indicator, Policy, ReferencePeriod
from indicators.statistics.formula import measures_of, read_formula
from releases.cards import pack_card
from releases.disclosure.facts import FACTORIES, Fact, field_of
from releases.figures import Figures, FiguresByPeriod
from releases.hiding import Hiding, Letters
from releases.models import Audience
from releases.pack_format import Pack, Section, Series, Whole
from releases.printed import as_numbers, printed
from releases.public_rule import can_be_protected, why_not_public
from releases.region_reader import RegionReader
from releases.standing import is_unfinished
from spatial_units.models import SpatialLevel
from spatial_units.queries import AreaList, same_as_before

FloatArray = NDArray[np.float64]


class GateRefuses(Exception):
    """An indicator cannot be released as it is declared; the text says why, in German."""


@dataclass(frozen=True)
class Printed:
    """What may be shown of one indicator, boundary set and period; (n_areas,) each."""

    numbers: FloatArray  # printed integers, NaN for gaps
    status: NDArray[np.str_]
    flags: NDArray[np.int16]
    delivery: str


PrintedByPeriod = dict[tuple[int, int], Printed]


@dataclass(frozen=True)
class PlacedFact:
    """A fact with the place it was published in."""

    level_key: str
    boundary_set_id: int
    period_key: str
    fact: Fact


def through_gate(
    indicator: Indicator, audience: str, figures: FiguresByPeriod, hiding: Hiding
) -> PrintedByPeriod:
    """Print every figure but those that are hidden from the public.

    Raises GateRefuses where the audience may not get the indicator, or it cannot be protected.
    """
    refuse_what_may_not_go_public(indicator, audience)
    is_public = audience == Audience.PUBLIC
    return {
        place: _printed(indicator, found, hiding.of(indicator, place) if is_public else None)
        for place, found in figures.items()
    }


def refuse_what_may_not_go_public(indicator: Indicator, audience: str) -> None:
    """Whoever asks, and by whatever way: here public numbers come into being."""
    if audience == Audience.PUBLIC and is_unfinished(indicator):
        raise GateRefuses(
            f"{indicator.key}: Dieser Indikator ist noch nicht abgenommen"
            f" ({indicator.get_state_display()}). Abhilfe: Lassen Sie ihn im Katalog abnehmen."
        )
    if audience == Audience.PUBLIC and not can_be_protected(indicator):
        raise GateRefuses(f"{indicator.key}: {why_not_public(indicator)}")


def _printed(indicator: Indicator, found: Figures, letters: Letters | None) -> Printed:
    numbers = printed(found.value, indicator.decimals)
    if indicator.kind == "class":
        _refuse_undeclared_classes(indicator, numbers)
    status = np.where(np.isnan(numbers), found.status, "A")
    if letters is not None:
        is_there = (status == "A") | _rounded_away(indicator, found)
        hidden = (letters != "") & is_there
        numbers = np.where(hidden, np.nan, numbers)
        status = np.where(hidden, "Q", status)
    return Printed(numbers, status, found.flags, found.delivery)


def _rounded_away(indicator: Indicator, found: Figures) -> NDArray[np.bool_]:
    """(n_areas,) shares of a denominator that is 0 only because it was rounded: not missing."""
    if indicator.policy.rule != Policy.Rule.ROUNDING or found.denominator is None:
        return np.zeros(len(found.value), dtype=bool)
    return np.asarray(found.denominator == 0)


def _refuse_undeclared_classes(indicator: Indicator, numbers: FloatArray) -> None:
    declared = [part["value"] for part in indicator.definition["classes"]]
    found = np.unique(as_numbers(numbers[~np.isnan(numbers)], indicator.decimals))
    strangers = found[~np.isin(found, declared)]
    if len(strangers):
        raise GateRefuses(
            f"{indicator.key}: Der Wert {strangers[0]:g} gehört zu keiner angegebenen Klasse."
            " Abhilfe: Die Klasse unter „classes“ ergänzen oder den Wert berichtigen."
        )


def make_pack(
    reader: RegionReader,
    indicator: Indicator,
    level: SpatialLevel,
    audience: str,
    shown: PrintedByPeriod,
    shapes: Mapping[int, str],
    classification: dict[str, Any],
) -> Pack:
    """The pack of one indicator on one level; `shapes` are content hashes by boundary set.

    Raises GateRefuses where the audience may not get it, wherever `shown` comes from.
    """
    refuse_what_may_not_go_public(indicator, audience)
    own = {place: found for place, found in shown.items() if place[0] in reader.sets_of(level)}
    periods = sorted(
        {reader.periods[period] for _, period in own}, key=lambda period: (period.end, period.start)
    )
    wholes = coarser(reader, level, kept_levels(indicator, audience))
    sets = [reader.lists[set_id].boundary_set for set_id, _ in own]
    return Pack(
        region=reader.region.key,
        level=level.key,
        audience=audience,
        card=pack_card(indicator, sets, _rounded_to(reader, indicator)),
        periods=[_period(period) for period in periods],
        sections=_sections(reader, level, own, periods, shapes, wholes),
        wholes=[_whole(reader, coarser, shown, periods) for coarser in wholes],
        classification=classification,
    )


def _rounded_to(reader: RegionReader, indicator: Indicator) -> int:
    """The base of the counts an indicator is made of; 0 where none is rounded."""
    measures = measures_of(read_formula(indicator.definition["formula"]))
    return max((reader.bases.get(key, 0) for key in measures), default=0)


def kept_levels(indicator: Indicator, audience: str) -> Collection[str]:
    """Keys of levels that only the staff see."""
    return indicator.definition.get("internal_levels", []) if audience == Audience.PUBLIC else []


def coarser(reader: RegionReader, level: SpatialLevel, kept: Collection[str]) -> list[SpatialLevel]:
    """The city and the level right below it, where they are coarser than this level."""
    return [
        found
        for found in reader.levels[-2:]
        if found.position > level.position and found.key not in kept
    ]


def _period(period: ReferencePeriod) -> dict[str, str]:
    return {
        "key": period.key,
        "kind": period.kind,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }


def _sections(
    reader: RegionReader,
    level: SpatialLevel,
    own: PrintedByPeriod,
    periods: list[ReferencePeriod],
    shapes: Mapping[int, str],
    wholes: list[SpatialLevel],
) -> list[Section]:
    sections: list[Section] = []
    earlier: AreaList | None = None
    for set_id in reader.sets_of(level):
        at = [place for place, period in enumerate(periods) if (set_id, period.id) in own]
        if not at:
            continue
        areas = reader.lists[set_id]
        parts = [own[set_id, periods[place].id] for place in at]
        boundary_set = areas.boundary_set
        valid = boundary_set.valid_during
        sections.append(
            Section(
                boundary_set=boundary_set.key,
                name={"de": boundary_set.name_de, "en": boundary_set.name_en},
                valid=(str(valid.lower), str(valid.upper) if valid.upper else None),
                shapes=shapes[set_id],
                areas=areas.codes,
                periods=at,
                series=series_of(parts),
                deliveries=[part.delivery for part in parts],
                before_set=earlier.boundary_set.key if earlier else None,
                before=same_as_before(earlier, areas) if earlier else [],
                parents={whole.key: _parent_places(reader, set_id, whole) for whole in wholes[:-1]},
            )
        )
        earlier = areas
    return sections


def _parent_places(reader: RegionReader, child: int, level: SpatialLevel) -> list[int | None]:
    """For each area the place of its parent in the Whole of that level."""
    codes = _whole_codes(reader, level)
    found: list[int | None] = [None] * len(reader.lists[child].codes)
    for parent in reader.sets_of(level):
        for place, link in enumerate(reader.parents(child, parent).tolist()):
            if link >= 0:
                found[place] = codes.index(reader.lists[parent].codes[link])
    return found


def _whole_codes(reader: RegionReader, level: SpatialLevel) -> list[str]:
    return sorted({code for set_id in reader.sets_of(level) for code in reader.lists[set_id].codes})


def _whole(
    reader: RegionReader,
    level: SpatialLevel,
    shown: PrintedByPeriod,
    periods: list[ReferencePeriod],
) -> Whole:
    codes = _whole_codes(reader, level)
    names = {
        code: name
        for set_id in reader.sets_of(level)
        for code, name in zip(reader.lists[set_id].codes, reader.lists[set_id].names, strict=True)
    }
    parts = [_whole_part(reader, level, shown, period.id, codes) for period in periods]
    return Whole(level.key, codes, [names[code] for code in codes], series_of(parts))


def _whole_part(
    reader: RegionReader, level: SpatialLevel, shown: PrintedByPeriod, period: int, codes: list[str]
) -> Printed:
    n = len(codes)
    part = Printed(np.full(n, np.nan), np.full(n, "O"), np.zeros(n, dtype=np.int16), "")
    for set_id in reader.sets_of(level):
        found = shown.get((set_id, period))
        if found is not None:
            at = [codes.index(code) for code in reader.lists[set_id].codes]
            part.numbers[at], part.status[at] = found.numbers, found.status
            part.flags[at] = found.flags
    return part


def series_of(parts: list[Printed]) -> Series:
    """Arrays into the plain lists of the wire format; a plain gap (O) needs no status."""
    return Series(
        values=[
            [None if np.isnan(number) else int(number) for number in part.numbers.tolist()]
            for part in parts
        ],
        status={
            (period, int(area)): str(part.status[area])
            for period, part in enumerate(parts)
            for area in np.nonzero((part.status != "A") & (part.status != "O"))[0]
        },
        flags={
            (period, int(area)): int(part.flags[area])
            for period, part in enumerate(parts)
            for area in np.nonzero(part.flags)[0]
        },
    )


def facts_of(
    reader: RegionReader, indicator: Indicator, shown: PrintedByPeriod
) -> list[PlacedFact]:
    """Everything the audience learns from these numbers, in the form of the fact log."""
    formula = indicator.definition["formula"]
    factory = FACTORIES[field_of(formula, indicator.kind)]
    level_keys = {level.id: level.key for level in reader.levels}
    return [
        PlacedFact(
            level_keys[reader.lists[set_id].boundary_set.level_id],
            set_id,
            reader.periods[period].key,
            factory(formula, reader.lists[set_id].codes, found.numbers, indicator.decimals),
        )
        for (set_id, period), found in shown.items()
    ]
