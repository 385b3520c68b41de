"""Writing deliveries: raw, append-only, by COPY. Nothing is overwritten."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from accounts.models import Job, Region, User
from indicators import binary_copy
from indicators.importing.letters import octets_of
from indicators.importing.periods import parse_period
from indicators.models import (
    DataSource,
    Delivery,
    Measure,
    ReferencePeriod,
    Slice,
)
from spatial_units.models import Area, BoundarySet

BATCH_VALUES = 50_000  # that are written at once


@dataclass(frozen=True)
class SliceRows:
    """The values of one slice: (n,) area ids, values (NaN for gaps), status letters."""

    measure: Measure
    boundary_set: BoundarySet
    period: ReferencePeriod
    area_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    status: NDArray[np.str_]
    flags: NDArray[np.int16] | None = None


def one_at_a_time(region_key: str) -> None:
    """Whoever writes a region's raw values waits for the others, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"load {region_key}"])


def reference_period(region: Region, key: str) -> ReferencePeriod:
    """The row of a period, made where it is new."""
    (period,) = reference_periods(region, [key]).values()
    return period


def reference_periods(region: Region, keys: Iterable[str]) -> dict[str, ReferencePeriod]:
    """The rows of periods by their keys, made where they are new."""
    parsed = [parse_period(key) for key in sorted(set(keys))]
    rows = ReferencePeriod.objects.bulk_create(
        [
            ReferencePeriod(region=region, key=one.key, kind=one.kind, start=one.start, end=one.end)
            for one in parsed
        ],
        update_conflicts=True,
        unique_fields=["region", "key"],
        update_fields=["kind", "start", "end"],
    )
    return {row.key: row for row in rows}


def newest_delivery(region: Region, key: str) -> Delivery | None:
    """The delivery of this key that counts now."""
    return (
        Delivery.objects.filter(region=region, key=key, withdrawn_at=None).order_by("-id").first()
    )


def record_delivery(
    region: Region,
    key: str,
    *,
    origin: str,
    content_hash: str,
    slices: Sequence[SliceRows],
    complete: bool = True,
    source: DataSource | None = None,
    file_name: str = "",
    recipe: dict[str, Any] | None = None,
    by: User | None = None,
    job: Job | None = None,
) -> Delivery:
    """Write a delivery with all its slices and values; it counts instead of its forerunners."""
    delivery = Delivery.objects.create(
        region=region,
        key=key,
        origin=origin,
        content_hash=content_hash,
        source=source,
        file_name=file_name,
        recipe=recipe or {},
        received_by=by,
        job=job,
    )
    rows = Slice.objects.bulk_create(
        Slice(
            region=region,
            delivery=delivery,
            measure=part.measure,
            level_id=part.boundary_set.level_id,
            boundary_set=part.boundary_set,
            period=part.period,
            is_complete=complete,
        )
        for part in slices
    )
    _check_areas(slices)
    _copy_values(region, zip(rows, slices, strict=True))
    return delivery


def _copy_values(region: Region, parts: Iterable[tuple[Slice, SliceRows]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY indicators_measurevalue (region_id, slice_id, area_id, value, obs_status,"
            " conf_status, flags) FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        copy.write(binary_copy.HEAD)
        for batch in _batches(parts):
            for rows in _rows_to_copy(region.id, batch):
                copy.write(rows)
        copy.write(binary_copy.TAIL)


def _batches(
    parts: Iterable[tuple[Slice, SliceRows]],
) -> Iterator[list[tuple[Slice, SliceRows]]]:
    batch: list[tuple[Slice, SliceRows]] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part[1].values)
        if size >= BATCH_VALUES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _rows_to_copy(region_id: int, batch: list[tuple[Slice, SliceRows]]) -> Iterator[bytes]:
    """First the rows with a number, then those without."""
    rows = [part for _row, part in batch]
    slice_ids = np.repeat([row.id for row, _part in batch], [len(part.values) for part in rows])
    area_ids = np.concatenate([part.area_ids for part in rows]).astype(np.int64)
    values = np.concatenate([part.values for part in rows]).astype(np.float64)
    status = octets_of(np.concatenate([part.status for part in rows]))
    flags = np.concatenate([_flags(part) for part in rows]).astype(np.int16)
    measured = status == ord("A")
    for chosen in (measured, ~measured):
        if not chosen.any():
            continue
        yield binary_copy.encoded(
            [
                np.full(np.count_nonzero(chosen), region_id, dtype=np.int64),
                slice_ids[chosen].astype(np.int64),
                area_ids[chosen],
                values[chosen] if chosen is measured else None,
                status[chosen],
                np.where(status[chosen] == ord("Q"), ord("C"), ord("F")).astype(np.uint8),
                flags[chosen],
            ]
        )


def _flags(part: SliceRows) -> NDArray[np.int16]:
    return np.zeros(len(part.values), np.int16) if part.flags is None else part.flags


def _check_areas(slices: Sequence[SliceRows]) -> None:
    """Every value lies in an area of its slice's boundary set (instead of foreign keys)."""
    for set_id in {part.boundary_set.id for part in slices}:
        areas = Area.objects.filter(boundary_set_id=set_id).values_list("id", flat=True)
        here = [part.area_ids for part in slices if part.boundary_set.id == set_id]
        strays = np.setdiff1d(np.concatenate(here), np.array(areas, dtype=np.int64))
        assert not len(strays), f"{len(strays)} areas lie not in their boundary set"


def withdraw_deliveries(region: Region, keep: set[str], origin: str) -> list[str]:
    """Take back what is no longer declared; the raw values stay."""
    gone = Delivery.objects.filter(region=region, origin=origin, withdrawn_at=None).exclude(
        key__in=keep
    )
    keys = list(gone.values_list("key", flat=True))
    gone.update(withdrawn_at=timezone.now())
    return keys


def hash_of(*parts: Any) -> str:
    """A name for content: bytes as they are, everything else as ordered JSON."""
    digest = hashlib.sha256()
    for part in parts:
        plain = (
            part
            if isinstance(part, bytes)
            else json.dumps(part, sort_keys=True, default=str).encode()
        )
        digest.update(len(plain).to_bytes(8, "big") + plain)
    return digest.hexdigest()
