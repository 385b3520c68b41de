"""Composite indices: recipe and raw values in, a computed delivery out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.db import transaction

from indicators import actions, note_words
from indicators.dependencies import STATE, input_state, is_made_of
from indicators.index_inputs import formulas_in, inputs_of
from indicators.index_reading import Given, IndexCannotBeComputed, Inputs
from indicators.index_summaries import summary_slices
from indicators.models import (
    CompositeIndex,
    Delivery,
    Flag,
    Measure,
    ReferencePeriod,
)
from indicators.recipes import (
    Recipe,
    components_of,
    finish_of,
    key_of,
    own_results_of,
    periods_in,
    rule_of,
    summaries_in,
    tree_of,
)
from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.composite_index import IndexResult, composite_index
from indicators.statistics.notes import Refused
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
    above: Sequence[actions.SliceRows]
    beside: FloatArray | None


@transaction.atomic
def compute_index(index: CompositeIndex) -> Delivery:
    """Compute one index; the same inputs give the same delivery, which is then kept.

    Where nothing it is made of changed, nothing is computed. Raises IndexCannotBeComputed.
    """
    recipe = index.recipe
    state = input_state(index.region, inputs_of(index), METHOD, VERSION, recipe, formulas_in(index))
    known = actions.newest_delivery(index.region, f"index/{index.key}")
    if known and is_made_of(known, state):
        return known
    return _record(index, *reckoned(index), state)


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


def reckoned_without(
    index: CompositeIndex, period: str, codes: Sequence[str], given: Given
) -> list[actions.SliceRows]:
    """What an index comes to in one period without some areas; nothing is written.

    `given` takes the place of what is stored. Raises IndexCannotBeComputed.
    """
    boundary_set = BoundarySet.objects.get(
        region=index.region, key=index.recipe["boundary_set"], is_current=True
    )
    areas = areas_of(boundary_set)
    inputs = Inputs(index.region, areas, given)
    return _slices(index, areas, _edition(index, areas, inputs, period, codes))


def _edition(
    index: CompositeIndex, areas: AreaList, inputs: Inputs, key: str, without: Sequence[str] = ()
) -> Edition:
    recipe = index.recipe
    period = ReferencePeriod.objects.get(region=index.region, key=key)
    try:
        parts = {key_of(part): inputs.of(part, period) for part in components_of(recipe)}
        usable = np.all([part.usable for part in parts.values()], axis=0)
        values = {key: part.value for key, part in parts.items()}
        few = _few_people(recipe, inputs, period, usable.shape)
        result = composite_index(
            tree_of(recipe, index.key),
            values,
            ~np.isin(areas.codes, [*recipe["exclude"], *without]) & usable & ~few,
            finish=finish_of(recipe),
            rule=rule_of(recipe),
            missing=recipe["missing"],
        )
    except Refused as reason:
        told = note_words.say(reason.note, "de").rstrip(".")
        raise IndexCannotBeComputed(f"zum {key}: {told}") from reason
    flags = np.bitwise_or.reduce([part.flags & Flag.CONVERTED for part in parts.values()])
    above = [
        rows
        for wish in summaries_in(recipe)
        for rows in summary_slices(index.region, inputs, wish, period, result.score)
    ]
    group = recipe.get("group")
    beside = inputs.of({"measure": group["beside"]}, period).value if group else None
    return Edition(period, values, result, flags | Flag.COMPUTED, few, usable, above, beside)


def _few_people(
    recipe: Recipe, inputs: Inputs, period: ReferencePeriod, shape: tuple[int, ...]
) -> BoolArray:
    """Too few for the recipe, or a number that is not known."""
    people = recipe.get("minimum_population")
    if not people:
        return np.zeros(shape, dtype=bool)
    return np.asarray(~(inputs.of(people, period).value >= people["least"]))


def _record(
    index: CompositeIndex, areas: AreaList, editions: list[Edition], state: str
) -> Delivery:
    region, key = index.region, f"index/{index.key}"
    content_hash = actions.hash_of(
        METHOD, VERSION, index.recipe, areas.codes, *(_bits(one) for one in editions)
    )
    known = actions.newest_delivery(region, key)
    if known and known.content_hash == content_hash:
        known.recipe |= {STATE: state}  # the same values, delivered anew
        known.save(update_fields=["recipe"])
        return known
    accounts = {one.period.key: _account(areas, one.result) for one in editions}
    account = next(iter(accounts.values())) if len(editions) == 1 else {"editions": accounts}
    return actions.record_delivery(
        region,
        key,
        origin=Delivery.Origin.COMPUTED,
        content_hash=content_hash,
        recipe=index.recipe | {"method": METHOD, "version": VERSION, STATE: state} | account,
        slices=[rows for one in editions for rows in _slices(index, areas, one)],
    )


def _bits(edition: Edition) -> bytes:
    beside = [] if edition.beside is None else [edition.beside]
    rows = np.array([edition.values[key] for key in sorted(edition.values)] + beside)
    above = [one.values for one in edition.above]
    few = [edition.few] if edition.few.any() else []
    return edition.period.key.encode() + b"".join(
        np.where(np.isnan(one), -9e99, one).tobytes() for one in (rows, *above, *few)
    )


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
        for what, measure in own_results_of(index.recipe).items()
    ] + [*one.above]  # fmt: skip


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
    } | _found_in_the_data(areas, result)


def _found_in_the_data(areas: AreaList, result: IndexResult) -> dict[str, Any]:
    """Where values decided: weights by domain, and what was done with outliers."""
    outliers = {
        key: {
            "how": one.how,
            "areas": [code for code, is_so in zip(areas.codes, one.changed, strict=True) if is_so],
        }
        for key, one in result.treated.items()
    }
    principal = {
        key: asdict(one) | {"kmo": None if math.isnan(one.kmo) else one.kmo}
        for key, one in result.principal.items()
    }
    return {key: told for key, told in (("outliers", outliers), ("principal", principal)) if told}


def _without_gaps(numbers: np.ndarray) -> list[float | None]:
    return [None if np.isnan(number) else number for number in numbers.tolist()]
