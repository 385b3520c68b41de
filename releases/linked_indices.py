"""Composite indices beside their components: where one of these is hidden, so is the index.

A score is made of the counts themselves; with the shown components it would tell the hidden one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.index_inputs import inputs_of
from indicators.models import CompositeIndex
from indicators.recipes import indicators_in, periods_in, results_of
from indicators.statistics.formula import ReadyValue, measures_of
from releases.figures import Place
from releases.models import Audience, CurrentPack
from releases.pack_format import Pack, Series, decode
from releases.region_reader import RegionReader
from releases.subjects import Subject

BoolArray = NDArray[np.bool_]
Figure = tuple[str, str, str]  # level, area and period

SUPPRESSED = "Q"


@dataclass(frozen=True)
class Link:
    """An index at one place, with the subjects made of what its score is made of there."""

    index: Subject
    place: Place
    components: Sequence[Subject]


def links_of(reader: RegionReader, subjects: Sequence[Subject]) -> list[Link]:
    """For the indices that are renewed. A component of which the public has no indicator hides
    nothing: there is nothing to set the score beside.

    An indicator that goes in and is public hides the index where it is hidden itself: where it
    is shown, its counts are not among those that are hidden. Else all that is made of the
    component's measures does.
    """
    parts: dict[tuple[str, str], list[Subject]] = {}  # by computed measure and period
    for index in CompositeIndex.objects.filter(region=reader.region):
        made_of = _made_of(index, subjects)
        for period in periods_in(index.recipe):
            for target in results_of(index.recipe).values():
                parts.setdefault((target, period), []).extend(made_of)
    return [
        Link(one, place, behind)
        for one in subjects
        if one.renewed and isinstance(formula := one.formula, ReadyValue)
        for place in one.figures
        if (behind := parts.get((formula.measure, reader.periods[place[1]].key)))
    ]


def _made_of(index: CompositeIndex, subjects: Sequence[Subject]) -> list[Subject]:
    named = {one.indicator.key for one in subjects}
    shown = [key for key in indicators_in(index.recipe) if key in named]
    keys = inputs_of(index, without=shown)
    return [
        one for one in subjects if one.indicator.key in shown or keys & {*measures_of(one.formula)}
    ]


@dataclass
class HiddenSoFar:
    """What is hidden in the packs the public has now."""

    reader: RegionReader
    _figures: dict[str, set[Figure]] = field(default_factory=dict)

    def areas(self, of: Subject, place: Place) -> BoolArray:
        """(n_areas,) whether a subject's figure is hidden there."""
        areas, period = self.reader.lists[place[0]], self.reader.periods[place[1]].key
        level = self.reader.levels[self.reader.height_of(place[0])].key
        hidden = self._of(of.indicator.key)
        return np.array([(level, code, period) in hidden for code in areas.codes])

    def _of(self, key: str) -> set[Figure]:
        if key not in self._figures:
            rows = CurrentPack.objects.filter(
                region=self.reader.region, audience=Audience.PUBLIC, indicator_key=key
            )
            bodies = [row.pack.body for row in rows.select_related("pack") if row.pack.body]
            packs = [decode(bytes(body)) for body in bodies]
            self._figures[key] = {figure for pack in packs for figure in _hidden_in(pack)}
        return self._figures[key]


def _hidden_in(pack: Pack) -> Iterator[Figure]:
    """Of the level and of the wholes beside it."""
    for section in pack.sections:
        for at, area in _suppressed(section.series):
            yield pack.level, section.areas[area], pack.periods[section.periods[at]]["key"]
    for whole in pack.wholes:
        for at, area in _suppressed(whole.series):
            yield whole.level, whole.areas[area], pack.periods[at]["key"]


def _suppressed(series: Series) -> Iterator[tuple[int, int]]:
    return (place for place, status in series.status.items() if status == SUPPRESSED)
