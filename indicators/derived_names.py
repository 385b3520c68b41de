"""What the names in a derived indicator's expression stand for, in the words of a catalogue.

A name is an indicator or a measure; of an indicator that is derived itself, what it comes to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Region
from indicators.catalogue_rows import MADE, stored
from indicators.statistics.derivation import Derivation, Operand, derive
from indicators.statistics.derivation_grammar import (
    ExpressionRefused,
    Name,
    names_in,
    read_expression,
)
from indicators.statistics.derivation_units import Unit, unit_of_values
from indicators.statistics.formula import Count, Formula, Ratio, ReadyValue, read_formula

Declared = Mapping[str, Any]  # a measure or an indicator as a region file declares it


def made_measure(indicator_key: str) -> str:
    """The key of the measure that takes what is worked out for a derived indicator; no expression
    can name it, since "-" takes away."""
    return f"{MADE}{indicator_key}"


@dataclass
class Names:
    """Measures and indicators by key; `derivation` reads those that are derived, each once."""

    measures: Mapping[str, Declared]
    indicators: Mapping[str, Declared]
    _found: dict[str, Derivation] = field(default_factory=dict)

    @property
    def derived(self) -> list[str]:
        return [key for key, one in self.indicators.items() if expression_of(one)]

    def derivation(self, key: str, above: tuple[str, ...] = ()) -> Derivation:
        """What a derived indicator comes to; `above` are those that ask.

        Raises ExpressionRefused.
        """
        if key not in self._found:
            text = expression_of(self.indicators[key])
            names = {one.key: one for one in names_in(read_expression(text))}
            operands = {
                name: operand
                for name, one in names.items()
                if (operand := self._operand(one, (*above, key))) is not None
            }
            self._found[key] = derive(text, operands)
        return self._found[key]

    def needs(self, key: str) -> set[str]:
        """The derived indicators an expression names."""
        found = names_in(read_expression(expression_of(self.indicators[key])))
        return {one.key for one in found if one.key in self.derived}

    def _operand(self, name: Name, above: tuple[str, ...]) -> Operand | None:
        if name.key in above:
            cycle = " → ".join([*above[above.index(name.key) :], name.key])
            raise ExpressionRefused("derived_cycle", name.at, cycle=cycle)
        indicator, measure = self.indicators.get(name.key), self.measures.get(name.key)
        if indicator is None:
            return None if measure is None else _of_measure(name.key, measure)
        found = self._of_indicator(name, indicator, above)
        if measure is not None and _of_measure(name.key, measure).formula != found.formula:
            raise ExpressionRefused("derived_two_meanings", name.at, key=name.key)
        return found

    def _of_indicator(self, name: Name, declared: Declared, above: tuple[str, ...]) -> Operand:
        if not expression_of(declared):
            formula = read_formula(declared["formula"])
            return Operand(formula, self._unit(declared, formula))
        try:
            found = self.derivation(name.key, above)
        except ExpressionRefused as refused:
            if refused.code == "derived_cycle":
                raise ExpressionRefused("derived_cycle", name.at, **refused.facts) from refused
            raise ExpressionRefused("derived_part_wrong", name.at, key=name.key) from refused
        return Operand(found.formula or ReadyValue(made_measure(name.key)), found.unit)

    def _unit(self, declared: Declared, formula: Formula) -> Unit:
        words = declared["unit"]["de"]
        if declared["kind"] == "class":
            return Unit("class")
        if isinstance(formula, Ratio):
            found = unit_of_values(words)
            return Unit("rate", words.strip()) if found.sort == "value" else found
        if isinstance(formula, Count):
            keys = [term.removeprefix("-") for term in formula.terms]
            return _of_sum([self.measures[key] for key in keys if key in self.measures], words)
        return unit_of_values(words)


def _of_measure(key: str, declared: Declared) -> Operand:
    words = declared["unit"]["de"].strip()
    match declared["kind"]:
        case "count":
            return Operand(Count((key,)), Unit("count", words))
        case "amount":
            return Operand(Count((key,)), Unit("amount", words))
    return Operand(ReadyValue(key), unit_of_values(words))


def _of_sum(measures: Iterable[Declared], words: str) -> Unit:
    """Of measures of one unit that unit, else the indicator's own words."""
    found = list(measures)
    units = {one["unit"]["de"].strip() for one in found}
    is_count = all(one["kind"] == "count" for one in found)
    return Unit("count" if is_count else "amount", units.pop() if len(units) == 1 else words)


def expression_of(declared: Declared) -> str:
    """The written expression of a derived indicator; "" of all others."""
    return str((declared.get("formula") or {}).get("derived") or "")


def formula_of(key: str, names: Names) -> dict[str, Any]:
    """The formula of a derived indicator as it is stored; raises ExpressionRefused."""
    found = names.derivation(key)
    formula: dict[str, Any] = {"count": None, "ratio": None, "value": None}
    match found.formula:
        case Count(terms):
            formula["count"] = list(terms)
        case Ratio(above, below, factor):
            formula["ratio"] = {
                "numerator": list(above), "denominator": list(below), "factor": factor,
            }  # fmt: skip
        case _:
            formula["value"] = made_measure(key)
    return formula | {"derived": expression_of(names.indicators[key])}


def names_of(region: Region) -> Names:
    """A region's catalogue as it stands."""
    return Names(stored(region, "measure"), stored(region, "indicator"))
