"""What may go public. The desk's form, the action behind it and the gate ask here.

Small counts can be protected where they are known: a ready value under a threshold cannot, and
cannot be rounded either. A derived value goes public where all that it is made of does.
"""

from collections.abc import Iterable

from accounts.models import Region
from indicators.models import Indicator, Policy
from indicators.statistics.formula import Count, Ratio, read_formula
from releases.derived_inputs import DerivedInputs, is_worked_out
from releases.layer_rule import rests_on_a_layer_that_is_not_public
from releases.standing import UNFINISHED, is_unfinished

COUNTING_RULES = frozenset({Policy.Rule.THRESHOLD, Policy.Rule.ROUNDING})
SAFE_RULES = frozenset({Policy.Rule.PUBLISHED_BY_SOURCE, Policy.Rule.NO_PERSONAL_DATA})


def may_go_public(indicator: Indicator) -> bool:
    return can_be_protected(indicator) and not is_unfinished(indicator)


def can_be_protected(indicator: Indicator) -> bool:
    """Whether the indicator's rule needs no protection, or finds the counts to protect; what is
    derived is protected by what it is made of. What the public does not see on the map it does not
    see counted either."""
    if rests_on_a_layer_that_is_not_public(indicator):
        return False
    if is_worked_out(indicator):
        by_rounding = indicator.policy.rule == Policy.Rule.ROUNDING
        return not by_rounding and not DerivedInputs(indicator.region).untold(indicator)
    if indicator.policy.rule in COUNTING_RULES:
        return isinstance(read_formula(indicator.definition["formula"]), Count | Ratio)
    return indicator.policy.rule in SAFE_RULES


def why_not_public(indicator: Indicator) -> str:
    """Of one that cannot be protected: the reason, and what to do."""
    if rests_on_a_layer_that_is_not_public(indicator):
        return (
            "Dieser Indikator darf nicht öffentlich werden, weil er aus einer Ebene gezählt ist,"
            " die nicht öffentlich ist. Abhilfe: Die Ebene öffentlich machen oder den Indikator"
            " intern freigeben."
        )
    if is_worked_out(indicator):
        return (
            "Dieser abgeleitete Indikator darf nicht öffentlich werden, weil ein Teil seines"
            " Ausdrucks es nicht ist oder nur gerundet öffentlich wird. Abhilfe: Den Teil als"
            " eigenen Indikator öffentlich machen oder diesen hier intern freigeben."
        )
    return (
        "Dieser Indikator darf nicht öffentlich werden. Seine Regel"
        f" „{indicator.policy.key}“ verlangt, kleine Fallzahlen zu schützen, und die Quelle"
        " liefert fertige Werte ohne Fallzahlen. Abhilfe: Fallzahlen liefern, eine andere"
        " Regel (policy) mit Begründung angeben oder ihn intern freigeben."
    )


def barred_from_public(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those the public may not get."""
    return [one for one in indicators if not may_go_public(one)]


def indicators_named(region: Region, keys: list[str] | None) -> list[Indicator]:
    """Those of a region with these keys, with what the rule looks at; None: all a release to the
    public can speak of."""
    found = Indicator.objects.filter(region=region).select_related("policy", "region")
    return list(found.exclude(state__in=UNFINISHED) if keys is None else found.filter(key__in=keys))
