"""Writing the corrections a region file declares: patches on top of the deliveries."""

from collections.abc import Iterator

import numpy as np

from indicators import actions
from indicators.models import Delivery
from region_files.deliveries import DeliveryStore, is_known
from region_files.schema import CorrectionSpec
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import BoundarySet

STATUS = {"missing": "O", "not_evaluated": "L", "not_applicable": "M", "suppressed": "Q"}

Cell = tuple[str, float | str]  # area code, and a number or why there is none


def correct(store: DeliveryStore, spec: CorrectionSpec) -> str:
    """Write one correction unless it counts already; its delivery key."""
    key = f"correction/{spec.key}"
    content_hash = actions.hash_of(spec.model_dump(mode="json"))
    if is_known(store.region, key, content_hash):
        return key
    slices = list(_patches(store, spec))
    if not has_errors(store.problems):
        actions.record_delivery(
            store.region,
            key,
            origin=Delivery.Origin.FILE,
            content_hash=content_hash,
            source=store.sources[spec.source],
            slices=slices,
            complete=False,
            recipe={"reason": spec.reason.model_dump()},
        )
        store.values_written += sum(len(part.values) for part in slices)
    return key


def _patches(store: DeliveryStore, spec: CorrectionSpec) -> Iterator[actions.SliceRows]:
    cells: dict[tuple[str, str], list[Cell]] = {}
    for row in spec.rows:
        for measure, value in row.values.items():
            cells.setdefault((row.period, measure), []).append((row.area, value))
    for (period_key, measure), found in cells.items():
        period = store.period(period_key)
        boundary_set = store.set_for(spec, period)
        if boundary_set is None:
            continue
        place_of = {code: at for at, code in enumerate(store.areas(boundary_set).codes)}
        _tell_unknown(store, spec, boundary_set, [c for c, _ in found if c not in place_of])
        known = [(place_of[code], value) for code, value in found if code in place_of]
        yield actions.SliceRows(
            store.measures[measure],
            boundary_set,
            period,
            store.areas(boundary_set).ids[[place for place, _ in known]],
            np.array([np.nan if isinstance(v, str) else v for _, v in known], dtype=float),
            np.array([STATUS[v] if isinstance(v, str) else "A" for _, v in known], dtype="<U1"),
        )


def _tell_unknown(
    store: DeliveryStore, spec: CorrectionSpec, boundary_set: BoundarySet, codes: list[str]
) -> None:
    if codes:
        facts: dict[str, str | int | float] = {
            "count": len(codes), "examples": ", ".join(codes[:5]), "set": boundary_set.key,
            "meant": "",
        }  # fmt: skip
        store.problems.append(Problem("unknown_area", Severity.ERROR, spec.key, facts=facts))
