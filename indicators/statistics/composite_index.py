"""The z-score sum: several indicators made one index, as in Berlin's MSS.

Each component is standardised over the evaluated areas, multiplied by its direction and
weight and added up; the sum is standardised again. A high score is a burden. Edge cases:
docs/methods/composite-index.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.notes import Note
from indicators.statistics.standardise import (
    has_no_spread,
    lowest_ranks,
    mean_and_deviation,
    z_scores,
)

SCORE_DECIMALS = 9  # finer differences between scores are binary noise
FEWEST_FOR_CLASSES = 20
FAR_OUT = 5.0  # standard deviations beyond which a person should look
LEAST_SHARE = 2 / 3

Missing: TypeAlias = Literal["strict", "lenient"]


@dataclass(frozen=True)
class Component:
    """An indicator in an index: `direction` +1 where more is worse, -1 where more is better."""

    key: str
    direction: int
    weight: float

    def __post_init__(self) -> None:
        if self.direction not in {-1, 1}:
            raise ValueError(f"{self.key}: the direction must be 1 or -1, not {self.direction}.")
        if not 0 < self.weight < np.inf:
            raise ValueError(f"{self.key}: the weight must be positive, not {self.weight}.")


@dataclass(frozen=True)
class ClassRule:
    """Where scores are cut into classes, lowest first; one code more than cuts.

    `right_closed` says, for all cuts or for each, whether a score exactly on the cut belongs
    to the class below it.
    """

    cuts: tuple[float, ...]
    codes: tuple[str, ...]
    right_closed: bool | tuple[bool, ...]

    def __post_init__(self) -> None:
        if len(self.codes) != len(self.cuts) + 1:
            raise ValueError("A class rule needs one code more than cuts.")
        if not (np.isfinite(self.cuts).all() and np.all(np.diff(self.cuts) > 0)):
            raise ValueError("The cuts of a class rule must be finite and ascend.")
        if not isinstance(self.right_closed, bool) and len(self.right_closed) != len(self.cuts):
            raise ValueError("Each cut of a class rule needs its side.")


@dataclass(frozen=True)
class IndexResult:
    """An index, and all that is needed to check it.

    (n_areas,): `score`, NaN for areas that were not evaluated; `class_index` into the rule's
    codes, -1 for none; `rank`, 1 for the highest score, ties share the lowest; `evaluated`;
    `renormalised`, areas evaluated without some component. (n_components, n_areas): `z`,
    directed, NaN where not evaluated, missing or dropped. (n_components,): `mean` and
    `deviation` in the component's unit, NaN for dropped ones.
    """

    score: FloatArray
    class_index: IntArray
    rank: FloatArray
    evaluated: BoolArray
    renormalised: BoolArray
    z: FloatArray
    mean: FloatArray
    deviation: FloatArray
    dropped_components: tuple[str, ...]
    warnings: tuple[Note, ...]


def z_sum_index(
    values: FloatArray,
    included: BoolArray,
    components: Sequence[Component],
    *,
    ddof: int,
    rule: ClassRule,
    restandardise: bool = True,
    missing: Missing = "strict",
    least_share: float = LEAST_SHARE,
) -> IndexResult:
    """Add up standardised components and class the sum.

    Takes `values` (n_components, n_areas) in any units, NaN where missing, and `included`
    (n_areas,), False for areas left out by decision or size: these are in no mean. An area
    that misses a component is not evaluated either ("strict"), or only if it has fewer than
    `least_share` of the components ("lenient"); the others' weights are then raised. A
    component without spread is dropped. Fewer than 20 areas get ranks, but no classes.
    Senatsverwaltung für Stadtentwicklung Berlin, MSS 2013 to 2019; `ddof` is 0 there.

    >>> towns = np.arange(20.0)
    >>> found = z_sum_index(
    ...     np.array([towns, towns**2]), np.full(20, True),
    ...     [Component("a", 1, 1.0), Component("b", 1, 1.0)],
    ...     ddof=0, rule=ClassRule((-1, 1), ("low", "middle", "high"), (False, True)),
    ... )
    >>> found.score[[0, 19]].round(3), found.class_index[[0, 19]]
    (array([-1.38 ,  1.886]), array([0, 2]))
    """
    _check(values, included, components)
    share = least_share if missing == "lenient" else 1.0
    kept, evaluated = _kept_and_evaluated(values, included, share)
    used = np.where(kept[:, np.newaxis] & evaluated, values, np.nan)
    mean, deviation = np.array([mean_and_deviation(row, ddof=ddof) for row in used]).T
    z = _directed_z(used, mean, deviation, components)
    total = _weighted_sum(z, [component.weight for component in components])
    score = _restandardised(total, ddof) if restandardise else total
    enough = np.count_nonzero(evaluated) >= FEWEST_FOR_CLASSES
    keys = [component.key for component in components]
    return IndexResult(
        score=score,
        class_index=class_of_score(score, rule) if enough else np.full(score.shape, -1),
        rank=lowest_ranks(-np.round(score, SCORE_DECIMALS)),
        evaluated=evaluated,
        renormalised=evaluated & np.isnan(z[kept]).any(axis=0),
        z=z,
        mean=mean,
        deviation=deviation,
        dropped_components=_chosen(keys, ~kept),
        warnings=(*_warnings(keys, kept, evaluated, score), *_far_out(keys, z)),
    )


def class_of_score(score: FloatArray, rule: ClassRule) -> IntArray:
    """Position of each score's class in `rule.codes`, -1 where there is no score.

    Scores are compared with the cuts after rounding to 9 decimals.

    >>> class_of_score(np.array([1.0, 1.1, np.nan]), ClassRule((1,), ("low", "high"), True))
    array([ 0,  1, -1])
    """
    rounded = np.round(score, SCORE_DECIMALS)[np.newaxis]
    cuts = np.array(rule.cuts, dtype=np.float64)[:, np.newaxis]
    right_closed = np.broadcast_to(rule.right_closed, len(rule.cuts))[:, np.newaxis]
    passed = np.where(right_closed, rounded > cuts, rounded >= cuts)
    return np.where(np.isnan(score), -1, passed.sum(axis=0)).astype(np.int64)


def _check(values: FloatArray, included: BoolArray, components: Sequence[Component]) -> None:
    if values.shape != (len(components), len(included)):
        raise ValueError(
            f"{len(components)} components of {len(included)} areas do not fit {values.shape}."
        )
    if np.isinf(values).any():
        raise ValueError("A component is infinite.")


def _kept_and_evaluated(
    values: FloatArray, included: BoolArray, share: float
) -> tuple[BoolArray, BoolArray]:
    """Which components differ between areas, and which areas have enough of those.

    Dropping a component can let areas in, and areas can give a component its spread only as
    long as they are in; so both are asked in turn until nothing is left to drop.
    """
    kept = np.full(len(values), True)
    while True:
        present = np.count_nonzero(~np.isnan(values[kept]), axis=0)
        enough = (present > 0) & (present >= share * np.count_nonzero(kept))
        evaluated = included & enough
        flat = kept & [has_no_spread(row[evaluated]) for row in values]
        if not flat.any() or not evaluated.any():
            return kept, evaluated
        kept &= ~flat


def _directed_z(
    used: FloatArray, mean: FloatArray, deviation: FloatArray, components: Sequence[Component]
) -> FloatArray:
    """What `z_scores` gives for each component, from moments already known."""
    spread = np.where(deviation > 0, deviation, np.nan)[:, np.newaxis]
    direction = np.array([[float(component.direction)] for component in components])
    return np.asarray(direction * ((used - mean[:, np.newaxis]) / spread), dtype=np.float64)


def _weighted_sum(z: FloatArray, weights: Sequence[float]) -> FloatArray:
    """Add up what is present, scaled to the weight of all; NaN where nothing is."""
    each = np.array(weights)[:, np.newaxis]
    present = np.where(np.isnan(z), 0.0, each).sum(axis=0)
    total = np.where(np.isnan(z), 0.0, each * z).sum(axis=0)
    present[present == 0] = np.nan
    return np.asarray(total * (each.sum() / present), dtype=np.float64)


def _restandardised(total: FloatArray, ddof: int) -> FloatArray:
    """Standardise sums of z-scores, unless components cancel out and leave only noise."""
    nothing_left = has_no_spread(np.round(total, SCORE_DECIMALS))
    return z_scores(total * (np.nan if nothing_left else 1.0), ddof=ddof, direction=1)


def _warnings(
    keys: Sequence[str], kept: BoolArray, evaluated: BoolArray, score: FloatArray
) -> list[Note]:
    found = [Note("component_dropped", {"component": key}) for key in _chosen(keys, ~kept)]
    n = int(np.count_nonzero(evaluated))
    if np.isnan(score).all():
        found.append(Note("index_undefined", {"n": n}))
    if np.count_nonzero(kept) == 1:
        found.append(Note("single_indicator"))
    if 0 < n < FEWEST_FOR_CLASSES:
        found.append(Note("ranks_only", {"n": n, "needed": FEWEST_FOR_CLASSES}))
    return found


def _far_out(keys: Sequence[str], z: FloatArray) -> list[Note]:
    """Name areas (by position) a person should look at; leaving one out is a decision."""
    return [
        Note("far_out", {"component": keys[row], "area": int(area), "z": float(z[row, area])})
        for row, area in np.argwhere(np.abs(z) > FAR_OUT)
    ]


def _chosen(keys: Sequence[str], mask: BoolArray) -> tuple[str, ...]:
    return tuple(key for key, chosen in zip(keys, mask, strict=True) if chosen)
