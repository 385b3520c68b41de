"""Cutting the scores of an index into classes, as publications do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import FloatArray, IntArray

SCORE_DECIMALS = 9  # finer differences between scores are binary noise
_QUANTILE = {7: "linear", 9: "normal_unbiased"}  # numpy's names of R's types


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

    def cuts_of(self, score: FloatArray) -> FloatArray:
        return np.array(self.cuts, dtype=np.float64)


@dataclass(frozen=True)
class QuantileRule:
    """As many areas in each class as ties allow; `kind` is R's type of quantile (7 or 9)."""

    codes: tuple[str, ...]
    kind: Literal[7, 9] = 7
    right_closed: bool = True

    def cuts_of(self, score: FloatArray) -> FloatArray:
        shares = np.arange(1, len(self.codes)) / len(self.codes)
        return _known_quantiles(score, shares, self.kind)


@dataclass(frozen=True)
class WidthRule:
    """Classes of one width between the lowest score and the highest.

    Where `top_share` is given, so large a share of the areas is the highest class by itself
    first, and the rest is cut (NRW, Schulsozialindex since 2024/25).
    """

    codes: tuple[str, ...]
    top_share: float = 0.0
    right_closed: bool = True

    def cuts_of(self, score: FloatArray) -> FloatArray:
        known = score[~np.isnan(score)]
        if not len(known):
            return np.full(len(self.codes) - 1, np.nan)
        if not self.top_share:
            return np.linspace(known.min(), known.max(), len(self.codes) + 1)[1:-1]
        top = _known_quantiles(score, np.array([1 - self.top_share]), 7)
        rest = np.linspace(known.min(), top[0], len(self.codes))[1:-1]
        return np.concatenate([rest, top])


Rule: TypeAlias = ClassRule | QuantileRule | WidthRule


def class_of_score(score: FloatArray, rule: Rule) -> IntArray:
    """Position of each score's class in `rule.codes`, -1 where there is no score.

    Scores are compared with the cuts after rounding to 9 decimals.

    >>> class_of_score(np.array([1.0, 1.1, np.nan]), ClassRule((1,), ("low", "high"), True))
    array([ 0,  1, -1])
    """
    rounded = np.round(score, SCORE_DECIMALS)[np.newaxis]
    cuts = np.round(rule.cuts_of(np.round(score, SCORE_DECIMALS)), SCORE_DECIMALS)[:, np.newaxis]
    sides: bool | Sequence[bool] = rule.right_closed
    right_closed = np.broadcast_to(sides, len(cuts))[:, np.newaxis]
    passed = np.where(right_closed, rounded > cuts, rounded >= cuts)
    return np.where(np.isnan(score), -1, passed.sum(axis=0)).astype(np.int64)


def _known_quantiles(score: FloatArray, shares: FloatArray, kind: Literal[7, 9]) -> FloatArray:
    known = np.sort(score[~np.isnan(score)])
    if not len(known):
        return np.full(len(shares), np.nan)
    return np.asarray(np.quantile(known, shares, method=_QUANTILE[kind]))  # type: ignore[call-overload]
