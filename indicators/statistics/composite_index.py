"""A composite index with its ranks, classes and everything a reader needs to check it.

The tree of components is worked out by `index_tree`; here the result is brought to its final
scale, ranked and classed. A high score is a burden. Edge cases: docs/methods/composite-index.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.class_rules import SCORE_DECIMALS, Rule, class_of_score
from indicators.statistics.comparable import AS_IT_IS, NEED_SPREAD, Scale, comparable
from indicators.statistics.index_tree import Missing, Part, Reckoned, reckon
from indicators.statistics.notes import Note
from indicators.statistics.outliers import Treated
from indicators.statistics.principal import Principal
from indicators.statistics.standardise import has_no_spread, lowest_ranks

FEWEST_FOR_CLASSES = 20
FAR_OUT = 5.0  # standard deviations beyond which a person should look
LEAST_SHARE = 2 / 3


@dataclass(frozen=True)
class IndexResult:
    """An index, and all that is needed to check it.

    (n_areas,): `score`, NaN for areas that were not evaluated; `class_index` into the rule's
    codes, -1 for none; `rank`, 1 for the highest score, ties share the lowest; `evaluated`;
    `renormalised`, areas evaluated without some component; `domains` by key. (n_components,
    n_areas): `scaled`, directed, NaN where not evaluated, missing or dropped. (n_components,):
    `mean` and `deviation` in the unit the component was standardised in, NaN for dropped ones.
    `treated` and `principal` as in Reckoned.
    """

    score: FloatArray
    class_index: IntArray
    rank: FloatArray
    evaluated: BoolArray
    renormalised: BoolArray
    domains: Mapping[str, FloatArray]
    scaled: FloatArray
    mean: FloatArray
    deviation: FloatArray
    dropped_components: tuple[str, ...]
    treated: Mapping[str, Treated]
    principal: Mapping[str, Principal]
    warnings: tuple[Note, ...]


def composite_index(
    root: Part,
    values: Mapping[str, FloatArray],
    included: BoolArray,
    *,
    rule: Rule,
    finish: Scale = AS_IT_IS,
    missing: Missing = "strict",
    least_share: float = LEAST_SHARE,
) -> IndexResult:
    """Work out an index and class it.

    Takes (n_areas,) `values` by component in any units, NaN where missing, and `included`
    (n_areas,), False for areas left out by decision or size: these are in no mean. `finish`
    brings the root's number to the scale of the score. An area that misses a component is not
    evaluated ("strict"), or only if a domain has fewer than `least_share` of its parts
    ("lenient"); the others' weights are then raised. A component without spread is dropped.
    Fewer than 20 areas get ranks, but no classes. OECD/JRC (2008), Handbook on Constructing
    Composite Indicators.

    >>> from indicators.statistics.class_rules import ClassRule
    >>> towns = np.arange(20.0)
    >>> found = composite_index(
    ...     Part("both", parts=(Part("a"), Part("b")), scale=Scale("z")),
    ...     {"a": towns, "b": towns**2}, np.full(20, True), finish=Scale("z"),
    ...     rule=ClassRule((-1, 1), ("low", "middle", "high"), (False, True)),
    ... )
    >>> found.score[[0, 19]].round(3), found.class_index[[0, 19]]
    (array([-1.38 ,  1.886]), array([0, 2]))
    """
    leaves = list(root.leaves())
    keys = [leaf.key for leaf in leaves]
    _check(values, included, keys)
    found = reckon(root, values, included, missing=missing, least_share=least_share)
    score = _finished(found.total, finish)
    nothing = np.full(included.shape, np.nan)
    scaled = np.array([found.scaled.get(key, nothing) for key in keys])
    enough = np.count_nonzero(found.evaluated) >= FEWEST_FOR_CLASSES
    mean, deviation = _moments(root, found).T
    return IndexResult(
        score=score,
        class_index=class_of_score(score, rule) if enough else np.full(score.shape, -1),
        rank=lowest_ranks(-np.round(score, SCORE_DECIMALS)),
        evaluated=found.evaluated,
        renormalised=found.renormalised,
        domains=found.domains,
        scaled=scaled,
        mean=mean,
        deviation=deviation,
        dropped_components=found.dropped,
        treated=found.treated,
        principal=found.principal,
        warnings=(*_warnings(keys, found, score), *_far_out(root, found)),
    )


def _check(values: Mapping[str, FloatArray], included: BoolArray, keys: Sequence[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"A component stands in the index twice: {', '.join(twice)}.")
    for key in keys:
        if values[key].shape != included.shape:
            raise ValueError(f"{key}: {values[key].shape} values do not fit {len(included)} areas.")


def _finished(total: FloatArray, finish: Scale) -> FloatArray:
    """On the score's scale, unless components cancel out and leave only noise."""
    noise = has_no_spread(np.round(total, SCORE_DECIMALS))
    needs_spread = finish.way in NEED_SPREAD
    if needs_spread and noise:
        return np.full(total.shape, np.nan)
    return comparable(total, finish, direction=1)


def _moments(root: Part, found: Reckoned) -> FloatArray:
    """(n_components, 2) of what was standardised, in the order of the leaves."""
    nothing = (np.nan, np.nan)
    known = {key: told for key, told in found.moments.items() if key in found.used}
    return np.array([known.get(leaf.key, nothing) for leaf in root.leaves()])


def _warnings(keys: Sequence[str], found: Reckoned, score: FloatArray) -> list[Note]:
    notes = [Note("component_dropped", {"component": key}) for key in found.dropped]
    n = int(np.count_nonzero(found.evaluated))
    if np.isnan(score).all():
        notes.append(Note("index_undefined", {"n": n}))
    if len(keys) - len(found.dropped) == 1:
        notes.append(Note("single_indicator"))
    if 0 < n < FEWEST_FOR_CLASSES:
        notes.append(Note("ranks_only", {"n": n, "needed": FEWEST_FOR_CLASSES}))
    remain = [key for key, change in found.treated.items() if change.remain]
    return notes + [Note("outliers_remain", {"component": key}) for key in remain]


def _far_out(root: Part, found: Reckoned) -> list[Note]:
    """Name areas (by position) a person should look at; leaving one out is a decision."""
    standardised = {
        part.key
        for domain in root.domains()
        if domain.scale.way == "z"
        for part in domain.parts
        if not part.parts
    }
    return [
        Note("far_out", {"component": key, "area": int(area), "z": float(row[area])})
        for key, row in found.scaled.items()
        if key in standardised
        for area in np.flatnonzero(np.abs(row) > FAR_OUT)
    ]
