"""Pulling in the few values far out of a component before it is made comparable.

As the R package COINr does (Becker and others, 2022): docs/methods/outliers.md.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.standardise import has_no_spread

Outliers: TypeAlias = Literal["none", "coinr"]
How: TypeAlias = Literal["untouched", "winsorised", "logarithm"]
MOST_SKEW, MOST_KURTOSIS = 2.0, 3.5
MOST_POINTS = 5
LOG_OFFSET = 0.01  # of the range, so that the lowest value has a logarithm
FEWEST_VALUES = 4  # for a kurtosis


@dataclass(frozen=True)
class Treated:
    """(n_areas,): `values` after treatment and which are `changed`. `remain` says that values are
    far out even so."""

    values: FloatArray
    changed: BoolArray
    how: How
    remain: bool


def treated(values: FloatArray) -> Treated:
    """Treat (n_areas,) numbers in any unit, NaN for gaps.

    Where both skew and excess kurtosis are too large, the outermost value takes that of the next,
    until they are not or 5 values would be exceeded; then the untreated values are replaced by
    their logarithm instead: ln of the distance from the lowest and a hundredth of the range. Where
    the tail is below, the mirror image of that, which COINr does not offer.

    >>> found = treated(np.array([*range(1, 11), 30.0, 100.0]))
    >>> found.how, float(found.values.max()), np.flatnonzero(found.changed)
    ('winsorised', 30.0, array([11]))
    """
    if not far_out(values):
        return Treated(values, np.zeros(values.shape, dtype=bool), "untouched", False)
    pulled_in, changed = _winsorised(values)
    if not far_out(pulled_in):
        return Treated(pulled_in, changed, "winsorised", False)
    logs = _logarithm(values)
    return Treated(logs, ~np.isnan(values), "logarithm", far_out(logs))


def far_out(values: FloatArray) -> bool:
    """Whether skew and excess kurtosis are both too large."""
    skew, kurtosis = skew_and_kurtosis(values)
    return abs(skew) >= MOST_SKEW and kurtosis >= MOST_KURTOSIS


def skew_and_kurtosis(values: FloatArray) -> tuple[float, float]:
    """Of a sample, as spreadsheets and e1071 (type 2) do; NaN for fewer than 4 values or none
    that differ. Joanes and Gill (1998), The Statistician 47, 183.

    >>> [round(one, 4) for one in skew_and_kurtosis(np.array([1.0, 2, 3, 4, 10]))]
    [1.6971, 3.152]
    """
    known = np.sort(values[~np.isnan(values)])
    n = len(known)
    if n < FEWEST_VALUES or has_no_spread(known):
        return float("nan"), float("nan")
    away = known - known.mean()
    square = float((away**2).mean())
    skew = float((away**3).mean()) / square**1.5
    kurtosis = float((away**4).mean()) / square**2 - 3
    return (
        float(skew * np.sqrt(n * (n - 1)) / (n - 2)),
        ((n + 1) * kurtosis + 6) * (n - 1) / ((n - 2) * (n - 3)),
    )


def _winsorised(values: FloatArray) -> tuple[FloatArray, BoolArray]:
    found, changed = values.copy(), np.zeros(values.shape, dtype=bool)
    while far_out(found):
        above = skew_and_kurtosis(found)[0] > 0
        end = np.nanmax(found) if above else np.nanmin(found)
        at_end = found == end
        next_to_it = found[~at_end & ~np.isnan(found)]
        if np.count_nonzero(changed | at_end) > MOST_POINTS or has_no_spread(next_to_it):
            break
        found[at_end] = next_to_it.max() if above else next_to_it.min()
        changed |= at_end
    return found, changed


def _logarithm(values: FloatArray) -> FloatArray:
    above = skew_and_kurtosis(values)[0] > 0
    turned = values if above else -values
    lowest, highest = np.nanmin(turned), np.nanmax(turned)
    logs = np.log(turned - lowest + LOG_OFFSET * (highest - lowest))
    return np.asarray(logs if above else -logs)
