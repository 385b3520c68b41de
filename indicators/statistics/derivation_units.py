"""Units of an expression's parts: what may be added, divided or compared, and what comes of it.

A share of euros by heads, a per cent of a per cent, or a mean of rates is refused with its place.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from indicators.statistics.derivation_grammar import ExpressionRefused

Sort: TypeAlias = Literal[
    "count",  # persons, cases
    "amount",  # euros, square metres
    "share",  # per cent of a count or amount
    "rate",  # per 1,000, per hectare
    "points",  # percentage points
    "difference",  # of counts, amounts, rates or values
    "growth",  # per cent of an earlier number
    "value",  # ready means, scores
    "rank",
    "z",
    "min_max",
    "percent_rank",
    "number",  # written down, or a ratio of likes
    "class",
]
SUMS = frozenset({"count", "amount"})
PER_CENT = frozenset({"share", "points", "growth"})
NEVER_ADDED = frozenset({"rank", "class", "growth", "percent_rank"})


@dataclass(frozen=True)
class Unit:
    """`words` are those of the catalogue; "" where the sort says it all."""

    sort: Sort
    words: str = ""

    def __str__(self) -> str:
        return self.words or _SAID[self.sort]


NUMBER = Unit("number")
_SAID: dict[Sort, str] = {
    "share": "%", "points": "Prozentpunkte", "growth": "%", "rank": "Rang", "z": "z",
    "min_max": "0 – 100", "percent_rank": "0 – 1", "number": "1", "class": "Klasse",
}  # fmt: skip


def added(sign: str, left: Unit, right: Unit, at: int) -> Unit:
    """The unit of a sum or difference; two shares differ by percentage points."""
    if left.sort == right.sort == "share":
        return Unit("points") if sign == "-" else left
    if {left.sort, right.sort} == {"share", "points"}:
        return Unit("share")
    if left != right or left.sort in NEVER_ADDED:
        raise ExpressionRefused("derived_unlike_units", at, left=str(left), right=str(right))
    return left


def multiplied(left: Unit, right: Unit, at: int) -> Unit:
    """One side must be a number."""
    if NUMBER not in (left, right):
        both = {left.sort, right.sort} <= PER_CENT
        code = "derived_percent_of_percent" if both else "derived_product"
        raise ExpressionRefused(code, at, left=str(left), right=str(right))
    found = right if left == NUMBER else left
    if found.sort in {"rank", "class"}:
        raise ExpressionRefused("derived_product", at, left=str(left), right=str(right))
    return found


def share_of(above: Unit, below: Unit, at: int) -> Unit:
    """Both are of the same kind of thing."""
    _refuse_what_is_no_sum(above, below, at)
    if above != below:
        raise ExpressionRefused("derived_share_of_unlike", at, left=str(above), right=str(below))
    return Unit("share")


def rate_of(above: Unit, below: Unit, factor: float, at: int) -> Unit:
    _refuse_what_is_no_sum(above, below, at)
    if above == below:
        return {100.0: Unit("share"), 1.0: NUMBER}.get(factor) or Unit(
            "rate", f"je {factor:g} {below}"
        )
    return Unit("rate", f"{above} je {factor:g} {below}")


def _refuse_what_is_no_sum(above: Unit, below: Unit, at: int) -> None:
    if above.sort in PER_CENT and below.sort in PER_CENT:
        raise ExpressionRefused("derived_percent_of_percent", at, left=str(above), right=str(below))
    for one in (above, below):
        if one.sort not in SUMS:
            raise ExpressionRefused("derived_needs_counts", at, unit=str(one))


def changed(way: str, of: Unit, at: int) -> Unit:
    """`way` is "" (absolute), "pct" or "pp"."""
    if of.sort in {"class", "rank", "percent_rank", "number", "growth"}:
        raise ExpressionRefused("derived_no_change", at, unit=str(of))
    if way == "pp":
        if of.sort != "share":
            raise ExpressionRefused("derived_points_of_no_share", at, unit=str(of))
        return Unit("points")
    if of.sort in PER_CENT:
        raise ExpressionRefused("derived_percent_of_percent", at, left=str(of), right=str(of))
    if way == "":
        return Unit("difference", of.words)
    if of.sort not in {"count", "amount", "value"}:
        raise ExpressionRefused("derived_growth_of_rate", at, unit=str(of))
    return Unit("growth")


def averaged(of: Unit, *, has_counts: bool, at: int) -> Unit:
    """Over periods: counts, amounts and their differences; a rate only from its counts."""
    if of.sort in SUMS or of.sort == "difference" or (has_counts and of.sort in {"share", "rate"}):
        return of
    raise ExpressionRefused("derived_mean_of_rates", at, unit=str(of))


def scaled(way: Literal["rank", "z", "min_max", "percent_rank"], of: Unit, at: int) -> Unit:
    if of.sort in {"class", "number"}:
        raise ExpressionRefused("derived_no_scale", at, unit=str(of))
    return Unit(way)


def weighed(units: list[Unit], at: int) -> Unit:
    """What is weighed is of one unit, and the sum is a score."""
    for one in units:
        if one != units[0] or one.sort in {"rank", "class", "number", "growth"}:
            raise ExpressionRefused("derived_unlike_units", at, left=str(units[0]), right=str(one))
    return units[0] if units[0].sort == "z" else Unit("value", str(units[0]))


def unit_of_values(words: str) -> Unit:
    """Of what a source delivers ready, by the words of its unit."""
    plain = words.strip().casefold()
    if plain in {"%", "prozent", "per cent", "percent"}:
        return Unit("share")
    if plain in {"prozentpunkte", "percentage points", "%-punkte"}:
        return Unit("points")
    return Unit("value", words.strip())
