"""Numbers that cannot be together: a part larger than its whole, parts that miss their sum."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.comparing import Counting, counting_at
from indicators.hints_range import known_period_keys
from indicators.matching import Matched, Piece
from indicators.models import Indicator, Measure
from indicators.statistics.formula import Ratio, measures_of, read_formula, signed_sum
from spatial_units.importing.findings import Findings

EXACT = 1e-9  # of a sum of floats
ROUNDINGS = (10, 5, 3)  # to which offices round counts so that nobody is recognised

Place = tuple[int, str]  # boundary set, period
Arrays = dict[str, NDArray[np.float64]]


class _Together:
    """What will count of several measures side by side, once the file is taken over.

    A measure the file does not deliver is taken as it counts now.
    """

    def __init__(
        self, region: Region, matched: Matched, measures: dict[str, Measure], complete: bool
    ) -> None:
        self._region, self._matched, self._measures = region, matched, measures
        self._complete = complete
        self._pieces: dict[str, dict[Place, Piece]] = {}
        for piece in matched.pieces:
            place = piece.boundary_set, piece.period
            self._pieces.setdefault(piece.measure, {})[place] = piece
        self._periods = known_period_keys(region, [piece.period for piece in matched.pieces])
        self._stored: dict[str, dict[tuple[int, int], Counting]] = {}
        self._order = {key: np.argsort(areas.ids) for key, areas in matched.lists.items()}

    def places(self, keys: Iterable[str]) -> list[Place]:
        """Where the file says something of these measures."""
        return sorted({place for key in keys for place in self._pieces.get(key, {})})

    def touched(self, keys: Iterable[str], place: Place) -> NDArray[np.bool_]:
        """(n_areas,): of which areas the file says something; others are no fault of it."""
        said = [
            of_key[place].area_ids for key in keys if place in (of_key := self._pieces.get(key, {}))
        ]
        return np.isin(self._matched.lists[place[0]].ids, np.concatenate(said))

    def at(self, keys: Iterable[str], place: Place) -> Arrays | None:
        """(n_areas,) each, NaN for gaps; None where nothing is known of one of the measures."""
        found: Arrays = {}
        for key in keys:
            array = self._array(key, place) if key in self._measures else None
            if array is None:
                return None
            found[key] = array
        return found

    def _array(self, key: str, place: Place) -> NDArray[np.float64] | None:
        piece = self._pieces.get(key, {}).get(place)
        size = len(self._matched.lists[place[0]].ids)
        is_whole = piece is not None and (self._complete or len(piece.values) == size)
        stored = None if is_whole else self._counting(key, place)
        if piece is None and stored is None:
            return None
        array = np.full(size, np.nan)
        if stored is not None:
            self._put(array, place[0], stored.area, stored.value)
        if piece is not None:
            self._put(array, place[0], piece.area_ids, piece.values)
        return array

    def _put(
        self, array: NDArray[np.float64], set_id: int, ids: NDArray[np.int64],
        values: NDArray[np.float64],
    ) -> None:  # fmt: skip
        order, areas = self._order[set_id], self._matched.lists[set_id].ids
        array[order[np.searchsorted(areas, ids, sorter=order)]] = values

    def _counting(self, key: str, place: Place) -> Counting | None:
        """What counts now; asked once per measure for all the places of the file."""
        if key not in self._stored:
            self._stored[key] = counting_at(
                {
                    "region": self._region.id,
                    "measures": [self._measures[key].id],
                    "sets": sorted(self._matched.lists),
                    "periods": sorted(self._periods.values()),
                }
            )
        return self._stored[key].get((place[0], self._periods.get(place[1], -1)))


@dataclass
class _Told:
    """How many areas are wrong in all, and the first: its place, and the two numbers."""

    count: int = 0
    name: str = ""
    place: Place = (0, "")
    at: int = 0
    one: float = 0.0
    other: float = 0.0

    def add(
        self, name: str, place: Place, wrong: NDArray[np.bool_],
        one: NDArray[np.float64], other: NDArray[np.float64],
    ) -> None:  # fmt: skip
        rows = np.flatnonzero(wrong)
        if len(rows) and not self.count:
            self.name, self.place, self.at = name, place, int(rows[0])
            self.one, self.other = float(one[rows[0]]), float(other[rows[0]])
        self.count += len(rows)

    def say(self, code: str, matched: Matched, findings: Findings) -> None:
        if not self.count:
            return
        areas = matched.lists[self.place[0]]
        findings.warning(
            code,
            count=self.count,
            name=self.name,
            area=f"{areas.codes[self.at]} {areas.names[self.at]}",
            period=self.place[1],
            one=self.one,
            other=self.other,
        )


def say_impossible_sums(
    region: Region,
    matched: Matched,
    measures: dict[str, Measure],
    findings: Findings,
    *,
    complete: bool,
) -> None:
    """A warning for shares above the whole, one for parts that do not make their sum."""
    together = _Together(region, matched, measures, complete)
    above, missed = _Told(), _Told()
    for name, formula in _shares(region):
        keys = measures_of(formula)
        for place in together.places(keys):
            if found := together.at(keys, place):
                part = signed_sum(formula.numerator, found)
                whole = signed_sum(formula.denominator, found)
                too_much = part - whole > EXACT * np.abs(whole)
                above.add(name, place, too_much & together.touched(keys, place), part, whole)
    for measure in measures.values():
        keys = (measure.key, *measure.parts)
        for place in together.places(keys) if measure.parts else ():
            if found := together.at(keys, place):
                added = signed_sum(tuple(measure.parts), found)
                whole = found[measure.key]
                off = np.abs(added - whole) > _tolerance(found) + EXACT * np.abs(added)
                off &= together.touched(keys, place)
                missed.add(measure.name_de, place, off, added, whole)
    above.say("upload_more_than_whole", matched, findings)
    missed.say("upload_parts_differ", matched, findings)


def _shares(region: Region) -> Iterator[tuple[str, Ratio]]:
    """Indicators that cannot exceed one hundred per cent."""
    for indicator in Indicator.objects.filter(region=region, kind="share"):
        formula = read_formula(indicator.definition["formula"])
        if isinstance(formula, Ratio):
            yield indicator.name_de, formula


def _tolerance(found: Arrays) -> float:
    """How far rounded counts may miss their rounded sum: each by half of what it is rounded to."""
    every = np.concatenate(list(found.values()))
    numbers = every[np.isfinite(every)]
    rounded = (unit for unit in ROUNDINGS if len(numbers) and not np.any(numbers % unit))
    return next(rounded, 0) / 2 * len(found)
