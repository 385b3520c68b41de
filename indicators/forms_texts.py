"""The form for what people read about an indicator, in German and English."""

from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import DeskForm
from indicators.forms_values import read_number
from indicators.metadata import IndicatorTexts

INTERVALS: list[tuple[str, str | Promise]] = [
    ("", gettext_lazy("as the source says")),
    ("once", gettext_lazy("once")),
    ("two-yearly", gettext_lazy("every two years")),
    ("yearly", gettext_lazy("yearly")),
    ("half-yearly", gettext_lazy("every half-year")),
    ("quarterly", gettext_lazy("quarterly")),
    ("monthly", gettext_lazy("monthly")),
    ("irregular", gettext_lazy("irregularly")),
]
PAIRS = ("name", "unit", "description", "interpretation", "method")  # in two languages
OPTIONAL_PAIRS = ("interpretation", "method")
LONGEST = 4000


def _text(label: Any, *, rows: int = 1, required: bool = True) -> forms.CharField:
    if rows == 1:
        return forms.CharField(label=label, max_length=200, required=required)
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget)


class IndicatorTextsForm(DeskForm):
    """Each text twice: `<name>_de` and `<name>_en`."""

    name_de = _text(gettext_lazy("Name (German)"))
    name_en = _text(gettext_lazy("Name (English)"))
    unit_de = _text(gettext_lazy("Unit (German)"), required=False)
    unit_en = _text(gettext_lazy("Unit (English)"), required=False)
    description_de = _text(gettext_lazy("What the indicator says (German)"), rows=4)
    description_en = _text(gettext_lazy("What the indicator says (English)"), rows=4)
    interpretation_de = _text(
        gettext_lazy("How to read it, and what it does not say (German)"), rows=4, required=False
    )
    interpretation_en = _text(
        gettext_lazy("How to read it, and what it does not say (English)"), rows=4, required=False
    )
    method_de = _text(gettext_lazy("Method (German)"), rows=3, required=False)
    method_en = _text(gettext_lazy("Method (English)"), rows=3, required=False)
    metadata_url = forms.URLField(
        label=gettext_lazy("Address of further metadata"), required=False, assume_scheme="https"
    )
    update_interval = forms.ChoiceField(
        label=gettext_lazy("How often new values come"), choices=INTERVALS, required=False
    )
    next_review = forms.DateField(
        label=gettext_lazy("Look at these texts again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    target = forms.CharField(
        label=gettext_lazy("Target value"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("A number such as 1234 or 12,5, without its unit"),
    )

    def clean_target(self) -> float | None:
        text: str = self.cleaned_data["target"].strip()
        return read_number(text) if text else None

    def clean(self) -> dict[str, Any]:
        """An optional text stands in both languages or in none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in OPTIONAL_PAIRS:
            for lacking, other in (("de", "en"), ("en", "de")):
                if cleaned.get(f"{name}_{other}") and not cleaned.get(f"{name}_{lacking}"):
                    self.add_error(f"{name}_{lacking}", _("Please write this in both languages."))
        return cleaned

    def texts(self) -> IndicatorTexts:
        """What a valid form says, checked as a region file is."""
        cleaned = self.cleaned_data
        plain = ("metadata_url", "update_interval", "next_review", "target")
        return IndicatorTexts.model_validate(
            {name: _pair(name, cleaned) for name in PAIRS} | {name: cleaned[name] for name in plain}
        )


def _pair(name: str, cleaned: dict[str, Any]) -> dict[str, str] | None:
    """Browsers send every line's end as two signs."""
    pair = {
        language: cleaned[f"{name}_{language}"].replace("\r\n", "\n") for language in ("de", "en")
    }
    return pair if any(pair.values()) or name not in OPTIONAL_PAIRS else None


def as_fields(texts: IndicatorTexts) -> dict[str, Any]:
    """The texts as the form's fields hold them."""
    fields: dict[str, Any] = {}
    for name in PAIRS:
        pair = getattr(texts, name)
        fields |= {f"{name}_de": pair.de if pair else "", f"{name}_en": pair.en if pair else ""}
    return fields | {
        "metadata_url": texts.metadata_url,
        "update_interval": texts.update_interval,
        "next_review": texts.next_review,
        "target": "" if texts.target is None else localize(texts.target),
    }
