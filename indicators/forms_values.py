"""The form for a single value: everything that is wrong is told at once, nothing is guessed."""

import datetime
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import DeskForm
from accounts.models import Region
from indicators.checking_values import largest_to_enter
from indicators.importing.german_periods import read_period
from indicators.importing.numbers import parse_numbers
from indicators.importing.periods import LAST_YEAR, Period
from indicators.models import Measure, ReferencePeriod
from indicators.queries import Reading
from indicators.single_values import Entry, entry_for, meant_instead, measures_to_enter, set_for
from sozialmonitor.templatetags.formats import period_to_type
from spatial_units.models import Area, BoundarySet, SpatialLevel

NOTATIONS = ((",", "."), (".", ","), (",", " "))  # decimal sign, sign between thousands
REASONS = {
    "O": gettext_lazy("no data"),
    "L": gettext_lazy("not evaluated"),
    "M": gettext_lazy("not applicable"),
    "Q": gettext_lazy("suppressed for confidentiality"),
}


class SingleValueForm(DeskForm):
    """Expects the level already chosen; `entry` is what a valid form says."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    area = forms.ChoiceField(label=gettext_lazy("Area"))
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=40,
        help_text=gettext_lazy("For example 31.12.2024, 2024, quarter 4 as 2024-Q4, 2024/25"),
    )
    new_period = forms.BooleanField(required=False)
    value = forms.CharField(
        label=gettext_lazy("New value"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("A number such as 1234 or 12,5, without its unit"),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Or: there is no value, because"),
        required=False,
        choices=[("", "–"), *REASONS.items()],
    )
    remark = forms.CharField(
        label=gettext_lazy("Why do you enter this value?"),
        max_length=500,
        help_text=gettext_lazy("For example: reported later by the job centre on 3 May."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, region: Region, level: SpatialLevel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.level = region, level
        self.entry: Entry | None = None
        self.asks_for_period = False
        self._measures = {measure.key: measure for measure in measures_to_enter(region)}
        self.fields["measure"].choices = [("", "–"), *measure_choices(self._measures)]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", "–"), *area_choices(level)]  # type: ignore[attr-defined]
        self.fields["period"].widget.attrs["list"] = "known-periods"
        self.fields["value"].widget.attrs["inputmode"] = "decimal"

    def clean_period(self) -> Period:
        text: str = self.cleaned_data["period"]
        ahead = _("“%(text)s” lies in the future.") % {"text": text}
        try:
            period = read_period(text)
        except ValueError:
            if _lies_far_ahead(text):
                raise ValidationError(ahead) from None
            raise ValidationError(
                _("“%(text)s” names no period. Write 31.12.2024, 2024, 2024-Q4 or 2024/25.")
                % {"text": text}
            ) from None
        if self._lies_ahead(period):
            raise ValidationError(ahead)
        return period

    def _lies_ahead(self, period: Period) -> bool:
        """A day to come, unless a forecast brought it already."""
        if period.kind != "day" or period.end <= timezone.localdate():
            return False
        known = ReferencePeriod.objects.filter(region=self.region, key=period.key)
        return not known.exists()

    def clean_value(self) -> float | None:
        text: str = self.cleaned_data["value"].strip()
        return read_number(text) if text else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._one_of_both(cleaned)
        measure = self._measures.get(cleaned.get("measure", ""))
        if cleaned.get("value") is not None:
            self._can_be_printed(cleaned["value"])
        if measure and cleaned.get("value") is not None:
            self._suits(measure, cleaned["value"])
        if measure and cleaned.get("period"):
            self._is_meant(measure, cleaned["period"], bool(cleaned.get("new_period")))
        area = self._area(measure, cleaned) if measure else None
        if not self.errors and measure and area:
            new = Reading(cleaned["value"], cleaned["reason"] or "A")
            self.entry = entry_for(measure, area, cleaned["period"], new, cleaned["remark"])
        return cleaned

    def _one_of_both(self, cleaned: dict[str, Any]) -> None:
        if "value" not in cleaned:
            return
        if cleaned["value"] is None:
            if not cleaned.get("reason"):
                self.add_error("value", _("Enter a value, or say why there is none."))
        elif cleaned.get("reason"):
            self.add_error("reason", _("Enter either a value or a reason, not both."))

    def _is_meant(self, measure: Measure, period: Period, is_new: bool) -> None:
        """2024 where all else lies at 31.12.2024 is rather a slip than a new period."""
        instead = meant_instead(measure, period)
        self.asks_for_period = instead is not None
        if instead is None:
            return
        facts = {
            "measure": measure.name_en if get_language() == "en" else measure.name_de,
            "known": period_to_type(instead),
            "typed": self.data.get("period", "").strip(),
        }
        self.fields["new_period"].label = _("Yes, %(typed)s is a new period") % facts
        if is_new:
            return
        words = _(
            "For “%(measure)s” there are no values of %(typed)s yet, but there are values of "
            "%(known)s. Did you mean %(known)s?"
        )
        self.add_error("period", words % facts)

    def _can_be_printed(self, value: float) -> None:
        largest = largest_to_enter(self.region)
        if abs(value) > largest:
            words = _("This number is too large. The largest number allowed is %(largest)s.")
            self.add_error(
                "value", words % {"largest": number_format(largest, force_grouping=True)}
            )

    def _suits(self, measure: Measure, value: float) -> None:
        if measure.kind == Measure.Kind.COUNT and value % 1:
            self.add_error("value", _("This measure counts, so the value must be a whole number."))
        if measure.kind == Measure.Kind.COUNT and value < 0:
            self.add_error("value", _("This measure counts, so the value cannot be negative."))

    def _area(self, measure: Measure, cleaned: dict[str, Any]) -> Area | None:
        """The area as it was in that period."""
        period: Period | None = cleaned.get("period")
        if period is None or not cleaned.get("area"):
            return None
        lies_on = set_for(self.level, measure, period)
        if lies_on is None:
            self.add_error("period", _("No boundaries are known for that time."))
            return None
        area = _area_in(lies_on, cleaned["area"])
        if area is None:
            self.add_error("area", self._not_then(lies_on))
        return area

    def _not_then(self, lies_on: BoundarySet) -> str:
        return _("This area did not exist then. At that time these boundaries hold: %(set)s.") % {
            "set": lies_on.name
        }


def _area_in(boundary_set: BoundarySet, code: str) -> Area | None:
    areas = Area.objects.defer("geometry").select_related("boundary_set")
    return areas.filter(boundary_set=boundary_set, code=code).first()


def measure_choices(measures: dict[str, Measure]) -> list[tuple[str, str]]:
    """(key, name with unit) by name."""
    in_english = get_language() == "en"
    named = [
        (key, f"{one.name_en} ({one.unit_en})" if in_english else f"{one.name_de} ({one.unit_de})")
        for key, one in measures.items()
    ]
    return sorted(named, key=lambda choice: _sort_key(choice[1]))


def area_choices(level: SpatialLevel) -> list[tuple[str, str]]:
    """(code, name) of all areas of a level; those that are no more say so."""
    newest_first = BoundarySet.objects.filter(level=level, is_current=True).order_by(
        "-valid_during"
    )
    found: dict[str, str] = {}
    for boundary_set in newest_first:
        upper = boundary_set.valid_during.upper
        ended = "" if upper is None else " " + _("(until %(year)s)") % {"year": _last_year(upper)}
        areas = Area.objects.filter(boundary_set=boundary_set).order_by("code")
        for code, name in areas.values_list("code", "name"):
            found.setdefault(code, f"{code} {name}{ended}")
    return list(found.items())


def _last_year(upper: datetime.date) -> int:
    """The upper day is no longer in."""
    return (upper - datetime.timedelta(days=1)).year


def _lies_far_ahead(text: str) -> bool:
    """Whether it would be a period, were its year not later than any that we take."""
    found = re.search(r"[0-9]{4}", text)
    if found is None or int(found[0]) <= LAST_YEAR:
        return False
    try:
        read_period(text.replace(found[0], "2000"))
    except ValueError:
        return False
    return True


def _sort_key(name: str) -> str:
    """ä like a, case and accents aside."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def read_number(text: str) -> float:
    """The number a person wrote; ValidationError where it can be read two ways, or none."""
    separators = "[.]" if get_language() == "de" else "[.,]"
    if found := re.fullmatch(rf"([+-]?[1-9][0-9]{{0,2}}){separators}([0-9]{{3}})", text):
        whole = found[1] + found[2]
        exact = f"{found[1]},{found[2]}" if get_language() == "de" else f"{found[1]}.{found[2]}0"
        raise ValidationError(
            _("“%(text)s” can mean two numbers. Please write %(whole)s or %(exact)s.")
            % {"text": text, "whole": whole, "exact": exact}
        )
    for decimal, thousands in NOTATIONS:
        numbers = parse_numbers([text], decimal, thousands)
        if not numbers.problem[0]:
            if "e" in text.lower():
                raise ValidationError(
                    _("Please write “%(text)s” in full, for example 100000.") % {"text": text}
                )
            return float(numbers.value[0])
    if text.endswith("%"):
        raise ValidationError(_("Please write the number without the per cent sign."))
    raise ValidationError(_("“%(text)s” is no number.") % {"text": text})
