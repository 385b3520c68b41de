"""The form that tries a rule of secrecy."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from accounts.forms import DeskForm
from accounts.models import Region
from indicators.models import Policy
from releases.trying import TriedRule

HIGHEST_COUNT, HIGHEST_DENOMINATOR = 1000, 100_000


def reason_column() -> str:
    """Where a rule's words stand in the reader's language."""
    return "reason_en" if get_language() == "en" else "reason_de"


class TrialForm(DeskForm):
    policy = forms.ChoiceField(
        label=gettext_lazy("Rule of secrecy"),
        help_text=gettext_lazy("For all indicators that have this rule now."),
    )
    minimum_count = forms.IntegerField(
        label=gettext_lazy("Smallest count that is shown"),
        min_value=2,
        max_value=HIGHEST_COUNT,
        initial=5,
    )
    minimum_denominator = forms.IntegerField(
        label=gettext_lazy("Shares of at least so many people"),
        min_value=0,
        max_value=HIGHEST_DENOMINATOR,
        initial=0,
    )
    protect_zero = forms.BooleanField(label=gettext_lazy("Hide zero too"), required=False)

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = Policy.objects.filter(region=region).order_by("key")
        self.fields["policy"].choices = list(  # type: ignore[attr-defined]
            rules.values_list("key", reason_column())
        )

    def rule(self) -> TriedRule:
        return TriedRule(**self.cleaned_data)
