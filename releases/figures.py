"""From raw measures to figures of an indicator on every level, before the gate.

A level gets its own delivered values where there are any; else the values of the finest
level that reaches it, added up (counts) or as the ratio of sums (rates), marked "berechnet".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import Flag, Indicator, Measure, ReferencePeriod
from indicators.queries import MeasureSlices, counting_values, periods_of
from indicators.statistics import aggregation
from indicators.statistics.formula import (
    Count,
    Formula,
    Ratio,
    evaluate,
    measures_of,
    read_formula,
    signed_sum,
)
from spatial_units.models import BoundarySet, SpatialLevel
from spatial_units.queries import AreaList, areas_of, parents_of

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """One indicator in one period on one boundary set, unrounded; (n_areas,) each.

    `numerator` and `denominator` are counts of persons, None where the source gave a ready
    value; `status` one letter of ObsStatus.
    """

    value: FloatArray
    status: NDArray[np.str_]
    flags: NDArray[np.int16]
    numerator: FloatArray | None
    denominator: FloatArray | None
    delivery: str


FiguresByPeriod = dict[tuple[int, int], Figures]  # by boundary set id and period id


@dataclass
class RegionReader:
    """Reads each measure of a region once; holds the region's area lists and periods."""

    region: Region
    levels: list[SpatialLevel] = field(init=False)
    lists: dict[int, AreaList] = field(init=False)
    periods: dict[int, ReferencePeriod] = field(init=False)
    _measures: dict[str, MeasureSlices] = field(default_factory=dict)
    _parents: dict[tuple[int, int], NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.levels = list(SpatialLevel.objects.filter(region=self.region).order_by("position"))
        sets = BoundarySet.objects.filter(region=self.region, is_current=True)
        self.lists = {row.id: areas_of(row) for row in sets.order_by("valid_during")}
        self.periods = periods_of(self.region)

    def sets_of(self, level: SpatialLevel) -> list[int]:
        return [key for key, found in self.lists.items() if found.boundary_set.level_id == level.id]

    def measure(self, key: str) -> MeasureSlices:
        if key not in self._measures:
            measure = Measure.objects.get(region=self.region, key=key)
            self._measures[key] = counting_values(self.region, measure.id, self.lists)
        return self._measures[key]

    def parents(self, child: int, parent: int) -> NDArray[np.int64]:
        if (child, parent) not in self._parents:
            self._parents[child, parent] = parents_of(self.lists[child], self.lists[parent])
        return self._parents[child, parent]


def figures_of(reader: RegionReader, indicator: Indicator) -> FiguresByPeriod:
    """All figures of an indicator on all levels and boundary sets, in every period."""
    formula = read_formula(indicator.definition["formula"])
    found = {place: _direct(reader, formula, *place) for place in _delivered(reader, formula)}
    if indicator.definition["aggregation"] != "none":
        for level in reader.levels[1:]:
            found |= dict(_aggregated(reader, formula, level, found))
    return found


def _delivered(reader: RegionReader, formula: Formula) -> list[tuple[int, int]]:
    """Where every measure of the formula has a slice."""
    per_measure = [set(reader.measure(key)) for key in measures_of(formula)]
    return sorted(set.intersection(*per_measure))


def _direct(reader: RegionReader, formula: Formula, set_id: int, period_id: int) -> Figures:
    slices = {key: reader.measure(key)[set_id, period_id] for key in measures_of(formula)}
    values = {key: found.value for key, found in slices.items()}
    value = evaluate(formula, values)
    status = _worst_status([found.status for found in slices.values()])
    status = np.where(np.isnan(value) & (status == "A"), "M", status)
    numerator, denominator = _counts(formula, values)
    return Figures(
        value=value,
        status=status,
        flags=np.bitwise_or.reduce([found.flags for found in slices.values()]),
        numerator=numerator,
        denominator=denominator,
        delivery=", ".join(dict.fromkeys(found.delivery for found in slices.values())),
    )


def _counts(
    formula: Formula, values: dict[str, FloatArray]
) -> tuple[FloatArray | None, FloatArray | None]:
    match formula:
        case Count(terms):
            return signed_sum(terms, values), None
        case Ratio(numerator, denominator, _):
            return signed_sum(numerator, values), signed_sum(denominator, values)
    return None, None


def _worst_status(letters: list[NDArray[np.str_]]) -> NDArray[np.str_]:
    """Why a figure of several measures has a gap: secret before not evaluated before missing."""
    status = np.full(letters[0].shape, "A", dtype="<U1")
    for letter in ("O", "M", "L", "Q"):
        for each in letters:
            status = np.where(each == letter, letter, status)
    return status


def _aggregated(
    reader: RegionReader, formula: Formula, level: SpatialLevel, found: FiguresByPeriod
) -> Iterator[tuple[tuple[int, int], Figures]]:
    """The figures of a level that were not delivered, from the finest level that has them."""
    delivered = {p for s, p in found if s in reader.sets_of(level)}
    for period_id in sorted({period for _, period in found} - delivered):
        for set_id in reader.sets_of(level):
            child = _finest_child(reader, set_id, period_id, level, found)
            if child is not None:
                links = reader.parents(child, set_id)
                size = len(reader.lists[set_id].codes)
                yield (set_id, period_id), _summed(formula, found[child, period_id], links, size)


def _finest_child(
    reader: RegionReader,
    parent: int,
    period_id: int,
    level: SpatialLevel,
    found: FiguresByPeriod,
) -> int | None:
    """The finest boundary set with figures in this period whose areas all lie in the parent's."""
    for finer in reader.levels[: level.position]:
        for child in reader.sets_of(finer):
            if (child, period_id) in found and np.all(reader.parents(child, parent) >= 0):
                return child
    return None


def _summed(formula: Formula, child: Figures, links: NDArray[np.int64], size: int) -> Figures:
    if isinstance(formula, Ratio):
        assert child.numerator is not None
        assert child.denominator is not None
        whole = aggregation.ratio_of_sums(
            child.numerator, child.denominator, links, size, formula.factor
        )
        known = ~(np.isnan(child.numerator) | np.isnan(child.denominator))
        numerator = _total(np.where(known, child.numerator, 0.0), links, size)
        denominator = _total(np.where(known, child.denominator, 0.0), links, size)
    else:
        whole = aggregation.sum_by_parent(child.value, links, size)
        numerator, denominator = whole.value, None
    gap = np.isnan(whole.value)
    return Figures(
        value=whole.value,
        status=np.where(gap, _status_of_gaps(child, links, size), "A"),
        flags=np.where(gap, 0, Flag.COMPUTED).astype(np.int16),
        numerator=numerator,
        denominator=denominator,
        delivery=child.delivery,
    )


def _total(values: FloatArray, links: NDArray[np.int64], size: int) -> FloatArray:
    return aggregation.sum_by_parent(values, links, size).value


def _status_of_gaps(child: Figures, links: NDArray[np.int64], size: int) -> NDArray[np.str_]:
    """A parent is a gap because of its children: secret if one is secret, else missing."""
    status = np.full(size, "O", dtype="<U1")
    status[links[(child.status == "Q") & (links >= 0)]] = "Q"
    return status
