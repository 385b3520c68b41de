"""Composite indices: recipe and raw values in, a computed delivery out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.db import transaction

from accounts.models import Region
from indicators import actions, queries
from indicators.models import (
    CompositeIndex,
    Delivery,
    Flag,
    Indicator,
    Measure,
    ReferencePeriod,
)
from indicators.recipes import (
    components_of,
    finish_of,
    key_of,
    periods_in,
    results_of,
    rule_of,
    tree_of,
)
from indicators.statistics.arrays import FloatArray
from indicators.statistics.combining import NotPositive
from indicators.statistics.composite_index import IndexResult, composite_index
from indicators.statistics.formula import evaluate, measures_of, read_formula
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of

METHOD = "tree"
VERSION = 2


class IndexCannotBeComputed(Exception):
    """An input is not there, or no index can be made of it; the text says which, in German."""


@dataclass(frozen=True)
class Input:
    """A component in one period; (n_areas,) each, `usable` where no source calls it secret or
    not evaluated."""

    value: FloatArray
    usable: np.ndarray
    flags: np.ndarray


@dataclass(frozen=True)
class Edition:
    """An index in one period; `beside` is the other class of a group."""

    period: ReferencePeriod
    values: Mapping[str, FloatArray]
    result: IndexResult
    flags: np.ndarray
    beside: FloatArray | None


@transaction.atomic
def compute_index(index: CompositeIndex) -> Delivery:
    """Compute one index; the same inputs give the same delivery, which is then kept.

    Raises IndexCannotBeComputed.
    """
    recipe = index.recipe
    boundary_set = BoundarySet.objects.get(
        region=index.region, key=recipe["boundary_set"], is_current=True
    )
    areas = areas_of(boundary_set)
    inputs = _Inputs(index.region, areas)
    editions = [_edition(index, areas, inputs, key) for key in periods_in(recipe)]
    return _record(index, areas, editions)


def _edition(index: CompositeIndex, areas: AreaList, inputs: "_Inputs", key: str) -> Edition:
    recipe = index.recipe
    period = ReferencePeriod.objects.get(region=index.region, key=key)
    parts = {key_of(part): inputs.of(part, period) for part in components_of(recipe)}
    usable = np.all([part.usable for part in parts.values()], axis=0)
    values = {key: part.value for key, part in parts.items()}
    try:
        result = composite_index(
            tree_of(recipe, index.key),
            values,
            ~np.isin(areas.codes, recipe["exclude"]) & usable,
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
    return Edition(period, values, result, flags | Flag.COMPUTED, beside)


class _Inputs:
    """Reads each measure once for all periods."""

    def __init__(self, region: Region, areas: AreaList) -> None:
        self._region, self._areas = region, areas
        self._measures: dict[str, queries.MeasureSlices] = {}

    def of(self, part: Mapping[str, Any], period: ReferencePeriod) -> Input:
        if part.get("measure"):
            return self._joined([self._slice(part["measure"], period)], None)
        indicator = Indicator.objects.get(region=self._region, key=part["indicator"])
        formula = read_formula(indicator.definition["formula"])
        keys = measures_of(formula)
        found = [self._slice(key, period) for key in keys]
        values = {key: one.value for key, one in zip(keys, found, strict=True)}
        return self._joined(found, evaluate(formula, values))

    @staticmethod
    def _joined(found: list[queries.MeasureSlice], value: FloatArray | None) -> Input:
        return Input(
            value=found[0].value if value is None else value,
            usable=np.all([~np.isin(one.status, ["L", "Q"]) for one in found], axis=0),
            flags=np.bitwise_or.reduce([one.flags for one in found]),
        )

    def _slice(self, key: str, period: ReferencePeriod) -> queries.MeasureSlice:
        set_id = self._areas.boundary_set.id
        if key not in self._measures:
            measure = Measure.objects.get(region=self._region, key=key)
            lists = {set_id: self._areas}
            self._measures[key] = queries.counting_values(self._region, measure.id, lists)
        try:
            return self._measures[key][set_id, period.id]
        except KeyError:
            raise IndexCannotBeComputed(
                f"{key} hat auf {self._areas.boundary_set.key} zum {period.key} keine Werte"
            ) from None


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
    return edition.period.key.encode() + np.where(np.isnan(rows), -9e99, rows).tobytes()


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
