"""The form for a file of shares between two boundary sets."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Region
from spatial_units.forms_geodata import GeodataForm
from spatial_units.importing.crosswalk_settings import CrosswalkSettings
from spatial_units.models import BoundarySet, Crosswalk

BASES: list[tuple[str, str | Promise]] = [
    ("", gettext_lazy("as the file says")),
    *((basis.value, basis.label) for basis in Crosswalk.Basis),
]


class CrosswalkForm(GeodataForm):
    """From which set to which, and by what the shares are made."""

    from_set = forms.TypedChoiceField(
        label=gettext_lazy("Earlier boundary set (from)"),
        coerce=int,
        help_text=gettext_lazy("The areas that deliveries come in on."),
    )
    to_set = forms.TypedChoiceField(
        label=gettext_lazy("Later boundary set (to)"),
        coerce=int,
        help_text=gettext_lazy("The areas that the counts are brought to."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("What are the shares based on?"), choices=BASES, required=False
    )
    pad = forms.BooleanField(
        label=gettext_lazy("Yes, put the lost leading zeros back as proposed"), required=False
    )

    def __init__(self, region: Region, *args: Any, proposes_zeros: bool = False, **kwargs: Any):
        super().__init__(region, *args, **kwargs)
        del self.fields["crs"], self.fields["licence"]
        self.fields["attribution"].label = _("Source: who made it, and from what")
        self.fields["attribution"].help_text = _(
            "For example “Amt für Statistik, Einwohnerregister 31.12.2020, nach Adressen”."
        )
        if not proposes_zeros:
            del self.fields["pad"]
        sets = BoundarySet.objects.filter(region=region, is_current=True).select_related("level")
        self.sets = {one.id: one for one in sets.order_by("level__position", "valid_during")}
        by_level: dict[str, list[tuple[str, str]]] = {}
        for one in self.sets.values():
            named = f"{one.name} ({_since(one)})"
            by_level.setdefault(one.level.plural, []).append((str(one.id), named))
        choices = [(level, sets) for level, sets in by_level.items() if len(sets) > 1]
        self.choose("from_set", [("", "–"), *choices])
        self.choose("to_set", [("", "–"), *choices])

    def clean(self) -> None:
        said = self.cleaned_data
        source = self.sets.get(said.get("from_set", 0))
        target = self.sets.get(said.get("to_set", 0))
        if source is None or target is None:
            return
        if source == target:
            self.add_error("to_set", _("Please choose two different boundary sets."))
        elif source.level_id != target.level_id:
            self.add_error("to_set", _("Both boundary sets have to be of the same level."))

    def settings(self) -> CrosswalkSettings:
        said = self.cleaned_data
        return CrosswalkSettings(
            encoding=said["encoding"],
            attribution=said["attribution"],
            from_set=said["from_set"],
            to_set=said["to_set"],
            basis=said["basis"],
            pad=said.get("pad", False),
        )


def _since(boundary_set: BoundarySet) -> str:
    day = date_format(boundary_set.valid_during.lower, "SHORT_DATE_FORMAT")
    return _("since %(day)s") % {"day": day}


def with_file(form: CrosswalkForm) -> CrosswalkForm:
    """The form for a new file: the same questions and the file itself."""
    form.fields["file"] = forms.FileField(
        label=_("File (CSV)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt", "class": "field"}),
        help_text=_(
            "At most %(most)s MB, with the columns “von”, “nach” and “Gewicht”; “Basis” may stand"
            " beside them."
        )
        % {"most": settings.UPLOAD_MAX_BYTES // 1024**2},
    )
    return form
