"""What is computed of what: measures of layers, composite indices and derived indicators with the
measures they need.

Whatever is computed comes back as a delivery that remembers of which slices it was made
(`input_state`). Slices are written once and never changed, so the same slices are the same values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from accounts.models import Region
from indicators.actions import hash_of
from indicators.derived_names import Names, made_measure, names_of
from indicators.index_inputs import inputs_of
from indicators.models import CompositeIndex, Delivery, Measure
from indicators.queries import COUNTING_SLICES
from indicators.recipes import results_of
from indicators.statistics.derivation import leaves_of
from indicators.statistics.derivation_grammar import ExpressionRefused
from indicators.statistics.formula import measures_of
from spatial_units.models import BoundarySet, MapLayer

STATE = "input_state"  # in the recipe of a computed delivery


class Circle(Exception):
    """Computed things that need each other; `keys` in turn."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(" → ".join(keys))
        self.keys = keys


@dataclass(frozen=True)
class Maker:
    """`key` is that of its deliveries: layer/<key>, index/<key> or derived/<key>; the rest keys of
    measures."""

    key: str
    needs: frozenset[str]
    makes: frozenset[str]


def in_order(makers: Iterable[Maker]) -> list[Maker]:
    """Each after those whose results it needs, else by key; raises Circle.

    >>> first = Maker("b", frozenset("z"), frozenset("y"))
    >>> second = Maker("a", frozenset("y"), frozenset("x"))
    >>> [one.key for one in in_order([second, first])]
    ['b', 'a']
    """
    left = sorted(makers, key=lambda one: one.key)
    found: list[Maker] = []
    while left:
        awaited = frozenset[str]().union(*(one.makes for one in left))
        ready = next((one for one in left if not one.needs & awaited), None)
        if ready is None:
            raise Circle(_circle(left))
        found.append(ready)
        left.remove(ready)
    return found


def _circle(makers: Sequence[Maker]) -> list[str]:
    """One of the circles among makers each of which needs another."""
    at, seen = makers[0], list[Maker]()
    while at not in seen:
        seen.append(at)
        at = next(one for one in makers if one.makes & at.needs)
    return [one.key for one in [*seen[seen.index(at) :], at]]


def makers_of(region: Region, names: Names | None = None) -> list[Maker]:
    """All that is computed in a region; a derived indicator whose expression is wrong needs
    nothing. Those that are ordinary formulas are none."""
    names = names or names_of(region)
    indices = CompositeIndex.objects.filter(region=region)
    found = [
        Maker(
            f"index/{one.key}",
            frozenset(inputs_of(one)),
            frozenset(results_of(one.recipe).values()),
        )
        for one in indices
    ]
    counted = measures_of_layers(region).values_list("key", flat=True)
    found += [Maker(f"layer/{key}", frozenset(), frozenset({key})) for key in counted]
    return found + [
        Maker(f"derived/{key}", frozenset(needs), frozenset({made_measure(key)}))
        for key in names.derived
        if (needs := derived_needs(names, key)) is not None
    ]


def measures_of_layers(region: Region) -> QuerySet[Measure]:
    """Those that are counted from a layer, as far as the layer is there."""
    named = Measure.objects.filter(region=region).annotate(
        layer_key=KeyTextTransform("layer", "of_layer")
    )
    return named.filter(layer_key__in=MapLayer.objects.filter(region=region).values("key"))


def derived_needs(names: Names, key: str) -> set[str] | None:
    """Keys of the measures of a derived indicator; None where it is an ordinary formula."""
    try:
        found = names.derivation(key)
    except ExpressionRefused:
        return set()
    if found.formula:
        return None
    return {measure for leaf in leaves_of(found.tree) for measure in measures_of(leaf)}


def delivered_behind(makers: Iterable[Maker]) -> dict[str, frozenset[str]]:
    """By computed measure: the measures it is made of in the end, none of them computed; what
    needs no measure, such as one of a layer, stands for itself."""
    found: dict[str, frozenset[str]] = {}
    for one in in_order(makers):
        ends = frozenset[str]().union(*(found.get(key, {key}) for key in one.needs))
        found |= {made: ends or frozenset({made}) for made in one.makes}
    return found


def made_of(region: Region, measure: str) -> set[str]:
    """A measure with all that is computed of it, at any remove; in a circle nothing is."""
    try:
        behind = delivered_behind(makers_of(region))
    except Circle:
        return {measure}
    return {measure} | {made for made, ends in behind.items() if measure in ends}


def input_state(region: Region, needs: Iterable[str], *more: Any) -> str:
    """Names what counts now of these measures, on which boundaries, and whatever else is told."""
    measures = Measure.objects.filter(region=region, key__in=list(needs))
    sets = BoundarySet.objects.filter(region=region, is_current=True).order_by("id")
    parameters: dict[str, Any] = {
        "region": region.id,
        "measures": list(measures.values_list("id", flat=True)),
        "sets": list(sets.values_list("id", flat=True)),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({COUNTING_SLICES}) c ORDER BY id", parameters)
        slices = [row[0] for row in cursor.fetchall()]
    return hash_of(slices, list(sets.values_list("id", "source_hash")), *more)


def is_made_of(known: Delivery | None, state: str) -> bool:
    """Whether a computed delivery still says what computing it again would."""
    return known is not None and known.recipe.get(STATE) == state
