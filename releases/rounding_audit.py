"""What can be worked out of counts the public knows rounded: the audit's other half.

One rounding that adds up leaves every count the whole width of its rounding: the rounded counts
themselves fulfil all sums, and each can be moved with one cell of every sum above it. That is
narrowed only where a count was rounded twice and differently, or where exact counts everybody
has stand in a sum with rounded ones. Only such periods are reckoned through.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.models import Measure
from releases.auditing import Audited, Finding
from releases.disclosure.audit import System, View
from releases.disclosure.rows import NEARLY, Interval, Row
from releases.figure_book import FigureBook
from releases.public_reader import PublicReader
from releases.rounded_periods import RoundedPeriod, choices_of, stored_of, with_rests
from releases.subjects import sums_of
from releases.universe import Universe


@dataclass(frozen=True)
class Limits:
    """(n_cells,) what the roundings alone leave of each count."""

    lower: np.ndarray
    upper: np.ndarray

    def narrow(self, base: int) -> np.ndarray:
        return np.asarray(self.upper - self.lower < base - 1 - NEARLY)


def look_at_rounded(reader: PublicReader, audited: Audited, *, is_to_come: bool) -> None:
    """Add what the roundings give away: counts of which fewer than a base of numbers are left.

    `is_to_come` where what is not kept yet is about to be published.
    """
    if not reader.bases:
        return
    audit = _RoundingAudit(reader, is_to_come=is_to_come)
    for one in reader.rounded_periods:
        small = [cell for cell in _cells(one) if 0 < one.universe.values[cell] < one.base]
        audited.checked += len(small)
        audited.findings += audit.findings(one, small)


def _cells(one: RoundedPeriod) -> list[int]:
    return [cell for cell, place in enumerate(one.universe.places) if place is not None]


class _RoundingAudit:
    def __init__(self, reader: PublicReader, *, is_to_come: bool) -> None:
        self._reader, self._is_to_come = reader, is_to_come
        self._sums = sums_of(reader.region)
        self._book = FigureBook(reader.exact)
        self._exact = self._exact_relatives()

    def findings(self, one: RoundedPeriod, small: Sequence[int]) -> Iterator[Finding]:
        before = self._limits(one, with_now=False)
        now = self._limits(one, with_now=self._is_to_come)
        suspects = now.narrow(one.base)
        exact = [key for key in self._exact if self._book.of_measure(key, one.period.id)]
        if not exact and not suspects.any():
            return
        view, at = self._view(one, now, exact)
        for cell in small:
            interval = _interval(view, int(at[cell]), one.universe.values[cell])
            if interval.width < one.base - 1 - NEARLY:
                is_new = not one.is_stored and not before.narrow(one.base)[cell]
                yield self._finding(one, cell, interval, is_new=is_new)

    def _exact_relatives(self) -> list[str]:
        """Exact measures in one sum with rounded ones."""
        families = [{whole, *parts} for whole, parts in self._sums.items()]
        near = set().union(*(family for family in families if family & self._reader.bases.keys()))
        known = Measure.objects.filter(region=self._reader.region, key__in=near)
        return sorted(set(known.values_list("key", flat=True)) - self._reader.bases.keys())

    def _limits(self, one: RoundedPeriod, *, with_now: bool) -> Limits:
        n = len(one.universe.values)
        lower, upper = np.zeros(n), np.full(n, np.inf)
        choices = choices_of(one.universe, stored_of(self._reader.region, one))
        for cell in _cells(one) if with_now else []:
            choices.setdefault(cell, []).append(
                (float(one.rounded.values[cell]), float(one.rounded.reach[cell]))
            )
        for cell, found in choices.items():
            # a count that was converted to other areas may be a fraction of a person
            short = float(one.universe.values[cell].is_integer())
            lower[cell] = max(0.0, *(value - reach + short for value, reach in found))
            upper[cell] = min(value + reach - short for value, reach in found)
        return Limits(lower, upper)

    def _view(
        self, one: RoundedPeriod, limits: Limits, exact: Sequence[str]
    ) -> tuple[View, Mapping[int, int] | np.ndarray]:
        """All sums with the exact counts, and the number of each rounded cell in it."""
        universe = Universe(self._reader.exact)
        for key in [*sorted(self._keys(one)), *exact]:
            if own := self._book.of_measure(key, one.period.id):
                universe.tell_measure(key, own)
        universe.link(self._sums)
        numbers = {place: cell for cell, place in enumerate(universe.places) if place is not None}
        at = {cell: numbers[one.universe.places[cell]] for cell in _cells(one)}  # type: ignore[index]
        rows = [
            Row((at[cell],), (1.0,), limits.lower[cell], limits.upper[cell], _source(one, cell))
            for cell in at
        ]
        values, sums = with_rests(universe)  # nobody is told who lives in no area
        system = System([*sums, *rows], len(values))
        known = {
            cell
            for cell, place in enumerate(universe.places)
            if place is not None and place.terms[0] in exact
        }
        still_open = system.open_cells(set(range(len(values))) - known)
        return system.seen_from(values, still_open), at

    def _keys(self, one: RoundedPeriod) -> set[str]:
        return {key for key, base in self._reader.bases.items() if base == one.base}

    def _finding(
        self, one: RoundedPeriod, cell: int, interval: Interval, *, is_new: bool
    ) -> Finding:
        place = one.universe.places[cell]
        assert place is not None, "only counts of an area are rounded for the public"
        areas = self._reader.lists[place.boundary_set_id]
        return Finding(
            one.period.key, place.terms, areas.boundary_set.key, areas.codes[place.area],
            interval.lower, interval.upper, interval.teachers, is_new,
        )  # fmt: skip


def _interval(view: View, cell: int, value: float) -> Interval:
    return view.interval(cell) if view.is_open(cell) else Interval(value, value)


def _source(one: RoundedPeriod, cell: int) -> str:
    place = one.universe.places[cell]
    assert place is not None
    return f"rounded|{'+'.join(place.terms)}|{place.boundary_set_id}|{place.area}"
