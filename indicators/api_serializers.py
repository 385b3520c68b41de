"""What a program says of a file, and the forms of the answers, for both of which /api/schema/ is
made."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from pydantic import TypeAdapter
from pydantic import ValidationError as Misfit
from rest_framework import serializers

from accounts.models import Region
from indicators.importing.german_periods import read_period
from indicators.importing.upload_layout import FileLayout
from indicators.importing.uploads import USUAL_SIGNS, UploadSettings
from indicators.models import DataSource, Measure, Upload
from spatial_units.crosswalks import current_crosswalks
from spatial_units.models import SpatialLevel

MEANINGS = ("missing", "suppressed", "zero", "not_applicable", "not_evaluated")
PROPOSED_SIGNS = {sign: meaning for sign, meaning in USUAL_SIGNS.items() if meaning}


@extend_schema_field({"type": "object", "additionalProperties": {"enum": list(MEANINGS)}})
class SignsField(serializers.JSONField):
    """Sign → what it means."""


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class ItemsField(serializers.JSONField):
    """Name in the file → key of the measure."""


@extend_schema_field({"type": "object"})
class LayoutField(serializers.JSONField):
    """What each column is, indicators.importing.upload_layout.FileLayout."""


class SettingsSerializer(serializers.Serializer[Any]):
    """As the form asks for it; `region` in the context. Unknown words are refused."""

    level = serializers.CharField(
        min_length=1, max_length=100, help_text="key of the spatial level"
    )
    source = serializers.CharField(  # type: ignore[assignment]
        min_length=1, max_length=100, help_text="key of the source"
    )
    mode = serializers.ChoiceField(
        ["patch", "complete"],
        help_text="patch: all else stays; complete: what the file leaves out has no value any more",
    )
    period = serializers.CharField(
        max_length=40,
        default="",
        allow_blank=True,
        help_text="of every row that names none: 31.12.2024, 2024, 2024-Q4, 2024/25",
    )
    notation = serializers.ChoiceField(
        ["ask", "german", "english"],
        default="ask",
        help_text="german: 1.234,5; english: 1234.5; ask: 1.234 is a problem",
    )
    sheet = serializers.CharField(
        max_length=100, default="", allow_blank=True, trim_whitespace=False
    )
    measure = serializers.CharField(
        max_length=100,
        default="",
        allow_blank=True,
        help_text="key of the measure of the whole file, where it does not say itself",
    )
    crosswalk = serializers.IntegerField(
        default=0, min_value=0, help_text="number of the crosswalk to convert by, 0: none"
    )
    pad = serializers.BooleanField(default=False, help_text="put lost leading zeros back")
    signs = SignsField(
        default=dict, help_text="without it the usual ones: empty, / and … missing, x no meaning"
    )
    items = ItemsField(
        default=dict,
        help_text="name in the column of measures → key of the measure, or - for none",
    )
    layout = LayoutField(default=None, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        known = {*self.fields, "file"}
        if unknown := sorted(set(self.initial_data) - known):
            sentence = _("There is no such setting; there are: %(known)s.")
            told = sentence % {"known": ", ".join(sorted(known))}
            raise serializers.ValidationError({name[:40]: told for name in unknown})
        return attrs

    def validate_level(self, key: str) -> str:
        found = SpatialLevel.objects.filter(region=self._region).values_list("key", flat=True)
        return _one_of(key, list(found))

    def validate_source(self, key: str) -> str:
        found = DataSource.objects.filter(region=self._region).values_list("key", flat=True)
        return _one_of(key, list(found))

    def validate_measure(self, key: str) -> str:
        found = Measure.objects.filter(region=self._region).values_list("key", flat=True)
        return _one_of(key, list(found)) if key else ""

    def validate_crosswalk(self, number: int) -> int:
        known = [str(one.pk) for one in current_crosswalks(self._region)]
        return int(_one_of(str(number), known)) if number else 0

    @property
    def _region(self) -> Region:
        region = self.context["region"]
        assert isinstance(region, Region)
        return region

    def validate_period(self, text: str) -> str:
        try:
            return read_period(text.strip()).key if text.strip() else ""
        except ValueError:
            raise serializers.ValidationError(
                _("“%(text)s” names no period. Write 31.12.2024, 2024, 2024-Q4 or 2024/25.")
                % {"text": text}
            ) from None

    def validate_signs(self, signs: Any) -> dict[str, str]:
        if not isinstance(signs, dict) or not set(map(str, signs.values())) <= set(MEANINGS):
            sentence = _("An object is expected, sign → meaning; meanings are: %(known)s.")
            raise serializers.ValidationError(sentence % {"known": ", ".join(MEANINGS)})
        return signs

    def validate_items(self, items: Any) -> dict[str, str]:
        try:
            return TypeAdapter(dict[str, str]).validate_python(items, strict=True)
        except Misfit:
            sentence = _("An object is expected, name → key of a measure.")
            raise serializers.ValidationError(sentence) from None

    def validate_layout(self, layout: Any) -> Any:
        try:
            return layout and FileLayout.model_validate(layout).model_dump(mode="json")
        except Misfit as reason:
            fault = reason.errors()[0]
            place = ".".join(map(str, fault["loc"]))
            raise serializers.ValidationError(f"{place}: {fault['msg']}") from None

    def settings(self, before: UploadSettings | None = None) -> UploadSettings:
        """With what was said before for what is not said now."""
        start: dict[str, Any] = {"signs": PROPOSED_SIGNS}
        if before is not None:
            start = before.model_dump(mode="json")
            if self.validated_data.get("sheet", before.sheet) != before.sheet:
                start["layout"] = None
        said = {key: value for key, value in self.validated_data.items() if key != "file"}
        if not said.get("signs"):
            said.pop("signs", None)
        return UploadSettings.model_validate(start | said)


class DeliverySerializer(SettingsSerializer):
    """A new file."""

    file = serializers.FileField(
        allow_empty_file=True,
        max_length=300,
        help_text="CSV, TSV, XLSX, XLS or ODS",
        error_messages={"invalid": gettext_lazy("Send the file as a part of a form.")},
    )


class WithdrawalSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(min_length=1, max_length=300, help_text="for the audit trail")


def _one_of(key: str, known: list[str]) -> str:
    if key not in known:
        sentence = _("There is no “%(key)s” here; there are: %(known)s.")
        raise serializers.ValidationError(
            sentence % {"key": key[:40], "known": ", ".join(sorted(known))}
        )
    return key


class FindingSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    severity = serializers.ChoiceField(["error", "warning", "note"])
    sheet = serializers.CharField(allow_blank=True)
    row = serializers.IntegerField(allow_null=True, help_text="as a spreadsheet counts; null: file")
    column = serializers.CharField(allow_blank=True)
    text = serializers.CharField(help_text="cause and remedy")
    setting = serializers.CharField(allow_blank=True, help_text="the setting that answers it")


class LineSerializer(serializers.Serializer[Any]):
    """What happens to one measure in one period; numbers of areas."""

    measure = serializers.CharField()
    period = serializers.CharField()
    boundary_set = serializers.CharField()
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    disappearing = serializers.IntegerField()


class PreviewSerializer(serializers.Serializer[Any]):
    values = serializers.IntegerField(help_text="in the file")
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    disappearing = serializers.IntegerField()
    lines = LineSerializer(many=True, help_text="the first ones, those that change something")
    lines_left = serializers.IntegerField(help_text="how many more there are")


class JobSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    state = serializers.ChoiceField(["waiting", "running", "done", "failed"])
    percent = serializers.IntegerField(min_value=0, max_value=100)
    message = serializers.CharField(allow_blank=True)
    cause = serializers.CharField(allow_blank=True, help_text="why it failed")


class RecordedSerializer(serializers.Serializer[Any]):
    """The delivery an upload has become."""

    id = serializers.IntegerField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class StatusSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    url = serializers.URLField()
    state = serializers.ChoiceField(Upload.State.choices)
    is_open = serializers.BooleanField(help_text="a job is under way: ask again")
    file_name = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    content_hash = serializers.CharField(help_text="SHA-256 of the file, as hex")
    received_at = serializers.DateTimeField()
    received_by = serializers.CharField()
    settings = serializers.DictField()
    sheets = serializers.ListField(child=serializers.CharField(), help_text="to choose from")
    job = JobSerializer(allow_null=True)
    problems = FindingSerializer(many=True)
    preview = PreviewSerializer(allow_null=True)
    delivery = RecordedSerializer(allow_null=True)


class EffectsSerializer(serializers.Serializer[Any]):
    """What taking a delivery back would change; numbers of values."""

    changed = serializers.IntegerField(help_text="an earlier value counts again")
    gone = serializers.IntegerField(help_text="no value is left")
    back = serializers.IntegerField()


WithdrawnSerializer = PolymorphicProxySerializer(
    "Withdrawn", [StatusSerializer, EffectsSerializer], resource_type_field_name=None
)


class FieldErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    detail = serializers.CharField()


class ProblemDetailsSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="in the language of Accept-Language")
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]
