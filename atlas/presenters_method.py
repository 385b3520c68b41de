"""How an indicator is made, in words and as a formula; how gaps and secrets are shown."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas import formats
from atlas.presenters_recipe import RecipeEdition, editions
from atlas.wording import in_language

POLARITIES: dict[int, str | Promise] = {
    1: gettext_lazy("High values point to more need for support."),
    -1: gettext_lazy("Low values point to more need for support."),
    0: gettext_lazy("Neither high nor low values are good or bad in themselves."),
}
RULES: dict[str, str | Promise] = {
    "rounding": gettext_lazy("The public sees these counts rounded only."),
    "threshold": gettext_lazy("Figures resting on too few cases are suppressed."),
    "published_by_source": gettext_lazy("The source has published these figures itself."),
    "no_personal_data": gettext_lazy("The figures hold no data about persons."),
}


@dataclass(frozen=True)
class Method:
    """`numerator`, `denominator`: names of measures; empty where there is no ratio.

    `formula` is one line such as "(A + B) ÷ C × 100"; `rule` and `reason` tell of confidentiality.
    """

    words: str
    formula: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    polarity: str
    rule: str
    reason: str
    recipe: tuple[RecipeEdition, ...] = ()


def method(card: dict[str, Any]) -> Method:
    declared, names = card.get("formula") or {}, card.get("measures") or {}
    policy = card.get("policy") or {}
    recipe = editions(card)
    words, formula, above, below = _of_an_index() if recipe else _made_of(declared, names)
    return Method(
        words=words,
        formula=formula,
        numerator=above,
        denominator=below,
        polarity=str(POLARITIES.get(int(card.get("polarity") or 0), "")),
        rule=str(RULES.get(policy.get("rule", ""), "")),
        reason=confidentiality(card),
        recipe=recipe,
    )


def confidentiality(card: dict[str, Any]) -> str:
    """The rule's own words, and how the numbers were rounded if they were."""
    reason = in_language((card.get("policy") or {}).get("reason"))
    return " ".join(filter(None, [reason, rounding(card)]))


def rounding(card: dict[str, Any]) -> str:
    """What readers of rounded numbers must know; empty where the numbers are as counted."""
    base = card.get("rounded_to")
    if not base:
        return ""
    if (card.get("formula") or {}).get("ratio"):
        said = _("Made of counts that are rounded to multiples of %(base)s to protect people.")
    else:
        said = _("Counts are rounded to multiples of %(base)s to protect people.")
    return said % {"base": base}


def _made_of(
    declared: dict[str, Any], names: dict[str, Any]
) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    if ratio := declared.get("ratio"):
        above, below = (_named(ratio[part], names) for part in ("numerator", "denominator"))
        factor = float(ratio.get("factor") or 1)
        return _ratio_words(factor), _ratio(above, below, factor), above, below
    if count := declared.get("count"):
        parts = _named(count, names)
        return _("Counted, not reckoned."), _sum(parts), parts, ()
    if declared.get("derived") and declared.get("value"):
        said = _("Worked out here from other figures, on every level from its own.")
        return said, str(declared["derived"]), _named(list(names), names), ()
    if value := declared.get("value"):
        said = _("The source delivers the finished value; it is not reckoned here.")
        return said, "", _named([value], names), ()
    return "", "", (), ()


def _of_an_index() -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return _("A composite index, worked out here from the parts below."), "", (), ()


def _named(terms: list[str], names: dict[str, Any]) -> tuple[str, ...]:
    """Names of measures, a subtracted one with its minus; the key where a name is not known."""
    found = []
    for term in terms:
        key = term.removeprefix("-")
        sign = f"{formats.MINUS} " if term.startswith("-") else ""
        found.append(sign + (in_language(names.get(key)) or key))
    return tuple(found)


def _ratio_words(factor: float) -> str:
    if factor == 1:
        return _("The numerator divided by the denominator.")
    times = formats.number(factor, 0 if factor.is_integer() else 2)
    return _("The numerator divided by the denominator, times %(factor)s.") % {"factor": times}


def _ratio(above: tuple[str, ...], below: tuple[str, ...], factor: float) -> str:
    times = "" if factor == 1 else f" × {formats.number(factor, 0 if factor.is_integer() else 2)}"
    return f"{_bracketed(above)} ÷ {_bracketed(below)}{times}"


def _bracketed(parts: tuple[str, ...]) -> str:
    return f"({_sum(parts)})" if len(parts) > 1 else _sum(parts)


def _sum(parts: tuple[str, ...]) -> str:
    return " + ".join(parts).replace(f"+ {formats.MINUS} ", f"{formats.MINUS} ")
