"""What is known of counts, as rows of a linear system: lower ≤ Σ coefficient × cell ≤ upper."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

NEARLY = 1e-6  # of a count; what a solver leaves


class Contradiction(Exception):
    """What was published does not fit together, so no number fits it: a fault of the rows."""


@dataclass(frozen=True)
class Row:
    """lower ≤ Σ coefficient × cell ≤ upper; `source` names the publication that says so."""

    cells: tuple[int, ...]
    coefficients: tuple[float, ...]
    lower: float
    upper: float
    source: str


@dataclass(frozen=True)
class Interval:
    """What an attacker gets of a cell; `teachers` are the sources that set its two ends."""

    lower: float
    upper: float
    teachers: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        return self.upper - self.lower


@dataclass(frozen=True)
class Need:
    """How far below and above the truth an attacker's interval must reach, in units of the cell."""

    below: float
    above: float

    def is_met(self, interval: Interval, value: float) -> bool:
        return (
            interval.lower <= self.lowest(value) + NEARLY
            and interval.upper >= self.highest(value) - NEARLY
        )

    def lowest(self, value: float) -> float:
        """No interval reaches below 0, so no need does."""
        return max(0.0, value - self.below)

    def highest(self, value: float) -> float:
        return value + self.above


def total_of(parts: Sequence[int], whole: int, source: str, rest: float = 0.0) -> Row:
    """The parts and a known rest add up to the whole."""
    ones = (*(1.0 for _ in parts), -1.0)
    return Row((*parts, whole), ones, -rest, -rest, source)


def rate_of(
    numerator: int, denominator: int, factor: float, lower: float, upper: float, source: str
) -> list[Row]:
    """A printed rate: lower ≤ numerator ÷ denominator × factor ≤ upper, both counts unknown."""
    cells = (numerator, denominator)
    return [
        Row(cells, (factor, -lower), 0.0, inf, source),
        Row(cells, (factor, -upper), -inf, 0.0, source),
    ]
