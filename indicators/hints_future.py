"""Periods that have not begun yet: a forecast, or a slip of the pen."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Region
from indicators.hints_range import known_period_keys
from indicators.importing.german_periods import as_written
from indicators.importing.periods import parse_period
from spatial_units.importing.findings import Findings, some


def say_in_the_future(region: Region, periods: Iterable[str], findings: Findings) -> None:
    """One warning for all periods to come that the region has no values of yet."""
    ahead = sorted(key for key in set(periods) if _is_to_come(key, timezone.localdate()))
    known = known_period_keys(region, ahead) if ahead else {}
    new = [key for key in ahead if key not in known]
    if new:
        findings.warning(
            "upload_in_the_future", count=len(new), periods=some(list(map(as_written, new)))
        )


def _is_to_come(key: str, today: datetime.date) -> bool:
    return parse_period(key).start > today
