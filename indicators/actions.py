"""Writing deliveries: raw, append-only, by COPY. Nothing is overwritten."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import (
    DataSource,
    Delivery,
    Measure,
    ReferencePeriod,
    Slice,
)
from spatial_units.models import BoundarySet

# COPY text: no value is \N; flags and confidentiality start at their defaults
ROW = "{region}\t{slice}\t{area}\t{value}\t{status}\t{conf}\t{flags}\n"


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
    _copy_values(region, zip(rows, slices, strict=True))
    _check_areas(region, rows)
    return delivery


def _copy_values(region: Region, parts: Iterable[tuple[Slice, SliceRows]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY indicators_measurevalue (region_id, slice_id, area_id, value, obs_status,"
            " conf_status, flags) FROM STDIN"
        ) as copy,
    ):
        for row, part in parts:
            copy.write(_copy_text(region.id, row.id, part))


def _copy_text(region_id: int, slice_id: int, part: SliceRows) -> str:
    flags = part.flags if part.flags is not None else np.zeros(len(part.values), dtype=np.int16)
    return "".join(
        ROW.format(
            region=region_id,
            slice=slice_id,
            area=area,
            value=repr(value) if status == "A" else r"\N",
            status=status,
            conf="C" if status == "Q" else "F",
            flags=flag,
        )
        for area, value, status, flag in zip(
            part.area_ids.tolist(),
            part.values.tolist(),
            part.status.tolist(),
            flags.tolist(),
            strict=True,
        )
    )


def _check_areas(region: Region, slices: Sequence[Slice]) -> None:
    """Every value lies in an area of its slice's boundary set (instead of foreign keys)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM indicators_measurevalue v"
            " JOIN indicators_slice s ON s.id = v.slice_id"
            " LEFT JOIN spatial_units_area a ON a.id = v.area_id"
            "      AND a.boundary_set_id = s.boundary_set_id"
            " WHERE v.region_id = %s AND v.slice_id = ANY(%s) AND a.id IS NULL",
            [region.id, [row.id for row in slices]],
        )
        (strays,) = cursor.fetchone()
    assert strays == 0, f"{strays} values lie in no area of their boundary set"


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
