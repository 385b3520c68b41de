"""One value entered by hand: where it belongs, what counts there now, and writing it down.

It is written as a delivery of its own, a patch on top of what was delivered before.
"""

from dataclasses import asdict, dataclass

import numpy as np
from django.db import connection, transaction

from accounts.actions import record
from accounts.models import Region, User
from indicators import actions
from indicators.derived_measures import measures_delivered
from indicators.importing.periods import Period
from indicators.models import CompositeIndex, DataSource, Delivery, Measure, ReferencePeriod, Slice
from indicators.queries import Reading, counting_value
from indicators.recipes import results_of
from indicators.withdrawing import ChangedMeanwhile
from spatial_units.models import Area, BoundarySet, SpatialLevel


@dataclass(frozen=True)
class Entry:
    """A value to be entered, and what counts in its place: None where nothing was delivered."""

    region: Region
    measure: Measure
    area: Area
    period: Period
    new: Reading
    remark: str
    now: Reading | None
    now_from: str

    @property
    def changes_something(self) -> bool:
        return self.now != self.new

    @property
    def stamp(self) -> str:
        """Names what the person saw as counting now."""
        return actions.hash_of(self.now_from, asdict(self.now) if self.now else None)


def measures_to_enter(region: Region) -> list[Measure]:
    """All measures but those that are computed, or counted from a layer."""
    recipes = CompositeIndex.objects.filter(region=region).values_list("recipe", flat=True)
    computed = {measure for recipe in recipes for measure in results_of(recipe).values()}
    found = measures_delivered(region).filter(of_layer__isnull=True)
    return list(found.exclude(key__in=computed))


def set_for(level: SpatialLevel, measure: Measure, period: Period) -> BoundarySet | None:
    """Where the measure lies in that period already, else the set that holds on its last day."""
    lies_on = (
        Slice.objects.filter(measure=measure, level=level, period__key=period.key)
        .filter(delivery__withdrawn_at=None, boundary_set__is_current=True)
        .select_related("boundary_set")
        .order_by("-delivery_id")
        .first()
    )
    if lies_on is not None:
        return lies_on.boundary_set
    current = BoundarySet.objects.filter(level=level, is_current=True)
    return current.filter(valid_during__contains=period.end).first()


def meant_instead(measure: Measure, period: Period) -> ReferencePeriod | None:
    """The newest period of another kind in or around `period` that the measure has values of,
    where it has none of `period` itself: 31.12.2024 for 2024."""
    slices = Slice.objects.filter(measure=measure, delivery__withdrawn_at=None)
    has_values = ReferencePeriod.objects.filter(region=measure.region_id, slice__in=slices)
    if has_values.filter(key=period.key).exists():
        return None
    at_that_time = has_values.filter(start__lte=period.end, end__gte=period.start)
    return at_that_time.exclude(kind=period.kind).order_by("end", "start").last()


def entry_for(measure: Measure, area: Area, period: Period, new: Reading, remark: str) -> Entry:
    """`measure` and `area` belong to the same region."""
    region = measure.region
    found = counting_value(region, measure.id, area.boundary_set_id, period.key, area.id)
    now, now_from = found or (None, "")
    return Entry(region, measure, area, period, new, remark, now, now_from)


def commit(entry: Entry, seen: str, by: User) -> Delivery:
    """Write the value down. Raises ChangedMeanwhile where another one counts than was seen."""
    region = entry.region
    with transaction.atomic():
        number = _next_number(region)
        again = entry_for(entry.measure, entry.area, entry.period, entry.new, entry.remark)
        if seen != again.stamp:
            raise ChangedMeanwhile
        delivery = actions.record_delivery(
            region,
            f"form-{number}",
            origin=Delivery.Origin.FORM,
            content_hash=actions.hash_of(entry.measure.key, entry.area.id, entry.period.key,
                                         asdict(entry.new), entry.remark),
            source=_source(entry.measure),
            slices=[_slice(entry)],
            complete=False,
            recipe={"remark": entry.remark},
            by=by,
        )  # fmt: skip
        record(
            "value-entered",
            f"{entry.measure.name_de}, {entry.area.name}, {entry.period.key}",
            region,
            by,
            delivery=delivery.id,
            old=asdict(again.now) if again.now else None,
            new=asdict(entry.new),
            remark=entry.remark,
        )
    return delivery


def counts_by(entry: Entry) -> User | None:
    """Who brought what counts in its place; None where nobody did, or it is not known."""
    found = Delivery.objects.filter(
        region=entry.region, key=entry.now_from, withdrawn_at=None
    ).select_related("received_by")
    newest = found.order_by("id").last()
    return newest.received_by if newest else None


def _next_number(region: Region) -> int:
    """The number of the next form; holds others off until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"form {region.key}"])
    return Delivery.objects.filter(region=region, origin=Delivery.Origin.FORM).count() + 1


def _slice(entry: Entry) -> actions.SliceRows:
    period, _ = ReferencePeriod.objects.get_or_create(
        region=entry.region,
        key=entry.period.key,
        defaults={
            "kind": entry.period.kind,
            "start": entry.period.start,
            "end": entry.period.end,
        },
    )
    value = np.nan if entry.new.value is None else entry.new.value
    return actions.SliceRows(
        entry.measure,
        entry.area.boundary_set,
        period,
        np.array([entry.area.id], dtype=np.int64),
        np.array([value]),
        np.array([entry.new.status]),
    )


def _source(measure: Measure) -> DataSource | None:
    """Where the measure came from last."""
    newest = (
        Slice.objects.filter(measure=measure, delivery__source__isnull=False)
        .select_related("delivery__source")
        .order_by("-delivery_id")
        .first()
    )
    return newest.delivery.source if newest else None
