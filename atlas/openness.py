"""Which of the figures that staff see are public already, told by the public pack beside theirs."""

from dataclasses import dataclass
from typing import Literal

from atlas.queries import PUBLIC, Entry, pack
from atlas.selection import MapView
from atlas.series import section_at, shown_periods
from releases.models import Audience, CurrentPack
from releases.pack_format import Number, Pack

State = Literal["public", "partly", "internal"]
Figures = dict[tuple[str, str], Number]  # printed, by boundary set and code of the area


@dataclass(frozen=True)
class Openness:
    """Of one date. `areas` are the codes whose figure is not public, in the order of the pack."""

    state: State
    areas: tuple[str, ...]


ALL_PUBLIC = Openness("public", ())


def by_period(view: MapView) -> dict[str, Openness]:
    """How public each date of the view is, by its key; empty where the pack itself is public.

    A change is internal where a figure of one of its two dates is.
    """
    if not view.entry.is_internal:
        return {}
    inside = view.change.of if view.change else view.pack
    twin = _public_twin(view)
    since = _hidden(inside, twin, view.change.since) if view.change else set()
    return {
        view.pack.periods[period]["key"]: _openness(
            view.pack, period, since | _hidden(inside, twin, period)
        )
        for period in shown_periods(view.pack)
    }


def of_shown(view: MapView, found: dict[str, Openness]) -> Openness:
    return found.get(view.period_key, ALL_PUBLIC)


def _openness(shown: Pack, period: int, hidden: set[tuple[str, str]]) -> Openness:
    section, row = section_at(shown, period)
    values = zip(section.areas, section.series.values[row], strict=True)
    known = [code for code, value in values if value is not None]
    internal = tuple(code for code in known if (section.boundary_set, code) in hidden)
    if not internal:
        return ALL_PUBLIC
    return Openness("internal" if len(internal) == len(known) else "partly", internal)


def _hidden(inside: Pack, twin: Pack | None, period: int) -> set[tuple[str, str]]:
    """Areas with a figure that is not the public one, with their boundary set."""
    outside = _figures(twin, inside.periods[period]["key"]) if twin else {}
    scale = 0 if twin is None else 10 ** (inside.decimals - twin.decimals)
    return {
        place
        for place, number in _figures(inside, inside.periods[period]["key"]).items()
        if number is not None and not _equals(number, outside.get(place), scale)
    }


def _equals(number: int, other: Number, scale: float) -> bool:
    return other is not None and number == other * scale


def _figures(of: Pack, period_key: str) -> Figures:
    keys = [period["key"] for period in of.periods]
    period = keys.index(period_key) if period_key in keys else -1
    return {
        (section.boundary_set, code): number
        for section in of.sections
        if period in section.periods
        for code, number in zip(
            section.areas, section.series.values[section.periods.index(period)], strict=True
        )
    }


def _public_twin(view: MapView) -> Pack | None:
    current = CurrentPack.objects.using(PUBLIC).filter(
        region=view.region,
        audience=Audience.PUBLIC,
        indicator_key=view.entry.indicator,
        level_key=view.entry.level,
        pack__release__withdrawn_at=None,
    )
    found = current.values_list("pack__hash", flat=True).first()
    if found is None:
        return None
    return pack(Entry(view.entry.indicator, view.entry.level, found, "", view.entry.card))
