"""The counts of a period rounded so that all sums hold, once and for all releases."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import ReferencePeriod
from releases.disclosure.rounding import Rounded, controlled_round
from releases.disclosure.rows import NEARLY, Row
from releases.figure_book import FigureBook
from releases.models import RoundedCounts
from releases.region_reader import RegionReader
from releases.subjects import sums_of
from releases.universe import Place, Universe

FloatArray = NDArray[np.float64]
Choice = tuple[float, float]  # what a count was rounded to, and its reach

VERSION = 1  # another method rounds otherwise


@dataclass
class RoundedPeriod:
    """(n_cells,) of `universe`: true counts, and `rounded` what the public gets to know."""

    region: Region
    period: ReferencePeriod
    base: int
    universe: Universe
    rounded: Rounded
    digest: str
    is_stored: bool = field(default=False)

    def values_of(self, key: str) -> dict[int, FloatArray]:
        """(n_areas,) rounded counts of a measure by boundary set, NaN for gaps."""
        found: dict[int, FloatArray] = {}
        for strand in self.universe.strands((key,)):
            for set_id, cells in strand.cells.items():
                known = self.rounded.values[np.maximum(cells, 0)]
                found[set_id] = np.where(cells >= 0, known, np.nan)
        return found

    def keep(self) -> None:
        if self.is_stored or not self.universe.values:
            return
        RoundedCounts.objects.create(
            region=self.region, period=self.period, base=self.base, digest=self.digest,
            cells=self._cells(),
        )  # fmt: skip
        self.is_stored = True

    def _cells(self) -> list[dict[str, Any]]:
        return [
            {
                "measure": place.terms[0], "set": place.boundary_set_id, "area": place.area,
                "count": self.universe.values[cell], "rounded": self.rounded.values[cell],
                "reach": self.rounded.reach[cell],
            }
            for cell, place in enumerate(self.universe.places)
            if place is not None
        ]  # fmt: skip


class PeriodRounder:
    """Rounds the measures of a region period by period, as they were rounded before."""

    def __init__(self, reader: RegionReader) -> None:
        self._reader = reader
        self._book = FigureBook(reader)

    def rounded(self, period: int, base: int, measures: Sequence[str]) -> RoundedPeriod:
        """Raises NegativeCount and CannotBeRounded."""
        universe = self._universe(period, measures)
        values, rows = with_rests(universe)
        digest = _digest(period, base, universe, rows)
        found = self._stored.get(digest)
        if found is None:
            before = np.full(len(values), np.nan)
            for cell, choices in choices_of(universe, self._of_period(period, base)).items():
                before[cell] = choices[0][0]
            rounded = controlled_round(values, rows, base, _seed(digest), before)
        else:
            rounded = _read(found, universe)
        return RoundedPeriod(
            self._reader.region, self._reader.periods[period], base, universe, rounded, digest,
            is_stored=found is not None,
        )  # fmt: skip

    def _universe(self, period: int, measures: Sequence[str]) -> Universe:
        universe = Universe(self._reader)
        for key in measures:
            if own := self._book.of_measure(key, period):
                universe.tell_measure(key, own)
        universe.link(self._sums)
        return universe

    @cached_property
    def _sums(self) -> dict[str, tuple[str, ...]]:
        return sums_of(self._reader.region)

    @cached_property
    def _stored(self) -> dict[str, RoundedCounts]:
        rows = RoundedCounts.objects.filter(region=self._reader.region).order_by("id")
        rows = rows.defer("cells")  # large; of most periods they are not needed
        return {row.digest: row for row in rows}

    def _of_period(self, period: int, base: int) -> list[RoundedCounts]:
        return [
            row for row in self._stored.values() if row.period_id == period and row.base == base
        ]


def stored_of(region: Region, one: RoundedPeriod) -> list[RoundedCounts]:
    """What was kept of the period by the same base, the oldest first."""
    rows = RoundedCounts.objects.filter(region=region, period=one.period, base=one.base)
    return list(rows.order_by("id"))


def choices_of(universe: Universe, stored: Sequence[RoundedCounts]) -> dict[int, list[Choice]]:
    """For each cell whose count was rounded before, what it was rounded to; the first first."""
    at = {(place, universe.values[cell]): cell for cell, place in enumerate(universe.places)}
    found: dict[int, list[Choice]] = {}
    for row in stored:
        for one in row.cells:
            place = Place((one["measure"],), one["set"], one["area"])
            cell = at.get((place, one["count"]))
            if cell is not None:
                found.setdefault(cell, []).append((one["rounded"], one["reach"]))
    return found


def with_rests(universe: Universe) -> tuple[FloatArray, list[Row]]:
    """What no area has is a count of its own, and rounded too; where the areas have more than
    the whole, the sum does not hold anyway."""
    values, rows = list(universe.values), []
    for row in universe.rows:
        rest = -row.lower
        if rest < -NEARLY:
            continue
        if rest > NEARLY:
            *parts, whole = row.cells
            cells = (*parts, len(values), whole)
            values.append(rest)
            row = Row(cells, (*(1.0 for _ in cells[1:]), -1.0), 0.0, 0.0, row.source)
        rows.append(row)
    return np.array(values), rows


def _digest(period: int, base: int, universe: Universe, rows: Sequence[Row]) -> str:
    found = hashlib.sha256(f"rounding {VERSION} {period} {base}".encode())
    found.update(np.array(universe.values).tobytes())
    found.update(repr([(one.cells, one.coefficients) for one in rows]).encode())
    found.update(repr(universe.places).encode())
    return found.hexdigest()


def _seed(digest: str) -> int:
    """As secret as the counts: who has it and the rounded counts works backwards."""
    made = hmac.new(settings.SECRET_KEY.encode(), digest.encode(), hashlib.sha256)
    return int.from_bytes(made.digest()[:8])


def _read(found: RoundedCounts, universe: Universe) -> Rounded:
    """Of cells without a place nothing is kept; nobody asks for them."""
    known = {(one["measure"], one["set"], one["area"]): one for one in found.cells}
    values, reach = np.full((2, len(universe.values)), np.nan)
    for cell, place in enumerate(universe.places):
        if place is not None:
            one = known[place.terms[0], place.boundary_set_id, place.area]
            values[cell], reach[cell] = one["rounded"], one["reach"]
    return Rounded(values, reach)
