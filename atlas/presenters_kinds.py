"""What kind of map is shown: the figures, their change, or where they pass a threshold.

static/js/kinds.js writes the same addresses after a change of the date.
"""

import numpy as np

from atlas import series
from atlas.change import earlier_periods, ways
from atlas.filtering import Filter
from atlas.presenters import Choice
from atlas.selection import MapView, breaks_text
from atlas.wording import VIEW_KINDS

UNCOLOURED = ("count", "class")  # nothing is coloured by value, so no threshold parts it


def kinds(view: MapView, page: str) -> tuple[Choice, ...]:
    """The kinds this indicator has; one without a url is not possible on the shown date."""
    plain = plain_view(view)
    has_change, has_threshold = view.change is not None, view.threshold is not None
    addresses = {"values": plain.url(page)}
    if ways(view.entry.card):
        addresses["change"] = _change_url(plain, page)
    if view.entry.card["kind"] not in UNCOLOURED:
        addresses["threshold"] = plain.url(page, threshold=breaks_text((start(plain),)))
    current = "change" if has_change else "threshold" if has_threshold else "values"
    return tuple(
        Choice(key, str(VIEW_KINDS[key]), url, key == current) for key, url in addresses.items()
    )


def plain_view(view: MapView) -> MapView:
    """The figures themselves; of a filter stays what does not ask for values."""
    lasting = Filter(only=view.filter.only, within=view.filter.within)
    return view.without_views().but(filter=lasting)


def start(plain: MapView) -> float:
    """Where a threshold starts: at the target, else the city's value, else the median."""
    target = plain.card.get("target")
    if target is not None:
        return float(target)
    city = plain.city_value()
    values = series.values_at(plain.pack, plain.period)
    known = np.sort(values[np.isfinite(values)])
    return city if city is not None else float(known[len(known) // 2]) if len(known) else 0.0


def _change_url(plain: MapView, page: str) -> str:
    """Since the first date on the same boundaries; empty if there is none before the shown one."""
    earlier = earlier_periods(plain.pack, plain.period)
    if not earlier:
        return ""
    return plain.url(page, since=plain.pack.periods[earlier[0]]["key"], smoothed="")
