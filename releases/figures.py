"""From raw measures to figures of an indicator on every level, before the gate.

A level gets its own delivered values where there are any; what was not delivered is the
values of the finest level that reaches it, added up (counts) or as the ratio of sums
(rates), marked "berechnet".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.models import Flag, Indicator
from indicators.queries import MeasureSlice
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
from releases.region_reader import RegionReader
from spatial_units.models import SpatialLevel

FloatArray = NDArray[np.float64]
Place = tuple[int, int]  # boundary set id and period id


@dataclass(frozen=True)
class Figures:
    """One indicator in one period on one boundary set, unrounded; (n_areas,) each.

    `numerator` and `denominator` are counts of persons, None where the source gave a ready
    value; `parts` is what the numerator adds and what it takes away, each a count of its
    own; `status` one letter of ObsStatus.
    """

    value: FloatArray
    status: NDArray[np.str_]
    flags: NDArray[np.int16]
    numerator: FloatArray | None
    denominator: FloatArray | None
    parts: tuple[FloatArray, ...]
    delivery: str


FiguresByPeriod = dict[Place, Figures]


def figures_of(reader: RegionReader, indicator: Indicator) -> FiguresByPeriod:
    """All figures of an indicator on all levels and boundary sets, in every period."""
    formula = read_formula(indicator.definition["formula"])
    return figures_for(reader, formula, adds_up=indicator.definition["aggregation"] != "none")


def figures_for(reader: RegionReader, formula: Formula, *, adds_up: bool) -> FiguresByPeriod:
    """The same for a formula; what adds up reaches levels of which nothing was delivered."""
    found = {
        place: _evaluated(formula, _slices(reader, formula, place))
        for place in _delivered(reader, formula, all)
    }
    if adds_up:
        found |= dict(_half_delivered(reader, formula, found))
        for level in reader.levels[1:]:
            found |= dict(_aggregated(reader, formula, level, found))
    return found


def figures_of_measure(reader: RegionReader, key: str) -> FiguresByPeriod:
    """A measure by itself on all levels it reaches."""
    return figures_for(reader, Count((key,)), adds_up=True)


def _delivered(
    reader: RegionReader, formula: Formula, how_many: Callable[[Iterable[bool]], bool]
) -> list[Place]:
    """Where all (or any) measures of the formula have a slice."""
    per_measure = [set(reader.measure(key)) for key in measures_of(formula)]
    places = set.union(*per_measure)
    return sorted(p for p in places if how_many(p in slices for slices in per_measure))


def _slices(reader: RegionReader, formula: Formula, place: Place) -> list[MeasureSlice]:
    return [reader.measure(key)[place] for key in measures_of(formula)]


def _evaluated(formula: Formula, slices: list[MeasureSlice]) -> Figures:
    values = {key: found.value for key, found in zip(measures_of(formula), slices, strict=True)}
    value = evaluate(formula, values)
    status = _worst_status([found.status for found in slices])
    numerator, denominator, parts = _counts(formula, values)
    return Figures(
        value=value,
        status=np.where(np.isnan(value) & (status == "A"), "M", status),
        flags=np.bitwise_or.reduce([found.flags for found in slices]),
        numerator=numerator,
        denominator=denominator,
        parts=parts,
        delivery=", ".join(dict.fromkeys(found.delivery for found in slices)),
    )


def _counts(
    formula: Formula, values: dict[str, FloatArray]
) -> tuple[FloatArray | None, FloatArray | None, tuple[FloatArray, ...]]:
    match formula:
        case Count(terms):
            return signed_sum(terms, values), None, _parts(terms, values)
        case Ratio(terms, denominator, _):
            below = signed_sum(denominator, values)
            return signed_sum(terms, values), below, _parts(terms, values)
    return None, None, ()


def _parts(terms: tuple[str, ...], values: dict[str, FloatArray]) -> tuple[FloatArray, ...]:
    added = tuple(term for term in terms if not term.startswith("-"))
    taken = tuple(term.removeprefix("-") for term in terms if term.startswith("-"))
    return tuple(signed_sum(part, values) for part in (added, taken) if part)


def _worst_status(letters: list[NDArray[np.str_]]) -> NDArray[np.str_]:
    """Why a figure of several measures has a gap: secret before not evaluated before missing."""
    status = np.full(letters[0].shape, "A", dtype="<U1")
    for letter in ("O", "M", "L", "Q"):
        for each in letters:
            status = np.where(each == letter, letter, status)
    return status


def _half_delivered(
    reader: RegionReader, formula: Formula, found: FiguresByPeriod
) -> Iterator[tuple[Place, Figures]]:
    """Where some measures were delivered and the others can be added up from finer areas."""
    for place in _delivered(reader, formula, any):
        slices = [_slice_or_sum(reader, key, place) for key in measures_of(formula)]
        known = [part for part in slices if part is not None]
        if place not in found and len(known) == len(slices):
            yield place, _evaluated(formula, known)


def _slice_or_sum(reader: RegionReader, key: str, place: Place) -> MeasureSlice | None:
    slices = reader.measure(key)
    if place in slices:
        return slices[place]
    set_id, period_id = place
    child = _finest_child(reader, set_id, {s for s, p in slices if p == period_id})
    if child is None:
        return None
    links, size = reader.parents(child, set_id), len(reader.lists[set_id].codes)
    part = slices[child, period_id]
    value = aggregation.sum_by_parent(part.value, links, size).value
    gap = np.isnan(value)
    return MeasureSlice(
        value,
        np.where(gap, _status_of_gaps(part.status, links, size), "A"),
        _flags_of_sums(part.flags, ~np.isnan(part.value), gap, links),
        part.delivery,
    )


def _aggregated(
    reader: RegionReader, formula: Formula, level: SpatialLevel, found: FiguresByPeriod
) -> Iterator[tuple[Place, Figures]]:
    """The figures of a level of which nothing was delivered, from the finest that has them."""
    delivered = {p for s, p in found if s in reader.sets_of(level)}
    for period_id in sorted({period for _, period in found} - delivered):
        candidates = {s for s, p in found if p == period_id}
        reached = {
            set_id: child
            for set_id in reader.sets_of(level)
            if (child := _finest_child(reader, set_id, candidates)) is not None
        }
        for set_id in _valid_then(reader, period_id, list(reached)):
            child = reached[set_id]
            links, size = reader.parents(child, set_id), len(reader.lists[set_id].codes)
            yield (set_id, period_id), _summed(formula, found[child, period_id], links, size)


def _valid_then(reader: RegionReader, period_id: int, sets: list[int]) -> list[int]:
    """Of several boundary sets of a level those that hold at the period's end: a set from the
    desk is reached from the same finer areas as the one it follows."""
    day = reader.periods[period_id].end
    held = [one for one in sets if day in reader.lists[one].boundary_set.valid_during]
    return held if held and len(sets) > 1 else sets


def _finest_child(reader: RegionReader, parent: int, candidates: set[int]) -> int | None:
    """The finest of these boundary sets whose areas all lie in the parent's."""
    own = next(level for level in reader.levels if parent in reader.sets_of(level))
    for finer in reader.levels[: reader.levels.index(own)]:
        for child in reader.sets_of(finer):
            if child in candidates and np.all(reader.parents(child, parent) >= 0):
                return child
    return None


