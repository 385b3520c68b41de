"""How much an index depends on its maker's choices: Monte Carlo over what could be otherwise.

Weights, scale, combination and the set of components are drawn again and again; what moves is
shown per area as an interval of ranks, and per choice as the mean move it causes alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.class_rules import SCORE_DECIMALS, Rule, class_of_score
from indicators.statistics.combining import Combination
from indicators.statistics.comparable import AS_IT_IS, Scale, Way, comparable
from indicators.statistics.composite_index import composite_index
from indicators.statistics.index_tree import LEAST_WEIGHT, Missing, Part, reckon, with_weights
from indicators.statistics.standardise import lowest_ranks

Choice: TypeAlias = Literal["weights", "scale", "combination", "components"]
CHOICES: tuple[Choice, ...] = ("weights", "scale", "combination", "components")
SCALES: tuple[Way, ...] = ("z", "min_max", "percent_rank")
DRAWS = 2000
ALONE = 200  # draws in which only one choice is free


@dataclass(frozen=True)
class Robustness:
    """(n_areas,), NaN for areas without the index: `rank` as published, 1 the most burdened;
    `median`, `lower` and `upper` of the ranks drawn (5 and 95 of 100); `worst`, the share of draws
    in the highest class. `moves` has, by choice, the mean number of ranks an area moves if only
    that is free; `draws` how many went in, of those asked for."""

    rank: FloatArray
    median: FloatArray
    lower: FloatArray
    upper: FloatArray
    worst: FloatArray
    moves: Mapping[Choice, float]
    draws: int


def robustness(
    root: Part,
    values: Mapping[str, FloatArray],
    included: BoolArray,
    *,
    rule: Rule,
    finish: Scale = AS_IT_IS,
    missing: Missing = "strict",
    draws: int = DRAWS,
    seed: int = 0,
) -> Robustness:
    """Draw the index again and again, with the arguments of `composite_index`.

    Weights are drawn evenly from all there are (Dirichlet) within each domain; scales among z,
    min-max and percent rank where the domain has one of them; combinations among the mean and the
    geometric mean of parts brought to 1 to 100; one component or none is left out. Weights found in
    the data are those of the published index where they are not drawn. The same seed
    gives the same result. OECD/JRC (2008), 117-131; Saisana, Saltelli, Tarantola (2005).
    """
    random = np.random.default_rng(seed)
    published = composite_index(root, values, included, rule=rule, finish=finish, missing=missing)
    drawing = _Drawing(
        with_weights(root, published.principal), values, included, rule, finish, missing
    )
    scores = [drawing.score(random, CHOICES) for _ in range(draws)]
    ranks = np.array([lowest_ranks(-np.round(one, SCORE_DECIMALS)) for one in scores])
    highest = len(rule.codes) - 1
    in_worst = [class_of_score(one, rule) == highest for one in scores]
    known = published.evaluated & ~np.isnan(published.score)
    lower, median, upper = (
        _where(known, np.nanquantile(ranks[:, known], share, axis=0)) for share in (0.05, 0.5, 0.95)
    )
    return Robustness(
        rank=published.rank,
        median=median,
        lower=lower,
        upper=upper,
        worst=_where(known, np.mean(in_worst, axis=0)[known]),
        moves={one: drawing.move(random, one, published.rank) for one in CHOICES},
        draws=draws,
    )


def _where(known: BoolArray, numbers: FloatArray) -> FloatArray:
    found = np.full(known.shape, np.nan)
    found[known] = numbers
    return found


@dataclass(frozen=True)
class _Drawing:
    root: Part
    values: Mapping[str, FloatArray]
    included: BoolArray
    rule: Rule
    finish: Scale
    missing: Missing

    def score(self, random: np.random.Generator, free: Sequence[Choice]) -> FloatArray:
        """(n_areas,) of one draw in which the `free` choices are made anew."""
        root = _varied(self.root, random, free)
        if "components" in free:
            root = _without_one(root, random)
        found = reckon(root, self.values, self.included, missing=self.missing)
        return comparable(found.total, self.finish, direction=1)

    def move(self, random: np.random.Generator, free: Choice, rank: FloatArray) -> float:
        moved = [
            np.nanmean(np.abs(lowest_ranks(-np.round(score, SCORE_DECIMALS)) - rank))
            for score in (self.score(random, [free]) for _ in range(ALONE))
        ]
        return float(np.mean(moved))


def _varied(part: Part, random: np.random.Generator, free: Sequence[Choice]) -> Part:
    """The same tree with weights, scale and combination of each domain drawn where free."""
    if not part.parts:
        return part
    parts = [_varied(one, random, free) for one in part.parts]
    if "weights" in free and len(parts) > 1:
        weights = random.dirichlet(np.ones(len(parts)))
        parts = [
            replace(one, weight=max(float(weight), LEAST_WEIGHT))
            for one, weight in zip(parts, weights, strict=True)
        ]
    scale, combination = _scale_and_combination(part, random, free)
    return replace(part, parts=tuple(parts), scale=scale, combination=combination)


def _scale_and_combination(
    part: Part, random: np.random.Generator, free: Sequence[Choice]
) -> tuple[Scale, Combination]:
    if part.scale.way not in SCALES:
        return part.scale, part.combination
    if "combination" in free and random.integers(2):
        return Scale("one_to_hundred"), "geometric"  # a product needs numbers above 0
    if "scale" not in free:
        return part.scale, part.combination
    way = SCALES[int(random.integers(len(SCALES)))]
    return replace(part.scale, way=way, goalposts=None), part.combination


def _without_one(root: Part, random: np.random.Generator) -> Part:
    """Leave out one component or none, but never the last of a domain."""
    leaves = [leaf.key for leaf in root.leaves()]
    at = int(random.integers(len(leaves) + 1))
    return root if at == len(leaves) else _without(root, leaves[at])


def _without(part: Part, key: str) -> Part:
    left = tuple(one for one in part.parts if one.parts or one.key != key)
    return replace(part, parts=tuple(_without(one, key) for one in left or part.parts))
