"""The form of the index builder: one page, no script needed; a valid one gives a recipe."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError as Misfit

from accounts.forms import DeskForm
from indicators.forms_values import read_number
from indicators.models import DataSource, Topic
from region_files.desk.index_choices import Component, IndexChoices
from region_files.desk.index_fields import ReasonsField, people_in, used_components
from region_files.desk.index_presets import PRESETS, Recipe
from region_files.schema_indices import CompositeIndexSpec

NOT_CHOSEN = ("", gettext_lazy("please decide"))
DIRECTIONS: list[tuple[str, str | Promise]] = [
    NOT_CHOSEN,
    ("1", gettext_lazy("More is a burden")),
    ("-1", gettext_lazy("More is a relief")),
]
MISSING = [
    ("strict", gettext_lazy("It gets no index")),
    ("lenient", gettext_lazy("It gets one of the others if it has two thirds of them")),
]
LEAST = 300  # as Berlin and Hamburg


@dataclass(frozen=True)
class PartRow:
    """A component's line in the form."""

    component: Component
    use: forms.BoundField
    direction: forms.BoundField
    weight: forms.BoundField

    @property
    def is_used(self) -> bool:
        return bool(self.use.value())


class IndexForm(DeskForm):
    """A valid form gives a `recipe` (CompositeIndexSpec as JSON, under the key `draft`)."""

    name_de = forms.CharField(label=gettext_lazy("Name (German)"), max_length=150)
    name_en = forms.CharField(
        label=gettext_lazy("Name (English)"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Left empty: as in German"),
    )
    description_de = forms.CharField(
        label=gettext_lazy("What the index says (German)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("In plain words for everybody. Left empty: a sentence naming the"
                               " parts."),
    )  # fmt: skip
    description_en = forms.CharField(
        label=gettext_lazy("What the index says (English)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    preset = forms.ChoiceField(
        label=gettext_lazy("Method"),
        choices=[(key, one.name) for key, one in PRESETS.items()],
        widget=forms.RadioSelect,
    )
    anchor = forms.ChoiceField(
        label=gettext_lazy("For weights from the data: the part that says what a burden is"),
        required=False,
    )
    periods = forms.MultipleChoiceField(
        label=gettext_lazy("Dates"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each date is reckoned by itself."),
    )
    missing = forms.ChoiceField(
        label=gettext_lazy("An area that lacks a part"), choices=MISSING, widget=forms.RadioSelect
    )
    people = forms.ChoiceField(label=gettext_lazy("Inhabitants"), required=False)
    least = forms.IntegerField(
        label=gettext_lazy("At least so many"), min_value=1, max_value=1_000_000, required=False
    )
    exclusions = ReasonsField(
        label=gettext_lazy("Areas left out by decision"),
        required=False,
        help_text=gettext_lazy(
            "One line per area: code | reason (German) | reason (English). The reason is shown to"
            " everybody who sees the index."
        ),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    source = forms.ChoiceField(
        label=gettext_lazy("Source and licence"),
        help_text=gettext_lazy("Under whose licence the index stands; usually that of its parts."),
    )
    with_score = forms.BooleanField(
        label=gettext_lazy("Show the index value (one decimal) as an indicator, too"),
        required=False,
    )

    def __init__(self, choices: IndexChoices, codes: set[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.recipe = choices, Recipe()
        region = choices.boundary_set.region
        name = "name_en" if get_language() == "en" else "name_de"
        title = "title_en" if get_language() == "en" else "title_de"
        offered: dict[str, list[tuple[str, Any]]] = {
            "periods": [(key, choices.period_name(key)) for key in choices.periods],
            "anchor": [NOT_CHOSEN, *((one.key, one.indicator.name) for one in choices.components)],
            "people": [("", _("no minimum")), *people_in(choices)],
            "topic": [NOT_CHOSEN, *Topic.objects.filter(region=region).values_list("key", name)],
            "source": [
                NOT_CHOSEN,
                *(
                    (key, f"{publisher}: {said} ({licence})")
                    for key, publisher, said, licence in DataSource.objects.filter(region=region)
                    .order_by("publisher", "id")
                    .values_list("key", "publisher", title, "licence")
                ),
            ],
        }
        for field, pairs in offered.items():
            self.fields[field].choices = pairs  # type: ignore[attr-defined]
        self.fields["exclusions"].codes = codes  # type: ignore[attr-defined]
        for one in choices.components:
            self._add(one)

    def _add(self, one: Component) -> None:
        polarity = one.indicator.polarity
        self.fields[f"use:{one.key}"] = forms.BooleanField(label=one.indicator.name, required=False)
        self.fields[f"direction:{one.key}"] = forms.ChoiceField(
            label=_("Direction"),
            choices=DIRECTIONS,
            required=False,
            initial=str(polarity) if polarity else "",
            widget=forms.Select(attrs={"class": "field"}),
        )
        self.fields[f"weight:{one.key}"] = forms.CharField(
            label=_("Weight"),
            required=False,
            initial="1",
            max_length=12,
            widget=forms.TextInput(attrs={"class": "field", "inputmode": "decimal"}),
        )

    def parts(self) -> Iterator[PartRow]:
        for one in self.choices.components:
            names = (f"{what}:{one.key}" for what in ("use", "direction", "weight"))
            yield PartRow(one, *(self[name] for name in names))

    def parts_by_topic(self, words: str) -> list[tuple[str, list[PartRow]]]:
        """Topics with their lines: those whose name holds the words, and those in use."""
        found: dict[str, list[PartRow]] = {}
        for row in self.parts():
            one = row.component.indicator
            if row.is_used or words.casefold() in f"{one.name} {one.topic.name}".casefold():
                found.setdefault(one.topic.name, []).append(row)
        return list(found.items())

    def search(self) -> None:
        """What was filled in stays, and nothing is complained of."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = used_components(cleaned)
        if not parts:
            self.add_error(None, _("Please choose at least one indicator as a part."))
        components = [self._component(key, cleaned) for key in parts]
        self._check_periods(parts, cleaned)
        if cleaned.get("people") and not cleaned.get("least"):
            self.add_error("least", _("Please say how many inhabitants an area needs."))
        if self._finds_weights(cleaned) and cleaned.get("anchor") not in parts:
            self.add_error("anchor", _("Please choose one of the parts."))
        if not self.errors:
            self._settle(components, cleaned)
        return cleaned

    @staticmethod
    def _finds_weights(cleaned: Mapping[str, Any]) -> bool:
        preset = PRESETS.get(cleaned.get("preset") or "")
        return preset is not None and preset.recipe.get("weights") == "pca"

    def _component(self, key: str, cleaned: Mapping[str, Any]) -> Recipe:
        if not cleaned.get(f"direction:{key}"):
            words = _("Please decide whether more is a burden or a relief.")
            self.add_error(f"direction:{key}", words)
        return {
            "indicator": key,
            "direction": int(cleaned.get(f"direction:{key}") or 1),
            "weight": self._weight(key, cleaned),
        }

    def _weight(self, key: str, cleaned: Mapping[str, Any]) -> float:
        if self._finds_weights(cleaned):
            return 1.0
        try:
            found = read_number((cleaned.get(f"weight:{key}") or "1").strip())
        except ValidationError as problem:
            self.add_error(f"weight:{key}", problem)
            return 1.0
        if not 0 < found <= 1000:
            self.add_error(f"weight:{key}", _("A weight lies above 0 and is at most 1,000."))
            return 1.0
        return found

    def _check_periods(self, parts: list[str], cleaned: Mapping[str, Any]) -> None:
        """Every part, and who counts the people, needs values at every date."""
        needed = [*parts, *filter(None, [cleaned.get("people")])]
        for period in cleaned.get("periods") or []:
            for key in dict.fromkeys(needed):
                one = self.choices.by_key[key]
                if period not in one.periods:
                    said = _("“%(indicator)s” has no values for %(period)s on these areas.")
                    facts = {"indicator": one.indicator.name,
                             "period": self.choices.period_name(period)}  # fmt: skip
                    self.add_error("periods", said % facts)

    def _settle(self, components: list[Recipe], cleaned: Mapping[str, Any]) -> None:
        people = {"indicator": cleaned["people"], "least": cleaned["least"]}
        try:
            found = CompositeIndexSpec.model_validate(
                {
                    "key": "draft",
                    "name": {"de": cleaned["name_de"],
                             "en": cleaned["name_en"] or cleaned["name_de"]},
                    "components": components,
                    "boundary_set": self.choices.boundary_set.key,
                    "periods": sorted(cleaned["periods"]),
                    "missing": cleaned["missing"],
                    "exclude": sorted(cleaned["exclusions"]),
                    "reasons": cleaned["exclusions"],
                    "minimum_population": people if cleaned["people"] else None,
                    "score": "draft_score",
                    "class_measure": "draft_class",
                    "anchor": cleaned["anchor"] if self._finds_weights(cleaned) else None,
                }
                | PRESETS[cleaned["preset"]].recipe
            )  # fmt: skip
        except Misfit:
            self.add_error(None, _("These settings do not fit together."))
            return
        self.recipe = found.model_dump(mode="json")
