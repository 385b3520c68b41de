"""What an indicator is made of: a sum of measures, a ratio of two sums, or a ready value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from indicators.statistics.aggregation import ratio
from indicators.statistics.arrays import FloatArray


@dataclass(frozen=True)
class Count:
    """Measures added up. Each term is the key of a measure, "-key" subtracts it."""

    terms: tuple[str, ...]


@dataclass(frozen=True)
class Ratio:
    """Measures added up, by others added up, times `factor` (100 for per cent)."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    factor: float


@dataclass(frozen=True)
class ReadyValue:
    """A measure that a source delivers ready, such as a median."""

    measure: str


Formula: TypeAlias = Count | Ratio | ReadyValue
Measures: TypeAlias = Mapping[str, FloatArray]


def read_formula(declared: Mapping[str, Any]) -> Formula:
    """Read a formula as it is stored: one of count, ratio and value, the others None or absent.

    What was `derived` from a written expression stands beside the one that takes its place.

    >>> read_formula({"ratio": {"numerator": ["a"], "denominator": ["b"], "factor": 100}})
    Ratio(numerator=('a',), denominator=('b',), factor=100)
    """
    match {kind: part for kind, part in declared.items() if part is not None and kind != "derived"}:
        case {"count": [_, *_] as terms, **others} if not others:
            return Count(tuple(terms))
        case {"value": str(measure), **others} if not others:
            return ReadyValue(measure)
        case {"ratio": ratio_of, **others} if not others:
            return _read_ratio(ratio_of)
    raise ValueError(f"Not a formula: {dict(declared)!r}.")


def _read_ratio(declared: Mapping[str, Any]) -> Ratio:
    match declared:
        case {
            "numerator": [_, *_] as above,
            "denominator": [_, *_] as below,
            "factor": int() | float() as factor,
        }:
            return Ratio(tuple(above), tuple(below), factor)
    raise ValueError(f"Not a formula for a ratio: {declared!r}.")


def evaluate(formula: Formula, measures: Measures) -> FloatArray:
    """Work out an indicator for each area.

    Takes arrays of one shape by measure key, NaN where there is a gap. Returns that shape in
    the indicator's unit, NaN where any term is missing or the denominator is 0.

    >>> children = {"all": np.array([10.0, 4.0]), "older": np.array([6.0, np.nan])}
    >>> evaluate(Count(("all", "-older")), children)
    array([ 4., nan])
    """
    match formula:
        case Count(terms):
            return signed_sum(terms, measures)
        case ReadyValue(measure):
            return np.array(measures[measure], dtype=np.float64)
        case Ratio(numerator, denominator, factor):
            below = signed_sum(denominator, measures)
            return ratio(signed_sum(numerator, measures), below, factor)


def signed_sum(terms: tuple[str, ...], measures: Measures) -> FloatArray:
    """Add measures up, subtracting those written "-key"; NaN where any of them is missing.

    >>> signed_sum(("a", "-b"), {"a": np.array([3.0]), "b": np.array([1.0])})
    array([2.])
    """
    if not terms:
        raise ValueError("A sum needs at least one measure.")
    signed = [
        -measures[term.removeprefix("-")] if term.startswith("-") else measures[term]
        for term in terms
    ]
    return np.asarray(np.sum(signed, axis=0), dtype=np.float64)


def measures_of(formula: Formula) -> tuple[str, ...]:
    """The keys of the measures a formula needs, each once, in the order they are named.

    >>> measures_of(Ratio(("a", "-b"), ("b", "c"), 100))
    ('a', 'b', 'c')
    """
    match formula:
        case Count(terms):
            named = terms
        case ReadyValue(measure):
            named = (measure,)
        case Ratio(numerator, denominator, _):
            named = (*numerator, *denominator)
    return tuple(dict.fromkeys(term.removeprefix("-") for term in named))
