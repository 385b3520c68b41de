"""Reading raw values: what counts now, as arrays in the order of the areas."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import ReferencePeriod
from spatial_units.queries import AreaList

# Of each delivery key the newest that holds; of its slices the newest complete one per
# measure, boundary set and period, and the patches after it.
_COUNTING_SLICES = """
    WITH counting AS (
        SELECT s.*, d.key AS delivery_key
          FROM indicators_slice s
          JOIN indicators_delivery d ON d.id = s.delivery_id
         WHERE s.region_id = %(region)s AND s.measure_id = ANY(%(measures)s)
           AND s.boundary_set_id = ANY(%(sets)s)
           AND d.id = (SELECT max(n.id) FROM indicators_delivery n
                        WHERE n.region_id = d.region_id AND n.key = d.key
                          AND {holds})
    )
    SELECT id, measure_id, boundary_set_id, period_id, delivery_id, delivery_key
      FROM (SELECT c.*, max(delivery_id) FILTER (WHERE is_complete) OVER (
                        PARTITION BY measure_id, boundary_set_id, period_id) AS newest_complete
              FROM counting c) marked
     WHERE delivery_id >= coalesce(newest_complete, 0)
"""
_VALUES = """
    SELECT DISTINCT ON (c.measure_id, c.boundary_set_id, c.period_id, v.area_id)
           c.boundary_set_id, c.period_id, v.area_id, v.value, v.obs_status, v.flags,
           c.delivery_key, c.measure_id
      FROM ({slices}) c
      JOIN indicators_measurevalue v ON v.region_id = %(region)s AND v.slice_id = c.id
     ORDER BY c.measure_id, c.boundary_set_id, c.period_id, v.area_id, c.delivery_id DESC
"""
COUNTING_SLICES = _COUNTING_SLICES.format(holds="n.withdrawn_at IS NULL")
VALUES = _VALUES.format(slices=COUNTING_SLICES)
# What would count if the delivery `turned` were withdrawn, or no longer so.
VALUES_TURNED = _VALUES.format(
    slices=_COUNTING_SLICES.format(holds="(n.withdrawn_at IS NULL) <> (n.id = %(turned)s)")
)
# What counted at a moment.
VALUES_AS_OF = _VALUES.format(
    slices=_COUNTING_SLICES.format(
        holds="n.received_at <= %(as_of)s"
        " AND (n.withdrawn_at IS NULL OR n.withdrawn_at > %(as_of)s)"
    )
)


@dataclass(frozen=True)
class Reading:
    """One value, or None and the letter of ObsStatus that says why."""

    value: float | None
    status: str


@dataclass(frozen=True)
class MeasureSlice:
    """What a measure was in one period on one boundary set.

    (n_areas,) each, in the order of the area list: `value` NaN where `status` is not "A";
    `status` one letter of ObsStatus; `flags` a sum of Flag; `delivery` names where from.
    """

    value: NDArray[np.float64]
    status: NDArray[np.str_]
    flags: NDArray[np.int16]
    delivery: str


MeasureSlices = dict[tuple[int, int], MeasureSlice]  # by boundary set id and period id


def counting_values(
    region: Region,
    measure_id: int,
    lists: dict[int, AreaList],
    as_of: datetime.datetime | None = None,
) -> MeasureSlices:
    """Every slice of a measure that counts now (or counted then), on the given boundary sets
    (by id)."""
    rows = _rows(region, measure_id, list(lists), as_of)
    grouped: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0], row[1]].append(row[2:])
    places = {set_id: area_list.position for set_id, area_list in lists.items()}
    return {
        (set_id, period_id): _slice(found, places[set_id])
        for (set_id, period_id), found in grouped.items()
    }


def counting_value(
    region: Region, measure_id: int, boundary_set_id: int, period_key: str, area_id: int
) -> tuple[Reading, str] | None:
    """What a measure is in one area and period, and the key of the delivery that says so.

    None where no delivery that counts speaks of the area.
    """
    statement = f"""
        SELECT v.value, v.obs_status, v.delivery_key FROM ({VALUES}) v
          JOIN indicators_referenceperiod p ON p.id = v.period_id
         WHERE p.key = %(period)s AND v.area_id = %(area)s
    """
    parameters: dict[str, Any] = {
        "region": region.id,
        "measures": [measure_id],
        "sets": [boundary_set_id],
        "period": period_key,
        "area": area_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.fetchone()
    return (Reading(found[0], found[1]), found[2]) if found else None


def _rows(
    region: Region, measure_id: int, sets: list[int], as_of: datetime.datetime | None
) -> list[tuple[Any, ...]]:
    asked: dict[str, Any] = {
        "region": region.id,
        "measures": [measure_id],
        "sets": sets,
        "as_of": as_of,
    }
    with connection.cursor() as cursor:
        cursor.execute(VALUES_AS_OF if as_of else VALUES, asked)
        return list(cursor.fetchall())


def _slice(rows: list[tuple[Any, ...]], place: dict[int, int]) -> MeasureSlice:
    n = len(place)
    value = np.full(n, np.nan)
    status = np.full(n, "O", dtype="<U1")
    flags = np.zeros(n, dtype=np.int16)
    for area_id, number, obs_status, flag, *_ in rows:
        at = place[area_id]
        value[at] = np.nan if number is None else number
        status[at] = obs_status
        flags[at] = flag
    return MeasureSlice(value, status, flags, ", ".join(sorted({row[4] for row in rows})))


def periods_of(region: Region) -> dict[int, ReferencePeriod]:
    return {period.id: period for period in ReferencePeriod.objects.filter(region=region)}
