"""Which measures are rounded for the public, and by which base."""

from collections.abc import Mapping, Sequence

from accounts.models import Region
from indicators.models import Indicator, Policy
from indicators.statistics.formula import Count, Formula, Ratio, read_formula
from releases.standing import UNFINISHED
from releases.subjects import measures_behind, sums_of


class TwoBases(Exception):
    """Two rules round one count by different bases, which would tell more than either."""

    def __init__(self, measure: str, bases: Sequence[int]) -> None:
        super().__init__(measure)
        self.measure, self.bases = measure, sorted(bases)


class ExactElsewhere(Exception):
    """A rule rounds a count that its source has published exactly, which would protect nobody."""

    def __init__(self, measure: str) -> None:
        super().__init__(measure)
        self.measure = measure


def bases_of(region: Region, *, but: str = "") -> dict[str, int]:
    """Measures with the base they are rounded by: those behind indicators under such a rule, and
    whatever they are parts of or consist of.

    A denominator, a part or a whole that a source has published itself stays as it is.
    Raises TwoBases and ExactElsewhere.
    """
    found: dict[str, int] = {}
    sums = sums_of(region)
    exact = _exact(region)
    rounding = Indicator.objects.filter(region=region, policy__rule=Policy.Rule.ROUNDING)
    rounding = rounding.exclude(state__in=[*UNFINISHED, Indicator.State.RETIRED])
    for one in rounding.exclude(policy__key=but).select_related("policy").order_by("key"):
        formula = read_formula(one.definition["formula"])
        if not isinstance(formula, Count | Ratio):
            continue  # a ready value has no counts, and stays internal
        if known := sorted({term.removeprefix("-") for term in _counted(formula)} & exact):
            raise ExactElsewhere(known[0])
        for key in _with_relatives(measures_behind(formula, sums), sums) - exact:
            base = found.setdefault(key, one.policy.base)
            if base != one.policy.base:
                raise TwoBases(key, [base, one.policy.base])
    return found


def _exact(region: Region) -> set[str]:
    """Measures everybody has: counted by indicators that a source has published."""
    rule = Policy.Rule.PUBLISHED_BY_SOURCE
    rows = Indicator.objects.filter(region=region, policy__rule=rule)
    formulas = [read_formula(one) for one in rows.values_list("definition__formula", flat=True)]
    return {term.removeprefix("-") for formula in formulas for term in _counted(formula)}


def _counted(formula: Formula) -> tuple[str, ...]:
    if isinstance(formula, Ratio):
        return formula.numerator
    return formula.terms if isinstance(formula, Count) else ()


def _with_relatives(keys: set[str], sums: Mapping[str, Sequence[str]]) -> set[str]:
    """With all they add up to and all these consist of, again and again."""
    found = set(keys)
    while True:
        families = [{whole, *parts} for whole, parts in sums.items()]
        near = found.union(*(family for family in families if family & found))
        if near == found:
            return found
        found = near
