"""What follows from sums: the least and the most each hidden sum of counts can be.

An atom is one unknown count of persons, a row says that some atoms add up to something from
`low` to `high`. Everything is first narrowed by whole-number reasoning, then parted into what
hangs together, then solved by linear programming; small parts are solved in whole numbers.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Atom = int
Atoms = frozenset[Atom]
Interval = tuple[float, float]
INTEGERS_UP_TO = 60  # atoms of a part that is solved in whole numbers
ALMOST = 1e-6
SOLVED, INFEASIBLE = 0, 2  # what scipy says


class CannotBe(Exception):
    """The rows contradict one another."""


@dataclass(frozen=True)
class Row:
    """low ≤ sum of atoms ≤ high."""

    atoms: Atoms
    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass
class System:
    """Rows over atoms that are at least 0, and what they say of sums of atoms.

    >>> System([Row(frozenset({0, 1}), 29, 29), Row(frozenset({1}), 25, 25)]).interval({0})
    (4.0, 4.0)
    """

    rows: Iterable[Row]
    low: dict[Atom, float] = field(default_factory=lambda: defaultdict(float))
    high: dict[Atom, float] = field(default_factory=lambda: defaultdict(lambda: math.inf))
    in_whole_numbers: bool = True

    def __post_init__(self) -> None:
        rows = _merged(shortened(_merged(self.rows)))
        self._narrow(rows)
        left = _merged(self._open_part(row) for row in rows)
        self.part_of: dict[Atom, int] = {}
        self.parts = self._parted([row for row in left if self._says_something(row)])
        self._known: dict[tuple[int, Atoms], Interval] = {}

    def interval(self, atoms: Iterable[Atom]) -> Interval:
        """The least and the most these atoms can be together."""
        low = high = 0.0
        by_part: dict[int, set[Atom]] = defaultdict(set)
        for atom in atoms:
            if atom in self.part_of and self.low[atom] < self.high[atom]:
                by_part[self.part_of[atom]].add(atom)
            else:
                low, high = low + self.low[atom], high + self.high[atom]
        for part, members in by_part.items():
            least, most = self._solved(part, frozenset(members))
            low, high = low + least, high + most
        return low, high

    def _narrow(self, rows: Sequence[Row]) -> None:
        """Each atom is what its rows leave over when all others are as large or small as can be."""
        by_atom: dict[Atom, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            for atom in row.atoms:
                by_atom[atom].append(place)
        waiting = set(range(len(rows)))
        for _round in range(30):
            changed = {atom for place in waiting for atom in self._narrow_by(rows[place])}
            if not changed:
                return
            waiting = {place for atom in changed for place in by_atom[atom]}

    def _narrow_by(self, row: Row) -> list[Atom]:
        low, high = self.low, self.high
        least = sum(low[atom] for atom in row.atoms)
        endless = sum(math.isinf(high[atom]) for atom in row.atoms)
        most = sum(high[atom] for atom in row.atoms if not math.isinf(high[atom]))
        if least > row.high + ALMOST or (not endless and most < row.low - ALMOST):
            raise CannotBe(row)
        return [atom for atom in row.atoms if self._narrow_atom(atom, row, least, most, endless)]

    def _narrow_atom(self, atom: Atom, row: Row, least: float, most: float, endless: int) -> bool:
        """Whether the atom is known better than before; `endless` others may be without end."""
        low, high = self.low[atom], self.high[atom]
        is_endless = math.isinf(high)
        others = math.inf if endless > is_endless else most - (0.0 if is_endless else high)
        self.high[atom] = min(high, self._down(row.high - (least - low)))
        self.low[atom] = max(low, self._up(row.low - others))
        if self.low[atom] > self.high[atom] + ALMOST:
            raise CannotBe(row)
        return self.high[atom] < high or self.low[atom] > low

    def _down(self, value: float) -> float:
        is_plain = math.isinf(value) or not self.in_whole_numbers
        return value if is_plain else float(math.floor(value + ALMOST))

    def _up(self, value: float) -> float:
        return -self._down(-value)

    def _open_part(self, row: Row) -> Row:
        fixed = [atom for atom in row.atoms if self.low[atom] == self.high[atom]]
        known = sum(self.low[atom] for atom in fixed)
        return Row(row.atoms.difference(fixed), row.low - known, row.high - known)

    def _says_something(self, row: Row) -> bool:
        least = sum(self.low[atom] for atom in row.atoms)
        most = sum(self.high[atom] for atom in row.atoms)
        return bool(row.atoms) and (row.low > least or row.high < most)

    def _parted(self, rows: list[Row]) -> list[list[Row]]:
        """Rows that share atoms, also by way of others, belong together."""
        leader: dict[Atom, Atom] = {}

        def lead(atom: Atom) -> Atom:
            while leader.setdefault(atom, atom) != atom:
                leader[atom] = leader[leader[atom]]
                atom = leader[atom]
            return atom

        for row in rows:
            first, *others = row.atoms
            for other in others:
                leader[lead(other)] = lead(first)
        parts: dict[Atom, list[Row]] = defaultdict(list)
        for row in rows:
            parts[lead(next(iter(row.atoms)))].append(row)
        for number, part in enumerate(parts.values()):
            self.part_of.update(dict.fromkeys({a for row in part for a in row.atoms}, number))
        return list(parts.values())

    def _solved(self, part: int, atoms: Atoms) -> Interval:
        if (part, atoms) not in self._known:
            problem = _Problem(self.parts[part], self.low, self.high, self.in_whole_numbers)
            self._known[part, atoms] = problem.least(atoms), problem.most(atoms)
        return self._known[part, atoms]


class _Problem:
    """One part as a linear program."""

    def __init__(
        self, rows: list[Row], low: dict[Atom, float], high: dict[Atom, float], whole: bool
    ) -> None:
        self.atoms = sorted({atom for row in rows for atom in row.atoms})
        place = {atom: number for number, atom in enumerate(self.atoms)}
        entries = [(n, place[atom]) for n, row in enumerate(rows) for atom in row.atoms]
        numbers, places = np.array(entries).T
        size = (len(rows), len(self.atoms))
        matrix = csr_array((np.ones(len(entries)), (numbers, places)), shape=size)
        self.constraints = LinearConstraint(
            matrix, [row.low for row in rows], [row.high for row in rows]
        )
        self.place = place
        self.bounds = Bounds([low[a] for a in self.atoms], [high[a] for a in self.atoms])
        self.whole = np.full(len(self.atoms), int(whole and len(self.atoms) <= INTEGERS_UP_TO))

    def least(self, atoms: Atoms) -> float:
        return self._optimum(atoms, 1.0)

    def most(self, atoms: Atoms) -> float:
        return -self._optimum(atoms, -1.0)

    def _optimum(self, atoms: Atoms, sign: float) -> float:
        cost = np.zeros(len(self.atoms))
        cost[[self.place[atom] for atom in atoms]] = sign
        found = milp(cost, integrality=self.whole, bounds=self.bounds, constraints=self.constraints)
        if found.status == INFEASIBLE:
            raise CannotBe
        if found.status == SOLVED and found.fun is not None:
            return round(float(found.fun), 6)
        assert any(math.isinf(self.bounds.ub[self.place[atom]]) for atom in atoms), found.message
        return -math.inf


def _merged(rows: Iterable[Row]) -> list[Row]:
    """What several rows say of the same atoms as one."""
    found: dict[Atoms, Row] = {}
    for row in rows:
        other = found.get(row.atoms, row)
        low, high = max(row.low, other.low), min(row.high, other.high)
        if low > high:
            raise CannotBe(row)
        found[row.atoms] = Row(row.atoms, low, high)
    return list(found.values())


def shortened(rows: list[Row]) -> list[Row]:
    """Take from each row the exact rows it contains: the same knowledge in shorter rows.

    A city that is all its districts then says nothing more than its hidden districts. Which
    rows are taken depends on the atoms alone.
    """
    exact = sorted((row for row in rows if row.is_exact), key=lambda row: -len(row.atoms))
    by_atom: dict[Atom, list[int]] = defaultdict(list)
    for place, row in enumerate(exact):
        for atom in row.atoms:
            by_atom[atom].append(place)
    return [_shortened(row, exact, by_atom) for row in rows]


def _shortened(row: Row, exact: list[Row], by_atom: dict[Atom, list[int]]) -> Row:
    atoms, low, high = set(row.atoms), row.low, row.high
    for place in _inside(row, exact, by_atom):
        inner = exact[place]
        if inner.atoms <= atoms and len(inner.atoms) < len(row.atoms):
            atoms -= inner.atoms
            low, high = low - inner.low, high - inner.high
    return Row(frozenset(atoms), low, high)


def _inside(row: Row, exact: list[Row], by_atom: dict[Atom, list[int]]) -> Iterator[int]:
    """Exact rows that may lie in this one, the longest first."""
    yield from sorted({place for atom in row.atoms for place in by_atom[atom]})
