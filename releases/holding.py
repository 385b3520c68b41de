"""Periods held back: stored and checked, but not shown to an audience until it is said so."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from accounts.models import Region
from releases.models import HeldPeriod

HeldBack = Mapping[str, Collection[str]]  # indicator → keys of periods


def held_periods(region: Region, audience: str) -> dict[str, frozenset[str]]:
    """What an audience does not get yet, by indicator; indicators without any are left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = HeldPeriod.objects.filter(region=region, audience=audience)
    for indicator, period in rows.values_list("indicator_key", "period_key"):
        found[indicator].add(period)
    return {key: frozenset(periods) for key, periods in found.items()}


def hold_back(
    region: Region, audience: str, named: Collection[str] | None, held_back: HeldBack
) -> None:
    """Let this hold from now on for the named indicators (None: for all of the region)."""
    earlier = HeldPeriod.objects.filter(region=region, audience=audience)
    (earlier if named is None else earlier.filter(indicator_key__in=named)).delete()
    HeldPeriod.objects.bulk_create(
        HeldPeriod(region=region, audience=audience, indicator_key=indicator, period_key=period)
        for indicator, periods in held_back.items()
        if named is None or indicator in named
        for period in sorted(set(periods))
    )
