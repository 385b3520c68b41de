"""Working out derived indicators on every level, from the figures before the gate.

Each level is worked out from its own figures: the change of the city's share, never a mean of the
districts' changes. What comes out goes back into the raw values as a computed delivery.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from indicators import actions
from indicators.dependencies import STATE, input_state, is_made_of
from indicators.derived_names import Names, expression_of, made_measure
from indicators.models import Delivery, Flag, Measure, ReferencePeriod
from indicators.statistics.derivation import METHOD, VERSION, Derivation, leaves_of
from indicators.statistics.derivation_values import (
    LeafValues,
    Span,
    Timeline,
    evaluate_tree,
    marks_of,
)
from indicators.statistics.formula import Formula, ReadyValue, measures_of, read_formula
from releases.figures import Figures, FiguresByPeriod, figures_for
from releases.region_reader import RegionReader

FloatArray = NDArray[np.float64]
LETTERS = {1: "O", 2: "M", 4: "L", 8: "Q"}  # why there is no value, the strongest last
KEPT = Flag.CONVERTED | Flag.INCOMPLETE  # said of what is made of a value, too


@dataclass(frozen=True)
class Stack:
    """The figures of all leaves on one boundary set; arrays are (n_periods, n_areas)."""

    periods: list[ReferencePeriod]
    size: int
    figures: Mapping[Formula, list[Figures | None]]

    @property
    def timeline(self) -> Timeline:
        return Timeline([Span(one.key, one.kind, one.end) for one in self.periods])

    def values(self) -> dict[Formula, LeafValues]:
        return {leaf: self._values(rows) for leaf, rows in self.figures.items()}

    def _values(self, rows: list[Figures | None]) -> LeafValues:
        nothing = np.full(self.size, np.nan)

        def stacked(parts: list[FloatArray | None]) -> FloatArray:
            return np.array([nothing if part is None else part for part in parts])

        return LeafValues(
            stacked([one.value if one else None for one in rows]),
            stacked([one.numerator if one else None for one in rows]),
            stacked([one.denominator if one else None for one in rows]),
        )

    def marks(self) -> dict[Formula, NDArray[np.int64]]:
        """Of each leaf why it has gaps (LETTERS) and, 4 bits further, its flags."""
        return {
            leaf: np.array([self._marks(one) for one in rows])
            for leaf, rows in self.figures.items()
        }

    def _marks(self, one: Figures | None) -> NDArray[np.int64]:
        if one is None:
            return np.ones(self.size, dtype=np.int64)
        gaps = sum(np.where(one.status == letter, bit, 0) for bit, letter in LETTERS.items())
        return np.asarray(gaps + ((one.flags.astype(np.int64) & KEPT) << 4))


def stacks_of(
    reader: RegionReader, figures: Mapping[Formula, FiguresByPeriod]
) -> Iterator[tuple[int, Stack]]:
    """By boundary set; a change is only ever one between periods on the same boundaries."""
    for set_id, areas in reader.lists.items():
        found = {period for own in figures.values() for at, period in own if at == set_id}
        periods = sorted((reader.periods[one] for one in found), key=lambda one: (one.end, one.key))
        if periods:
            rows = {
                leaf: [own.get((set_id, period.id)) for period in periods]
                for leaf, own in figures.items()
            }
            yield set_id, Stack(periods, len(areas.codes), rows)


def leaf_figures(
    reader: RegionReader, names: Names, found: Derivation
) -> dict[Formula, FiguresByPeriod]:
    """The figures of what an expression names, on every level they reach."""
    kept = {
        read_formula(one["formula"])
        for one in names.indicators.values()
        if one["aggregation"] == "none" and not expression_of(one)
    }
    return {
        leaf: figures_for(
            reader, leaf, adds_up=not isinstance(leaf, ReadyValue) and leaf not in kept
        )
        for leaf in leaves_of(found.tree)
    }


@transaction.atomic
def compute_derived(reader: RegionReader, names: Names, key: str) -> Delivery | None:
    """Work out one derived indicator; what is up to date already is kept.

    None for what is an ordinary formula. Raises Refused where the expression no longer fits the
    catalogue.
    """
    found = names.derivation(key)
    if found.formula:
        return None
    needs = sorted({one for leaf in leaves_of(found.tree) for one in measures_of(leaf)})
    expression = expression_of(names.indicators[key])
    state = input_state(reader.region, needs, METHOD, VERSION, expression, repr(found.tree))
    known = actions.newest_delivery(reader.region, f"derived/{key}")
    if is_made_of(known, state):
        return known
    figures = leaf_figures(reader, names, found)
    measure = Measure.objects.get(region=reader.region, key=made_measure(key))
    stacks = stacks_of(reader, figures)
    return actions.record_delivery(
        reader.region,
        f"derived/{key}",
        origin=Delivery.Origin.COMPUTED,
        content_hash=state,
        recipe={
            "method": METHOD,
            "version": VERSION,
            "expression": expression,
            "unit": str(found.unit),
            "inputs": {one: _deliveries(reader, one) for one in needs},
            STATE: state,
        },
        slices=[
            rows
            for set_id, stack in stacks
            for rows in _slices(reader, measure, found, set_id, stack)
        ],
    )


def _deliveries(reader: RegionReader, measure: str) -> list[str]:
    told = {one.delivery for one in reader.measure(measure).values()}
    return sorted({key for names in told for key in names.split(", ")})


def _slices(
    reader: RegionReader, measure: Measure, found: Derivation, set_id: int, stack: Stack
) -> Iterator[actions.SliceRows]:
    """Of the periods in which any area has a value."""
    values = evaluate_tree(found.tree, stack.values(), stack.timeline)
    marks = marks_of(found.tree, stack.marks(), stack.timeline, among_all=False)
    gap = np.isnan(values)
    status = np.full(values.shape, "M", dtype="<U1")  # nobody to divide by, or too few cases
    for bit, letter in LETTERS.items():
        status = np.where(marks & bit != 0, letter, status)
    status = np.where(gap, status, "A")
    flags = np.where(gap, 0, (marks >> 4) | Flag.COMPUTED).astype(np.int16)
    areas = reader.lists[set_id]
    for row, period in enumerate(stack.periods):
        if not gap[row].all():
            yield actions.SliceRows(
                measure, areas.boundary_set, period, areas.ids,
                values[row], status[row], flags[row],
            )  # fmt: skip
