"""Values of few people: how far to trust them, and what to show in their place.

All take (n_areas,) counts, NaN where there is a gap. docs/methods/small-numbers.md.
"""

from dataclasses import dataclass

import numpy as np

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import FloatArray, IntArray
from indicators.statistics.intervals import Interval, check_counts
from indicators.statistics.notes import Note

RELIABILITY_SIGNS = ("", "( )", "/")  # as official statistics mark: limited, not reliable enough
LEAST_CASES = 10
LEAST_PERSONS = 50
LEAST_PERSONS_AT_ALL = 30
WIDEST = 0.5  # half the interval as a share of the value


@dataclass(frozen=True)
class SmoothedRate:
    """`value`: shares from 0 to 1, NaN for gaps; `trust`: the weight (0 to 1) of the own share."""

    value: FloatArray
    trust: FloatArray
    notes: tuple[Note, ...]


def reliability(
    cases: FloatArray, persons: FloatArray, value: FloatArray, interval: Interval
) -> IntArray:
    """Position of each value's sign in `RELIABILITY_SIGNS`, -1 where there is no value.

    `value` and its `interval` are in one unit, whichever. Limited are values of fewer than 10
    cases or 50 persons, and those whose interval reaches, on average over both sides, further
    than half the value; not reliable enough are those of fewer than 30 persons.

    >>> limits = Interval(np.array([9.0, 18.0, 0.0]), np.array([26.0, 22.0, 40.0]))
    >>> cases, persons = np.array([9.0, 90.0, 2.0]), np.array([60.0, 450.0, 20.0])
    >>> reliability(cases, persons, 100 * cases / persons, limits)
    array([1, 0, 2])
    """
    check_counts(cases)
    check_counts(persons)
    wide = (interval.upper - interval.lower) / 2 > WIDEST * value
    limited = (cases < LEAST_CASES) | (persons < LEAST_PERSONS) | wide
    sign = np.where(persons < LEAST_PERSONS_AT_ALL, 2, np.where(limited, 1, 0))
    unknown = np.isnan(cases) | ~(persons > 0)
    return np.where(unknown, -1, sign).astype(np.int64)


def empirical_bayes_rate(events: FloatArray, persons: FloatArray) -> SmoothedRate:
    """Pull each area's rate towards the city's, the more so the fewer people it has.

    NaN where an input is missing or nobody lives; such areas do not change the others. If the
    rates spread no more than chance explains, every area gets the city's rate. Marshall
    (1991), Applied Statistics 40(2), 283-294, the global estimator.

    >>> empirical_bayes_rate(np.array([0.0, 50.0]), np.array([10.0, 100.0])).value.round(2)
    array([0.36, 0.49])
    """
    check_counts(events)
    check_counts(persons)
    known = (persons > 0) & ~np.isnan(events)
    smoothed, trust = np.full(events.shape, np.nan), np.full(events.shape, np.nan)
    if not known.any():
        return SmoothedRate(smoothed, trust, (Note("no_rates"),))
    n, rate = persons[known], ratio(events, persons, factor=1)[known]
    city_rate = float(events[known].sum() / n.sum())
    spread = float(np.average((rate - city_rate) ** 2, weights=n))
    real_spread = max(spread - city_rate / float(n.mean()), 0.0)
    by_chance = city_rate / n
    trust[known] = real_spread / np.where(real_spread > 0, real_spread + by_chance, 1.0)
    smoothed[known] = city_rate + trust[known] * (rate - city_rate)
    return SmoothedRate(smoothed, trust, () if real_spread > 0 else (Note("no_real_spread"),))
