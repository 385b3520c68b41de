"""Composite indices as the public gets them: areas that are hidden are in no mean and no spread.

With the shown components a mean over all areas would tell what the hidden ones have together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from accounts.models import Region
from indicators.dependencies import Circle, in_order, makers_of
from indicators.index_reading import Given, IndexCannotBeComputed
from indicators.indices import reckoned_without
from indicators.models import CompositeIndex, Indicator
from indicators.recipes import results_of
from indicators.statistics.arrays import FloatArray
from indicators.statistics.formula import ReadyValue, read_formula
from releases.figures import Figures, FiguresByPeriod, Place
from releases.hiding import Hiding, Letters
from releases.region_reader import RegionReader


def without_hidden(
    reader: RegionReader,
    indicators: Sequence[Indicator],
    figures: Mapping[str, FiguresByPeriod],
    hiding: Hiding,
) -> dict[str, FiguresByPeriod]:
    """The figures, those of indices with hidden areas reckoned anew without these."""
    showing = {
        formula.measure: one
        for one in indicators
        if isinstance(formula := read_formula(one.definition["formula"]), ReadyValue)
    }
    anew: Given = {}
    for index in _in_turn(reader.region):
        shown = [showing[key] for key in results_of(index.recipe).values() if key in showing]
        for place, codes in _hidden(reader, index, shown, figures, hiding).items():
            anew |= _reckoned(reader, index, place, codes, anew)
    return {
        one.key: {
            place: _replaced(found, anew[key], _letters(hiding, one, place))
            if (key := (_measure(one), *place)) in anew
            else found
            for place, found in figures[one.key].items()
        }
        for one in indicators
    }


def _in_turn(region: Region) -> list[CompositeIndex]:
    """Each after those it is made of; none where they need each other, which fails elsewhere."""
    indices = {f"index/{one.key}": one for one in CompositeIndex.objects.filter(region=region)}
    if not indices:
        return []
    try:
        makers = in_order(makers_of(region))
    except Circle:
        return []
    return [indices[one.key] for one in makers if one.key in indices]


def _measure(indicator: Indicator) -> str:
    return str(indicator.definition["formula"].get("value") or "")


def _letters(hiding: Hiding, one: Indicator, place: Place) -> Letters | None:
    """None also for what nobody looked at: the gate refuses that afterwards, in words."""
    return hiding.letters.get(one.key, {}).get(place)


def _hidden(
    reader: RegionReader,
    index: CompositeIndex,
    shown: Sequence[Indicator],
    figures: Mapping[str, FiguresByPeriod],
    hiding: Hiding,
) -> dict[Place, list[str]]:
    """Codes of the areas that are hidden in one of the indicators that show the index."""
    found: dict[Place, list[str]] = {}
    for one in shown:
        for place in figures[one.key]:
            areas, letters = reader.lists[place[0]], _letters(hiding, one, place)
            is_own = areas.boundary_set.key == index.recipe["boundary_set"]
            if is_own and letters is not None and (letters != "").any():
                codes = [areas.codes[at] for at in np.flatnonzero(letters != "")]
                found[place] = sorted({*found.get(place, []), *codes})
    return found


def _reckoned(
    reader: RegionReader, index: CompositeIndex, place: Place, codes: Sequence[str], given: Given
) -> Given:
    """What the index comes to without these areas; gaps where none can be made of the rest."""
    period = reader.periods[place[1]].key
    try:
        return {
            (rows.measure.key, rows.boundary_set.id, rows.period.id): rows.values
            for rows in reckoned_without(index, period, codes, given)
        }
    except IndexCannotBeComputed:
        nothing = np.full(len(reader.lists[place[0]].codes), np.nan)
        return {(key, *place): nothing for key in results_of(index.recipe).values()}


def _replaced(found: Figures, anew: FloatArray, letters: np.ndarray | None) -> Figures:
    is_hidden = np.zeros(len(anew), dtype=bool) if letters is None else letters != ""
    is_lost = np.isnan(anew) & ~np.isnan(found.value) & ~is_hidden
    return replace(found, value=anew, status=np.where(is_lost, "L", found.status))
