"""How sure a printed share or rate is: interval, sign of reliability, comparison with the city.

All of it is made of printed numbers, value and denominator, and so tells nobody more than these do.
Methods: docs/methods/uncertainty.md.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.comparison import (
    LARGE_SHARE_OF_CITY,
    compared_with_city,
    levels_of_events,
)
from indicators.statistics.intervals import (
    Interval,
    newcombe_difference,
    rate_interval,
    wilson_interval,
)
from indicators.statistics.small_numbers import reliability
from releases.printed import as_numbers, printed

CONFIDENCE = 0.95
FEWEST_PER = 100  # what is told per less is a mean or a density: no cases among persons
Way = Literal["share", "rate"]


@dataclass(frozen=True)
class Counts:
    """(n_areas,) cases and persons behind printed values, both NaN where nothing can be said.

    Cases are reckoned back from the printed value: whole, and off by as much as its rounding.
    `exact` where the rounding leaves one number only.
    """

    cases: FloatArray
    persons: FloatArray
    exact: BoolArray


@dataclass(frozen=True)
class City:
    """The whole region's printed value and denominator, NaN where there is none."""

    value: float
    persons: float


NO_CITY = City(float("nan"), float("nan"))


@dataclass(frozen=True)
class Uncertainty:
    """(n_areas,) each. `interval` in the unit of the value; `sign` is a position in
    RELIABILITY_SIGNS, -1 without an interval; `level` as in comparison.py, NaN where unknown."""

    counts: Counts
    interval: Interval
    sign: IntArray
    level: FloatArray


def way_of(card: dict[str, Any]) -> Way | None:
    """How an indicator's uncertainty is told; None for all that is no share and no rate.

    A balance (births less deaths) is none: its numerator may be below zero.
    """
    ratio = (card.get("formula") or {}).get("ratio")
    if not ratio or ratio["factor"] < FEWEST_PER:
        return None
    if card["kind"] == "share" and ratio["factor"] == FEWEST_PER:
        return "share"
    is_balance = any(term.startswith("-") for term in ratio["numerator"])
    return "rate" if card["kind"] == "rate" and not is_balance else None


def uncertainty(
    card: dict[str, Any], values: FloatArray, persons: FloatArray, city: City = NO_CITY
) -> Uncertainty:
    """Of printed values (n_areas,) and the persons they are shares of, NaN for gaps.

    The card's indicator must have a `way_of`.
    """
    factor = float(card["formula"]["ratio"]["factor"])
    is_share = way_of(card) == "share"
    found = counts_behind(values, persons, factor, int(card["decimals"]), is_share=is_share)
    if is_share:
        interval = wilson_interval(found.cases, found.persons, confidence=CONFIDENCE).scaled(factor)
    else:
        interval = rate_interval(found.cases, found.persons, factor, confidence=CONFIDENCE)
    sign = reliability(found.cases, found.persons, values, interval)
    return Uncertainty(found, interval, sign, _levels(found, city, factor, is_share=is_share))


def counts_behind(
    values: FloatArray, persons: FloatArray, factor: float, decimals: int, *, is_share: bool
) -> Counts:
    """
    >>> found = counts_behind(
    ...     np.array([12.5, 30.8, np.nan]), np.array([40.0, 263000.0, 10.0]), 100, 1, is_share=True
    ... )
    >>> found.cases, found.exact
    (array([5.0000e+00, 8.1004e+04,        nan]), array([ True, False, False]))
    """
    cases = np.floor(values * persons / factor + 0.5)
    known = (values >= 0) & (persons > 0)
    if is_share:
        known &= cases <= persons
    return Counts(
        np.where(known, cases, np.nan),
        np.where(known, persons, np.nan),
        known & (persons < factor * 10**decimals),
    )


def printed_interval(interval: Interval, decimals: int) -> Interval:
    """The limits with as many decimals as the value."""
    ends = (interval.lower, interval.upper)
    lower, upper = (as_numbers(printed(one, decimals), decimals) for one in ends)
    return Interval(lower, upper)


def change_interval(
    card: dict[str, Any],
    before: tuple[FloatArray, FloatArray],
    after: tuple[FloatArray, FloatArray],
) -> Interval:
    """Limits of the change of a share in percentage points; `before` and `after` are values and
    persons. Two years of a stock are partly the same people: it is narrower than this says."""
    factor, decimals = float(card["formula"]["ratio"]["factor"]), int(card["decimals"])
    was, now = (counts_behind(*one, factor, decimals, is_share=True) for one in (before, after))
    return newcombe_difference(
        now.cases, now.persons, was.cases, was.persons, confidence=CONFIDENCE
    ).scaled(factor)


def _levels(own: Counts, city: City, factor: float, *, is_share: bool) -> FloatArray:
    """Areas that have more cases or persons than the city, by rounding, are not compared."""
    whole = np.floor(city.value * city.persons / factor + 0.5)
    rest_cases, rest_persons = whole - own.cases, city.persons - own.persons
    fits = (rest_cases >= 0) & (rest_persons > 0)
    if is_share:
        fits &= rest_cases <= rest_persons
    cases, persons = np.where(fits, own.cases, np.nan), np.where(fits, own.persons, np.nan)
    if not fits.any():
        return cases
    if is_share:
        return compared_with_city(
            cases, persons, city_cases=float(whole), city_persons=city.persons
        ).level
    is_large = persons > LARGE_SHARE_OF_CITY * city.persons
    rate = np.where(is_large, rest_cases / rest_persons, whole / city.persons)
    return levels_of_events(cases, persons * rate)
