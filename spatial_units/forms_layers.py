"""The form for a file of places or lines: what the clerk says about it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Region
from spatial_units.forms_geodata import GeodataForm, day_field
from spatial_units.importing.geodata_settings import LayerSettings
from spatial_units.models import MapLayer, Origin


class LayerForm(GeodataForm):
    """About a file of places or lines. Only who publishes may show it to everybody."""

    replaces = forms.ChoiceField(label=gettext_lazy("Takes the place of"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("For example Kitas.")
    )
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120, required=False)
    as_of = day_field(gettext_lazy("As of"), gettext_lazy("The day the file stands for."))
    is_public = forms.BooleanField(label=gettext_lazy("Everybody may see it"), required=False)
    name_column = forms.ChoiceField(label=gettext_lazy("Column with the name"), required=False)
    category_column = forms.ChoiceField(
        label=gettext_lazy("Column that tells kinds apart (at most six)"), required=False
    )
    show = forms.MultipleChoiceField(
        label=gettext_lazy("Further columns to show (at most five)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    COLUMNS = ("name_column", "category_column", "show")

    def __init__(
        self, region: Region, *args: Any, may_publish: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(region, *args, **kwargs)
        ours = MapLayer.objects.filter(region=region, origin=Origin.DESK)
        self.choose("replaces", [("", _("nothing: it is new")), *((o.key, o.name) for o in ours)])
        self.choose("name_column", [("", _("find it")), *self.columns])
        self.choose("category_column", [("", _("no column")), *self.columns])
        self.choose("show", self.columns)
        if not may_publish:
            del self.fields["is_public"]
        if not self.columns:
            for name in self.COLUMNS:
                del self.fields[name]

    def clean_show(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["show"]
        if len(chosen) > 5:
            raise ValidationError(_("Please choose at most five columns."))
        return chosen

    def settings(self) -> LayerSettings:
        said = self.cleaned_data
        return LayerSettings(
            **self.file_answers(),
            replaces=said["replaces"],
            name=said["name"],
            name_en=said["name_en"],
            as_of=said["as_of"],
            is_public=said.get("is_public", False),
            name_column=said.get("name_column", ""),
            category_column=said.get("category_column", ""),
            columns=tuple(said.get("show", [])),
        )
