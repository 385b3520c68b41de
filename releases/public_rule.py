"""What may go public. The desk's form, the action behind it and the gate ask here.

Until secondary suppression exists, small numbers under a threshold could be worked out from
sums. So the public gets only what its source has published itself, what concerns no persons,
and all of a made-up city.
"""

from collections.abc import Iterable

from indicators.models import Indicator, Policy

SAFE_RULES = frozenset({Policy.Rule.PUBLISHED_BY_SOURCE, Policy.Rule.NO_PERSONAL_DATA})


def may_go_public(indicator: Indicator) -> bool:
    return indicator.region.is_made_up or indicator.policy.rule in SAFE_RULES


def barred_from_public(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those the public may not get yet."""
    return [one for one in indicators if not may_go_public(one)]
