"""Fields for a formula: measures chosen from lists with their sign, or the region file's words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from indicators.catalogue_rows import Declared
from region_files.yaml_lines import read_yaml
from spatial_units.importing.wording import say

MOST_TERMS = 6
SIGNS = [("", gettext_lazy("plus")), ("-", gettext_lazy("minus"))]
SHAPES = [
    ("ratio", gettext_lazy("A ratio: numerator ÷ denominator × factor")),
    ("count", gettext_lazy("A count: measures added up")),
    ("value", gettext_lazy("A ready value: one measure as it is delivered")),
]

Choices = Sequence[tuple[str, str]]


class TermsWidget(forms.MultiWidget):
    """Lines of a sign and a measure."""

    use_fieldset = True

    def __init__(self) -> None:
        widgets: list[forms.Widget] = []
        for place in range(MOST_TERMS):
            sign = _("sign of measure %(number)s") % {"number": place + 1}
            name = _("measure %(number)s") % {"number": place + 1}
            widgets += [
                forms.Select(attrs={"aria-label": sign, "class": "field field--sign"}),
                forms.Select(attrs={"aria-label": name, "class": "field"}),
            ]
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[str]:
        terms = [str(term) for term in (value or [])][:MOST_TERMS]
        parts = [["-" if term.startswith("-") else "", term.removeprefix("-")] for term in terms]
        parts += [["", ""]] * (MOST_TERMS - len(terms))
        return [word for part in parts for word in part]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Each sign beside its measure, in a line."""
        parts = value if _is_raw(value) else self.decompress(value)
        drawn = [
            widget.render(f"{name}_{place}", part, {"id": f"id_{name}_{place}"}, renderer)
            for place, (widget, part) in enumerate(zip(self.widgets, parts, strict=True))
        ]
        pairs = zip(drawn[::2], drawn[1::2], strict=True)
        lines = format_html_join("", '<div class="term">{}{}</div>', pairs)
        return format_html('<div class="terms">{}</div>', lines)


def _is_raw(value: Any) -> bool:
    """Whether these are the words of the single fields, as a browser sent them."""
    return isinstance(value, list) and len(value) == 2 * MOST_TERMS


class TermsField(forms.MultiValueField):
    """Cleans to a formula's terms: keys of measures, those taken away with a minus before."""

    def __init__(self, measures: Choices, **kwargs: Any) -> None:
        fields: list[forms.Field] = []
        for _place in range(MOST_TERMS):
            fields.append(forms.ChoiceField(choices=SIGNS, required=False))
            fields.append(forms.ChoiceField(choices=[("", "–"), *measures], required=False))
        widget = TermsWidget()
        for field, inner in zip(fields, widget.widgets, strict=True):
            inner.choices = field.choices  # type: ignore[attr-defined]
        super().__init__(fields, widget=widget, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[str]) -> list[str]:
        pairs = zip(data_list[::2], data_list[1::2], strict=True)
        return [f"{sign}{key}" for sign, key in pairs if key]


def formula_in(cleaned: dict[str, Any]) -> Declared:
    """The formula a form says: what is written counts before what is chosen."""
    if written := cleaned.get("formula_text"):
        return dict(written)
    above, below = cleaned.get("numerator") or [], cleaned.get("denominator") or []
    match cleaned.get("shape"):
        case "count":
            return {"count": above}
        case "value":
            return {"value": above[0] if len(above) == 1 else ""}
    return {"ratio": {"numerator": above, "denominator": below, "factor": cleaned.get("factor")}}


def read_formula_text(text: str) -> Declared | None:
    """What a formula in the region file's words says; ValidationError with line and remedy."""
    if not text.strip():
        return None
    document = read_yaml(text)
    if document.problems:
        language = get_language() or "de"
        raise ValidationError([say(problem, language) for problem in document.problems])
    if not isinstance(document.value, dict):
        raise ValidationError(
            _("Please write the formula as in a region file, for example: %(example)s")
            % {"example": "{ratio: {numerator: [a], denominator: [b], factor: 100}}"}
        )
    return dict(document.value)


def formula_fields(formula: Declared) -> dict[str, Any]:
    """A formula as the form's fields hold it; in words where the lists are too short for it."""
    ratio = formula.get("ratio") or {}
    above = ratio.get("numerator") or formula.get("count") or []
    if formula.get("value"):
        above = [formula["value"]]
    below = ratio.get("denominator") or []
    fits = max(len(above), len(below)) <= MOST_TERMS and not formula.get("derived")
    shape = next((key for key in ("ratio", "count", "value") if formula.get(key)), "ratio")
    return {
        "shape": shape,
        "numerator": above if fits else [],
        "denominator": below if fits else [],
        "factor": ratio.get("factor", 100),
        "formula_text": "" if fits else in_words(formula),
    }


def in_words(formula: Declared) -> str:
    """A formula as a region file writes it."""
    if expression := formula.get("derived"):
        quoted = str(expression).replace("'", "''")
        return f"{{derived: '{quoted}'}}"
    if ratio := formula.get("ratio"):
        above, below = ", ".join(ratio["numerator"]), ", ".join(ratio["denominator"])
        factor = f"{ratio['factor']:.15g}"
        return f"{{ratio: {{numerator: [{above}], denominator: [{below}], factor: {factor}}}}}"
    if terms := formula.get("count"):
        return f"{{count: [{', '.join(terms)}]}}"
    return f"{{value: {formula.get('value')}}}"
