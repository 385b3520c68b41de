"""How templates print what comes raw from the database: 12.345,6 · 31.12.2024 · keine Daten."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.views import ACTIONS
from atlas import formats
from atlas.presenters import Figure
from atlas.presenters_column import figure_of
from atlas.presenters_method import method
from atlas.wording import flags, gap
from indicators.importing.periods import Period
from indicators.models import ReferencePeriod
from indicators.queries import Reading
from releases.history import ShownValue
from releases.presenters_history import ValueHistory
from sozialmonitor.audit_details import rows_of
from sozialmonitor.job_words import in_english

register = template.Library()

JOB_KINDS: dict[str, str | Promise] = {
    "publish": gettext_lazy("Release of indicators"),
    "audit": gettext_lazy("Audit of what is public"),
    "try-rule": gettext_lazy("Trial of a rule of secrecy"),
    "check-upload": gettext_lazy("Check of a file"),
    "commit-upload": gettext_lazy("Taking a file over"),
    "unpack-batch": gettext_lazy("Unpacking an archive"),
    "commit-batch": gettext_lazy("Taking several files over"),
    "check-geodata": gettext_lazy("Check of boundaries or places"),
    "commit-geodata": gettext_lazy("Taking boundaries or places over"),
}

register.filter("iso_day", formats.iso_day)
register.filter("exact", formats.exact)


@register.filter
def period(of: ReferencePeriod | Period) -> str:
    return formats.period(of.key, of.kind, of.end.isoformat())


@register.filter
def period_to_type(of: ReferencePeriod) -> str:
    """A period as a form takes it: 31.12.2024, else its key."""
    return of.end.strftime("%d.%m.%Y") if of.kind == "day" else of.key


@register.filter
def reading(found: Reading | None) -> str:
    """A value, or in words why there is none; None where nobody delivered any."""
    if found is None:
        return _("nothing delivered")
    return gap(found.status) if found.value is None else formats.exact(found.value)


@register.filter
def as_figure(shown: ShownValue) -> Figure | None:
    """What an audience sees, as the public pages write it; None where it sees nothing there."""
    return figure_of(shown.cell, shown.column) if shown.cell else None


register.filter("flag_words", flags)


@register.filter
def formula_text(formula: dict[str, Any]) -> str:
    """a + b − c, or (a + b) ÷ c × 100."""
    if ratio := formula.get("ratio"):
        above, below = _sum(ratio["numerator"]), _sum(ratio["denominator"])
        factor = formats.exact(float(ratio["factor"]))
        return f"({above}) ÷ ({below}) × {factor}"
    if terms := formula.get("count"):
        return _sum(terms)
    return str(formula.get("derived") or formula["value"])


@register.filter
def formula_words(of: ValueHistory) -> str:
    """The same with the names of the measures instead of their keys."""
    names = {
        part.measure.key: {"de": part.measure.name_de, "en": part.measure.name_en}
        for part in of.parts
    }
    declared = of.indicator.definition["formula"]
    made = method({"formula": declared, "measures": names})
    return made.formula or ", ".join(made.numerator)


def _sum(terms: list[str]) -> str:
    signed = " ".join(f"− {term[1:]}" if term.startswith("-") else f"+ {term}" for term in terms)
    return signed.removeprefix("+ ")


@register.filter
def job_kind(kind: str) -> str:
    return str(JOB_KINDS.get(kind, kind))


@register.filter
def job_words(told: str) -> str:
    """What a job tells of itself, in the reader's language."""
    return in_english(told) if get_language() == "en" else told


@register.filter
def audit_action(action: str) -> str:
    return str(ACTIONS.get(action, action))


register.filter("audit_rows", rows_of)
