"""What is public already, from the fact log: which figures of now have been told before."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from indicators.models import Indicator
from releases.disclosure.facts import form_of
from releases.disclosure.rows import NEARLY
from releases.figures import FiguresByPeriod, Place
from releases.models import Audience, PublishedFact
from releases.region_reader import RegionReader

BoolArray = NDArray[np.bool_]


def known_figures(
    reader: RegionReader, figures: Mapping[str, FiguresByPeriod], indicators: Iterable[Indicator]
) -> dict[str, dict[Place, BoolArray]]:
    """(n_areas,) by indicator and place: whether the figure of now was ever public, as it is now
    and by the same formula. What a correction has changed since was not."""
    forms = {one.key: form_of(one.definition["formula"]) for one in indicators}
    periods = {period.key: number for number, period in reader.periods.items()}
    found: dict[str, dict[Place, BoolArray]] = {key: {} for key in forms}
    facts = PublishedFact.objects.filter(
        region=reader.region, audience=Audience.PUBLIC, indicator_key__in=list(forms)
    )
    for fact in facts.iterator(chunk_size=200):
        place = fact.boundary_set_id or 0, periods.get(fact.period_key, 0)
        own = figures[fact.indicator_key].get(place)
        if own is None or fact.form != forms[fact.indicator_key]:
            continue
        told = _told(fact, own.value, reader.lists[place[0]].codes)
        before = found[fact.indicator_key].get(place, np.zeros(len(told), dtype=bool))
        found[fact.indicator_key][place] = before | told
    return found


def _told(fact: PublishedFact, values: NDArray[np.float64], codes: list[str]) -> BoolArray:
    at = {code: number for number, code in enumerate(codes)}
    told = np.zeros(len(values), dtype=bool)
    for code, lower, upper in zip(fact.areas, fact.lower, fact.upper, strict=True):
        if code in at and lower is not None and upper is not None:
            told[at[code]] = lower - NEARLY <= values[at[code]] <= upper + NEARLY
    return told
