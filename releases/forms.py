"""The form for a release: to whom, which indicators, why."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import DeskForm
from accounts.models import Region
from indicators.models import Indicator
from releases.models import Audience
from releases.public_rule import barred_from_public

AUDIENCES = [
    (Audience.INTERNAL.value, gettext_lazy("Internal: only signed-in staff of the region")),
    (Audience.PUBLIC.value, gettext_lazy("Public: everybody")),
]
SCOPES = [
    ("chosen", gettext_lazy("The indicators chosen below")),
    ("all", gettext_lazy("All indicators")),
]


class ReleaseForm(DeskForm):
    """A valid form says `audience`, `keys` (None: all) and `reason`."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"), choices=AUDIENCES, widget=forms.RadioSelect
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What is released?"), choices=SCOPES, widget=forms.RadioSelect
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason_de = forms.CharField(
        label=gettext_lazy("Reason (German)"),
        max_length=300,
        help_text=gettext_lazy("Stands with the release, for example: figures of 31 December."),
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason (English, optional)"), max_length=300, required=False
    )

    def __init__(self, region: Region, *args: Any, may_publish: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            self.fields["audience"].choices = AUDIENCES[:1]  # type: ignore[attr-defined]
        found = Indicator.objects.filter(region=region).select_related("policy", "topic", "region")
        self.known = {one.key: one for one in found.order_by("topic__position", "position")}
        self.fields["indicators"].choices = [  # type: ignore[attr-defined]
            (key, name_of(one)) for key, one in self.known.items()
        ]

    @property
    def keys(self) -> list[str] | None:
        everything = self.cleaned_data["scope"] == "all"
        return None if everything else self.cleaned_data["indicators"]

    @property
    def named(self) -> list[Indicator]:
        """The indicators the release speaks of."""
        return [self.known[key] for key in (self.known if self.keys is None else self.keys)]

    @property
    def reason(self) -> dict[str, str]:
        german: str = self.cleaned_data["reason_de"]
        return {"de": german, "en": self.cleaned_data["reason_en"] or german}

    @property
    def is_public(self) -> bool:
        return self.cleaned_data.get("audience") == Audience.PUBLIC

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "scope" not in cleaned or "indicators" not in cleaned:
            return cleaned
        if not self.named:
            self.add_error("indicators", _("Choose at least one indicator."))
        barred = barred_from_public(self.named) if self.is_public else []
        if barred:
            names = ", ".join(name_of(one) for one in barred)
            self.add_error(
                "audience",
                _(
                    "These indicators cannot be released to the public yet, because their small"
                    " numbers are not fully protected: %(names)s. Release them internally."
                )
                % {"names": names},
            )
        return cleaned


def name_of(indicator: Indicator) -> str:
    return indicator.name_en if get_language() == "en" else indicator.name_de
