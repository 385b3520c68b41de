"""Composite indices: recipe and raw values in, a computed delivery out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.db import transaction

from indicators import actions
from indicators.index_values import IndexCannotBeComputed as IndexCannotBeComputed
from indicators.index_values import Inputs
from indicators.models import CompositeIndex, Delivery, Flag, Measure, ReferencePeriod
from indicators.recipes import (
    Recipe,
    components_of,
    finish_of,
    key_of,
    periods_in,
    results_of,
    rule_of,
    tree_of,
)
from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.combining import NotPositive
from indicators.statistics.composite_index import IndexResult, composite_index
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of

METHOD = "tree"
VERSION = 2


@dataclass(frozen=True)
class Edition:
    """An index in one period; (n_areas,) each: `flags`, `few` of areas with too few people,
    `usable` of those no source calls secret or not evaluated; `beside` is the other class of a
    group."""

    period: ReferencePeriod
    values: Mapping[str, FloatArray]
    result: IndexResult
    flags: np.ndarray
    few: BoolArray
    usable: BoolArray
    beside: FloatArray | None


@transaction.atomic
def compute_index(index: CompositeIndex) -> Delivery:
    """Compute one index; the same inputs give the same delivery, which is then kept.

    Raises IndexCannotBeComputed.
    """
    return _record(index, *reckoned(index))


def reckoned(index: CompositeIndex) -> tuple[AreaList, list[Edition]]:
    """What an index comes to, period by period; nothing is written, the row may be unsaved.

    Raises IndexCannotBeComputed.
    """
    boundary_set = BoundarySet.objects.get(
        region=index.region, key=index.recipe["boundary_set"], is_current=True
    )
    areas = areas_of(boundary_set)
    inputs = Inputs(index.region, areas)
    return areas, [_edition(index, areas, inputs, key) for key in periods_in(index.recipe)]


def _edition(index: CompositeIndex, areas: AreaList, inputs: Inputs, key: str) -> Edition:
    recipe = index.recipe
    period = ReferencePeriod.objects.get(region=index.region, key=key)
    parts = {key_of(part): inputs.of(part, period) for part in components_of(recipe)}
    usable = np.all([part.usable for part in parts.values()], axis=0)
    values = {key: part.value for key, part in parts.items()}
    few = _few_people(recipe, inputs, period, usable.shape)
    try:
        result = composite_index(
            tree_of(recipe, index.key),
            values,
            ~np.isin(areas.codes, recipe["exclude"]) & usable & ~few,
            finish=finish_of(recipe),
            rule=rule_of(recipe),
            missing=recipe["missing"],
        )
    except NotPositive as how:
        raise IndexCannotBeComputed(
            f"zum {key} ist ein Teil 0 oder negativ, und davon gibt es kein Mittel ({how})"
        ) from how
    flags = np.bitwise_or.reduce([part.flags & Flag.CONVERTED for part in parts.values()])
    group = recipe.get("group")
    beside = inputs.of({"measure": group["beside"]}, period).value if group else None
    return Edition(period, values, result, flags | Flag.COMPUTED, few, usable, beside)


def _few_people(
    recipe: Recipe, inputs: Inputs, period: ReferencePeriod, shape: tuple[int, ...]
) -> BoolArray:
    """Too few for the recipe, or a number that is not known."""
    people = recipe.get("minimum_population")
    if not people:
        return np.zeros(shape, dtype=bool)
    return np.asarray(~(inputs.of(people, period).value >= people["least"]))


def _record(index: CompositeIndex, areas: AreaList, editions: list[Edition]) -> Delivery:
    region, key = index.region, f"index/{index.key}"
    content_hash = actions.hash_of(
        METHOD, VERSION, index.recipe, areas.codes, *(_bits(one) for one in editions)
    )
    known = actions.newest_delivery(region, key)
    if known and known.content_hash == content_hash:
        return known
    accounts = {one.period.key: _account(areas, one.result) for one in editions}
    account = next(iter(accounts.values())) if len(editions) == 1 else {"editions": accounts}
    return actions.record_delivery(
        region,
        key,
        origin=Delivery.Origin.COMPUTED,
        content_hash=content_hash,
        recipe=index.recipe | {"method": METHOD, "version": VERSION} | account,
        slices=[rows for one in editions for rows in _slices(index, areas, one)],
    )


def _bits(edition: Edition) -> bytes:
    beside = [] if edition.beside is None else [edition.beside]
    rows = np.array([edition.values[key] for key in sorted(edition.values)] + beside)
    few = edition.few.tobytes() if edition.few.any() else b""
    return edition.period.key.encode() + np.where(np.isnan(rows), -9e99, rows).tobytes() + few


def _slices(index: CompositeIndex, areas: AreaList, one: Edition) -> list[actions.SliceRows]:
    result = one.result
    codes = np.array([part["value"] for part in index.recipe["classes"]] + [np.nan], dtype=float)
    classes = codes[result.class_index]
    numbers = {
        "score": result.score,
        "class_measure": classes,
        "rank": result.rank,
        "group": classes if one.beside is None else 10 * classes + one.beside,
        **result.domains,
    }
    return [
        actions.SliceRows(
            Measure.objects.get(region=index.region, key=measure),
            areas.boundary_set, one.period, areas.ids, numbers[what],
            np.where(np.isnan(numbers[what]), "L", "A"),
            one.flags,
        )
        for what, measure in results_of(index.recipe).items()
    ]  # fmt: skip


def _account(areas: AreaList, result: IndexResult) -> dict[str, Any]:
    """What a reader needs to check the result: n, who was left out, moments."""
    return {
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
