"""What an attacker learns from a published field, as intervals on sums of measures.

Each kind of pack field has a factory here; a kind without one fails a test. The audit of a
later release reads these rows as lower ≤ form(x) ≤ upper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class Field(StrEnum):
    """The kinds of numbers a pack may hold."""

    COUNT = "count"
    RATE = "rate"
    VALUE = "value"
    CLASS = "class"


@dataclass(frozen=True)
class Fact:
    """(n,) areas with lower ≤ form(x) ≤ upper, in the unit of the form."""

    field: Field
    form: dict[str, Any]
    areas: list[str]
    lower: list[float]
    upper: list[float]


Factory = Callable[[dict[str, Any], list[str], FloatArray, int], Fact]


def count_fact(
    formula: dict[str, Any], areas: list[str], printed: FloatArray, decimals: int
) -> Fact:
    """A printed count: the sum of its measures is known within half a unit of the last digit."""
    half = 0.0 if decimals == 0 else 0.5
    return _interval(Field.COUNT, form_of(formula), areas, printed, decimals, half)


def rate_fact(
    formula: dict[str, Any], areas: list[str], printed: FloatArray, decimals: int
) -> Fact:
    """A printed rate: numerator ÷ denominator × factor is known within half a last digit."""
    return _interval(Field.RATE, form_of(formula), areas, printed, decimals, 0.5)


def value_fact(
    formula: dict[str, Any], areas: list[str], printed: FloatArray, decimals: int
) -> Fact:
    """A ready value, as the source delivered it."""
    return _interval(Field.VALUE, form_of(formula), areas, printed, decimals, 0.5)


def class_fact(
    formula: dict[str, Any], areas: list[str], printed: FloatArray, decimals: int
) -> Fact:
    """A class of a class indicator: known exactly."""
    return _interval(Field.CLASS, form_of(formula), areas, printed, decimals, 0.0)


FACTORIES: dict[Field, Factory] = {
    Field.COUNT: count_fact,
    Field.RATE: rate_fact,
    Field.VALUE: value_fact,
    Field.CLASS: class_fact,
}


def form_of(formula: dict[str, Any]) -> dict[str, Any]:
    """What a number is made of, as the fact log writes it down."""
    if formula.get("count"):
        return {"sum": formula["count"]}
    return {kind: formula[kind] for kind in ("ratio", "value") if formula.get(kind)}


def field_of(formula: dict[str, Any], kind: str) -> Field:
    """Which kind of field an indicator's numbers are."""
    if kind == "class":
        return Field.CLASS
    if formula.get("count"):
        return Field.COUNT
    return Field.RATE if formula.get("ratio") else Field.VALUE


def _interval(
    field: Field,
    form: dict[str, Any],
    areas: list[str],
    printed: FloatArray,
    decimals: int,
    half: float,
) -> Fact:
    shown = ~np.isnan(printed)
    numbers = printed[shown]
    scale = 10.0**decimals
    return Fact(
        field,
        form,
        [code for code, is_shown in zip(areas, shown, strict=True) if is_shown],
        ((numbers - half) / scale).tolist(),
        ((numbers + half) / scale).tolist(),
    )
