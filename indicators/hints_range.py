"""Values far outside what their area's series has ever been."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from accounts.models import Region
from indicators.importing.periods import parse_period
from indicators.matching import Matched, Piece
from indicators.models import Measure, ReferencePeriod
from indicators.queries import COUNTING_SLICES
from spatial_units.importing.findings import Findings

FEWEST = 3  # earlier values make a series that can be left
FAR = 2  # so many times its own width beyond the series is far
LEAST_WIDTH = 0.2  # of the larger bound: a series that never moved may move this much
LEAST_COUNT = 10  # persons; a few more or fewer are nothing to ask about

# What a patch lies upon still widens the range: it is a hint, and no check.
_RANGES = f"""
    SELECT boundary_set_id,
           string_agg(int8send(area_id) || float8send(low) || float8send(high), '')
      FROM (SELECT c.boundary_set_id, v.area_id, min(v.value) AS low, max(v.value) AS high
              FROM ({COUNTING_SLICES}) c
              JOIN indicators_referenceperiod p ON p.id = c.period_id
              JOIN indicators_measurevalue v ON v.region_id = %(region)s AND v.slice_id = c.id
             WHERE p.kind = ANY(%(kinds)s) AND p.key <> ALL(%(keys)s) AND v.value IS NOT NULL
             GROUP BY c.boundary_set_id, v.area_id
            HAVING count(*) >= {FEWEST}) ranges
     GROUP BY boundary_set_id
"""
_RECORD = np.dtype([("area", ">i8"), ("low", ">f8"), ("high", ">f8")])


@dataclass(frozen=True)
class _Ranges:
    """(n,) each, ascending by area."""

    area: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def say_outside_earlier_range(
    region: Region, matched: Matched, measures: dict[str, Measure], findings: Findings
) -> None:
    """One warning for the whole file: how many values, and the first of them. Periods that the
    file itself delivers are not what it is measured by."""
    count, example = 0, None
    for key, of_measure in groupby(matched.pieces, key=lambda piece: piece.measure):
        pieces = list(of_measure)
        ranges = _ranges_of(region, pieces, measures[key])
        for piece in pieces:
            if piece.boundary_set not in ranges:
                continue
            found = _outside(piece, ranges[piece.boundary_set], measures[key])
            count += len(found)
            if len(found) and example is None:
                example = piece, int(found[0]), ranges[piece.boundary_set]
    if example is None:
        return
    piece, at, known = example
    areas = matched.lists[piece.boundary_set]
    place = int(np.flatnonzero(areas.ids == piece.area_ids[at])[0])
    within = int(np.searchsorted(known.area, piece.area_ids[at]))
    findings.warning(
        "upload_outside_range",
        count=count,
        measure=measures[piece.measure].name_de,
        area=f"{areas.codes[place]} {areas.names[place]}",
        period=piece.period,
        new=float(piece.values[at]),
        low=float(known.low[within]),
        high=float(known.high[within]),
    )


def _ranges_of(region: Region, pieces: Sequence[Piece], measure: Measure) -> dict[int, _Ranges]:
    """By boundary set."""
    keys = sorted({piece.period for piece in pieces})
    question: dict[str, Any] = {
        "region": region.id,
        "measures": [measure.id],
        "sets": sorted({piece.boundary_set for piece in pieces}),
        "kinds": sorted({parse_period(key).kind for key in keys}),
        "keys": keys,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RANGES, question)
        return {row[0]: _unpacked(row[1]) for row in cursor.fetchall()}


def _unpacked(packed: bytes) -> _Ranges:
    rows = np.sort(np.frombuffer(packed, dtype=_RECORD), order="area")
    return _Ranges(
        rows["area"].astype(np.int64),
        rows["low"].astype(np.float64),
        rows["high"].astype(np.float64),
    )


def _outside(piece: Piece, known: _Ranges, measure: Measure) -> NDArray[np.intp]:
    """Positions in the piece."""
    _, at, there = np.intersect1d(
        piece.area_ids, known.area, assume_unique=True, return_indices=True
    )
    new, low, high = piece.values[at], known.low[there], known.high[there]
    width = np.maximum(high - low, LEAST_WIDTH * np.maximum(np.abs(low), np.abs(high)))
    beyond = np.maximum(new - high, low - new)
    least = LEAST_COUNT if measure.kind == Measure.Kind.COUNT else 0
    far: NDArray[np.intp] = at[(beyond > FAR * width) & (beyond > least)]
    return far


def known_period_keys(region: Region, keys: Sequence[str]) -> dict[str, int]:
    """The numbers of those periods the region knows already."""
    found = ReferencePeriod.objects.filter(region=region, key__in=set(keys))
    return dict(found.values_list("key", "id"))
