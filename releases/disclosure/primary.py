"""Primary protection: which figures rest on too few people to be shown.

Secondary suppression and the audit come later; until then a region file may release
publicly only what its publisher has already published, or a made-up city.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """A source's rule. Counts from 1 to `minimum_count` - 1 are hidden, 0 only if wished."""

    name: str
    minimum_count: int
    protect_zero: bool
    minimum_denominator: int

    @property
    def protects(self) -> bool:
        return self.name == "threshold"


class CannotBeProtected(Exception):
    """The rule needs counts, and the indicator has none."""


def too_few(rule: Rule, numerator: FloatArray | None, denominator: FloatArray | None) -> BoolArray:
    """Which areas must not show the figure made of these counts.

    Takes (n_areas,) counts of persons, NaN for gaps; `denominator` None for a plain count.
    Hides small counts, small complements (a rate near 100 % tells who is not in it) and
    rates on few people. Sources: § 16 BStatG; Bundesagentur für Arbeit,
    minimum of 3 cases per cell.
    """
    if numerator is None:
        raise CannotBeProtected
    hidden = _small(rule, numerator)
    if denominator is not None:
        hidden |= _small(rule, denominator - numerator)
        hidden |= denominator < max(rule.minimum_denominator, 1)
    return hidden


def _small(rule: Rule, counts: FloatArray) -> BoolArray:
    lowest = -0.5 if rule.protect_zero else 0.5
    return (counts > lowest) & (counts < rule.minimum_count)
