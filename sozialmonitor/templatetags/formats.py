"""How templates print what comes raw from the database: 12.345,6 · 31.12.2024 · keine Daten."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
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

DETAILS: dict[str, str | Promise] = {  # keys of audit entries
    "old": gettext_lazy("old"),
    "new": gettext_lazy("new"),
    "before": gettext_lazy("before"),
    "after": gettext_lazy("after"),
    "value": gettext_lazy("Value"),
    "status": gettext_lazy("Status"),
    "remark": gettext_lazy("Remark"),
    "delivery": gettext_lazy("Delivery"),
    "level": gettext_lazy("Level"),
    "code": gettext_lazy("Code"),
    "boundary_set": gettext_lazy("Boundaries"),
    "deliveries": gettext_lazy("Deliveries"),
    "audience": gettext_lazy("Audience"),
    "indicators": gettext_lazy("Indicators"),
    "job": gettext_lazy("Job"),
    "key": gettext_lazy("Key"),
    "file": gettext_lazy("File"),
    "values": gettext_lazy("Values"),
    "upload": gettext_lazy("Upload"),
    "name": gettext_lazy("Name"),
    "unit": gettext_lazy("Unit"),
    "description": gettext_lazy("What the indicator says"),
    "interpretation": gettext_lazy("How to read it"),
    "method": gettext_lazy("Method"),
    "metadata_url": gettext_lazy("Address of further metadata"),
    "update_interval": gettext_lazy("How often new values come"),
    "next_review": gettext_lazy("Look at these texts again on"),
    "target": gettext_lazy("Target value"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
    "through": gettext_lazy("through the access key"),
}

register.filter("iso_day", formats.iso_day)


@register.filter
def period(of: ReferencePeriod | Period) -> str:
    return formats.period(of.key, of.kind, of.end.isoformat())


@register.filter
def period_to_type(of: ReferencePeriod) -> str:
    """A period as a form takes it: 31.12.2024, else its key."""
    return of.end.strftime("%d.%m.%Y") if of.kind == "day" else of.key


@register.filter
def exact(value: float) -> str:
    """A raw number with all the digits it can have, in the reader's notation."""
    digits = Decimal(f"{value:.15g}").normalize()  # without what binary fractions add
    return number_format(Decimal(f"{digits:f}"), force_grouping=True)


@register.filter
def reading(found: Reading | None) -> str:
    """A value, or in words why there is none; None where nobody delivered any."""
    if found is None:
        return _("nothing delivered")
    return gap(found.status) if found.value is None else exact(found.value)


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
        factor = exact(float(ratio["factor"]))
        return f"({above}) ÷ ({below}) × {factor}"
    return _sum(formula["count"]) if formula.get("count") else str(formula["value"])


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


@register.filter
def detail_lines(detail: dict[str, Any]) -> Iterator[str]:
    """What an audit entry holds, one line each: `alt · Wert: 12`."""
    for key, value in detail.items():
        name = str(DETAILS.get(key, key))
        if isinstance(value, dict):
            yield from (f"{name} · {line}" for line in detail_lines(value))
        elif isinstance(value, list):
            yield f"{name}: {', '.join(map(str, value))}"
        else:
            yield f"{name}: {'–' if value in (None, '') else value}"
