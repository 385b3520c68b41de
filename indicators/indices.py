"""Composite indices: recipe and raw values in, a computed delivery out."""

from dataclasses import asdict
from typing import Any

import numpy as np
from django.db import transaction

from accounts.models import Region
from indicators import actions, queries
from indicators.models import CompositeIndex, Delivery, Flag, Measure, ReferencePeriod
from indicators.statistics.composite_index import (
    ClassRule,
    Component,
    IndexResult,
    z_sum_index,
)
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of

METHOD = "z-sum"
VERSION = 1


class IndexCannotBeComputed(Exception):
    """An input is not there; the text says which."""


@transaction.atomic
def compute_index(index: CompositeIndex) -> Delivery:
    """Compute one index; the same inputs give the same delivery, which is then kept."""
    recipe = index.recipe
    region = index.region
    boundary_set = BoundarySet.objects.get(
        region=region, key=recipe["boundary_set"], is_current=True
    )
    period = ReferencePeriod.objects.get(region=region, key=recipe["period"])
    areas = areas_of(boundary_set)
    inputs = [_input(region, areas, period, part["measure"]) for part in recipe["components"]]
    values = np.array([found.value for found in inputs])
    included = ~np.isin(areas.codes, recipe["exclude"]) & _evaluated(inputs)
    result = z_sum_index(
        values,
        included,
        [Component(p["measure"], p["direction"], p["weight"]) for p in recipe["components"]],
        ddof=recipe["ddof"],
        rule=_rule(recipe),
        restandardise=recipe["restandardise"],
        missing=recipe["missing"],
    )
    flags = np.bitwise_or.reduce([found.flags & Flag.CONVERTED for found in inputs])
    return _record(index, boundary_set, period, areas, values, result, flags | Flag.COMPUTED)


def _input(
    region: Region, areas: AreaList, period: ReferencePeriod, key: str
) -> queries.MeasureSlice:
    measure = Measure.objects.get(region=region, key=key)
    found = queries.counting_values(region, measure.id, {areas.boundary_set.id: areas})
    try:
        return found[areas.boundary_set.id, period.id]
    except KeyError:
        raise IndexCannotBeComputed(
            f"{key} hat auf {areas.boundary_set.key} zum {period.key} keine Werte"
        ) from None


def _evaluated(inputs: list[queries.MeasureSlice]) -> np.ndarray:
    """Areas no source calls 'not evaluated' or secret."""
    usable = [~np.isin(found.status, ["L", "M", "Q"]) for found in inputs]
    return np.asarray(np.all(usable, axis=0))


def _rule(recipe: dict[str, Any]) -> ClassRule:
    sides = recipe["right_closed"]
    return ClassRule(
        cuts=tuple(recipe["cuts"]),
        codes=tuple(str(part["value"]) for part in recipe["classes"]),
        right_closed=sides if isinstance(sides, bool) else tuple(sides),
    )


def _record(
    index: CompositeIndex,
    boundary_set: BoundarySet,
    period: ReferencePeriod,
    areas: AreaList,
    values: np.ndarray,
    result: IndexResult,
    flags: np.ndarray,
) -> Delivery:
    region, key = index.region, f"index/{index.key}"
    inputs = np.where(np.isnan(values), -9e99, values).tobytes()
    content_hash = actions.hash_of(METHOD, VERSION, index.recipe, areas.codes, inputs)
    known = actions.newest_delivery(region, key)
    if known and known.content_hash == content_hash:
        return known
    codes = np.array([part["value"] for part in index.recipe["classes"]] + [np.nan], dtype=float)
    evaluated = ~np.isnan(result.score)
    status = np.where(evaluated, "A", "L")
    class_values = codes[result.class_index]
    return actions.record_delivery(
        region,
        key,
        origin=Delivery.Origin.COMPUTED,
        content_hash=content_hash,
        recipe=index.recipe | _account(areas, result),
        slices=[
            actions.SliceRows(
                Measure.objects.get(region=region, key=index.recipe[target]),
                boundary_set, period, areas.ids, numbers,
                np.where(np.isnan(numbers), "L", status),
                flags,
            )
            for target, numbers in (("score", result.score), ("class_measure", class_values))
        ],
    )  # fmt: skip


def _account(areas: AreaList, result: IndexResult) -> dict[str, Any]:
    """What a reader needs to check the result: method, n, who was left out, moments."""
    return {
        "method": METHOD,
        "version": VERSION,
        "n": int(result.evaluated.sum()),
        "left_out": [
            code for code, used in zip(areas.codes, result.evaluated, strict=True) if not used
        ],
        "mean": _without_gaps(result.mean),
        "deviation": _without_gaps(result.deviation),
        "dropped_components": list(result.dropped_components),
        "warnings": [asdict(note) for note in result.warnings],
    }


def _without_gaps(numbers: np.ndarray) -> list[float | None]:
    return [None if np.isnan(number) else number for number in numbers.tolist()]
