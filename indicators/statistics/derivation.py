"""Derived indicators: a checked expression over formulas, and its values over periods and areas.

What is a sum or a ratio of sums becomes an ordinary formula (formula.py), which the gate knows
exactly. Everything else is a tree over such formulas and is worked out once for all periods.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from indicators.statistics import derivation_units as units
from indicators.statistics.derivation_grammar import (
    Call,
    ExpressionRefused,
    Name,
    Number,
    Operation,
    Written,
    read_expression,
)
from indicators.statistics.derivation_units import NUMBER, Unit
from indicators.statistics.formula import Count, Formula, Ratio

LEAST_CASES = 20.0  # a count grew by so many per cent: not said of fewer
METHOD = "derived"
VERSION = 1

Way: TypeAlias = Literal["", "pct", "pp"]
ScaleWay: TypeAlias = Literal["rank", "z", "min_max", "percent_rank"]


@dataclass(frozen=True)
class Leaf:
    """A formula over measures of the same period."""

    formula: Formula


@dataclass(frozen=True)
class Constant:
    value: float


@dataclass(frozen=True)
class Arithmetic:
    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True)
class Change:
    """Against so many periods before (a number) or against one period (its key).

    Per cent (`way` "pct") of a base below `least_base` is a gap.
    """

    of: "Tree"
    back: int | str
    way: Way
    least_base: float = 0.0


@dataclass(frozen=True)
class MovingMean:
    """Over a period and those before it; of a ratio the ratio of the sums."""

    of: "Tree"
    periods: int


@dataclass(frozen=True)
class Scaled:
    """An area among all areas of its boundary set in the same period."""

    of: "Tree"
    way: ScaleWay


@dataclass(frozen=True)
class WeightedSum:
    parts: tuple["Tree", ...]
    weights: tuple[float, ...]


Tree: TypeAlias = Leaf | Constant | Arithmetic | Change | MovingMean | Scaled | WeightedSum


@dataclass(frozen=True)
class Operand:
    """What a name of the catalogue stands for."""

    formula: Formula
    unit: Unit


@dataclass(frozen=True)
class Derivation:
    tree: Tree
    unit: Unit

    @property
    def formula(self) -> Formula | None:
        """Where the whole is an ordinary formula: that."""
        return self.tree.formula if isinstance(self.tree, Leaf) else None


def derive(text: str, catalogue: Mapping[str, Operand]) -> Derivation:
    """Read and check an expression over what a catalogue names; raises ExpressionRefused.

    >>> a = Operand(Count(("a",)), Unit("count", "persons"))
    >>> derive("share(a, a + b)", {"a": a, "b": Operand(Count(("b",)), a.unit)}).formula
    Ratio(numerator=('a',), denominator=('a', 'b'), factor=100.0)
    """
    found = _Checker(catalogue).check(read_expression(text))
    if found.unit.sort == "number" and not any(True for _ in leaves_of(found.tree)):
        raise ExpressionRefused("derived_only_numbers", 1)
    return found


def leaves_of(tree: Tree) -> list[Formula]:
    """The formulas a tree needs, each once, in the order they stand."""
    if isinstance(tree, Leaf):
        return [tree.formula]
    return list(dict.fromkeys(one for part in parts_of(tree) for one in leaves_of(part)))


def parts_of(tree: Tree) -> tuple[Tree, ...]:
    match tree:
        case Arithmetic(_, left, right):
            return left, right
        case WeightedSum(parts):
            return parts
        case Change(of) | MovingMean(of) | Scaled(of):
            return (of,)
    return ()


@dataclass(frozen=True)
class _Checker:
    catalogue: Mapping[str, Operand]

    def check(self, node: Written) -> Derivation:
        match node:
            case Number(value):
                return Derivation(Constant(value), NUMBER)
            case Name(key, at):
                if key not in self.catalogue:
                    raise ExpressionRefused("derived_unknown_name", at, key=key)
                known = self.catalogue[key]
                return Derivation(Leaf(known.formula), known.unit)
            case Operation(sign, left, right, at):
                return self._operation(sign, self.check(left), self.check(right), at)
            case Call(function, operands, _, _):
                parts = [self.check(one) for one in operands]
                return _CALLS[function](node, parts)  # the grammar knows no others

    def _operation(self, sign: str, left: Derivation, right: Derivation, at: int) -> Derivation:
        if sign in "+-":
            unit = units.added(sign, left.unit, right.unit, at)
            joined = _joined(sign, left.tree, right.tree)
            return Derivation(joined or Arithmetic(sign, left.tree, right.tree), unit)
        if sign == "/" and right.unit != NUMBER:
            return _ratio(left, right, 1.0, units.rate_of(left.unit, right.unit, 1.0, at), at)
        if sign == "/" and right.tree == Constant(0.0):
            raise ExpressionRefused("derived_divides_by_zero", at)
        unit = units.multiplied(left.unit, right.unit, at)
        return Derivation(Arithmetic(sign, left.tree, right.tree), unit)


def _joined(sign: str, left: Tree, right: Tree) -> Leaf | None:
    """Two sums of measures as one, where no measure stands in both."""
    match left, right:
        case Leaf(Count(first)), Leaf(Count(second)):
            turned = second if sign == "+" else tuple(_turned(term) for term in second)
            terms = (*first, *turned)
            if len({term.removeprefix("-") for term in terms}) == len(terms):
                return Leaf(Count(terms))
    return None


def _turned(term: str) -> str:
    return term.removeprefix("-") if term.startswith("-") else f"-{term}"


def _ratio(above: Derivation, below: Derivation, factor: float, unit: Unit, at: int) -> Derivation:
    match above.formula, below.formula:
        case Count(numerator), Count(denominator):
            return Derivation(Leaf(Ratio(numerator, denominator, factor)), unit)
    raise ExpressionRefused("derived_needs_sums", at)


def _share(call: Call, parts: list[Derivation]) -> Derivation:
    above, below = parts
    return _ratio(above, below, 100.0, units.share_of(above.unit, below.unit, call.at), call.at)


def _rate(call: Call, parts: list[Derivation]) -> Derivation:
    above, below = parts
    factor = float(call.options[0])
    unit = units.rate_of(above.unit, below.unit, factor, call.at)
    return _ratio(above, below, factor, unit, call.at)


def _change(way: Way) -> "Caller":
    def checked(call: Call, parts: list[Derivation]) -> Derivation:
        (of,) = parts
        unit = units.changed(way, of.unit, call.at)
        least = LEAST_CASES if of.unit.sort == "count" else 0.0
        told = call.options[0]
        back = told if isinstance(told, str) else int(told)
        return Derivation(Change(of.tree, back, way, least), unit)

    return checked


def _moving_mean(call: Call, parts: list[Derivation]) -> Derivation:
    (of,) = parts
    has_counts = isinstance(of.formula, Ratio)
    unit = units.averaged(of.unit, has_counts=has_counts, at=call.at)
    return Derivation(MovingMean(of.tree, int(call.options[0])), unit)


def _scaled(way: ScaleWay) -> "Caller":
    def checked(call: Call, parts: list[Derivation]) -> Derivation:
        (of,) = parts
        return Derivation(Scaled(of.tree, way), units.scaled(way, of.unit, call.at))

    return checked


def _weighted(call: Call, parts: list[Derivation]) -> Derivation:
    unit = units.weighed([one.unit for one in parts], call.at)
    weights = tuple(float(one) for one in call.options)
    return Derivation(WeightedSum(tuple(one.tree for one in parts), weights), unit)


Caller: TypeAlias = Callable[[Call, list[Derivation]], Derivation]
_CALLS: dict[str, Caller] = {
    "share": _share,
    "rate": _rate,
    "change": _change(""),
    "change_pct": _change("pct"),
    "change_pp": _change("pp"),
    "change_since": _change(""),
    "change_since_pct": _change("pct"),
    "change_since_pp": _change("pp"),
    "moving_mean": _moving_mean,
    "rank": _scaled("rank"),
    "z": _scaled("z"),
    "min_max": _scaled("min_max"),
    "percent_rank": _scaled("percent_rank"),
    "weighted_sum": _weighted,
}
