"""What may go public. The desk's form, the action behind it and the gate ask here.

Until secondary suppression exists, small numbers under a threshold could be worked out from
sums. So the public gets only what its source has published itself, what concerns no persons,
and all of a made-up city.
"""

from collections.abc import Iterable

from accounts.models import Region
from indicators.models import Indicator, Policy
from releases.standing import UNFINISHED, is_unfinished

SAFE_RULES = frozenset({Policy.Rule.PUBLISHED_BY_SOURCE, Policy.Rule.NO_PERSONAL_DATA})


def may_go_public(indicator: Indicator) -> bool:
    is_safe = indicator.region.is_made_up or indicator.policy.rule in SAFE_RULES
    return is_safe and not is_unfinished(indicator)


def barred_from_public(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those the public may not get yet."""
    return [one for one in indicators if not may_go_public(one)]


def indicators_named(region: Region, keys: list[str] | None) -> list[Indicator]:
    """Those of a region with these keys, with what the rule looks at; None: all a release to the
    public can speak of."""
    found = Indicator.objects.filter(region=region).select_related("policy", "region")
    return list(found.exclude(state__in=UNFINISHED) if keys is None else found.filter(key__in=keys))
