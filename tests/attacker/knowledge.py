"""From public figures to rows: what somebody reckons who has kept all that was ever published.

He knows the map (which blocks lie in which area, in both trees), which ages make up everybody,
and what the catalogue says of each indicator. Nothing here knows a hidden count.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.attacker.solving import Atoms, Row, System, shortened
from tests.attacker.town import AGES, BASE, VISITS, Cell, Place

Key = tuple[str, str, str, str]  # indicator, level, area, period
Shown = Decimal | str  # a number, or the letter that says why there is none
Figures = Mapping[Key, Shown]
What = tuple[tuple[str, ...], Place, str]  # measures that are added, an area, a period

COUNTED: dict[str, tuple[str, ...]] = {
    "help_all": AGES,
    "help_young": ("young",),
    "help_middle": ("middle",),
    "help_sum": ("young", "middle"),
}
SHARES: dict[str, tuple[str, ...]] = {"share_young": ("young",), "share_seeking": ("seeking",)}
PER_CENT = Decimal(100)
HALF_A_DIGIT = Decimal("0.05")


@dataclass(frozen=True)
class Said:
    """What a release says of a count: it lies between two whole numbers."""

    indicator: str
    what: What
    low: float
    high: float


def said_by(figures: Figures) -> list[Said]:
    """The counts as they are, the shares as what they leave to the count."""
    found = []
    for (indicator, level, area, period), shown in figures.items():
        if isinstance(shown, str):
            continue
        if indicator in COUNTED:
            what = (COUNTED[indicator], (level, area), period)
            found.append(Said(indicator, what, float(shown), float(shown)))
        if indicator == VISITS:  # every page says that it is rounded, and by what
            low, high = max(float(shown) - BASE + 1, 0.0), float(shown) + BASE - 1
            found.append(Said(indicator, ((VISITS,), (level, area), period), low, high))
        people = figures.get(("people", level, area, period))
        if indicator in SHARES and isinstance(people, Decimal):
            what = (SHARES[indicator], (level, area), period)
            found.append(Said(indicator, what, *numerator(shown, people)))
    return found


def numerator(share: Decimal, people: Decimal) -> tuple[float, float]:
    """The whole numbers a printed share of so many people can be of.

    >>> numerator(Decimal("3.1"), Decimal(130))
    (4.0, 4.0)
    """
    low = (share - HALF_A_DIGIT) * people / PER_CENT
    above = (share + HALF_A_DIGIT) * people / PER_CENT  # this one is rounded up already
    return float(max(math.ceil(low), 0)), float(min(math.ceil(above) - 1, int(people)))


class Attacker:
    """All releases of a town together; the same atom in two releases unless something moved."""

    def __init__(
        self,
        places: Mapping[Place, list[str]],
        releases: Sequence[Figures],
        *,
        in_whole_numbers: bool = True,
    ) -> None:
        self.places = places
        self.atoms: dict[tuple[Cell, int], int] = {}
        self.said = [said_by(figures) for figures in releases]
        self.moved: list[set[Cell]] = [set()]
        self.moved += [self._moved(release) for release in range(1, len(releases))]
        rows = [
            Row(self.atoms_of(said.what, release), said.low, said.high)
            for release, all_said in enumerate(self.said)
            for said in all_said
        ]
        rows += self._nobody_twice(releases)
        self.system = System(rows, in_whole_numbers=in_whole_numbers)

    def interval(self, what: What, release: int) -> tuple[float, float]:
        """The least and the most a count can have been in a release."""
        return self.system.interval(self.atoms_of(what, release))

    def atoms_of(self, what: What, release: int) -> Atoms:
        return frozenset(self._atom(cell, release) for cell in self._cells(what))

    def _cells(self, what: What) -> list[Cell]:
        measures, place, period = what
        return [(measure, block, period) for measure in measures for block in self.places[place]]

    def _atom(self, cell: Cell, release: int) -> int:
        since = max((n for n in range(release + 1) if cell in self.moved[n]), default=0)
        return self.atoms.setdefault((cell, since), len(self.atoms))

    def _nobody_twice(self, releases: Sequence[Figures]) -> list[Row]:
        """A part of the people is not more than the people."""
        people = {
            (area, period): float(shown)
            for figures in releases
            for (indicator, level, area, period), shown in figures.items()
            if indicator == "people" and level == "block" and isinstance(shown, Decimal)
        }
        parts = {measures[0] for measures in SHARES.values()}
        return [
            Row(frozenset({atom}), 0.0, people[block, period])
            for ((measure, block, period), _), atom in self.atoms.items()
            if measure in parts and (block, period) in people
        ]

    def _moved(self, release: int) -> set[Cell]:
        """Counts that a release may have corrected: nothing that shows them stayed as it was.

        Sums shown by both releases are compared, what is left of each without the sums it
        contains. A date of which no number differs was not corrected at all.
        """
        before = {(said.indicator, said.what): said for said in self.said[release - 1]}
        pairs = [
            (before[said.indicator, said.what], said)
            for said in self.said[release]
            if (said.indicator, said.what) in before
        ]
        dates = {said.what[-1] for earlier, said in pairs if earlier != said}
        pairs = [pair for pair in pairs if pair[1].what[-1] in dates]
        exact = [(a, b) for a, b in pairs if a.low == a.high and b.low == b.high]
        cells = {cell for _, said in pairs for cell in self._cells(said.what)}
        return cells - self._stayed(exact)

    def _stayed(self, pairs: list[tuple[Said, Said]]) -> set[Cell]:
        """Cells of equal remainders."""
        cell_of = {}
        for _, said in pairs:
            for cell in self._cells(said.what):
                cell_of[self._atom(cell, 0)] = cell
        earlier, later = (
            shortened(
                [Row(self.atoms_of(s[side].what, 0), s[side].low, s[side].high) for s in pairs]
            )
            for side in (0, 1)
        )
        return {
            cell_of[atom]
            for then, now in zip(earlier, later, strict=True)
            if then.low == now.low
            for atom in then.atoms
        }
