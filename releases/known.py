"""What is public already, from the fact log: which figures of now have been told before."""

from collections.abc import Iterable, Mapping

import numpy as np

from indicators.models import Indicator
from releases.disclosure.facts import form_of
from releases.disclosure.rows import NEARLY
from releases.figures import FiguresByPeriod, Place
from releases.models import Audience, PublishedFact
from releases.region_reader import RegionReader
from releases.subjects import Before


def known_figures(
    reader: RegionReader, figures: Mapping[str, FiguresByPeriod], indicators: Iterable[Indicator]
) -> dict[str, dict[Place, Before]]:
    """What the public was ever told of the figures, by indicator and place, by the same formula.

    A place of which nothing was ever told is not among them.
    """
    forms = {one.key: form_of(one.definition["formula"]) for one in indicators}
    periods = {period.key: number for number, period in reader.periods.items()}
    found: dict[str, dict[Place, Before]] = {key: {} for key in forms}
    facts = PublishedFact.objects.filter(
        region=reader.region, audience=Audience.PUBLIC, indicator_key__in=list(forms)
    )
    for fact in facts.iterator(chunk_size=200):
        place = fact.boundary_set_id or 0, periods.get(fact.period_key, 0)
        own = figures[fact.indicator_key].get(place)
        if own is None or fact.form != forms[fact.indicator_key]:
            continue
        before = found[fact.indicator_key].setdefault(place, Before.of_nothing(len(own.value)))
        _take_in(before, fact, own.value, reader.lists[place[0]].codes)
    return found


def _take_in(before: Before, fact: PublishedFact, values: np.ndarray, codes: list[str]) -> None:
    at = {code: number for number, code in enumerate(codes)}
    for code, lower, upper in zip(fact.areas, fact.lower, fact.upper, strict=True):
        if code in at and lower is not None and upper is not None:
            area = at[code]
            before.told[area] = True
            before.as_now[area] |= lower - NEARLY <= values[area] <= upper + NEARLY
