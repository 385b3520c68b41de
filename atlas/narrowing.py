"""A pack as somebody sees it who may know the figures of their own areas only."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from accounts.sight import AreaKey
from atlas import series
from releases.classification import classify
from releases.pack_format import Pack, Section, Series, Whole

HIDDEN = "Q"


def narrowed(pack: Pack, own: frozenset[AreaKey]) -> Pack:
    """Every other area's value is hidden, which is not missing; the whole region's stays.

    Levels between (parents) are hidden, too: with the own value they would tell a neighbour's.
    """
    seen = replace(
        pack,
        sections=[_section(section, own) for section in pack.sections],
        wholes=[_whole(whole) for whole in pack.wholes],
    )
    return replace(seen, classification=_classes(seen))


def _classes(seen: Pack) -> dict[str, Any]:
    """Least and greatest number, breaks and counts drawn from all areas would tell of them.

    Breaks that somebody set stay, and categories do; all else is reckoned from what is seen.
    """
    made = seen.classification
    if made.get("method") == "classes":
        return made
    if made.get("method") != "regional_default":
        return {}
    found = classify(
        series.all_values(seen),
        "regional_default",
        made["asked"],
        decimals=seen.decimals,
        manual=made["breaks"],
    )
    return asdict(found)


def _section(section: Section, own: frozenset[AreaKey]) -> Section:
    may = [(section.boundary_set, code) in own for code in section.areas]
    return replace(section, series=_kept(section.series, may.__getitem__))


def _whole(whole: Whole) -> Whole:
    is_region = len(whole.areas) == 1
    return whole if is_region else replace(whole, series=_kept(whole.series, lambda area: False))


def _kept(series: Series, may: Callable[[int], bool]) -> Series:
    """Gaps of the others keep no reason: it would tell something, too."""
    status = {at: code for at, code in series.status.items() if may(at[1])}
    hidden = {
        (period, area): HIDDEN
        for period, row in enumerate(series.values)
        for area in range(len(row))
        if not may(area)
    }
    return Series(
        values=[
            [value if may(area) else None for area, value in enumerate(row)]
            for row in series.values
        ],
        status=status | hidden,
        flags={at: flag for at, flag in series.flags.items() if may(at[1])},
    )
