"""How far chance alone may have moved a count, a share or a rate: confidence intervals.

All take (n_areas,) arrays, NaN where there is a gap, and give (n_areas,) arrays, NaN where a
gap stands or nobody lives. `confidence` is the share (0.95, 0.998) of such intervals that hold
the true value. docs/methods/uncertainty.md.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, ndtr, ndtri

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note, Refused

FEWEST_FOR_BYAR = 10  # below, the approximation is off and the exact limits are taken
FEWEST_TO_STANDARDISE = 10
# Eurostat (2013), Revision of the European Standard Population: 0-4, 5-9, ..., 85-89, 90+
EUROPEAN_STANDARD_2013 = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
)


@dataclass(frozen=True)
class Interval:
    """The limits of each area, in the unit of the value; NaN where there is none."""

    lower: FloatArray
    upper: FloatArray

    def scaled(self, by: FloatArray | float) -> "Interval":
        return Interval(
            np.asarray(self.lower * by, np.float64), np.asarray(self.upper * by, np.float64)
        )


@dataclass(frozen=True)
class StandardisedRate:
    """Rates as if every area had the standard's ages, NaN where too few events say nothing."""

    value: FloatArray
    interval: Interval
    notes: tuple[Note, ...]


def normal_quantile(confidence: float) -> float:
    """How many standard errors to either side hold the share `confidence`.

    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence must lie between 0 and 1, not be {confidence}.")
    return float(ndtri((1 + confidence) / 2))


def wilson_interval(cases: FloatArray, persons: FloatArray, *, confidence: float) -> Interval:
    """Limits (0 to 1) of the share `cases` of `persons`. Wilson (1927), JASA 22, 209-212.

    >>> found = wilson_interval(np.array([81.0, 0.0]), np.array([263.0, 0.0]), confidence=0.95)
    >>> found.lower.round(4), found.upper.round(4)
    (array([0.2553,    nan]), array([0.3662,    nan]))
    """
    check_shares(cases, persons)
    z = normal_quantile(confidence)
    n = np.where(persons == 0, np.nan, persons)
    spread = z * np.sqrt(z * z + 4 * cases * (1 - cases / n))
    middle, whole = 2 * cases + z * z, 2 * (n + z * z)
    upper = np.where(cases == n, 1.0, (middle + spread) / whole)
    return Interval(np.maximum((middle - spread) / whole, 0.0), np.minimum(upper, 1.0))


def poisson_interval(events: FloatArray, *, z: float) -> Interval:
    """Limits of the number of events to expect where `events` were counted.

    Exact below 10, Byar's approximation from there on. `z` as of `normal_quantile`.

    >>> found = poisson_interval(np.array([0.0, 5.0, 20.0]), z=normal_quantile(0.95))
    >>> found.lower.round(3), found.upper.round(3)
    (array([ 0.   ,  1.623, 12.211]), array([ 3.689, 11.668, 30.89 ]))
    """
    check_counts(events)
    exact, byar = exact_poisson_interval(events, z=z), byar_interval(events, z=z)
    few = events < FEWEST_FOR_BYAR
    return Interval(np.where(few, exact.lower, byar.lower), np.where(few, exact.upper, byar.upper))


def exact_poisson_interval(events: FloatArray, *, z: float) -> Interval:
    """Garwood (1936), Biometrika 28, 437-442: half the quantiles of chi squared."""
    tail = float(ndtr(-z))
    positive = np.where(events > 0, events, 1.0)
    lower = np.where(events > 0, gammaincinv(positive, tail), events)
    return Interval(
        np.asarray(lower, np.float64), np.asarray(gammaincinv(events + 1, 1 - tail), np.float64)
    )


def byar_interval(events: FloatArray, *, z: float) -> Interval:
    """Breslow and Day (1987), Statistical Methods in Cancer Research II, 69.

    With very few events the lower limit would fall below 0; it is NaN there.
    """
    some = np.where(events > 0, events, np.nan)
    root = 1 - 1 / (9 * some) - z / (3 * np.sqrt(some))
    more = events + 1
    return Interval(
        some * np.where(root < 0, np.nan, root) ** 3,
        more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3,
    )


def rate_interval(
    events: FloatArray, persons: FloatArray, factor: float, *, confidence: float
) -> Interval:
    """Limits of a rate per `factor` whose events may befall a person more than once.

    >>> rate_interval(
    ...     np.array([5.0]), np.array([100.0]), 100, confidence=0.95
    ... ).upper.round(3)
    array([11.668])
    """
    check_counts(persons)
    limits = poisson_interval(events, z=normal_quantile(confidence))
    return limits.scaled(ratio(np.full(persons.shape, 1.0), persons, factor))


def directly_standardised_rate(
    events: FloatArray,
    persons: FloatArray,
    weights: FloatArray,
    factor: float,
    *,
    confidence: float,
) -> StandardisedRate:
    """Rates per `factor` that areas with other ages can be compared by.

    Takes (n_ages, n_areas) counts and (n_ages,) weights of the standard population. An area
    with a gap or without persons in any age has none; nor has one with fewer than 10 events.
    Dobson and others (1991), Statistics in Medicine 10, 457-462.

    >>> directly_standardised_rate(
    ...     np.array([[10.0], [30.0]]), np.array([[100.0], [100.0]]), np.array([3.0, 1.0]),
    ...     100, confidence=0.95,
    ... ).value
    array([15.])
    """
    check_counts(events)
    check_counts(persons)
    if not (weights > 0).all():
        raise ValueError("The weights of a standard population must be positive.")
    share = (weights / weights.sum())[:, np.newaxis]
    each = np.where(persons == 0, np.nan, persons)
    total = events.sum(axis=0)
    few = total < FEWEST_TO_STANDARDISE
    counted = np.where(few, np.nan, total)
    rate = np.where(few, np.nan, (share * events / each).sum(axis=0))
    stretch = np.sqrt((share**2 * events / each**2).sum(axis=0) / counted)
    around = byar_interval(counted, z=normal_quantile(confidence))
    return StandardisedRate(
        factor * rate,
        Interval(
            factor * (rate + stretch * (around.lower - counted)),
            factor * (rate + stretch * (around.upper - counted)),
        ),
        tuple(
            Note("too_few_events", {"area": int(area), "needed": FEWEST_TO_STANDARDISE})
            for area in np.flatnonzero(few)
        ),
    )


def newcombe_difference(
    cases: FloatArray,
    persons: FloatArray,
    other_cases: FloatArray,
    other_persons: FloatArray,
    *,
    confidence: float,
) -> Interval:
    """Limits (-1 to 1) of the share less the other share: two areas, or two years.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    >>> found = newcombe_difference(
    ...     np.array([56.0]), np.array([70.0]), np.array([48.0]), np.array([80.0]), confidence=0.95
    ... )
    >>> found.lower.round(4), found.upper.round(4)
    (array([0.0524]), array([0.3339]))
    """
    one = wilson_interval(cases, persons, confidence=confidence)
    other = wilson_interval(other_cases, other_persons, confidence=confidence)
    share = ratio(cases, persons, factor=1)
    other_share = ratio(other_cases, other_persons, factor=1)
    difference = share - other_share
    return Interval(
        difference - np.hypot(share - one.lower, other.upper - other_share),
        difference + np.hypot(one.upper - share, other_share - other.lower),
    )


def check_counts(counts: FloatArray) -> None:
    if np.isinf(counts).any() or (counts < 0).any():
        raise Refused("bad_count")


def check_shares(cases: FloatArray, persons: FloatArray) -> None:
    check_counts(cases)
    check_counts(persons)
    above = int(np.count_nonzero(cases > persons))
    if above:
        raise Refused("more_cases_than_persons", areas=int(above))
