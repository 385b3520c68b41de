"""Which indicators show what a derived indicator is made of, and whether that may be told at all.

A derived figure tells its inputs to whoever knows the others, so it is public only where all of
them are. An input that no public indicator shows makes it internal, unless no rule protects it.
"""

from collections.abc import Iterable
from functools import cached_property

from accounts.models import Region
from indicators.derived_names import expression_of, names_of
from indicators.models import Indicator, Policy
from indicators.statistics.derivation import Tree, leaves_of
from indicators.statistics.derivation_grammar import ExpressionRefused
from indicators.statistics.formula import Count, Formula, Ratio, measures_of, read_formula

OPEN = frozenset({Policy.Rule.PUBLISHED_BY_SOURCE, Policy.Rule.NO_PERSONAL_DATA})


def is_worked_out(indicator: Indicator) -> bool:
    """Whether its values come from an expression that is no ordinary formula."""
    return bool(expression_of(indicator.definition) and indicator.definition["formula"]["value"])


def shows(formula: Formula, leaf: Formula) -> bool:
    """Whether figures of a formula tell those of a leaf, exactly and by themselves."""
    match formula, leaf:
        case Ratio(above, below, _), Ratio(numerator, denominator, _):
            return _same(above, numerator) and _same(below, denominator)
        case Ratio(above, below, _), Count(terms):
            return _same(above, terms) or _same(below, terms)
        case Count(terms), Count(others):
            return _same(terms, others)
    return formula == leaf


def _same(first: Iterable[str], second: Iterable[str]) -> bool:
    return sorted(first) == sorted(second)


class DerivedInputs:
    """Looks at a region's catalogue once."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._names = names_of(region)

    @cached_property
    def _indicators(self) -> list[tuple[Indicator, Formula]]:
        rows = Indicator.objects.filter(region=self._region).select_related("policy", "region")
        return [(one, read_formula(one.definition["formula"])) for one in rows]

    def tree_of(self, indicator: Indicator) -> Tree | None:
        """None where the expression no longer fits the catalogue."""
        try:
            return self._names.derivation(indicator.key).tree
        except ExpressionRefused:
            return None

    def is_open(self, leaf: Formula) -> bool:
        """Whether rules say of a leaf that it needs no protection, and none says otherwise."""
        own = set(measures_of(leaf))
        near = [one for one, formula in self._indicators if own & set(measures_of(formula))]
        return bool(near) and all(_protects_nothing(one.policy) for one in near)

    def untold(self, indicator: Indicator) -> list[Formula]:
        """The leaves that the public can never see: rounded, or shown by nothing public."""
        tree = self.tree_of(indicator)
        return [] if tree is None else [one for one in leaves_of(tree) if not self._told(one)]

    def _told(self, leaf: Formula) -> bool:
        near = set(measures_of(leaf))
        rounded = {
            key
            for one, formula in self._indicators
            if one.policy.rule == Policy.Rule.ROUNDING
            for key in measures_of(formula)
        }
        if near & rounded:
            return False
        others = [one for one, formula in self._indicators if shows(formula, leaf)]
        return self.is_open(leaf) or any(self._may(one) for one in others)

    def _may(self, one: Indicator) -> bool:
        if is_worked_out(one):
            return not self.untold(one)
        counts = isinstance(read_formula(one.definition["formula"]), Count | Ratio)
        return counts or one.policy.rule in OPEN


def _protects_nothing(policy: Policy) -> bool:
    return policy.rule in OPEN and not policy.minimum_population
