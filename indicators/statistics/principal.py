"""Weights from the data: the first principal component of the parts of an index.

Takes parts that are directed so that more is a burden. If they measure one thing, they all hang
together with it the same way; where they do not, there are no weights.
docs/methods/principal-components.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Refused

FEWEST_AREAS = 20
LEAST_EXPLAINED = 0.5  # of all variance, by the first component
SINGULAR = 1e12  # condition beyond which partial correlations are noise


@dataclass(frozen=True)
class Principal:
    """The first component of `parts` over `n` areas. `loadings` are its correlations with them,
    all above 0; `weights`, the loadings at length 1, make its score of z-values, and their squares
    say how much of the component each part makes up. `eigenvalues` descend and add up to the
    number of parts; `explained` is the share of the first. `kmo`, the measure of sampling adequacy
    (Kaiser, Meyer, Olkin), is NaN where a part follows from the others."""

    parts: tuple[str, ...]
    loadings: tuple[float, ...]
    weights: tuple[float, ...]
    eigenvalues: tuple[float, ...]
    explained: float
    kmo: float
    n: int


def first_component(rows: FloatArray, parts: Sequence[str], *, anchor: str) -> Principal:
    """Weights for (n_parts, n_areas) numbers in any unit, NaN for gaps; needs values that differ.

    Areas with a gap take no part. The sign is that of the `anchor`, which loads above 0. Raises
    Refused for fewer than 20 areas, if the component explains less than half of the variance, or
    if a part does not load above 0. OECD/JRC (2008), 63-69; Kaiser (1974), Psychometrika 39, 31.

    >>> areas = np.arange(20.0)
    >>> found = first_component(np.array([areas, areas**2]), ["a", "b"], anchor="a")
    >>> np.round(found.weights, 4), round(found.explained, 4)
    (array([0.7071, 0.7071]), 0.9827)
    """
    known = rows[:, ~np.isnan(rows).any(axis=0)]
    known = known[:, np.lexsort(known)]  # the order of the areas changes no bit
    n = known.shape[1]
    if n < FEWEST_AREAS:
        raise Refused("principal_few_areas", n=n, needed=FEWEST_AREAS)
    correlations = np.atleast_2d(np.corrcoef(known))
    vectors, eigenvalues, _ = np.linalg.svd(correlations, hermitian=True)
    vector = vectors[:, 0] * np.sign(vectors[list(parts).index(anchor), 0])
    found = Principal(
        parts=tuple(parts),
        loadings=tuple((vector * np.sqrt(eigenvalues[0])).tolist()),
        weights=tuple(vector.tolist()),
        eigenvalues=tuple(eigenvalues.tolist()),
        explained=float(eigenvalues[0] / len(parts)),
        kmo=sampling_adequacy(correlations),
        n=n,
    )
    _check(found, anchor)
    return found


def sampling_adequacy(correlations: FloatArray) -> float:
    """How much of what (n, n) correlations share is common to all, from 0 to 1; NaN where they
    are singular, or there is one part only.

    >>> sampling_adequacy(np.array([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])).__round__(4)
    0.6923
    """
    if len(correlations) < 2 or np.linalg.cond(correlations) > SINGULAR:
        return float("nan")
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    between = ~np.eye(len(correlations), dtype=bool)
    simple = float((correlations[between] ** 2).sum())
    partial = float(((inverse / np.outer(scale, scale))[between] ** 2).sum())
    return simple / (simple + partial)


def _check(found: Principal, anchor: str) -> None:
    if found.explained < LEAST_EXPLAINED:
        told = round(100 * found.explained)
        raise Refused("principal_weak", share=told, needed=round(100 * LEAST_EXPLAINED))
    wrong = [
        part for part, loading in zip(found.parts, found.loadings, strict=True) if not loading > 0
    ]
    if wrong:
        raise Refused("principal_wrong_sign", parts=", ".join(wrong), anchor=anchor)
