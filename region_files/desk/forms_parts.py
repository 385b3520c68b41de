"""The forms for topics and measures."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from accounts.forms import DeskForm
from indicators.catalogue_rows import Declared
from indicators.metadata import Kind
from region_files.catalogue_checks import of_measure
from region_files.catalogue_file import SCHEMAS
from region_files.desk.words import MEASURE_KINDS
from region_files.desk_texts import SECTIONS
from region_files.findings import Finding
from region_files.misfits import misfits
from region_files.schema import CatalogueFile
from region_files.schema_catalogue import MeasureSpec
from spatial_units.importing.problems import Problem
from spatial_units.importing.wording import say


def _word(label: Any, longest: int = 120) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest)


class PartForm(DeskForm):
    """A form for something small of the catalogue; a valid one gives a `declaration`."""

    part: Kind
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=63,
        help_text=gettext_lazy("Stays for good: lower-case letters, digits and _."),
    )
    name_de = _word(gettext_lazy("Name (German)"))
    name_en = _word(gettext_lazy("Name (English)"))

    declaration: Declared

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self._check(self.declared(cleaned))
        return cleaned

    def declared(self, cleaned: dict[str, Any]) -> Declared:
        return {
            "key": cleaned["key"],
            "name": {"de": cleaned["name_de"], "en": cleaned["name_en"]},
        }

    def _check(self, declared: Declared) -> None:
        section = SECTIONS[self.part]
        asked: Any = {"format": 1, section: [declared]}
        try:
            CatalogueFile.model_validate(asked)
        except ValidationError as error:
            self._tell(list(misfits(error, asked)))
            return
        spec = SCHEMAS[self.part].model_validate(declared)
        if isinstance(spec, MeasureSpec):
            self._tell(list(of_measure(spec, (section, 0))))
        self.declaration = spec.model_dump(mode="json")

    def _tell(self, findings: list[Finding]) -> None:
        for one in findings:
            words = [str(part) for part in one.path[2:]]
            pair = "_".join(words[:2])
            field = next((name for name in (pair, *words[:1]) if name in self.fields), None)
            problem = Problem(one.code, one.severity, facts=one.facts)
            self.add_error(field, say(problem, get_language() or "de"))


class TopicForm(PartForm):
    part = "topic"


class TopicRowForm(DeskForm):
    """One line of the list of topics: its names, and its place counted from 1."""

    key = forms.CharField(widget=forms.HiddenInput)
    name_de = _word(gettext_lazy("Name (German)"))
    name_en = _word(gettext_lazy("Name (English)"))
    place = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=999)


class MeasureForm(PartForm):
    part = "measure"
    unit_de = _word(gettext_lazy("Unit (German)"), 60)
    unit_en = _word(gettext_lazy("Unit (English)"), 60)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=MEASURE_KINDS, widget=forms.RadioSelect
    )
    coordinates = forms.CharField(
        label=gettext_lazy("Of whom or what"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One line per feature: age: 0-14"),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Parts that add up to this measure exactly"), required=False
    )

    def __init__(self, counts: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_de"].max_length = 200  # type: ignore[attr-defined]
        self.fields["parts"].widget = forms.CheckboxSelectMultiple()
        self.fields["parts"].choices = counts  # type: ignore[attr-defined]

    def clean_coordinates(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in filter(str.strip, self.cleaned_data["coordinates"].splitlines()):
            name, colon, value = line.partition(":")
            if not colon or not name.strip() or not value.strip():
                raise forms.ValidationError(
                    _("“%(line)s”: please write a feature, a colon, and its value.")
                    % {"line": line.strip()}
                )
            found[name.strip()] = value.strip()
        return found

    def declared(self, cleaned: dict[str, Any]) -> Declared:
        return super().declared(cleaned) | {
            "unit": {"de": cleaned["unit_de"], "en": cleaned["unit_en"]},
            "kind": cleaned["kind"],
            "coordinates": cleaned["coordinates"],
            "parts": cleaned["parts"],
            "of_layer": None,
        }
