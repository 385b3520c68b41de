"""What the rules of several indicators ask for, count by count."""

from collections.abc import Sequence
from math import inf

import numpy as np

from releases.disclosure.primary import small
from releases.disclosure.rows import Need
from releases.subjects import Subject
from releases.universe import Strand, Universe


def needs_of(universe: Universe, subjects: Sequence[Subject]) -> dict[int, Need]:
    """For each small count: an attacker must hold anything for possible from nothing up to the
    threshold, or to a denominator where that is less: the rule's own, or any that is taken as
    known. What a source has published itself needs nothing."""
    found: dict[int, Need] = {}
    for one in subjects:
        if not one.rule.protects or one.formula not in universe.told:
            continue
        below = universe.told[one.formula].below
        for strand in _protected(universe, one):
            for set_id, values in strand.values.items():
                top = np.full(len(values), float(one.rule.minimum_count))
                if below and set_id in below.values:
                    top = np.fmin(top, below.values[set_id])
                for area in np.flatnonzero(small(one.rule, values)).tolist():
                    cell, value = int(strand.cells[set_id][area]), float(values[area])
                    above = max(top[area] - value, found.get(cell, Need(0, 0)).above)
                    found[cell] = Need(value, above)
    out, tops = published_by_source(universe, subjects), _tops(universe)
    return {
        cell: Need(need.below, min(need.above, tops.get(cell, inf) - universe.values[cell]))
        for cell, need in found.items()
        if cell not in out
    }


def unshown_denominators(universe: Universe) -> list[Strand]:
    """Denominators no indicator shows by themselves: an attacker may have them from elsewhere."""
    shown = {id(part) for told in universe.told.values() for part in told.parts}
    below = {id(told.below): told.below for told in universe.told.values() if told.below}
    return [strand for key, strand in below.items() if key not in shown]


def _tops(universe: Universe) -> dict[int, float]:
    """How large counts can be at most, for everybody who has the unshown denominators."""
    known = {id(strand) for strand in unshown_denominators(universe)}
    found: dict[int, float] = {}
    for told in universe.told.values():
        if told.below is None or told.rest is None or id(told.below) not in known:
            continue
        for strand in (told.parts[0], told.rest):
            for set_id in strand.cells.keys() & told.rest.cells.keys():
                fits = (strand.cells[set_id] >= 0) & (told.rest.cells[set_id] >= 0)
                for area in np.flatnonzero(fits).tolist():
                    cell, top = int(strand.cells[set_id][area]), told.below.values[set_id][area]
                    found[cell] = min(float(top), found.get(cell, inf))
    return found


def _protected(universe: Universe, one: Subject) -> list[Strand]:
    """A rule's counts, and the complement."""
    rest = universe.told[one.formula].rest
    return [*counted(universe, one), *([rest] if rest else [])]


def counted(universe: Universe, one: Subject) -> list[Strand]:
    """The parts of a numerator, and each measure it adds up or is made of."""
    told = universe.told[one.formula]
    terms = {term for part in told.parts for term in part.terms}
    terms |= {part for term in terms for part in universe.sums.get(term, ())}
    single = [strand for term in sorted(terms) for strand in universe.strands((term,))]
    return [*told.parts, *single]


def published_by_source(universe: Universe, subjects: Sequence[Subject]) -> set[int]:
    """Counts everybody has from the source."""
    return {
        cell
        for one in subjects
        if one.is_out and (told := universe.told.get(one.formula))
        for strand in [*told.parts, *([told.below] if told.below else [])]
        for cells in strand.cells.values()
        for cell in cells.tolist()
        if cell >= 0
    }
