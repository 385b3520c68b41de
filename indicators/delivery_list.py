"""The deliveries of a region as the desk lists them: what came, from whom, and does it count."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from indicators.models import Delivery, Measure, MeasureValue, ReferencePeriod, Slice
from spatial_units.models import SpatialLevel

STATES: dict[str, str | Promise] = {
    "counts": _("counts"),
    "replaced": _("replaced by a newer one"),
    "withdrawn": _("taken back"),
}


@dataclass(frozen=True)
class DeliveryRow:
    """A delivery with what it brought. `state` is a key of STATES."""

    delivery: Delivery
    state: str
    measures: list[Measure]
    periods: list[ReferencePeriod]
    levels: list[SpatialLevel]

    @property
    def state_label(self) -> str:
        return str(STATES[self.state])

    @property
    def is_from_region_file(self) -> bool:
        return self.delivery.origin == Delivery.Origin.FILE


def deliveries_of(region: Region) -> QuerySet[Delivery]:
    """What people and files brought, newest first; what was computed here is left out."""
    return (
        Delivery.objects.filter(region=region)
        .exclude(origin=Delivery.Origin.COMPUTED)
        .select_related("source", "received_by")
        .order_by("-id")
    )


def rows_of(region: Region, deliveries: list[Delivery]) -> list[DeliveryRow]:
    """One row each, in the same order; four queries however many there are."""
    contents = _contents(deliveries)
    measures = Measure.objects.filter(region=region).in_bulk(_named(contents, "of"))
    periods = ReferencePeriod.objects.filter(region=region).in_bulk(_named(contents, "at"))
    levels = SpatialLevel.objects.filter(region=region).in_bulk(_named(contents, "on"))
    counting = set(
        Delivery.objects.filter(
            region=region, key__in={delivery.key for delivery in deliveries}, withdrawn_at=None
        )
        .values("key")
        .annotate(newest=Max("id"))
        .values_list("newest", flat=True)
    )
    nothing: dict[str, list[int]] = {"of": [], "at": [], "on": []}
    return [
        DeliveryRow(
            delivery,
            _state(delivery, counting),
            sorted((measures[i] for i in found["of"]), key=lambda measure: measure.name_de),
            sorted((periods[i] for i in found["at"]), key=lambda period: period.end),
            sorted((levels[i] for i in found["on"]), key=lambda level: level.position),
        )
        for delivery in deliveries
        for found in [contents.get(delivery.id, nothing)]
    ]


def _named(contents: dict[int, dict[str, list[int]]], what: str) -> set[int]:
    return {i for found in contents.values() for i in found[what]}


def _contents(deliveries: list[Delivery]) -> dict[int, dict[str, Any]]:
    found = (
        Slice.objects.filter(delivery__in=deliveries)
        .values("delivery")
        .annotate(
            of=ArrayAgg("measure", distinct=True),
            at=ArrayAgg("period", distinct=True),
            on=ArrayAgg("level", distinct=True),
        )
    )
    return {row["delivery"]: dict(row) for row in found}


def _state(delivery: Delivery, counting: set[int]) -> str:
    if delivery.withdrawn_at is not None:
        return "withdrawn"
    return "counts" if delivery.id in counting else "replaced"


def size_of(delivery: Delivery) -> dict[str, int]:
    """How many values a delivery holds, and in how many areas."""
    slices = list(Slice.objects.filter(delivery=delivery).values_list("id", flat=True))
    values = MeasureValue.objects.filter(region_id=delivery.region_id, slice_id__in=slices)
    return values.aggregate(values=Count("*"), areas=Count("area_id", distinct=True))
