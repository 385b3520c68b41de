"""What the state of an indicator's definition means for its release; docs/catalogue.md.

Out of force: nobody gets it any more. Draft or in review: the public gets nothing new of it.
"""

from accounts.models import Region
from indicators.models import Indicator
from releases.models import Audience, CurrentPack

UNFINISHED = frozenset({Indicator.State.DRAFT, Indicator.State.IN_REVIEW})


def is_unfinished(indicator: Indicator) -> bool:
    return indicator.state in UNFINISHED


def spoken_of(region: Region, audience: str, named: list[str] | None) -> list[str] | None:
    """The indicators a release speaks of (None: all).

    A release of all to the public does not speak of what is unfinished, so what the public
    sees of that stays as it is.
    """
    if named is not None or audience != Audience.PUBLIC:
        return named
    indicators = Indicator.objects.filter(region=region)
    unfinished = set(indicators.filter(state__in=UNFINISHED).values_list("key", flat=True))
    if not unfinished:
        return None
    shown = CurrentPack.objects.filter(region=region, audience=audience)
    every = set(indicators.values_list("key", flat=True))
    every |= set(shown.values_list("indicator_key", flat=True))
    return sorted(every - unfinished)
