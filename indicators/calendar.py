"""Which source is due when, who is asked, what is late: reckoned from what was delivered."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q

from accounts.models import Region
from indicators.models import DataSource, Slice, SourceSchedule
from indicators.withdrawing_dates import TAKEN_BACK

Day = datetime.date
Moment = datetime.datetime

MONTHS_BETWEEN = {
    "monthly": 1,
    "quarterly": 3,
    "half-yearly": 6,
    "yearly": 12,
    "two-yearly": 24,
}
SOON = datetime.timedelta(days=30)


@dataclass(frozen=True)
class DueRow:
    """A source with its next delivery. `newest` is the last day its figures speak of; `due` is
    None where nothing can be reckoned: it comes irregularly, or never came."""

    source: DataSource
    schedule: SourceSchedule
    newest: datetime.date | None
    received: datetime.datetime | None
    due: datetime.date | None
    state: str  # late, soon, later, open


def due_rows(region: Region, today: datetime.date) -> list[DueRow]:
    """The most urgent first; sources without figures of their own, such as boundaries, are left
    out."""
    counted = _newest_figures(region)
    found = DataSource.objects.filter(region=region)
    asked = {one.source_id: one for one in SourceSchedule.objects.filter(source__region=region)}
    rows = [
        _row(
            source,
            asked.get(source.pk) or SourceSchedule(source=source),
            *counted[source.pk],
            today,
        )
        for source in found
        if counted[source.pk][0] or source.indicator_set.exists()
    ]
    return sorted(rows, key=lambda row: (row.due is None, row.due or today, row.source.key))


def _newest_figures(region: Region) -> defaultdict[int, tuple[Day | None, Moment | None]]:
    """The last day and the last arrival of what counts, by source. A date that was taken back
    counts no more, and what took it back is no delivery."""
    held = Slice.objects.filter(region=region, delivery__withdrawn_at=None)
    taking_back = Q(delivery__recipe__has_key=TAKEN_BACK)
    same = {one: OuterRef(one) for one in ("measure", "boundary_set", "period")}
    later = held.filter(taking_back, **same, delivery_id__gt=OuterRef("delivery_id"))
    counts = held.exclude(taking_back).exclude(Exists(later)).values("delivery__source")
    rows = counts.annotate(newest=Max("period__end"), received=Max("delivery__received_at"))
    found: defaultdict[int, tuple[Day | None, Moment | None]] = defaultdict(lambda: (None, None))
    return found | {row["delivery__source"]: (row["newest"], row["received"]) for row in rows}


def _row(
    source: DataSource,
    schedule: SourceSchedule,
    newest: Day | None,
    received: Moment | None,
    today: Day,
) -> DueRow:
    due = _due(source.update_interval, schedule.months_after, newest)
    return DueRow(source, schedule, newest, received, due, _state(due, today))


def _due(interval: str, months_after: int, newest: datetime.date | None) -> datetime.date | None:
    """When the period after the newest one has ended and the usual months have passed."""
    between = MONTHS_BETWEEN.get(interval)
    if between is None or newest is None:
        return None
    return months_later(newest, between + months_after)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last; the last of a month stays the last.

    >>> months_later(datetime.date(2023, 12, 31), 14)
    datetime.date(2025, 2, 28)
    >>> months_later(datetime.date(2025, 2, 28), 1)
    datetime.date(2025, 3, 31)
    """
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return datetime.date(day.year + years, month + 1, last if is_last else min(day.day, last))


def _state(due: datetime.date | None, today: datetime.date) -> str:
    if due is None:
        return "open"
    if due < today:
        return "late"
    return "soon" if due - today <= SOON else "later"
