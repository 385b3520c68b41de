"""Which areas of a view are shown: by their value, by name, or by the district they lie in.

Areas left out are drawn pale and counted as "hidden"; the classes stay those of all areas. An
area without a value cannot be measured against a range, so a range leaves gaps as they are.
static/js/filtering.js does the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.series import as_values
from releases.pack_format import Number, Pack, Section

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Filter:
    """What is asked for; an empty filter shows all.

    `least` and `most` are in the indicator's unit, both included. `only` are codes of areas.
    `within` is a coarser level and the code of one of its areas.
    """

    least: float | None = None
    most: float | None = None
    only: tuple[str, ...] = ()
    within: tuple[str, str] | None = None

    @property
    def is_set(self) -> bool:
        return self != NO_FILTER


NO_FILTER = Filter()


@dataclass(frozen=True)
class Summary:
    """Figures of the shown areas, in the indicator's unit; never a mean of rates.

    `n_gaps` of the `n_shown` areas have no value and are in none of the figures. `total` is
    there for counts only. All figures are None where no shown area has a value.
    """

    n_shown: int
    n_all: int
    n_gaps: int
    total: float | None
    lowest: float | None
    median: float | None
    highest: float | None


def shown_areas(asked: Filter, pack: Pack, section: Section, row: int) -> Mask:
    """(n_areas,) whether each area of the section is shown in a row of it."""
    values = as_values(section.series.values[row], pack.decimals)
    shown = np.ones(len(section.areas), dtype=np.bool_)
    if asked.least is not None:
        shown &= ~(values < asked.least)  # also true of a gap
    if asked.most is not None:
        shown &= ~(values > asked.most)
    if asked.only:
        shown &= np.isin(section.areas, asked.only)
    if asked.within:
        shown &= np.array(_lies_within(asked.within, pack, section))
    return shown


def parents(pack: Pack, section: Section) -> dict[tuple[str, str], str]:
    """Names of the districts the areas lie in, by level and code; not the region as a whole."""
    return {
        (whole.level, code): name
        for whole in pack.wholes
        if whole.level in section.parents and len(whole.areas) > 1
        for place, (code, name) in enumerate(zip(whole.areas, whole.names, strict=True))
        if place in section.parents[whole.level]
    }


def summary(row: list[Number], shown: Mask, decimals: int, *, is_count: bool) -> Summary:
    """What the shown areas have together; the median is printed like every number here."""
    printed = [number for number, one in zip(row, shown, strict=True) if one]
    known = sorted(number for number in printed if number is not None)
    scale = 10**decimals
    n_shown = len(printed)
    if not known:
        return Summary(n_shown, len(row), n_shown, None, None, None, None)
    return Summary(
        n_shown=n_shown,
        n_all=len(row),
        n_gaps=n_shown - len(known),
        total=sum(known) / scale if is_count else None,
        lowest=known[0] / scale,
        median=_median(known) / scale,
        highest=known[-1] / scale,
    )


def _median(ordered: list[int]) -> int:
    """The middle of sorted printed numbers; of two middles their mean, half away from zero.

    >>> _median([1, 2, 5, 9]), _median([-3, -2])
    (4, -3)
    """
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    both = ordered[middle - 1] + ordered[middle]
    size = (abs(both) + 1) // 2
    return size if both >= 0 else -size


def _lies_within(within: tuple[str, str], pack: Pack, section: Section) -> list[bool]:
    level, code = within
    whole = next((one for one in pack.wholes if one.level == level), None)
    if whole is None or code not in whole.areas:
        return [False] * len(section.areas)
    parent = whole.areas.index(code)
    nowhere: list[int | None] = [None] * len(section.areas)
    return [place == parent for place in section.parents.get(level, nowhere)]
