"""Taking one date of a measure back: nothing of it counts any more on a level, until it comes anew.

Raw is append-only, so this is a delivery like others: a complete one without any value. It stands
in front of what was delivered before, and taking *it* back (one row) brings the date back.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction

from accounts.actions import record
from accounts.models import Region, User
from indicators import actions
from indicators.index_inputs import inputs_of
from indicators.models import (
    CompositeIndex,
    Delivery,
    Measure,
    ReferencePeriod,
    Slice,
)
from indicators.queries import COUNTING_SLICES, VALUES
from indicators.recipes import periods_in
from indicators.withdrawing import ChangedMeanwhile, stamp_of
from spatial_units.models import BoundarySet, SpatialLevel

TAKEN_BACK = "date_taken_back"  # in the recipe of such a delivery

COUNTED = f"""
    SELECT boundary_set_id, period_id, count(value), count(*) FROM ({VALUES}) v
     GROUP BY boundary_set_id, period_id
"""
DECIDING = f"""
    SELECT boundary_set_id, period_id, max(delivery_id) FROM ({COUNTING_SLICES}) c
     GROUP BY boundary_set_id, period_id
"""


class NeededByAnIndex(Exception):
    """A composite index is made of this date; `args[0]` is the index."""


@dataclass(frozen=True)
class HeldDate:
    """A measure in one period on one boundary set as it counts now.

    `values` areas have a number, `gaps` a reason for having none. `delivery` is the last one
    that has a say; where it took the date back, there is nothing.
    """

    measure: Measure
    boundary_set: BoundarySet
    period: ReferencePeriod
    values: int
    gaps: int
    delivery: Delivery

    @property
    def level(self) -> SpatialLevel:
        return self.boundary_set.level

    @property
    def is_taken_back(self) -> bool:
        return TAKEN_BACK in self.delivery.recipe and not self.values + self.gaps


def dates_of(measure: Measure) -> list[HeldDate]:
    """Every date of a measure, the finest level first, of each the newest date first."""
    sets = BoundarySet.objects.filter(region=measure.region_id, is_current=True)
    known = {one.id: one for one in sets.select_related("level")}
    parameters = {
        "region": measure.region_id, "measures": [measure.id], "sets": list(known),
    }  # fmt: skip
    counted = {(row[0], row[1]): row[2:] for row in _rows(COUNTED, parameters)}
    deciding = {(row[0], row[1]): row[2] for row in _rows(DECIDING, parameters)}
    region = measure.region_id
    periods = ReferencePeriod.objects.filter(region=region).in_bulk(
        {period for _, period in deciding}
    )
    people = Delivery.objects.filter(region=region).select_related("received_by")
    deliveries = people.in_bulk(set(deciding.values()))
    found = []
    for (set_id, period_id), delivery_id in deciding.items():
        values, rows = counted.get((set_id, period_id), (0, 0))
        found.append(
            HeldDate(
                measure, known[set_id], periods[period_id], values, rows - values,
                deliveries[delivery_id],
            )
        )  # fmt: skip
    found.sort(key=lambda one: (one.period.end, one.period.start), reverse=True)
    return sorted(found, key=lambda one: one.level.position)


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def date_on(measure: Measure, level: SpatialLevel, period_key: str) -> list[HeldDate]:
    """The date on a level, one per boundary set; empty where nothing of it counts."""
    return [
        one
        for one in dates_of(measure)
        if one.level == level and one.period.key == period_key and not one.is_taken_back
    ]


def finer_levels(date: HeldDate) -> list[SpatialLevel]:
    """The finer levels with values of the same date: without its own, they are added up."""
    return [
        one.level
        for one in dates_of(date.measure)
        if one.period == date.period and one.values and one.level.position < date.level.position
    ]


def index_needing(dates: list[HeldDate]) -> CompositeIndex | None:
    """An index one of whose components this is: without it nothing could be released."""
    places = {(one.measure.key, one.boundary_set.key, one.period.key) for one in dates}
    for index in CompositeIndex.objects.filter(region=dates[0].measure.region_id):
        recipe = index.recipe
        needed = {
            (measure, recipe["boundary_set"], period)
            for measure in inputs_of(index)
            for period in periods_in(recipe)
        }
        if needed & places:
            return index
    return None


def take_back(dates: list[HeldDate], reason: str, seen: str, by: User) -> Delivery:
    """Write the empty delivery; `dates` are those of one level and period (`date_on`).

    Raises ChangedMeanwhile where the data may be another than was seen (`seen` is
    withdrawing.stamp_of then), NeededByAnIndex where an index would lose a component.
    """
    first = dates[0]
    region = first.measure.region
    with transaction.atomic():
        actions.one_at_a_time(region.key)
        if seen != stamp_of(region):
            raise ChangedMeanwhile
        if index := index_needing(dates):
            raise NeededByAnIndex(index)
        delivery = actions.record_delivery(
            region,
            f"date-{_next_number(region)}",
            origin=Delivery.Origin.FORM,
            content_hash=actions.hash_of(first.measure.key, first.level.key, first.period.key),
            slices=[_nothing(one) for one in dates],
            recipe={TAKEN_BACK: True, "remark": reason},
            by=by,
        )
        record(
            "date-taken-back",
            f"{first.measure.name_de}, {first.level.plural_de}, {first.period.key}",
            region,
            by,
            delivery=delivery.id,
            values=sum(one.values for one in dates),
            remark=reason,
        )
    return delivery


def _next_number(region: Region) -> int:
    return Delivery.objects.filter(region=region, recipe__has_key=TAKEN_BACK).count() + 1


def _nothing(of: HeldDate) -> actions.SliceRows:
    """A slice that is complete and holds no area."""
    return actions.SliceRows(
        of.measure,
        of.boundary_set,
        of.period,
        np.array([], dtype=np.int64),
        np.array([], dtype=np.float64),
        np.array([], dtype="<U1"),
    )


def measures_with_dates(region: Region) -> list[Measure]:
    """What was ever delivered, by name; what an index computes is left out."""
    delivered = Slice.objects.filter(region=region).exclude(
        delivery__origin=Delivery.Origin.COMPUTED
    )
    found = Measure.objects.filter(
        region=region, id__in=delivered.values("measure")
    ).select_related("region")
    return list(found.order_by("name_de", "key"))
