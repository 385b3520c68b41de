"""What the forms for files of geodata share, and the one for boundaries."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import DeskForm
from accounts.models import Region
from spatial_units.importing.geodata_settings import BoundarySettings, FileSettings, NewLevel
from spatial_units.models import SpatialLevel

NEW_LEVEL = "+"  # no key is this
NO_NAMES = "+"
ACCEPTED = ".geojson,.json,.zip,.gpkg,.kml,.kmz,.gml,.xml"
SYSTEMS: list[tuple[str, str | Promise]] = [
    ("", gettext_lazy("as the file says")),
    ("25832", "EPSG:25832 – ETRS89 / UTM 32"),
    ("25833", "EPSG:25833 – ETRS89 / UTM 33"),
    ("25832/-2000000", gettext_lazy("EPSG:25832 with a 2 in front of the east value (2xxxxxx)")),
    ("25833/-3000000", gettext_lazy("EPSG:25833 with a 3 in front of the east value (3xxxxxx)")),
    ("4647", "EPSG:4647 – ETRS89 / UTM 32 (32xxxxxx)"),
    ("5650", "EPSG:5650 – ETRS89 / UTM 33 (33xxxxxx)"),
    ("4326", gettext_lazy("EPSG:4326 – degrees (WGS 84)")),
    ("3857", "EPSG:3857 – Web Mercator"),
    ("31466", "EPSG:31466 – Gauß-Krüger 2"),
    ("31467", "EPSG:31467 – Gauß-Krüger 3"),
    ("31468", "EPSG:31468 – Gauß-Krüger 4"),
    ("31469", "EPSG:31469 – Gauß-Krüger 5"),
]
ENCODINGS: list[tuple[str, str | Promise]] = [
    ("", gettext_lazy("as the file says")),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows (cp1252)"),
]


def day_field(label: Any, hint: Any) -> forms.DateField:
    """A day, as the browser or a clerk writes it; label and hint may be lazy texts."""
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class GeodataForm(DeskForm):
    """What both kinds of files share. `look` is GeodataUpload.look, empty before the check;
    `layers` are offered where it was asked which one."""

    attribution = forms.CharField(
        label=gettext_lazy("Source, as it has to be named"),
        max_length=300,
        help_text=gettext_lazy("For example “Stadt Leipzig, Amt für Geoinformation”."),
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=120,
        help_text=gettext_lazy("For example dl-de/by-2-0, or “only for the administration”."),
    )
    crs = forms.ChoiceField(
        label=gettext_lazy("Coordinate system"), choices=SYSTEMS, required=False
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of the texts"), choices=ENCODINGS, required=False
    )
    layer = forms.ChoiceField(label=gettext_lazy("Layer in the file"), required=False)

    def __init__(
        self,
        region: Region,
        *args: Any,
        look: dict[str, Any] | None = None,
        layers: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        columns = (look or {}).get("columns", {})
        self.columns = [(name, _with_examples(name, cells)) for name, cells in columns.items()]
        self.choose("layer", [("", "–"), *((one, one) for one in layers or [])])
        if not layers:
            del self.fields["layer"]

    def choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
        field.choices = choices

    def settings(self) -> FileSettings:
        """What was said, as the reader takes it."""
        raise NotImplementedError

    def file_answers(self) -> dict[str, Any]:
        said = self.cleaned_data
        epsg, _slash, shift = said["crs"].partition("/")
        return {
            "crs": int(epsg) if epsg else None,
            "shift_east": float(shift or 0),
            "encoding": said["encoding"],
            "layer": said.get("layer", ""),
            "attribution": said["attribution"],
            "licence": said["licence"],
        }


def _with_examples(name: str, cells: list[str]) -> str:
    shown = ", ".join(cell[:30] for cell in cells)
    return f"{name} ({shown} …)" if shown else name


class BoundaryForm(GeodataForm):
    """About a file of boundaries; the fields about columns are there once it was looked into."""

    level = forms.ChoiceField(label=gettext_lazy("Spatial level"))
    new_name = forms.CharField(
        label=gettext_lazy("Name of the new level"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For example Sozialraum."),
    )
    new_plural = forms.CharField(
        label=gettext_lazy("Its plural"), required=False, max_length=120,
        help_text=gettext_lazy("For example Sozialräume."),
    )  # fmt: skip
    new_above = forms.ChoiceField(label=gettext_lazy("The next finer level"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name of the boundary set"),
        max_length=200,
        help_text=gettext_lazy("For example “Ortsteile seit 2025”."),
    )
    valid_from = day_field(
        gettext_lazy("Valid from"),
        gettext_lazy("The present boundaries of this level then end the day before."),
    )
    code_column = forms.ChoiceField(label=gettext_lazy("Column with the code"), required=False)
    name_column = forms.ChoiceField(label=gettext_lazy("Column with the name"), required=False)
    parent_level = forms.ChoiceField(
        label=gettext_lazy("Coarser level the file names"), required=False
    )
    parent_column = forms.ChoiceField(
        label=gettext_lazy("Column with the code of the coarser area"), required=False,
        help_text=gettext_lazy("Without a column an area belongs to where it lies."),
    )  # fmt: skip
    drop = forms.CharField(
        label=gettext_lazy("Leave out these codes"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For example the row “Gesamt”. Several with a comma between."),
    )
    pad = forms.IntegerField(
        label=gettext_lazy("Fill codes with leading zeros to this length"),
        required=False,
        min_value=1,
        max_value=40,
    )
    swap_axes = forms.BooleanField(
        label=gettext_lazy("Latitude and longitude are swapped in the file"), required=False
    )
    mend_invalid = forms.BooleanField(
        label=gettext_lazy("Repair invalid boundaries as described"), required=False
    )
    close_slivers = forms.BooleanField(
        label=gettext_lazy("Close narrow overlaps and gaps (up to 10 m wide)"), required=False
    )

    COLUMNS = ("code_column", "name_column", "parent_level", "parent_column")

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(region, *args, **kwargs)
        levels = SpatialLevel.objects.filter(region=region).order_by("position")
        named = [(one.key, one.name) for one in levels]
        self.choose("level", [*named, (NEW_LEVEL, _("A new level"))])
        self.choose("new_above", [("", _("none: it is the finest")), *named])
        self.choose("parent_level", [("", "–"), *named])
        self.choose("code_column", [("", _("find it")), *self.columns])
        self.choose(
            "name_column",
            [("", _("find it")), *self.columns, (NO_NAMES, _("none: the code is the name"))],
        )
        self.choose("parent_column", [("", _("no column")), *self.columns])
        if not self.columns:
            for name in self.COLUMNS:
                del self.fields[name]

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("level") == NEW_LEVEL:
            for name in ("new_name", "new_plural"):
                if not said.get(name):
                    self.add_error(name, _("A new level needs this."))
        if bool(said.get("parent_column")) != bool(said.get("parent_level")):
            self.add_error("parent_column", _("Please name both the level and the column."))

    def settings(self) -> BoundarySettings:
        said = self.cleaned_data
        is_new = said["level"] == NEW_LEVEL
        new = NewLevel(name=said["new_name"], plural=said["new_plural"], above=said["new_above"])
        return BoundarySettings(
            **self.file_answers(),
            level="" if is_new else said["level"],
            new_level=new if is_new else None,
            name=said["name"],
            valid_from=said["valid_from"],
            code_column=said.get("code_column", ""),
            name_column=said.get("name_column", "").replace(NO_NAMES, ""),
            without_names=said.get("name_column") == NO_NAMES,
            parent_level=said.get("parent_level", ""),
            parent_column=said.get("parent_column", ""),
            pad=said["pad"],
            swap_axes=said["swap_axes"],
            drop=tuple(code.strip() for code in said["drop"].split(",") if code.strip()),
            mend_invalid=said["mend_invalid"],
            close_slivers=said["close_slivers"],
        )
