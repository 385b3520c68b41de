"""Measures taken from a layer of points: how many lie in each area, or what they add up to.

In which areas a point lies was found out when the layer was stored (spatial_units/layers.py). A
layer covers its region, so an area without points is a true 0.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import brotli
import numpy as np
from django.db import transaction
from django.utils import timezone

from accounts.models import Region
from indicators import actions
from indicators.dependencies import STATE, is_made_of, measures_of_layers
from indicators.importing.numbers import parse_numbers
from indicators.models import Delivery, Flag, Measure
from indicators.statistics.arrays import FloatArray
from spatial_units.models import BoundarySet, Containment, MapLayer
from spatial_units.queries import AreaList, areas_of

METHOD = "layer"
VERSION = 1


class LayerCannotBeCounted(Exception):
    """The layer lacks what the measure names; says it."""


@dataclass(frozen=True)
class Points:
    """The points a measure takes: (n,) `amounts`, 1 where they are counted, NaN where a point has
    no number; `areas` by key of a boundary set, none where a point lies outside."""

    names: list[str]
    amounts: FloatArray
    areas: list[dict[str, list[str]]]

    def per_area(self, areas: AreaList) -> FloatArray:
        """(n_areas,) sums; NaN where a point in the area has no number."""
        at = {code: place for place, code in enumerate(areas.codes)}
        places = np.array([at.get(code, -1) for code in self._codes(areas.boundary_set)], dtype=int)
        inside = places >= 0
        totals = np.bincount(places[inside], self.amounts[inside], minlength=len(areas.codes))
        return np.asarray(totals, dtype=np.float64)

    def outside(self, boundary_set: BoundarySet) -> list[str]:
        """Names of the points that lie in none of its areas."""
        codes = self._codes(boundary_set)
        return [name for name, code in zip(self.names, codes, strict=True) if not code]

    def without_number(self) -> list[str]:
        """Names of the points whose number is missing or no number: their areas get no value."""
        return [self.names[at] for at in np.flatnonzero(np.isnan(self.amounts))]

    def _codes(self, boundary_set: BoundarySet) -> list[str]:
        return [(homes.get(boundary_set.key) or [""])[0] for homes in self.areas]


def layer_of(measure: Measure) -> MapLayer:
    assert measure.of_layer
    return MapLayer.objects.get(region=measure.region_id, key=measure.of_layer["layer"])


def points_of(measure: Measure, layer: MapLayer) -> Points:
    """Raises LayerCannotBeCounted."""
    wish: dict[str, Any] = measure.of_layer or {}
    features = [one["properties"] for one in _features(layer)]
    for column, values in wish["where"].items():
        texts = _texts(layer, features, column)
        features = [one for one, text in zip(features, texts, strict=True) if text in values]
    amounts = np.ones(len(features))
    if wish["sum"]:
        written = [text or "" for text in _texts(layer, features, wish["sum"])]
        amounts = parse_numbers(written, ".", "").value
    return Points([one["name"] for one in features], amounts, [one["areas"] for one in features])


def _features(layer: MapLayer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(brotli.decompress(bytes(layer.body)))["features"]
    return found


def _texts(layer: MapLayer, features: Sequence[dict[str, Any]], column: str) -> list[str | None]:
    """What stands in a column of the layer's file; None for a category that is not declared."""
    if layer.categories and layer.categories[0].get("column") == column:
        values = [*(one["value"] for one in layer.categories), None]
        return [values[one["category"]] for one in features]
    columns = [one.get("column") for one in layer.columns]
    if column not in columns:
        raise LayerCannotBeCounted(column)
    return [one["texts"][columns.index(column)] for one in features]


def sets_counted(layer: MapLayer) -> list[BoundarySet]:
    """The boundaries of the layer's day on which its points were placed: the finest, since coarser
    areas add up; a coarser set by itself only where no finer one lies in it."""
    found = {
        one.key: one
        for one in BoundarySet.objects.filter(
            region=layer.region_id, is_current=True, valid_during__contains=layer.as_of
        ).select_related("level")
    }
    placed = {key for one in _features(layer) for key in one["properties"]["areas"]}
    held = [one for key, one in sorted(found.items()) if key in placed]
    above = Containment.objects.filter(child__boundary_set__in=held)
    coarser = set(above.values_list("parent__boundary_set", flat=True))
    return [one for one in held if one.id not in coarser]


@transaction.atomic
def compute_of_layer(measure: Measure) -> Delivery:
    """Count one measure; what is up to date already is kept. Raises LayerCannotBeCounted."""
    layer = layer_of(measure)
    key, state = f"layer/{measure.key}", _state(measure, layer)
    known = actions.newest_delivery(measure.region, key)
    if known and is_made_of(known, state):
        return known
    points, sets = points_of(measure, layer), sets_counted(layer)
    return actions.record_delivery(
        measure.region,
        key,
        origin=Delivery.Origin.COMPUTED,
        content_hash=state,
        recipe={
            "method": METHOD,
            "version": VERSION,
            "of_layer": measure.of_layer,
            "as_of": layer.as_of.isoformat(),
            "points": len(points.names),
            "outside": {one.key: points.outside(one) for one in sets},
            STATE: state,
        },
        slices=[_slice(measure, layer, points, areas_of(one)) for one in sets],
    )


def _state(measure: Measure, layer: MapLayer) -> str:
    """Names the layer as it stands, on which boundaries, and what is counted of it."""
    sets = BoundarySet.objects.filter(region=measure.region_id, is_current=True).order_by("id")
    said = [layer.hash, layer.as_of, layer.categories, layer.columns]
    boundaries = list(sets.values_list("id", "source_hash"))
    return actions.hash_of(METHOD, VERSION, measure.of_layer, said, boundaries)


def _slice(measure: Measure, layer: MapLayer, points: Points, areas: AreaList) -> actions.SliceRows:
    values = points.per_area(areas)
    gap = np.isnan(values)
    return actions.SliceRows(
        measure, areas.boundary_set,
        actions.reference_period(measure.region, layer.as_of.isoformat()),
        areas.ids, values, np.where(gap, "O", "A"),
        np.where(gap, 0, Flag.COMPUTED).astype(np.int16),
    )  # fmt: skip


def withdraw_what_no_layer_has(region: Region) -> None:
    """Counts of layers that are gone, or that are no longer asked for, count no more."""
    kept = [f"layer/{key}" for key in measures_of_layers(region).values_list("key", flat=True)]
    counted = Delivery.objects.filter(
        region=region, origin=Delivery.Origin.COMPUTED, withdrawn_at=None
    )
    gone = counted.filter(key__startswith="layer/").exclude(key__in=kept)
    gone.update(withdrawn_at=timezone.now())