def _summed(formula: Formula, child: Figures, links: NDArray[np.int64], size: int) -> Figures:
    """Counts added up; of a rate, children that miss a part are left out of both sums."""
    known = ~np.isnan(child.value)

    def total(values: FloatArray) -> FloatArray:
        return aggregation.sum_by_parent(np.where(known, values, 0.0), links, size).value

    if isinstance(formula, Ratio):
        assert child.numerator is not None
        assert child.denominator is not None
        whole = aggregation.ratio_of_sums(
            child.numerator, child.denominator, links, size, formula.factor
        )
        numerator, denominator = total(child.numerator), total(child.denominator)
    else:
        whole = aggregation.sum_by_parent(child.value, links, size)
        numerator, denominator = whole.value, None
    gap = np.isnan(whole.value)
    return Figures(
        value=whole.value,
        status=np.where(gap, _status_of_gaps(child.status, links, size), "A"),
        flags=_flags_of_sums(child.flags, known, gap, links)
        | np.where(whole.incomplete & ~gap, Flag.INCOMPLETE, 0).astype(np.int16),
        numerator=numerator,
        denominator=denominator,
        parts=tuple(total(part) for part in child.parts),
        delivery=child.delivery,
    )


def _flags_of_sums(
    children: NDArray[np.int16],
    known: NDArray[np.bool_],
    gap: NDArray[np.bool_],
    links: NDArray[np.int64],
) -> NDArray[np.int16]:
    """A sum is computed, and whatever its parts are besides, such as converted; a gap nothing."""
    flags = np.full(len(gap), Flag.COMPUTED, dtype=np.int16)
    counted = known & (links >= 0)
    np.bitwise_or.at(flags, links[counted], children[counted])
    flags[gap] = 0
    return flags


def _status_of_gaps(
    children: NDArray[np.str_], links: NDArray[np.int64], size: int
) -> NDArray[np.str_]:
    """A parent is a gap because of its children: secret if one is secret, else missing."""
    status = np.full(size, "O", dtype="<U1")
    status[links[(children == "Q") & (links >= 0)]] = "Q"
    return status
