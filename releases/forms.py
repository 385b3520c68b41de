"""The form for a release: to whom, which indicators, why."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import DeskForm
from accounts.models import Region
from indicators.models import Indicator, ReferencePeriod
from releases.models import Audience
from releases.public_rule import barred_from_public
from releases.standing import is_unfinished

AUDIENCES = [
    (Audience.INTERNAL.value, gettext_lazy("Internal: only signed-in staff of the region")),
    (Audience.PUBLIC.value, gettext_lazy("Public: everybody")),
]
SCOPES = [
    ("chosen", gettext_lazy("The indicators chosen below")),
    ("all", gettext_lazy("All indicators")),
]


LONGEST_TEXT = 8000
ON_THE_CHECK = ("held", "text_de", "text_en", "generated_de", "generated_en")
FURTHEST_AHEAD = datetime.timedelta(days=5 * 366)
DATE_INPUTS = ["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]


class ReleaseForm(DeskForm):
    """A valid form says `audience`, `keys` (None: all), `reason`, `publish_at` and `text`.

    `held_back` is None before the person was asked which periods to hold back.
    """

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"), choices=AUDIENCES, widget=forms.RadioSelect
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What is released?"), choices=SCOPES, widget=forms.RadioSelect
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators"), required=False, widget=forms.CheckboxSelectMultiple
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Not before (optional)"),
        required=False,
        input_formats=DATE_INPUTS,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=DATE_INPUTS[0]),
        help_text=gettext_lazy(
            "Day and time of this region, for example for an embargo. Empty: as soon as possible."
        ),
    )
    reason_de = forms.CharField(
        label=gettext_lazy("Reason (German)"),
        max_length=300,
        help_text=gettext_lazy("Stands with the release, for example: figures of 31 December."),
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason (English, optional)"), max_length=300, required=False
    )
    held = forms.MultipleChoiceField(required=False)  # indicator:period, from the check
    text_de = forms.CharField(required=False, max_length=LONGEST_TEXT)
    text_en = forms.CharField(required=False, max_length=LONGEST_TEXT)
    generated_de = forms.CharField(required=False)  # the text as it was proposed
    generated_en = forms.CharField(required=False)

    def __init__(self, region: Region, *args: Any, may_publish: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            self.fields["audience"].choices = AUDIENCES[:1]  # type: ignore[attr-defined]
        found = Indicator.objects.filter(region=region).select_related("policy", "topic", "region")
        self.known = {one.key: one for one in found.order_by("topic__position", "position")}
        self.fields["indicators"].choices = [  # type: ignore[attr-defined]
            (key, label_of(one)) for key, one in self.known.items()
        ]
        periods = ReferencePeriod.objects.filter(region=region).values_list("key", flat=True)
        self.fields["held"].choices = [  # type: ignore[attr-defined]
            (f"{key}:{period}", "") for period in periods for key in self.known
        ]

    @property
    def carried(self) -> list[forms.BoundField]:
        """What the first page asks, and the check carries on."""
        return [field for field in self if field.name not in ON_THE_CHECK]

    @property
    def keys(self) -> list[str] | None:
        everything = self.cleaned_data["scope"] == "all"
        return None if everything else self.cleaned_data["indicators"]

    @property
    def named(self) -> list[Indicator]:
        """The indicators the release speaks of."""
        if self.keys is not None:
            return [self.known[key] for key in self.keys]
        return [one for one in self.known.values() if not (self.is_public and is_unfinished(one))]

    @property
    def reason(self) -> dict[str, str]:
        german: str = self.cleaned_data["reason_de"]
        return {"de": german, "en": self.cleaned_data["reason_en"] or german}

    @property
    def held_back(self) -> dict[str, list[str]] | None:
        if "held_asked" not in self.data:
            return None
        held: dict[str, list[str]] = {one.key: [] for one in self.named}
        for indicator, _colon, period in (one.partition(":") for one in self.cleaned_data["held"]):
            if indicator in held:
                held[indicator].append(period)
        return {key: sorted(periods) for key, periods in held.items() if periods}

    @property
    def text(self) -> dict[str, str]:
        """What somebody wrote; empty where the proposal stands, which is then made anew."""
        return {code: self._written(code) for code in ("de", "en")}

    def _written(self, code: str) -> str:
        text, generated = (
            _plain(self.cleaned_data[f"{name}_{code}"]) for name in ("text", "generated")
        )
        return "" if text == generated else text

    def clean_publish_at(self) -> datetime.datetime | None:
        moment: datetime.datetime | None = self.cleaned_data["publish_at"]
        if moment and moment > timezone.now() + FURTHEST_AHEAD:
            raise forms.ValidationError(
                _("This moment is more than five years ahead. Please check the year.")
            )
        if moment and moment <= timezone.now():
            raise forms.ValidationError(
                _("This moment has passed. Leave the field empty to release at once.")
            )
        return moment

    @property
    def is_public(self) -> bool:
        return self.cleaned_data.get("audience") == Audience.PUBLIC

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "scope" not in cleaned or "indicators" not in cleaned:
            return cleaned
        if not self.named:
            self.add_error("indicators", _("Choose at least one indicator."))
            return cleaned
        unfinished = [one for one in self.named if self.is_public and is_unfinished(one)]
        if unfinished:
            names = ", ".join(name_of(one) for one in unfinished)
            self.add_error(
                "audience",
                _(
                    "These indicators are not approved yet: %(names)s. Have them approved in the"
                    " catalogue, or release them internally."
                )
                % {"names": names},
            )
        barred = barred_from_public(self.named) if self.is_public and not unfinished else []
        if barred:
            names = ", ".join(name_of(one) for one in barred)
            self.add_error(
                "audience",
                _(
                    "These indicators cannot be released to the public, because their small"
                    " numbers cannot be protected (ready values without counts): %(names)s."
                    " Release them internally."
                )
                % {"names": names},
            )
        return cleaned


class ReasonForm(DeskForm):
    """Why a release is taken back, and whether what was there before shall be shown again."""

    reason_de = forms.CharField(
        label=gettext_lazy("Why is it withdrawn? (German)"),
        max_length=300,
        help_text=gettext_lazy("Stands on the page “What is new” of a public release."),
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Why is it withdrawn? (English, optional)"),
        max_length=300,
        required=False,
    )
    cancels = forms.BooleanField(
        label=gettext_lazy("Cancel these planned releases"), required=False, initial=True
    )
    brings_back = forms.BooleanField(
        label=gettext_lazy("Show the figures of the release before again, where there is one"),
        required=False,
    )


class TextForm(DeskForm):
    """The words of a release, which may be mended afterwards."""

    text_de = forms.CharField(
        label=gettext_lazy("Text (German)"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text (English)"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
    )


def _plain(text: str) -> str:
    """Without what browsers do to the ends of lines."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def label_of(indicator: Indicator) -> str:
    """The name, and the state where it is not approved."""
    approved = indicator.state == Indicator.State.APPROVED
    name = name_of(indicator)
    return name if approved else f"{name} ({indicator.get_state_display()})"


def name_of(indicator: Indicator) -> str:
    return indicator.name_en if get_language() == "en" else indicator.name_de
