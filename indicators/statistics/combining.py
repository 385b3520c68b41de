"""Making one number per area of the comparable parts of an index."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Refused

Combination: TypeAlias = Literal["sum", "mean", "geometric", "harmonic", "mazziotta_pareto"]


def combined(parts: FloatArray, weights: Sequence[float], how: Combination) -> FloatArray:
    """(n_parts, n_areas) comparable parts to (n_areas,) numbers, NaN where no part is there.

    A part that is NaN is left out and the weights of the others raised: a sum is then scaled to
    the weight of all. "mazziotta_pareto" adds to the mean a penalty for parts that differ, for
    phenomena of which more is worse; it knows no weights. Raises Refused for geometric and
    harmonic means of numbers that are 0 or less. OECD/JRC (2008), 103-106.

    >>> parts = np.array([[1.0], [2], [3], [np.nan], [5]])
    >>> [float(combined(parts, (1, 1, 2, 1, 2), how)[0].round(6)) for how in ("mean", "geometric")]
    [3.166667, 2.768229]
    """
    if how == "mazziotta_pareto":
        return _with_penalty(parts)
    each = np.array(weights, dtype=np.float64)[:, np.newaxis]
    if how in {"sum", "mean"} and not np.isnan(parts).any():
        return _of_all(parts, each, how)
    weight = np.where(np.isnan(parts), 0.0, each)
    present = weight.sum(axis=0)
    present[present == 0] = np.nan
    if how in {"geometric", "harmonic"} and np.any(parts <= 0):
        raise Refused("not_positive")
    if how == "geometric":
        logs = np.log(np.where(np.isnan(parts), 1.0, parts))
        return np.asarray(np.exp((weight * logs).sum(axis=0) / present))
    if how == "harmonic":
        return np.asarray(present / (weight / np.where(np.isnan(parts), 1.0, parts)).sum(axis=0))
    total = (weight * np.where(np.isnan(parts), 0.0, parts)).sum(axis=0)
    if how == "sum":
        return np.asarray(total * (each.sum() / present))
    return np.asarray(total / present)


def _of_all(parts: FloatArray, each: FloatArray, how: Combination) -> FloatArray:
    """The usual case, without gaps, to the same bits."""
    total = np.zeros(parts.shape[1])
    for weight, row in zip(each[:, 0], parts, strict=True):
        total += row if weight == 1 else weight * row
    present = np.repeat(each, 2, axis=1).sum(axis=0)[0]  # row by row, as where there are gaps
    return np.asarray(total * (each.sum() / present) if how == "sum" else total / present)


def _with_penalty(parts: FloatArray) -> FloatArray:
    """Mean plus standard deviation (n - 1) times coefficient of variation of an area's parts."""
    known = ~np.isnan(parts)
    n = known.sum(axis=0)
    filled = np.where(known, parts, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = filled.sum(axis=0) / np.where(n > 0, n, np.nan)
        squares = np.where(known, (parts - mean) ** 2, 0.0).sum(axis=0)
        variance = squares / np.where(n > 1, n - 1, np.nan)
        found = mean + np.where(n > 1, variance, 0.0) / mean
    return np.asarray(found)
