"""Taking a delivery back, or making it count again: what it would change, and doing it.

Nothing is deleted: `withdrawn_at` says since when a delivery counts no more.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from accounts.actions import record
from accounts.models import AuditEntry, Region, User
from accounts.scoping import row_of
from indicators.models import Delivery, Measure, ReferencePeriod, Slice
from indicators.queries import VALUES, VALUES_TURNED, Reading
from spatial_units.models import Area

EXAMPLES = 50

DIFFERENCES = f"""
    SELECT measure_id, period_id, area_id, n.value, n.obs_status, t.value, t.obs_status,
           count(*) FILTER (WHERE n.obs_status IS NOT NULL AND t.obs_status IS NOT NULL) OVER (),
           count(*) FILTER (WHERE t.obs_status IS NULL) OVER (),
           count(*) FILTER (WHERE n.obs_status IS NULL) OVER ()
      FROM ({VALUES}) n
      FULL JOIN ({VALUES_TURNED}) t USING (measure_id, boundary_set_id, period_id, area_id)
     WHERE (n.value, n.obs_status) IS DISTINCT FROM (t.value, t.obs_status)
     ORDER BY measure_id, period_id, area_id
     LIMIT {EXAMPLES}
"""


class ChangedMeanwhile(Exception):
    """Somebody else changed the data since the consequences were shown."""


@dataclass(frozen=True)
class ValueChange:
    """What counts now and what would count then; None where nobody delivered anything."""

    measure: Measure
    period: ReferencePeriod
    area: Area
    now: Reading | None
    then: Reading | None


@dataclass(frozen=True)
class Effects:
    """What turning a delivery would do: numbers of values, and the first of them."""

    changed: int
    gone: int
    back: int
    examples: list[ValueChange]
    forerunner: Delivery | None

    @property
    def total(self) -> int:
        return self.changed + self.gone + self.back


def effects_of_turning(delivery: Delivery) -> Effects:
    """What would change if a delivery that holds were withdrawn, or the other way round."""
    rows = _differences(delivery)
    changed, gone, back = rows[0][7:] if rows else (0, 0, 0)
    return Effects(changed, gone, back, _examples(delivery.region_id, rows), _forerunner(delivery))


def _differences(delivery: Delivery) -> list[tuple[Any, ...]]:
    """Of all measures and sets that deliveries of this key speak of."""
    slices = Slice.objects.filter(region=delivery.region_id, delivery__key=delivery.key)
    parameters: dict[str, Any] = {
        "region": delivery.region_id,
        "measures": list(slices.values_list("measure_id", flat=True).distinct()),
        "sets": list(slices.values_list("boundary_set_id", flat=True).distinct()),
        "turned": delivery.id,
    }
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, parameters)
        return list(cursor.fetchall())


def _examples(region: int, rows: list[tuple[Any, ...]]) -> list[ValueChange]:
    measures = Measure.objects.filter(region=region).in_bulk({row[0] for row in rows})
    periods = ReferencePeriod.objects.filter(region=region).in_bulk({row[1] for row in rows})
    areas = Area.objects.filter(region=region).defer("geometry").in_bulk({row[2] for row in rows})
    changes = [
        ValueChange(
            measures[measure], periods[period], areas[area],
            Reading(now, now_status) if now_status else None,
            Reading(then, then_status) if then_status else None,
        )
        for measure, period, area, now, now_status, then, then_status, *_ in rows
    ]  # fmt: skip
    return sorted(changes, key=lambda one: (one.measure.name_de, one.period.end, one.area.code))


def _forerunner(delivery: Delivery) -> Delivery | None:
    """The delivery of the same key that counts without this one."""
    others = Delivery.objects.filter(
        region=delivery.region_id, key=delivery.key, withdrawn_at=None
    ).exclude(id=delivery.id)
    return others.order_by("-id").first()


def stamp_of(region: Region) -> str:
    """Changes whenever a delivery comes, is withdrawn or counts again."""
    found = Delivery.objects.filter(region=region).aggregate(
        Max("id"), Count("withdrawn_at"), Max("withdrawn_at")
    )
    return "/".join(str(part) for part in found.values())


def who_withdrew(delivery: Delivery) -> User | None:
    """Who took the delivery back last; None where nobody did or nobody knows."""
    entries = AuditEntry.objects.filter(
        region=delivery.region_id, action="delivery-withdrawn", detail__delivery=delivery.id
    )
    found = entries.select_related("user").order_by("-id").first()
    return found.user if found else None


def turn(delivery: Delivery, *, withdrawn: bool, seen: str, by: User, **why: str) -> bool:
    """Withdraw a delivery or let it count again; False where it is so already.

    `seen` is the `stamp_of` the data whose consequences the person saw. Raises
    ChangedMeanwhile where they may be others by now.
    """
    with transaction.atomic():
        held = row_of(delivery).select_for_update(of=("self",)).get()
        if (held.withdrawn_at is not None) == withdrawn:
            return False
        if seen != stamp_of(delivery.region):
            raise ChangedMeanwhile
        held.withdrawn_at = timezone.now() if withdrawn else None
        held.save(update_fields=["withdrawn_at"])
        action = "delivery-withdrawn" if withdrawn else "delivery-restored"
        subject = held.file_name or held.key
        record(action, subject, delivery.region, by, delivery=held.id, key=held.key, **why)
    return True
