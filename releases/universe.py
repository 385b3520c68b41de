"""All counts of a region in one period with the sums among them, as the gate reckons with them.

A count is told by its terms, the measures it adds up. Its cells are linked with those of the
areas they lie in, with the measures they are made of, with the parts that add up to a measure,
and a rate's complement with numerator and denominator. What is known to be left over (people
without an address in any area) stands in the row, so every row holds for the true values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.formula import Count, Formula, Ratio
from releases.disclosure.rows import NEARLY, Row
from releases.figures import Figures
from releases.region_reader import RegionReader

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Terms = tuple[str, ...]
ValuesBySet = dict[int, FloatArray]


class NegativeCount(Exception):
    """A count below 0 is none; `terms` and `boundary_set_id` say where."""

    def __init__(self, terms: Terms, boundary_set_id: int) -> None:
        super().__init__(" + ".join(terms))
        self.terms, self.boundary_set_id = terms, boundary_set_id


@dataclass
class Strand:
    """One count on several boundary sets: (n_areas,) values and cell numbers, -1 for gaps."""

    terms: Terms
    variant: int = 0
    values: ValuesBySet = field(default_factory=dict)
    cells: dict[int, IntArray] = field(default_factory=dict)

    def agrees_with(self, values: ValuesBySet) -> bool:
        return all(
            np.array_equal(self.values[one], values[one], equal_nan=True)
            for one in self.values.keys() & values.keys()
        )


@dataclass(frozen=True)
class Told:
    """The counts behind a formula's figures: what is added and what is taken away, the
    denominator, and the complement of a share."""

    parts: tuple[Strand, ...]
    below: Strand | None = None
    rest: Strand | None = None


@dataclass(frozen=True)
class Place:
    """What a cell counts, and where; `variant` where the same terms have other gaps."""

    terms: Terms
    boundary_set_id: int
    area: int
    variant: int = 0


class Universe:
    """The cells of one period; fill it with `tell` and `tell_measure`, then `link` it once."""

    def __init__(self, reader: RegionReader) -> None:
        self.reader = reader
        self.values: list[float] = []
        self.places: list[Place | None] = []
        self.rows: list[Row] = []
        self.told: dict[Formula, Told] = {}
        self.sums: Mapping[str, Sequence[str]] = {}
        self._strands: dict[Terms, list[Strand]] = {}

    # --- filling -----------------------------------------------------------------------------

    def tell(self, formula: Formula, figures: Mapping[int, Figures]) -> None:
        """Take in the counts behind a formula's figures, given by boundary set."""
        if isinstance(formula, Count):
            terms, below = formula.terms, None
        elif isinstance(formula, Ratio):
            terms, below = formula.numerator, formula.denominator
        else:
            return
        parts = [part for part in _added_and_taken(terms) if part]
        strands = tuple(
            self._strand(part, {one: found.parts[at] for one, found in figures.items()})
            for at, part in enumerate(parts)
        )
        if below is None:
            self.told[formula] = Told(strands)
            return
        under = {one: found.denominator for one, found in figures.items()}
        denominator = self._strand(below, {k: v for k, v in under.items() if v is not None})
        rest = self._complement(strands[0], denominator) if len(strands) == 1 else None
        self.told[formula] = Told(strands, denominator, rest)

    def strands(self, terms: Terms) -> list[Strand]:
        """All that is counted by these terms; several where gaps among the areas differ."""
        return self._strands.get(tuple(sorted(terms)), [])

    def tell_measure(self, key: str, figures: Mapping[int, Figures]) -> None:
        self._strand((key,), {one: found.value for one, found in figures.items()})

    def _strand(self, terms: Terms, values: ValuesBySet) -> Strand:
        terms = tuple(sorted(terms))
        known = self._strands.setdefault(terms, [])
        strand = next((one for one in known if one.agrees_with(values)), None)
        if strand is None:
            strand = Strand(terms, len(known))
            known.append(strand)
        for set_id in values.keys() - strand.values.keys():
            self._add_cells(strand, set_id, values[set_id])
        return strand

    def _add_cells(self, strand: Strand, set_id: int, values: FloatArray) -> None:
        if np.any(values < -NEARLY):
            raise NegativeCount(strand.terms, set_id)
        cells = np.full(len(values), -1, dtype=np.int64)
        for area in np.flatnonzero(~np.isnan(values)).tolist():
            place = Place(strand.terms, set_id, area, strand.variant)
            cells[area] = self._new_cell(values[area], place)
        strand.values[set_id], strand.cells[set_id] = values, cells

    def _new_cell(self, value: float, place: Place | None) -> int:
        self.values.append(max(float(value), 0.0))
        self.places.append(place)
        return len(self.values) - 1

    def _complement(self, above: Strand, below: Strand) -> Strand:
        """Those of the denominator who are not in the numerator, where that makes sense."""
        values = {}
        for set_id in above.values.keys() & below.values.keys():
            left = below.values[set_id] - above.values[set_id]
            values[set_id] = np.where(left < 0, np.nan, left)
        rest = self._strand((*below.terms, *(f"-{term}" for term in above.terms)), values)
        for set_id in values:
            trio = rest.cells[set_id], above.cells[set_id], below.cells[set_id]
            for z, n, d in zip(*(cells.tolist() for cells in trio), strict=True):
                if min(z, n, d) >= 0:
                    self._add(f"complement|{'+'.join(above.terms)}", [z, n], d)
        return rest

    # --- linking -----------------------------------------------------------------------------

    def link(self, sums: Mapping[str, Sequence[str]]) -> None:
        """Write all rows; `sums` are measures with the measures that add up to them."""
        self.sums = sums
        for strands in self._strands.values():
            self._link_twins(strands)
            for strand in strands:
                self._link_areas(strand)
                self._link_same_areas(strand)
                if len(strand.terms) > 1:
                    self._link_parts(strand, strand.terms)
        for whole, parts in sums.items():
            for strand in self._strands.get((whole,), []):
                self._link_parts(strand, parts)

    def _link_twins(self, strands: list[Strand]) -> None:
        """The same terms with other gaps among the areas added up."""
        for first, second in pairwise(strands):
            for set_id in first.cells.keys() & second.cells.keys():
                pairs = zip(
                    first.cells[set_id].tolist(), second.cells[set_id].tolist(), strict=True
                )
                for one, other in pairs:
                    if min(one, other) >= 0:
                        self._add(f"same|{'+'.join(first.terms)}", [one], other)

    def _link_areas(self, strand: Strand) -> None:
        for child, parent in nearest_sets(self.reader, tuple(sorted(strand.cells))):
            inside = self.reader.parents(child, parent)
            for area, whole in enumerate(strand.cells[parent].tolist()):
                parts = strand.cells[child][inside == area]
                if whole >= 0 and len(parts):
                    source = f"areas|{'+'.join(strand.terms)}|{parent}|{area}"
                    known = parts[parts >= 0].tolist()
                    self._add(source, known, whole, is_open=len(known) < len(parts))

    def _link_same_areas(self, strand: Strand) -> None:
        """Areas a change of boundaries left alone."""
        for earlier, later in self.reader.followers(sorted(strand.cells)):
            for area, before in enumerate(self.reader.same_as_before(earlier, later)):
                if before is None:
                    continue
                old, new = int(strand.cells[earlier][before]), int(strand.cells[later][area])
                if min(old, new) >= 0 and abs(self.values[old] - self.values[new]) < NEARLY:
                    self._add(f"unchanged|{'+'.join(strand.terms)}|{later}|{area}", [old], new)

    def _link_parts(self, whole: Strand, parts: Sequence[str]) -> None:
        found = [self._strands.get((part,), [None])[0] for part in parts]
        strands = [one for one in found if one]
        if len(strands) < len(parts):
            return
        for set_id, cells in whole.cells.items():
            if any(set_id not in strand.cells for strand in strands):
                continue
            table = np.array([strand.cells[set_id] for strand in strands])
            for area in np.flatnonzero((cells >= 0) & (table >= 0).all(axis=0)).tolist():
                source = f"parts|{'+'.join(whole.terms)}|{set_id}|{area}"
                self._add(source, table[:, area].tolist(), int(cells[area]))

    def _add(self, source: str, parts: list[int], whole: int, *, is_open: bool = False) -> None:
        """The parts and what is left over make the whole; in an open row nobody knows how much
        is left. Where its parts are more than the whole, the row tells nobody anything."""
        rest = self.values[whole] - sum(self.values[part] for part in parts)
        if is_open and rest < 0:
            return
        if is_open:
            parts, rest = [*parts, self._new_cell(rest, None)], 0.0
        ones = (*(1.0 for _ in parts), -1.0)
        self.rows.append(Row((*parts, whole), ones, -rest, -rest, source))


def _added_and_taken(terms: Terms) -> tuple[Terms, Terms]:
    added = tuple(term for term in terms if not term.startswith("-"))
    return added, tuple(term.removeprefix("-") for term in terms if term.startswith("-"))


def nearest_sets(reader: RegionReader, sets: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """(finer, coarser) boundary sets with nothing of these between them."""
    pairs = {
        (child, parent)
        for child in sets
        for parent in sets
        if reader.height_of(child) < reader.height_of(parent)
        and bool(np.all(reader.parents(child, parent) >= 0))
    }
    for child, parent in sorted(pairs):
        if not any((child, one) in pairs and (one, parent) in pairs for one in sets):
            yield child, parent
