"""The grammar of an expression such as `change_pp(exi_u15, 1)`: what is not named is refused.

Python's parser only cuts the text into a tree; nothing of it is ever run. What may stand there is
a list: names, numbers, + - * /, parentheses, and calls of the functions below.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeAlias

MOST_CHARACTERS = 500
MOST_NESTED = 12
MOST_PERIODS = 100
LARGEST_NUMBER = 1e12
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

Sign: TypeAlias = Literal["+", "-", "*", "/"]
_SIGNS: dict[type[ast.operator], Sign] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
}  # fmt: skip


class ExpressionRefused(Exception):
    """An expression that may not stand: `code` says why, `position` where (1 is the first
    character), `facts` what; words for it are in region_files/wording_derived.py."""

    def __init__(self, code: str, position: int, **facts: str) -> None:
        super().__init__(f"{code} at {position}: {facts}")
        self.code, self.position, self.facts = code, position, facts


@dataclass(frozen=True)
class Name:
    """The key of an indicator or a measure."""

    key: str
    at: int


@dataclass(frozen=True)
class Number:
    value: float
    at: int


@dataclass(frozen=True)
class Operation:
    sign: Sign
    left: "Written"
    right: "Written"
    at: int


@dataclass(frozen=True)
class Call:
    """`options` are what follows the operands: a factor, a number of periods, a period's key, or
    the weight of each operand."""

    function: str
    operands: tuple["Written", ...]
    options: tuple[float | str, ...]
    at: int


Written: TypeAlias = Name | Number | Operation | Call


def read_expression(text: str) -> Written:
    """The tree of a written expression; raises ExpressionRefused."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionRefused("derived_too_long", MOST_CHARACTERS, limit=str(MOST_CHARACTERS))
    for place, sign in enumerate(text):
        if not (sign.isascii() and (sign.isprintable() or sign in "\n\r\t")) or sign in "#\\":
            raise ExpressionRefused("derived_not_allowed", place + 1, what=repr(sign)[1:-1])
    line = re.sub(r"\s", " ", text)
    indent = len(line) - len(line.lstrip())
    try:
        found = ast.parse(line.strip(), mode="eval")
    except SyntaxError as error:
        place = (error.offset or len(line)) + indent  # without one something lacks at the end
        raise ExpressionRefused(
            "derived_unreadable", min(place, len(text.rstrip())) or 1
        ) from error
    except (MemoryError, RecursionError) as error:
        raise ExpressionRefused("derived_too_deep", 1, limit=str(MOST_NESTED)) from error
    return _Reader(indent).read(found.body, 1)


def names_in(tree: Written) -> Iterator[Name]:
    """Every name of an expression, in the order they stand."""
    match tree:
        case Name():
            yield tree
        case Operation(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Call(_, operands):
            for one in operands:
                yield from names_in(one)


@dataclass(frozen=True)
class _Reader:
    indent: int

    def read(self, node: ast.expr, depth: int) -> Written:
        at = self._at(node)
        if depth > MOST_NESTED:
            raise ExpressionRefused("derived_too_deep", at, limit=str(MOST_NESTED))
        match node:
            case ast.Name(id=key) if NAME.fullmatch(key):
                return Name(key, at)
            case ast.Constant():
                return Number(self.number(node), at)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return Operation("*", Number(-1.0, at), self.read(inner, depth + 1), at)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _SIGNS:
                sign = _SIGNS[type(operator)]
                return Operation(sign, self.read(left, depth + 1), self.read(right, depth + 1), at)
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
                if function not in _SHAPES:
                    raise ExpressionRefused(
                        "derived_no_function", at, name=function, functions=", ".join(_SHAPES)
                    )
                operands, options = _SHAPES[function](self, node, arguments)
                parts = tuple(self.read(one, depth + 1) for one in operands)
                return Call(function, parts, options, at)
        raise ExpressionRefused("derived_not_allowed", at, what=ast.unparse(node)[:40])

    def _at(self, node: ast.expr) -> int:
        return node.col_offset + self.indent + 1

    def refuse_call(self, node: ast.Call) -> ExpressionRefused:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        return ExpressionRefused("derived_arguments", self._at(node), name=name, usage=USAGE[name])

    def number(self, node: ast.expr) -> float:
        """A number, with or without a minus."""
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as inner):
                return -self.number(inner)
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                if -LARGEST_NUMBER <= value <= LARGEST_NUMBER and isfinite(value):
                    return float(value)
        raise ExpressionRefused("derived_not_allowed", self._at(node), what=ast.unparse(node)[:40])


Parts: TypeAlias = tuple[list[ast.expr], tuple[float | str, ...]]
Shape: TypeAlias = Callable[[_Reader, ast.Call, list[ast.expr]], Parts]


def _operands(count: int) -> Shape:
    def parts(reader: _Reader, node: ast.Call, arguments: list[ast.expr]) -> Parts:
        if len(arguments) != count:
            raise reader.refuse_call(node)
        return arguments, ()

    return parts


def _with_factor(reader: _Reader, node: ast.Call, arguments: list[ast.expr]) -> Parts:
    if len(arguments) != 3 or (factor := reader.number(arguments[2])) <= 0:
        raise reader.refuse_call(node)
    return arguments[:2], (factor,)


def _over_periods(least: int, usual: int | None) -> Shape:
    """x and a whole number of periods."""

    def parts(reader: _Reader, node: ast.Call, arguments: list[ast.expr]) -> Parts:
        if len(arguments) == 1 and usual is not None:
            return arguments, (usual,)
        if len(arguments) != 2:
            raise reader.refuse_call(node)
        periods = reader.number(arguments[1])
        if periods != int(periods) or not least <= periods <= MOST_PERIODS:
            raise reader.refuse_call(node)
        return arguments[:1], (int(periods),)

    return parts


def _since(reader: _Reader, node: ast.Call, arguments: list[ast.expr]) -> Parts:
    match arguments:
        case [of, ast.Constant(value=str(key))]:
            return [of], (key,)
    raise reader.refuse_call(node)


def _weighted(reader: _Reader, node: ast.Call, arguments: list[ast.expr]) -> Parts:
    if len(arguments) < 4 or len(arguments) % 2:
        raise reader.refuse_call(node)
    return arguments[::2], tuple(reader.number(one) for one in arguments[1::2])


_SHAPES: dict[str, Shape] = {
    "share": _operands(2),
    "rate": _with_factor,
    "change": _over_periods(1, 1),
    "change_pct": _over_periods(1, 1),
    "change_pp": _over_periods(1, 1),
    "change_since": _since,
    "change_since_pct": _since,
    "change_since_pp": _since,
    "moving_mean": _over_periods(2, None),
    "rank": _operands(1),
    "z": _operands(1),
    "min_max": _operands(1),
    "percent_rank": _operands(1),
    "weighted_sum": _weighted,
}
USAGE: dict[str, str] = {
    "share": "share(a, b)",
    "rate": "rate(a, b, 1000)",
    "change": "change(x, 1)",
    "change_pct": "change_pct(x, 1)",
    "change_pp": "change_pp(x, 1)",
    "change_since": 'change_since(x, "2015-12-31")',
    "change_since_pct": 'change_since_pct(x, "2015-12-31")',
    "change_since_pp": 'change_since_pp(x, "2015-12-31")',
    "moving_mean": "moving_mean(x, 3)",
    "rank": "rank(x)",
    "z": "z(x)",
    "min_max": "min_max(x)",
    "percent_rank": "percent_rank(x)",
    "weighted_sum": "weighted_sum(x, 0.5, y, 0.5)",
}
