"""Indicators as the gate looks at them, and which of them have to be looked at together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import Indicator, Measure, Policy
from indicators.statistics.formula import Count, Formula, Ratio, measures_of, read_formula
from releases.disclosure.primary import Rule
from releases.figures import FiguresByPeriod, Place
from releases.region_reader import RegionReader

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Before:
    """(n_areas,) whether the public was ever told a figure, and whether it was told as it is now:
    what a correction has changed since was not."""

    told: BoolArray
    as_now: BoolArray

    @classmethod
    def of_nothing(cls, n_areas: int) -> "Before":
        return cls(np.zeros(n_areas, dtype=bool), np.zeros(n_areas, dtype=bool))


@dataclass(frozen=True)
class Subject:
    """An indicator before the gate. What was told `before` is public already; one that is not
    `renewed` shows nothing else."""

    indicator: Indicator
    figures: FiguresByPeriod
    sets: frozenset[int]  # boundary sets of the levels the public sees
    before: Mapping[Place, Before] = field(default_factory=dict)
    renewed: bool = True

    @property
    def formula(self) -> Formula:
        return read_formula(self.indicator.definition["formula"])

    @property
    def rule(self) -> Rule:
        return rule_of(self.indicator.policy)

    @property
    def is_rounded(self) -> bool:
        return self.indicator.policy.rule == Policy.Rule.ROUNDING

    @property
    def is_out(self) -> bool:
        """The source published it itself, so everybody knows it."""
        return self.indicator.policy.rule == Policy.Rule.PUBLISHED_BY_SOURCE


def rule_of(policy: Policy) -> Rule:
    return Rule(policy.rule, policy.minimum_count, policy.protect_zero, policy.minimum_denominator)


def connected(reader: RegionReader, subjects: Sequence[Subject]) -> list[Subject]:
    """Those that share a measure with one whose rule protects, at any remove."""
    sums = sums_of(reader.region)
    touched: set[str] = set()
    for one in subjects:
        if one.rule.protects:
            touched |= measures_behind(one.formula, sums)
    found: list[Subject] = []
    left = [one for one in subjects if isinstance(one.formula, Count | Ratio)]
    while near := [one for one in left if measures_behind(one.formula, sums) & touched]:
        found += near
        left = [one for one in left if one not in near]
        touched = touched.union(*(measures_behind(one.formula, sums) for one in near))
    return found


def measures_behind(formula: Formula, sums: Mapping[str, Sequence[str]]) -> set[str]:
    own = set(measures_of(formula))
    return own | {part for key in own for part in sums.get(key, ())}


def sums_of(region: Region) -> dict[str, tuple[str, ...]]:
    """Measures with the measures that add up to them."""
    found = Measure.objects.filter(region=region).exclude(parts=[])
    return {key: tuple(parts) for key, parts in found.values_list("key", "parts")}
