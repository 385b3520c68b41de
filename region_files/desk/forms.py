"""The form for everything an indicator's declaration says, checked as a region file is."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from indicators.catalogue_rows import Declared
from indicators.forms_texts import IndicatorTextsForm, as_fields
from indicators.forms_values import read_number
from indicators.metadata import IndicatorTexts
from region_files.catalogue_checks import of_indicator
from region_files.desk.choices import Choices
from region_files.desk.forms_formula import (
    SHAPES,
    TermsField,
    formula_fields,
    formula_in,
    read_formula_text,
)
from region_files.desk.lists import (
    breaks_in,
    classes_in,
    written_breaks,
    written_classes,
)
from region_files.desk.words import AGGREGATIONS, KINDS, METHODS, PALETTES, POLARITIES
from region_files.findings import Finding
from region_files.misfits import misfits
from region_files.schema import CatalogueFile
from spatial_units.importing.problems import Problem
from spatial_units.importing.wording import say

GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (gettext_lazy("Name and place"), ("key", "topic", "name_de", "name_en", "unit_de", "unit_en",
                                      "tags", "headline")),
    (gettext_lazy("Texts"), ("description_de", "description_en", "interpretation_de",
                             "interpretation_en", "method_de", "method_en")),
    (gettext_lazy("Formula"), ("kind", "shape", "numerator", "denominator", "factor",
                               "formula_text", "aggregation", "decimals", "polarity")),
    (gettext_lazy("Source and secrecy"), ("source", "metadata_url", "update_interval", "policy",
                                          "levels", "internal_levels")),
    (gettext_lazy("Map"), ("map_method", "map_k", "map_palette", "map_breaks", "map_reference",
                           "class_list")),
    (gettext_lazy("Aim and review"), ("target", "next_review")),
]  # fmt: skip
FIELD_OF = {  # fields of a declaration that are called otherwise in the form
    ("formula", "ratio", "numerator"): "numerator",
    ("formula", "ratio", "denominator"): "denominator",
    ("formula", "ratio", "factor"): "factor",
    ("formula",): "numerator",
    ("classification", "method"): "map_method",
    ("classification", "k"): "map_k",
    ("classification", "palette"): "map_palette",
    ("classification", "breaks"): "map_breaks",
    ("classification", "reference"): "map_reference",
    ("classes",): "class_list",
}


class IndicatorForm(IndicatorTextsForm):
    """A valid form gives a `declaration`; a new indicator has a field `key` besides."""

    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=63,
        help_text=gettext_lazy(
            "Stands in addresses and files and stays for good: lower-case letters, digits and _,"
            " such as exi_u15."
        ),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    tags = forms.CharField(
        label=gettext_lazy("Keywords"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Legal fields and target groups, with commas: SGB II, children"),
    )
    headline = forms.BooleanField(
        label=gettext_lazy("Belongs to the core indicators"), required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    shape = forms.ChoiceField(
        label=gettext_lazy("How is it reckoned?"), choices=SHAPES, widget=forms.RadioSelect
    )
    factor = forms.CharField(
        label=gettext_lazy("Factor"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("100 for per cent, 1000 for “per 1,000 inhabitants”"),
    )
    formula_text = forms.CharField(
        label=gettext_lazy("Formula in the region file's words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "For formulas that are longer than the lists above. What stands here counts."
        ),
    )
    aggregation = forms.ChoiceField(
        label=gettext_lazy("Coarser levels"),
        choices=AGGREGATIONS,
        help_text=gettext_lazy("How a coarser level comes about where it was not delivered"),
    )
    decimals = forms.IntegerField(label=gettext_lazy("Decimals"), min_value=0, max_value=6)
    polarity = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=POLARITIES, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(label=gettext_lazy("Source and licence"))
    policy = forms.ChoiceField(label=gettext_lazy("Rule of secrecy"))
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Shown on these levels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: on all levels that have values"),
    )
    internal_levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels only staff may see"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("On these levels the public sees no values."),
    )
    map_method = forms.ChoiceField(label=gettext_lazy("Classes of the map"), choices=METHODS)
    map_k = forms.IntegerField(label=gettext_lazy("Number of classes"), min_value=2, max_value=9)
    map_palette = forms.ChoiceField(label=gettext_lazy("Colours"), choices=PALETTES)
    map_breaks = forms.CharField(
        label=gettext_lazy("Fixed class limits"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One line per level: stadtteil: 5; 10; 20"),
    )
    map_reference = forms.CharField(
        label=gettext_lazy("Reference value"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("A number, or the word city for the city's value"),
    )
    class_list = forms.CharField(
        label=gettext_lazy("Names of the classes (kind “class” only)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One line per class: 1 | niedrig | low | #1a9850"),
    )

    def __init__(self, choices: Choices, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.declaration: Declared = {}
        if not is_new:
            del self.fields["key"]
        for name in ("topic", "source", "policy", "levels", "internal_levels"):
            self.fields[name].choices = getattr(choices, name.removeprefix("internal_"))  # type: ignore[attr-defined]
        for name, label in (
            ("numerator", _("Numerator, sum or value")),
            ("denominator", _("Denominator")),
        ):
            self.fields[name] = TermsField(choices.measures, label=label)
        self.order_fields([name for _title, names in GROUPS for name in names])

    def groups(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names if name in self.fields]

    def clean_factor(self) -> float:
        text: str = self.cleaned_data["factor"].strip()
        return read_number(text) if text else 100

    def clean_formula_text(self) -> Declared | None:
        return read_formula_text(self.cleaned_data["formula_text"])

    def clean_map_breaks(self) -> dict[str, list[float]]:
        return breaks_in(self.cleaned_data["map_breaks"])

    def clean_class_list(self) -> list[Declared]:
        return classes_in(self.cleaned_data["class_list"])

    def clean_map_reference(self) -> float | str | None:
        text: str = self.cleaned_data["map_reference"].strip()
        return (text if text == "city" else read_number(text)) if text else None

    def clean(self) -> dict[str, Any]:
        """Only where every field is right by itself are they held against each other."""
        cleaned = super().clean()
        self._tell_what_lacks(cleaned)
        if not self.errors:
            self._check(self._declared(cleaned))
        return cleaned

    def _tell_what_lacks(self, cleaned: dict[str, Any]) -> None:
        """A formula of the lists needs its measures."""
        if self.errors or cleaned.get("formula_text"):
            return
        if not cleaned["numerator"]:
            self.add_error("numerator", _("Please choose at least one measure."))
        elif cleaned["shape"] == "value" and len(cleaned["numerator"]) > 1:
            self.add_error("numerator", _("A ready value is one measure only."))
        if cleaned["shape"] == "ratio" and not cleaned["denominator"]:
            self.add_error("denominator", _("Please choose at least one measure."))

    def _declared(self, cleaned: dict[str, Any]) -> Declared:
        same = ("topic", "kind", "decimals", "source", "policy", "aggregation", "headline",
                "levels", "internal_levels")  # fmt: skip
        classification = {
            name: cleaned[f"map_{name}"]
            for name in ("method", "k", "palette", "breaks", "reference")
        }
        return self.texts().model_dump() | {name: cleaned[name] for name in same} | {
            "key": cleaned.get("key") or self.choices.key,
            "polarity": int(cleaned["polarity"]),
            "tags": [tag.strip() for tag in cleaned["tags"].split(",") if tag.strip()],
            "formula": formula_in(cleaned),
            "classification": classification,
            "classes": cleaned["class_list"],
        }  # fmt: skip

    def _check(self, declared: Declared) -> None:
        asked: Any = {"format": 1, "indicators": [declared]}
        try:
            (spec,) = CatalogueFile.model_validate(asked).indicators
        except ValidationError as error:
            self._tell([replace(one, path=one.path[2:]) for one in misfits(error, asked)])
            return
        levels = [key for key, _name in self.choices.levels]
        spec, findings = self.choices.settled(spec)
        findings += [*self.choices.unknown_in(spec), *of_indicator(spec, (), levels)]
        self._tell(findings)
        if not findings:
            self.declaration = spec.model_dump(mode="json")

    def _tell(self, findings: list[Finding]) -> None:
        for one in findings:
            problem = Problem(one.code, one.severity, facts=one.facts)
            self.add_error(self._field_at(one.path), say(problem, get_language() or "de"))

    def _field_at(self, path: tuple[str | int, ...]) -> str | None:
        words = tuple(part for part in path if isinstance(part, str))
        if words[:1] == ("formula",) and self.cleaned_data.get("formula_text"):
            return "formula_text"
        for size in range(len(words), 0, -1):
            if found := FIELD_OF.get(words[:size]):
                return found
        pair = "_".join(words[:2])
        return next((name for name in (pair, *words[:1]) if name in self.fields), None)


def initial_of(declared: Declared) -> dict[str, Any]:
    """A declaration as the form's fields hold it."""
    texts = IndicatorTexts.model_validate(
        {name: declared[name] for name in IndicatorTexts.model_fields if name in declared}
    )
    map_ = declared["classification"]
    same = ("key", "topic", "kind", "decimals", "source", "policy", "aggregation", "headline",
            "levels", "polarity")  # fmt: skip
    formula = formula_fields(declared["formula"])
    reference = map_["reference"]
    return as_fields(texts) | formula | {name: declared[name] for name in same} | {
        "factor": localize(formula["factor"]),
        "internal_levels": declared.get("internal_levels", []),
        "tags": ", ".join(declared["tags"]),
        "map_method": map_["method"],
        "map_k": map_["k"],
        "map_palette": map_["palette"],
        "map_breaks": written_breaks(map_["breaks"]),
        "map_reference": reference if isinstance(reference, str) else localize(reference or ""),
        "class_list": written_classes(declared["classes"]),
    }  # fmt: skip
