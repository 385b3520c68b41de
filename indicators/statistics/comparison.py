"""Is an area really different, or is it chance? Funnels, the city's value, many areas at once.

All take (n_areas,) arrays, NaN where there is a gap. A `level` is a number for each area:
-2 and -1 significantly lower at 99.8 and 95 %, 0 not different, 1 and 2 significantly higher,
NaN where nothing can be said. docs/methods/comparison.md.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.intervals import (
    Interval,
    check_counts,
    check_shares,
    exact_poisson_interval,
    normal_quantile,
    poisson_interval,
)
from indicators.statistics.notes import Note, Refused

Z_95, Z_998 = normal_quantile(0.95), normal_quantile(0.998)
LARGE_SHARE_OF_CITY = 0.20
FEWEST_EXPECTED = 5  # cases, or persons that are none, for the normal curve to hold
WINSORISED = 0.10


@dataclass(frozen=True)
class PoissonFunnel:
    """For each number of events: where a rate is just within the funnel, and how high it is.

    `lower` is the rate at the lower edge, reached with `lower_denominator` persons (expected
    events for a ratio); so for the upper edge.
    """

    lower_denominator: FloatArray
    lower: FloatArray
    upper_denominator: FloatArray
    upper: FloatArray


@dataclass(frozen=True)
class CityComparison:
    """Each area against the city: `reference` is the share (0 to 1) it is held against.

    `p_value` is two-sided. `own_left_out` marks areas held against the rest of the city.
    """

    z: FloatArray
    p_value: FloatArray
    level: FloatArray
    reference: FloatArray
    own_left_out: BoolArray
    notes: tuple[Note, ...]


def proportion_funnel(
    baseline: float, persons: FloatArray, *, z: float, phi: float = 1.0
) -> Interval:
    """Where (0 to 1) nearly all shares lie if only chance makes them differ from `baseline`.

    `phi` widens the funnel where areas differ for other reasons too (`overdispersion`).
    Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.

    >>> found = proportion_funnel(0.5, np.array([100.0, 1.0]), z=Z_95)
    >>> found.lower.round(3), found.upper.round(3)
    (array([0.402, 0.   ]), array([0.598, 1.   ]))
    """
    if not 0 <= baseline <= 1:
        raise ValueError(f"A share lies between 0 and 1, not at {baseline}.")
    check_counts(persons)
    n = np.where(persons == 0, np.nan, persons)
    reach = z * np.sqrt(phi * baseline * (1 - baseline) / n)
    return Interval(np.clip(baseline - reach, 0, 1), np.clip(baseline + reach, 0, 1))


def poisson_funnel(
    events: FloatArray, baseline: float, factor: float, *, z: float
) -> PoissonFunnel:
    """The edges of the funnel of a rate per `factor`; of a ratio with `baseline` = `factor`.

    Exact for any number of events; none has no edge.

    >>> ratio = poisson_funnel(np.array([10.0]), 100, 100, z=Z_95)
    >>> ratio.lower_denominator.round(4), ratio.lower.round(4)
    (array([18.3904]), array([54.3763]))
    """
    if not baseline > 0:
        raise ValueError(f"The baseline of a funnel must be positive, not {baseline}.")
    limits = exact_poisson_interval(np.where(events == 0, np.nan, events), z=z)
    persons = limits.scaled(factor / baseline)
    return PoissonFunnel(
        lower_denominator=persons.upper,
        lower=events / limits.upper * baseline,
        upper_denominator=persons.lower,
        upper=events / limits.lower * baseline,
    )


def levels_of_shares(cases: FloatArray, persons: FloatArray, *, phi: float = 1.0) -> FloatArray:
    """The level of each share against that of all areas together, by the funnel.

    >>> levels_of_shares(np.array([50.0, 62.0, 38.0]), np.array([100.0, 100.0, 100.0]))
    array([ 0.,  1., -1.])
    """
    check_shares(cases, persons)
    known = ~np.isnan(cases + persons)
    if not persons[known].sum() > 0:
        return np.full(cases.shape, np.nan)
    baseline = float(cases[known].sum() / persons[known].sum())
    near = proportion_funnel(baseline, persons, z=Z_95, phi=phi)
    far = proportion_funnel(baseline, persons, z=Z_998, phi=phi)
    return _levels(ratio(cases, persons, factor=1), near, far)


def levels_of_events(events: FloatArray, expected: FloatArray) -> FloatArray:
    """The level of observed events against the events expected, by Poisson limits.

    For a rate, expected are the persons times the city's rate.

    >>> levels_of_events(np.array([8.0, 151.0, 159.0]), np.array([6.24, 106.4, 232.9]))
    array([ 0.,  2., -2.])
    """
    check_counts(expected)
    near, far = poisson_interval(events, z=Z_95), poisson_interval(events, z=Z_998)
    known = np.where(expected > 0, expected, np.nan)
    return 0.0 - _levels(known, near, far)


def compared_with_city(
    cases: FloatArray, persons: FloatArray, *, city_cases: float, city_persons: float
) -> CityComparison:
    """Hold each share against the city's; an area of more than 20 % of it against the rest.

    z = (p - P) / sqrt(P (1 - P) / n).

    >>> found = compared_with_city(
    ...     np.array([30.0, 20.0]), np.array([100.0, 100.0]), city_cases=200, city_persons=1000
    ... )
    >>> found.z, found.level
    (array([2.5, 0. ]), array([1., 0.]))
    """
    check_shares(cases, persons)
    check_shares(np.array([city_cases]), np.array([city_persons]))
    if (persons > city_persons).any() or (cases > city_cases).any():
        raise Refused("more_than_the_city")
    left_out = persons > LARGE_SHARE_OF_CITY * city_persons
    other_cases = np.where(left_out, city_cases - cases, city_cases)
    other_persons = np.where(left_out, city_persons - persons, city_persons)
    check_shares(other_cases, other_persons)
    reference = ratio(other_cases, other_persons, factor=1)
    error = np.sqrt(persons * reference * (1 - reference))
    z = (cases - persons * reference) / np.where(error > 0, error, np.nan)
    return CityComparison(
        z,
        2 * ndtr(-np.abs(z)),
        levels_of_z(z),
        np.where(np.isnan(persons), np.nan, reference),
        left_out,
        _notes(persons, reference, left_out, city_persons),
    )


def levels_of_z(z: FloatArray) -> FloatArray:
    """
    >>> levels_of_z(np.array([-4.0, -2.0, 1.9, 2.0, 4.0, np.nan]))
    array([-2., -1.,  0.,  1.,  2., nan])
    """
    size = np.abs(z)
    return np.asarray(np.sign(z) * ((size > Z_95) * 1.0 + (size > Z_998)) + 0.0, np.float64)


def adjusted_p_values(p_values: FloatArray) -> FloatArray:
    """p-values that allow for the number of areas looked at; gaps do not count.

    Of the areas at or below 0.05, on average at most one in twenty is a false alarm.
    Benjamini and Hochberg (1995), JRSS B 57, 289-300.

    >>> adjusted_p_values(np.array([0.01, np.nan, 0.04, 0.03]))
    array([0.03,  nan, 0.04, 0.04])
    """
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    raised = p_values[order] * (len(order) / np.arange(1, len(order) + 1))
    adjusted = np.full(p_values.shape, np.nan)
    adjusted[order] = np.minimum.accumulate(raised[::-1])[::-1]
    return np.asarray(np.minimum(adjusted, 1.0), np.float64)


def overdispersion(z: FloatArray) -> float:
    """How many times wider than by chance (in variance) areas scatter; at least 1.

    The mean of z squared, after the lowest and the highest tenth of z are pulled in to the
    next. NaN without values. Spiegelhalter (2005), section 5.1.

    >>> overdispersion(np.array([-3.0, 3.0, -2.0, 2.0, np.nan]))
    6.5
    """
    ordered = np.sort(z[~np.isnan(z)])
    if len(ordered) == 0:
        return np.nan
    pulled_in = int(WINSORISED * len(ordered))
    held = np.clip(ordered, ordered[pulled_in], ordered[len(ordered) - 1 - pulled_in])
    return max(float(np.mean(held**2)), 1.0)


def _levels(value: FloatArray, near: Interval, far: Interval) -> FloatArray:
    above = (value > near.upper) * 1.0 + (value > far.upper)
    below = (value < near.lower) * 1.0 + (value < far.lower)
    unknown = np.isnan(value) | np.isnan(near.upper)
    return np.where(unknown, np.nan, above - below)


def _notes(
    persons: FloatArray, reference: FloatArray, left_out: BoolArray, city_persons: float
) -> tuple[Note, ...]:
    expected = persons * np.minimum(reference, 1 - reference)
    few = int(np.count_nonzero(expected < FEWEST_EXPECTED))
    notes = [
        Note(
            "own_area_left_out",
            {"area": int(area), "share": float(persons[area] / city_persons)},
        )
        for area in np.flatnonzero(left_out)
    ]
    if few:
        notes.append(Note("few_expected", {"areas": few, "needed": FEWEST_EXPECTED}))
    return tuple(notes)
