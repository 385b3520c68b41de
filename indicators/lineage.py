"""What a computed measure is made of: the measures that go in, and of which periods."""

from dataclasses import dataclass, field

import numpy as np

from indicators.catalogue_rows import MADE
from indicators.derived_names import expression_of, names_of
from indicators.history import index_of
from indicators.index_inputs import inputs_of
from indicators.models import Measure, ReferencePeriod
from indicators.statistics.derivation import Tree, leaves_of
from indicators.statistics.derivation_grammar import ExpressionRefused
from indicators.statistics.derivation_values import Span, Timeline, marks_of
from indicators.statistics.formula import measures_of
from spatial_units.models import MapLayer


@dataclass(frozen=True)
class Origin:
    """`expression` is "" of an index and of what is counted from a `layer`; `inputs` by key of a
    measure, the newest period first."""

    expression: str
    inputs: dict[str, list[ReferencePeriod]] = field(default_factory=dict)
    layer: MapLayer | None = None


def origin_of(measure: Measure, period: ReferencePeriod) -> Origin | None:
    """None for a measure that is delivered."""
    if measure.of_layer:
        layers = MapLayer.objects.filter(region=measure.region_id).defer("body")
        return Origin("", layer=layers.filter(key=measure.of_layer["layer"]).first())
    if index := index_of(measure):
        return Origin("", {key: [period] for key in sorted(inputs_of(index))})
    names, key = names_of(measure.region), measure.key.removeprefix(MADE)
    if not measure.key.startswith(MADE) or key not in names.derived:
        return None
    try:
        tree = names.derivation(key).tree
    except ExpressionRefused:
        return Origin(expression_of(names.indicators[key]), {})
    return Origin(expression_of(names.indicators[key]), _inputs(tree, period))


def _inputs(tree: Tree, period: ReferencePeriod) -> dict[str, list[ReferencePeriod]]:
    """A bit at each period of a leaf shows up where it goes in."""
    periods = list(ReferencePeriod.objects.filter(region=period.region_id).order_by("end", "key"))
    timeline = Timeline([Span(one.key, one.kind, one.end) for one in periods])
    nothing = np.zeros((len(periods), len(periods)), dtype=np.int64)
    found: dict[str, set[int]] = {}
    for leaf in leaves_of(tree):
        marks = dict.fromkeys(leaves_of(tree), nothing) | {leaf: np.eye(len(periods), dtype=int)}
        reached = marks_of(tree, marks, timeline, among_all=False)[periods.index(period)]
        for key in measures_of(leaf):
            found.setdefault(key, set()).update(np.flatnonzero(reached).tolist())
    return {key: [periods[at] for at in sorted(rows)[::-1]] for key, rows in found.items()}
