"""Primary protection: which figures rest on too few people to be shown."""

from collections.abc import Sequence
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


def too_few(rule: Rule, parts: Sequence[FloatArray], denominator: FloatArray | None) -> BoolArray:
    """Which areas must not show the figure made of these counts.

    Takes (n_areas,) counts of persons, NaN for gaps: `parts` is the numerator, or what is
    added and what is taken away in a balance (a small balance of many moves is harmless, few
    moves are not); `denominator` None for a plain count.
    Hides small counts, small complements (a rate near 100 % tells who is not in it) and
    rates on few people. Sources: § 16 BStatG; Bundesagentur für Arbeit,
    minimum of 3 cases per cell.
    """
    if not parts:
        raise CannotBeProtected
    hidden = np.any([small(rule, part) for part in parts], axis=0)
    if denominator is not None:
        if len(parts) == 1:
            hidden |= small(rule, denominator - parts[0])
        hidden |= denominator < max(rule.minimum_denominator, 1)
    return np.asarray(hidden)


def small(rule: Rule, counts: FloatArray) -> BoolArray:
    """Which counts are protected for themselves; NaN is not."""
    # a count that was converted to other areas may be a fraction of a person
    lowest = -0.5 if rule.protect_zero else 1e-6
    return (counts > lowest) & (counts < rule.minimum_count)
