"""Reading raw values: what counts now, as arrays in the order of the areas."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import ReferencePeriod
from spatial_units.queries import AreaList

# Of each delivery key the newest not withdrawn; of its slices the newest complete one per
# measure, boundary set and period, and the patches after it.
COUNTING_SLICES = """
    WITH counting AS (
        SELECT s.*, d.key AS delivery_key
          FROM indicators_slice s
          JOIN indicators_delivery d ON d.id = s.delivery_id
         WHERE s.region_id = %(region)s AND s.measure_id = %(measure)s
           AND s.boundary_set_id = ANY(%(sets)s)
           AND d.id = (SELECT max(n.id) FROM indicators_delivery n
                        WHERE n.region_id = d.region_id AND n.key = d.key
                          AND n.withdrawn_at IS NULL)
    )
    SELECT id, boundary_set_id, period_id, delivery_id, delivery_key
      FROM (SELECT c.*, max(delivery_id) FILTER (WHERE is_complete)
                        OVER (PARTITION BY boundary_set_id, period_id) AS newest_complete
              FROM counting c) marked
     WHERE delivery_id >= coalesce(newest_complete, 0)
"""
VALUES = f"""
    SELECT DISTINCT ON (c.boundary_set_id, c.period_id, v.area_id)
           c.boundary_set_id, c.period_id, v.area_id, v.value, v.obs_status, v.flags,
           c.delivery_key
      FROM ({COUNTING_SLICES}) c
      JOIN indicators_measurevalue v ON v.region_id = %(region)s AND v.slice_id = c.id
     ORDER BY c.boundary_set_id, c.period_id, v.area_id, c.delivery_id DESC
"""


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


def counting_values(region: Region, measure_id: int, lists: dict[int, AreaList]) -> MeasureSlices:
    """Every slice of a measure that counts now, on the given boundary sets (by id)."""
    rows = _rows(region, measure_id, list(lists))
    grouped: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0], row[1]].append(row[2:])
    places = {set_id: area_list.position for set_id, area_list in lists.items()}
    return {
        (set_id, period_id): _slice(found, places[set_id])
        for (set_id, period_id), found in grouped.items()
    }


def _rows(region: Region, measure_id: int, sets: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(VALUES, {"region": region.id, "measure": measure_id, "sets": sets})
        return list(cursor.fetchall())


def _slice(rows: list[tuple[Any, ...]], place: dict[int, int]) -> MeasureSlice:
    n = len(place)
    value = np.full(n, np.nan)
    status = np.full(n, "O", dtype="<U1")
    flags = np.zeros(n, dtype=np.int16)
    for area_id, number, obs_status, flag, _ in rows:
        at = place[area_id]
        value[at] = np.nan if number is None else number
        status[at] = obs_status
        flags[at] = flag
    return MeasureSlice(value, status, flags, ", ".join(sorted({row[4] for row in rows})))


def periods_of(region: Region) -> dict[int, ReferencePeriod]:
    return {period.id: period for period in ReferencePeriod.objects.filter(region=region)}
