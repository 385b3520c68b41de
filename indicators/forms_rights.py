"""Forms for what an organisation speaks for and sees."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import DeskForm
from accounts.models import Region
from indicators.models import Indicator, Topic
from spatial_units.models import Area, SpatialLevel

TOPIC, INDICATOR = "topic:", "indicator:"


def _levels(region: Region) -> list[tuple[str, str]]:
    found = SpatialLevel.objects.filter(region=region).order_by("position")
    return [(level.key, level.plural) for level in found]


class AreasForm(DeskForm):
    """A valid form says `level` and `codes`."""

    level = forms.ChoiceField(label=gettext_lazy("Level"))
    codes = forms.CharField(
        label=gettext_lazy("Codes of the areas"),
        help_text=gettext_lazy("One or several, separated by commas or spaces."),
    )

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="areas_%s", **kwargs)
        self.fields["level"].choices = _levels(region)  # type: ignore[attr-defined]
        self._region = region

    def clean(self) -> dict[str, Any]:
        """A code nobody knows is told: left out in silence, an area would be thought given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "codes" not in cleaned or "level" not in cleaned:
            return cleaned
        found = Area.objects.filter(
            region=self._region,
            boundary_set__level__key=cleaned["level"],
            code__in=cleaned["codes"],
        )
        known = set(found.values_list("code", flat=True))
        if unknown := [code for code in cleaned["codes"] if code not in known]:
            said = _("No area of this level has this code: %(codes)s. Nothing was added.")
            self.add_error("codes", said % {"codes": ", ".join(unknown)})
        return cleaned

    def clean_codes(self) -> list[str]:
        text: str = self.cleaned_data["codes"]
        return text.replace(",", " ").split()


class RightForm(DeskForm):
    """A valid form says the fields of Right."""

    what = forms.ChoiceField(label=gettext_lazy("Topic or indicator"))
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    reach = forms.ChoiceField(
        label=gettext_lazy("Of which areas"),
        choices=[
            ("own", gettext_lazy("only those it speaks for")),
            ("all", gettext_lazy("all areas")),
        ],
        initial="own",
        widget=forms.RadioSelect,
    )

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="right_%s", **kwargs)
        self.fields["what"].choices = list(_subjects(region))  # type: ignore[attr-defined]
        every = [("", gettext_lazy("all levels")), *_levels(region)]
        self.fields["level"].choices = every  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        kind, _sep, key = self.cleaned_data["what"].partition(":")
        return {
            "topic_key": key if f"{kind}:" == TOPIC else "",
            "indicator_key": key if f"{kind}:" == INDICATOR else "",
            "level_key": self.cleaned_data["level"],
            "own_areas_only": self.cleaned_data["reach"] == "own",
        }


def _subjects(region: Region) -> list[tuple[str, str]]:
    """Each topic, then its indicators."""
    name = "name_en" if get_language() == "en" else "name_de"
    indicators = list(Indicator.objects.filter(region=region))
    found = []
    for topic in Topic.objects.filter(region=region):
        found.append((TOPIC + topic.key, getattr(topic, name)))
        own = [one for one in indicators if one.topic_id == topic.pk]
        found += [(INDICATOR + one.key, f"– {getattr(one, name)}") for one in own]
    return found
