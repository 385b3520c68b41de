"""Where a measure's value in one area comes from: every delivery that speaks of it, newest first.

These are raw numbers; who may look at them is for the page to decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, Region, User
from indicators.models import (
    CompositeIndex,
    Delivery,
    Indicator,
    Measure,
    MeasureValue,
    ReferencePeriod,
    Slice,
)
from indicators.queries import COUNTING_SLICES, Reading
from indicators.recipes import results_of
from indicators.statistics.formula import measures_of, read_formula
from indicators.withdrawing_dates import TAKEN_BACK
from spatial_units.models import Area, BoundarySet, SpatialLevel

COUNTS, PATCHED, SILENT, EMPTIES, REPLACED, WITHDRAWN = (
    "counts", "patched", "silent", "empties", "replaced", "withdrawn",
)  # fmt: skip
STATES: dict[str, str | Promise] = {
    COUNTS: _("counts"),
    PATCHED: _("corrected by a later delivery"),
    SILENT: _("has no value for this area"),
    EMPTIES: _("takes the date back"),
    REPLACED: _("replaced by a newer one"),
    WITHDRAWN: _("taken back"),
}


@dataclass(frozen=True)
class Step:
    """What one delivery says of the area; `reading` None where it holds no row for it.

    `state` is a key of STATES, `flags` a sum of indicators.models.Flag. `withdrawn_by` None:
    not withdrawn, or nobody knows who did it.
    """

    delivery: Delivery
    state: str
    is_patch: bool
    reading: Reading | None
    flags: int
    withdrawn_by: User | None

    @property
    def state_label(self) -> str:
        return str(STATES[self.state])

    @property
    def is_computed(self) -> bool:
        return self.delivery.origin == Delivery.Origin.COMPUTED


@dataclass(frozen=True)
class Elsewhere:
    """Where the deliveries of a measure lie that has none on the asked level.

    `areas`: those of that set that lie in the area, by code; empty where none is known to.
    """

    level: SpatialLevel
    boundary_set: BoundarySet
    areas: list[Area]


def chain_of(measure: Measure, area: Area, period: ReferencePeriod) -> list[Step]:
    """All deliveries of the measure for the area's boundary set and period, newest first."""
    slices = list(
        Slice.objects.filter(
            region=area.region_id,
            measure=measure,
            boundary_set=area.boundary_set_id,
            period=period,
        )
        .select_related("delivery__source", "delivery__received_by")
        .order_by("-delivery_id")
    )
    rows = MeasureValue.objects.filter(
        slice_id__in=[one.id for one in slices], area_id=area.id, region_id=area.region_id
    )
    values = {row.slice_id: row for row in rows}
    counting = _counting(measure, area, period)
    people = _who_withdrew(area.region_id, [one.delivery_id for one in slices])
    deciding = next((one.id for one in slices if one.id in counting and one.id in values), None)
    return [
        Step(
            delivery=one.delivery,
            state=_state(one, counting, values, deciding),
            is_patch=not one.is_complete,
            reading=_reading(values.get(one.id)),
            flags=values[one.id].flags if one.id in values else 0,
            withdrawn_by=people.get(one.delivery_id),
        )
        for one in slices
    ]


def _counting(measure: Measure, area: Area, period: ReferencePeriod) -> set[int]:
    """Ids of the slices from which today's value is taken."""
    parameters: dict[str, Any] = {
        "region": area.region_id, "measures": [measure.id], "sets": [area.boundary_set_id],
        "period": period.id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({COUNTING_SLICES}) c WHERE period_id = %(period)s", parameters
        )
        return {row[0] for row in cursor.fetchall()}


def _state(
    of: Slice, counting: set[int], values: dict[int, MeasureValue], deciding: int | None
) -> str:
    if of.delivery.withdrawn_at is not None:
        return WITHDRAWN
    if of.id not in counting:
        return REPLACED
    if of.id not in values:
        return EMPTIES if TAKEN_BACK in of.delivery.recipe else SILENT
    return COUNTS if of.id == deciding else PATCHED


def _reading(row: MeasureValue | None) -> Reading | None:
    return Reading(row.value, row.obs_status) if row else None


def _who_withdrew(region_id: int, deliveries: list[int]) -> dict[int, User]:
    """By delivery: who took it back last."""
    entries = AuditEntry.objects.filter(
        region=region_id, action="delivery-withdrawn", detail__delivery__in=deliveries
    )
    found = entries.select_related("user").order_by("id")
    return {entry.detail["delivery"]: entry.user for entry in found if entry.user}


def elsewhere(measure: Measure, area: Area, period: ReferencePeriod) -> list[Elsewhere]:
    """The boundary sets on which the measure was delivered for the period, the finest first."""
    sets = BoundarySet.objects.filter(
        region=area.region_id,
        id__in=Slice.objects.filter(
            region=area.region_id, measure=measure, period=period, delivery__withdrawn_at=None
        ).values("boundary_set"),
    ).exclude(id=area.boundary_set_id)
    found = sets.select_related("level").order_by("level__position", "valid_during")
    return [Elsewhere(one.level, one, _within(one, area)) for one in found]


def _within(boundary_set: BoundarySet, area: Area) -> list[Area]:
    inside = Area.objects.filter(boundary_set=boundary_set, parents__parent=area)
    return list(inside.defer("geometry").distinct().order_by("code"))


def measures_behind(indicator: Indicator) -> list[Measure]:
    """The measures of an indicator's formula, in its order."""
    keys = measures_of(read_formula(indicator.definition["formula"]))
    found = {
        one.key: one for one in Measure.objects.filter(region=indicator.region_id, key__in=keys)
    }
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def indicators_made_of(region: Region, measures: Iterable[str]) -> list[Indicator]:
    """The indicators whose formula names one of the measures (keys), in the catalogue's order."""
    wanted = set(measures)
    indicators = Indicator.objects.filter(region=region).select_related("topic")
    return [
        one
        for one in indicators.order_by("topic__position", "position")
        if wanted & set(measures_of(read_formula(one.definition["formula"])))
    ]


def index_of(measure: Measure) -> CompositeIndex | None:
    """The composite index that computes a measure."""
    for index in CompositeIndex.objects.filter(region=measure.region_id):
        if measure.key in results_of(index.recipe).values():
            return index
    return None
