"""A count before and after a correction: two cells, tied by what everybody knows of corrections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from releases.disclosure.rows import NEARLY, Row
from releases.needs import counted
from releases.subjects import Subject
from releases.universe import Place, Terms, Universe


@dataclass(frozen=True)
class Revision:
    """Cells of a joined numbering that differ by `bound` at most."""

    before: int
    after: int
    bound: float
    source: str

    @property
    def row(self) -> Row:
        return Row((self.after, self.before), (1.0, -1.0), -self.bound, self.bound, self.source)

    def as_sums(self, room_above: int, room_below: int) -> tuple[Row, Row]:
        """The same as equations, with cells for what the bound leaves above and below."""
        ones, bound = (1.0, 1.0, -1.0), self.bound
        return (
            Row((self.after, room_above, self.before), ones, bound, bound, self.source),
            Row((self.before, room_below, self.after), ones, bound, bound, self.source),
        )


def bounds_of(universe: Universe, subjects: Iterable[Subject]) -> dict[Terms, float]:
    """By what is counted; of several policies the one that tells most."""
    found: dict[Terms, float] = {}
    for one in subjects:
        bound = one.indicator.policy.revision_bound
        if bound is not None and not one.is_rounded and one.formula in universe.told:
            for strand in counted(universe, one):
                found[strand.terms] = min(float(bound), found.get(strand.terms, np.inf))
    return found


def is_revised(then: Universe, now: Universe, bounds: Mapping[Terms, float]) -> bool:
    """Whether a count with a bound was another one, told or hidden."""
    values = dict(zip(now.places, now.values, strict=True))
    return any(
        place is not None
        and place.terms in bounds
        and abs(values.get(place, value) - value) > NEARLY
        for place, value in zip(then.places, then.values, strict=True)
    )


def revisions_of(
    taken: Sequence[tuple[Universe, np.ndarray]],
    values: Sequence[float],
    bounds: Mapping[Terms, float],
) -> list[Revision]:
    """Corrections from state to state: universes in the order they were told, each with its cells
    in the joined numbering of (n_cells,) `values`."""
    latest: dict[Place, int] = {}
    found: dict[tuple[int, int], Revision] = {}
    for universe, at in taken:
        for place, cell in zip(universe.places, at.tolist(), strict=True):
            if place is None or place.terms not in bounds:
                continue
            before = latest.get(place, cell)
            latest[place] = cell
            if before != cell and (cell, before) not in found:
                # a larger change proves everybody's assumption wrong; who saw it knows that much
                bound = max(bounds[place.terms], abs(values[cell] - values[before]))
                found[before, cell] = Revision(before, cell, bound, _source(place))
    return list(found.values())


def _source(place: Place) -> str:
    return f"revision|{'+'.join(place.terms)}|{place.boundary_set_id}|{place.area}"
