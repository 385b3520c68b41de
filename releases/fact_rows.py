"""The fact log as rows over the counts of a universe: what an attacker was told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from indicators.statistics.formula import Formula, Ratio, read_formula
from releases.disclosure.facts import Fact
from releases.disclosure.rows import NEARLY, Row
from releases.universe import Told, Universe


@dataclass(frozen=True)
class ToldFact:
    """A fact with where it was told, and by which release (None: by the one to come)."""

    indicator_key: str
    boundary_set_id: int
    period_key: str
    release_id: int | None
    form: Mapping[str, Any]
    areas: Sequence[str]
    lower: Sequence[float | None]
    upper: Sequence[float | None]

    @property
    def formula(self) -> Formula:
        return formula_of(self.form)

    @property
    def source(self) -> str:
        return f"figure|{self.indicator_key}|{self.boundary_set_id}|{self.release_id or 'new'}"


def formula_of(form: Mapping[str, Any]) -> Formula:
    """Back from the fact log's form."""
    return read_formula({"count": form["sum"]} if "sum" in form else form)


def told_by(indicator_key: str, boundary_set_id: int, period_key: str, fact: Fact) -> ToldFact:
    """A fact of a release that is still to come."""
    return ToldFact(
        indicator_key, boundary_set_id, period_key, None,
        fact.form, fact.areas, fact.lower, fact.upper,
    )  # fmt: skip


@dataclass(frozen=True)
class Knowledge:
    """Cells an attacker knows exactly, and rows of what else he was told; `unplaced` numbers
    fit no count any more, as when boundaries were replaced."""

    exact: set[int]
    rows: list[Row]
    unplaced: int


def knowledge_of(universe: Universe, facts: Iterable[ToldFact]) -> Knowledge:
    found = Knowledge(set(), [], 0)
    unplaced = 0
    for fact in facts:
        told = universe.told.get(fact.formula)
        if told is None or fact.boundary_set_id not in universe.reader.lists:
            unplaced += len(fact.areas)
            continue
        for area, lower, upper in _entries(universe, fact):
            rows = list(_rows(told, fact, area, lower, upper))
            if not rows or not all(_holds(universe, row) for row in rows):
                unplaced += 1
                continue
            found.rows.extend(rows)
            if len(told.parts) == 1 and _gives_away(rows):
                found.exact.add(rows[0].cells[0])
    return Knowledge(found.exact, found.rows, unplaced)


def _entries(universe: Universe, fact: ToldFact) -> Iterator[tuple[int, float, float]]:
    codes = universe.reader.lists[fact.boundary_set_id].codes
    at = {code: number for number, code in enumerate(codes)}
    for code, lower, upper in zip(fact.areas, fact.lower, fact.upper, strict=True):
        if code in at and lower is not None and upper is not None:
            yield at[code], lower, upper


def _rows(told: Told, fact: ToldFact, area: int, lower: float, upper: float) -> Iterator[Row]:
    cells = tuple(
        int(one.cells[fact.boundary_set_id][area]) if fact.boundary_set_id in one.cells else -1
        for one in [*told.parts, *([told.below] if told.below else [])]
    )
    if min(cells) < 0:
        return
    signs = (1.0, -1.0)[: len(told.parts)] if _adds_first(fact.formula) else (-1.0,)
    formula = fact.formula
    if isinstance(formula, Ratio):
        factors = tuple(formula.factor * sign for sign in signs)
        yield Row(cells, (*factors, -lower), 0.0, inf, fact.source)
        yield Row(cells, (*factors, -upper), -inf, 0.0, fact.source)
    else:
        yield Row(cells, signs, lower, upper, fact.source)


def _adds_first(formula: Formula) -> bool:
    """Whether anything is added; else the only part is taken away."""
    terms = formula.numerator if isinstance(formula, Ratio) else getattr(formula, "terms", ("",))
    return any(not term.startswith("-") for term in terms)


def _holds(universe: Universe, row: Row) -> bool:
    pairs = zip(row.cells, row.coefficients, strict=True)
    total = sum(universe.values[cell] * by for cell, by in pairs)
    slack = NEARLY * (1 + max(abs(universe.values[cell]) for cell in row.cells))
    return row.lower - slack <= total <= row.upper + slack


def _gives_away(rows: Sequence[Row]) -> bool:
    """A count that was not rounded; and the numerator of every rate: a denominator may be had
    from elsewhere, and what a large one leaves open is too little to rely on."""
    return len(rows) == 2 or rows[0].upper - rows[0].lower <= NEARLY
