"""The form for a file: what the clerk says about it, so that nothing has to be guessed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import DeskForm
from accounts.models import Region
from indicators.importing.german_periods import read_period
from indicators.importing.upload_batch import TABLES, reason_to_leave_out
from indicators.importing.uploads import LEFT_OUT, SIGN_GROUPS, USUAL_SIGNS, UploadSettings
from indicators.measure_names import measure_named
from indicators.models import DataSource, Measure, Upload
from indicators.single_values import measures_to_enter
from spatial_units.crosswalks import current_crosswalks, in_place_of, name_of
from spatial_units.models import SpatialLevel

MEANINGS = [
    ("", gettext_lazy("please choose if it occurs")),
    ("missing", gettext_lazy("no data")),
    ("suppressed", gettext_lazy("suppressed for confidentiality")),
    ("zero", gettext_lazy("exactly zero")),
    ("not_applicable", gettext_lazy("not applicable")),
    ("not_evaluated", gettext_lazy("not evaluated")),
]
MODES = [
    ("patch", gettext_lazy("Addition: only what the file holds changes, all else stays")),
    ("complete", gettext_lazy("Complete delivery: what the file leaves out has no value any more")),
]
NOTATIONS = [
    ("ask", gettext_lazy("Decimal comma; ask me about numbers such as 1.234")),
    ("german", gettext_lazy("1.234,5: the point parts thousands, the comma decimals")),
    ("english", gettext_lazy("1234.5: the point parts decimals")),
]


class SettingsForm(DeskForm):
    """What is said about a file that is here already. `sheets` are offered where it was asked
    which one; `signs` are those to explain; `proposes_zeros`: some codes lost their zeros."""

    level = forms.ChoiceField(label=gettext_lazy("Spatial level"))
    source = forms.ChoiceField(label=gettext_lazy("Source"))
    mode = forms.ChoiceField(
        label=gettext_lazy("What does the file hold?"), choices=MODES, widget=forms.RadioSelect
    )
    period = forms.CharField(
        label=gettext_lazy("Period of the whole file"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Counts where the file names no period. For example 31.12.2024, 2024 or 2024/25."
        ),
    )
    notation = forms.ChoiceField(
        label=gettext_lazy("Notation of numbers"),
        choices=NOTATIONS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("This concerns numbers written as text, as in CSV files."),
    )
    crosswalk = forms.ChoiceField(
        label=gettext_lazy("Convert"),
        required=False,
        help_text=gettext_lazy(
            "Only counts and amounts can be converted. Rates are worked out from them."
        ),
    )
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    measure = forms.ChoiceField(
        label=gettext_lazy("Measure of the whole file"),
        required=False,
        help_text=gettext_lazy("The file does not say what its numbers count."),
    )
    pad = forms.BooleanField(
        label=gettext_lazy("Yes, put the lost leading zeros back as proposed"), required=False
    )

    def __init__(
        self,
        region: Region,
        *args: Any,
        sheets: Iterable[str] = (),
        signs: Iterable[str] = (),
        measures: Iterable[Measure] = (),
        items: Iterable[str] = (),
        proposes_zeros: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        english = get_language() == "en"
        levels = SpatialLevel.objects.filter(region=region).order_by("position")
        sources = DataSource.objects.filter(region=region).order_by("key")
        self._choose("level", [(one.key, one.name) for one in levels])
        titles = [(one.key, one.title_en if english else one.title_de) for one in sources]
        self._choose("source", [("", "–"), *titles])
        self._choose("sheet", [("", "–"), *((name, name) for name in sheets)])
        self.fields["period"].widget.attrs["placeholder"] = "31.12.2024"
        crosswalks = current_crosswalks(region)
        named = [(str(one.pk), name_of(one)) for one in crosswalks]
        self._choose("crosswalk", [("", _("do not convert")), *named])
        if not crosswalks:
            del self.fields["crosswalk"]
        if not sheets:
            del self.fields["sheet"]
        self._choose("measure", [("", "–"), *((one.key, one.name) for one in measures)])
        if not measures:
            del self.fields["measure"]
        if not proposes_zeros:
            del self.fields["pad"]
        self._items = list(dict.fromkeys(items))
        self._add_items(region)
        self._signs = list(dict.fromkeys([*USUAL_SIGNS, *signs]))
        for number, sign in enumerate(self._signs):
            self.fields[f"sign_{number}"] = forms.ChoiceField(
                label=sign or _("empty cell"),
                choices=MEANINGS,
                required=False,
                initial=USUAL_SIGNS.get(sign, ""),
                widget=forms.Select(attrs={"class": "field"}),
            )

    def _add_items(self, region: Region) -> None:
        """A choice for each name of a measure that the file has and nobody knows."""
        known = [(one.key, one.name) for one in measures_to_enter(region)] if self._items else []
        choices = [("", _("please choose")), (LEFT_OUT, _("do not take these rows")), *known]
        for number, item in enumerate(self._items):
            self.fields[f"item_{number}"] = forms.ChoiceField(
                label=item,
                choices=choices,
                required=False,
                widget=forms.Select(attrs={"class": "field"}),
            )

    def item_fields(self) -> list[forms.BoundField]:
        return [self[f"item_{number}"] for number in range(len(self._items))]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def sign_fields(self) -> list[forms.BoundField]:
        return [self[f"sign_{number}"] for number in range(len(self._signs))]

    def clean_period(self) -> str:
        text: str = self.cleaned_data["period"].strip()
        try:
            return read_period(text).key if text else ""
        except ValueError:
            raise ValidationError(
                _("“%(text)s” names no period. Write 31.12.2024, 2024, 2024-Q4 or 2024/25.")
                % {"text": text}
            ) from None

    def settings(self, before: UploadSettings | None = None) -> UploadSettings:
        """`before`: what was said of the file already; the layout of its columns stays, as long
        as the same sheet is meant."""
        said = self.cleaned_data
        sheet = said.get("sheet", before.sheet if before else "")
        signs = {
            sign: said[f"sign_{number}"]
            for number, sign in enumerate(self._signs)
            if said[f"sign_{number}"]
        }
        items = {
            item: said[f"item_{number}"]
            for number, item in enumerate(self._items)
            if said[f"item_{number}"]
        }
        return UploadSettings(
            level=said["level"],
            source=said["source"],
            mode=said["mode"],
            period=said["period"],
            notation=said["notation"],
            sheet=sheet,
            measure=said.get("measure", before.measure if before else ""),
            crosswalk=int(said.get("crosswalk") or 0),
            pad=said.get("pad", False),
            signs=signs,
            items=items,
            layout=before.layout if before and before.sheet == sheet else None,
        )


def usual_source(region: Region) -> str:
    """The source most deliveries named, or the only one; empty where none stands out."""
    sources = DataSource.objects.filter(region=region).annotate(used=Count("delivery"))
    found = list(sources.order_by("-used", "key")[:2])
    if not found or (len(found) == 2 and found[0].used == found[1].used):
        return ""
    return found[0].key


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Takes any number of files; cleans to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in data or [] if one]
        return [super(SeveralFilesField, self).clean(one, initial) for one in given]


class UploadForm(SettingsForm):
    """New files: one, several, a folder, or an archive."""

    file = SeveralFilesField(
        label=gettext_lazy("Files (Excel, LibreOffice, CSV, TSV, GeoJSON or ZIP)"),
        allow_empty_file=True,
        required=False,
        help_text=gettext_lazy("You can choose several files at once, or a ZIP archive."),
        widget=SeveralFiles(attrs={"accept": ",".join(sorted({*TABLES, ".zip"}))}),
    )
    folder = SeveralFilesField(
        label=gettext_lazy("Or a whole folder"),
        allow_empty_file=True,
        required=False,
        widget=SeveralFiles(attrs={"webkitdirectory": True}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        files = said.get("file", []) + said.get("folder", [])
        most, megabytes = settings.UPLOAD_BATCH_MAX_FILES, settings.UPLOAD_BATCH_MAX_BYTES
        if not files:
            self.add_error("file", _("Please choose a file."))
        elif sum(not reason_to_leave_out(one.name) for one in files) > most:
            self.add_error("file", _("At most %(most)s files at once.") % {"most": most})
        elif len(files) > 1 and sum(one.size for one in files) > megabytes:
            words = _("All files together may have at most %(most)s MB.")
            self.add_error("file", words % {"most": megabytes // 1024**2})
        elif len(files) > 1 and all(reason_to_leave_out(one.name) for one in files):
            self.add_error("file", _("None of these files is a table."))
        return said | {"files": files}

    @property
    def files_brought(self) -> list[Any]:
        found: list[Any] = self.cleaned_data["files"]
        return found

    @property
    def archive(self) -> Any:
        """The archive, where nothing else was brought; else None."""
        files = self.files_brought
        return files[0] if len(files) == 1 and files[0].name.lower().endswith(".zip") else None


def settings_form(upload: Upload, data: Any = None) -> SettingsForm:
    """The form for another check of a file, with what was said and what was found before."""
    said = UploadSettings.model_validate(upload.settings)
    sheets = (upload.preview or {}).get("sheets", [])
    found = {part["code"]: part for part in upload.findings}
    unknown = [
        str(part["facts"].get("sign", ""))
        for part in upload.findings
        if part["code"] == "unknown_sign"
    ]
    signs = [sign for sign in [*said.signs, *unknown] if sign not in _VARIANTS]
    items = [*said.items, *(str(one["facts"].get("item", "")) for one in upload.findings
                            if one["code"] == "upload_unknown_item")]  # fmt: skip
    asks_measure = bool(said.measure) or "upload_which_measure" in found
    form = SettingsForm(
        upload.region,
        data,
        sheets=sheets if len(sheets) > 1 else (),
        signs=signs,
        items=items,
        measures=measures_to_enter(upload.region) if asks_measure else (),
        proposes_zeros=said.pad or "upload_zeros_lost" in found,
        initial=said.model_dump(exclude={"signs", "items"})
        | {"crosswalk": in_place_of(upload.region, said.crosswalk)},
    )
    if asks_measure and not said.measure:
        form.initial["measure"] = measure_named(upload.file_name, measures_to_enter(upload.region))
    for number, item in enumerate(form._items):
        form.initial[f"item_{number}"] = said.items.get(item, "")
    for number, sign in enumerate(form._signs):
        if sign in said.signs:
            form.initial[f"sign_{number}"] = said.signs[sign]
    return form


# Other ways to write a sign the form offers already.
_VARIANTS = {sign for group in SIGN_GROUPS for sign in group if sign not in USUAL_SIGNS}
