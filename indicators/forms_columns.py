"""The form above a table's columns: what each of them is, and where the table begins."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import DeskForm
from indicators.derived_measures import measures_delivered
from indicators.forms_uploads import NOTATIONS
from indicators.importing.german_periods import as_written, read_period
from indicators.importing.upload_columns import letter_of
from indicators.importing.upload_layout import ColumnUse, FileLayout, Reading, what_lacks
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload
from indicators.upload_templates import reading_of

MEASURE = "measure:"  # before the key of a measure, as a choice

USES: list[tuple[str, str | Promise]] = [
    ("", gettext_lazy("not taken")),
    ("area", gettext_lazy("Code of the area")),
    ("name", gettext_lazy("Name of the area")),
    ("period", gettext_lazy("Period")),
    ("item", gettext_lazy("Measure’s name (one value per row)")),
    ("value", gettext_lazy("Value (one value per row)")),
]
DELIMITERS: list[tuple[str, str | Promise]] = [
    (";", gettext_lazy("Semicolon")),
    (",", gettext_lazy("Comma")),
    ("\t", gettext_lazy("Tab")),
    ("|", gettext_lazy("Vertical bar")),
]
ENCODINGS = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")]
LACKS: dict[str, str | Promise] = {
    "no_area": gettext_lazy(
        "Please choose the column with the codes of the areas, or with their names."
    ),
    "twice": gettext_lazy(
        "Code, name, period, measure’s name and value can each be one column only."
    ),
    "half_long": gettext_lazy(
        "One value per row needs two columns: the measure’s name and the value."
    ),
    "wide_and_long": gettext_lazy(
        "Either a column per measure, or the columns “Measure’s name” and “Value”, not both."
    ),
    "no_measure": gettext_lazy("Please choose a measure for at least one column."),
    "two_periods": gettext_lazy(
        "Either a column holds the period of each row, or periods stand above columns, not both."
    ),
}


class ColumnsForm(DeskForm):
    """`reading` is how the file was read; every column of its head gets a choice and, for a
    table with periods above its columns, a period."""

    header_row = forms.TypedChoiceField(
        label=gettext_lazy("Header begins in row"), coerce=int, choices=()
    )
    header_rows = forms.TypedChoiceField(
        label=gettext_lazy("Rows of the header"), coerce=int, choices=[(n, n) for n in (1, 2, 3)]
    )
    delimiter = forms.ChoiceField(label=gettext_lazy("Delimiter"), choices=DELIMITERS)
    encoding = forms.ChoiceField(label=gettext_lazy("Character encoding"), choices=ENCODINGS)
    notation = forms.ChoiceField(label=gettext_lazy("Notation of numbers"), choices=NOTATIONS)
    shared = forms.ChoiceField(
        label=gettext_lazy("One measure for all columns with a period"),
        required=False,
        help_text=gettext_lazy(
            "For a table with years above its columns: counts for each column that has a period "
            "and no measure of its own."
        ),
    )

    def __init__(self, upload: Upload, reading: Reading, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(upload, reading), **kwargs)
        self.reading = reading
        self.width = max(map(len, reading.head), default=0)
        measures = _measures(upload)
        rows = range(1, len(reading.head) + 1)
        self._choose("header_row", [(row, row) for row in rows])
        self._choose("shared", [("", "–"), *measures])
        if not reading.layout.delimiter:
            del self.fields["delimiter"], self.fields["encoding"]
        chosen = [(f"{MEASURE}{key}", name) for key, name in measures]
        for at in range(self.width):
            self._add_column(at, [*USES, (_("Measures"), chosen)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add_column(self, at: int, choices: list[Any]) -> None:
        letter = letter_of(at)
        field = {"class": "field"}
        self.fields[f"use_{at}"] = forms.ChoiceField(
            label=_("Column %(letter)s") % {"letter": letter},
            choices=choices,
            required=False,
            widget=forms.Select(attrs=field),
        )
        of_column = _("Period of column %(letter)s") % {"letter": letter}
        self.fields[f"period_{at}"] = forms.CharField(
            label=of_column,
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs=field | {"aria-label": of_column}),
        )

    def columns(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Letter, choice and period of every column."""
        return [
            (letter_of(at), self[f"use_{at}"], self[f"period_{at}"]) for at in range(self.width)
        ]

    def how_fields(self) -> list[forms.BoundField]:
        """What concerns the table as a whole."""
        names = ("header_row", "header_rows", "delimiter", "encoding", "notation", "shared")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for at in range(self.width):
            self._clean_period(at)
        if not self.errors and not self._asks_anew():
            lacks = what_lacks(self._columns_said())
            if lacks:
                self.add_error(None, str(LACKS[lacks]))
        return said

    def _clean_period(self, at: int) -> None:
        name = f"period_{at}"
        text = self.cleaned_data.get(name, "").strip()
        try:
            self.cleaned_data[name] = read_period(text).key if text else ""
        except ValueError:
            wrong = _("“%(text)s” names no period. Write 31.12.2024, 2024, 2024-Q4 or 2024/25.")
            self.add_error(name, wrong % {"text": text})

    def _asks_anew(self) -> bool:
        """Whether the table begins elsewhere and nothing was said of its columns: they are then
        proposed anew. With another delimiter there are other columns in any case."""
        changed = set(self.changed_data)
        of_columns = any(
            name.startswith(("use_", "period_")) or name == "shared" for name in changed
        )
        elsewhere = changed & {"header_row", "header_rows", "encoding"}
        return "delimiter" in changed or bool(elsewhere and not of_columns)

    def _columns_said(self) -> list[ColumnUse]:
        columns = []
        for at in range(self.width):
            use, period = self.cleaned_data[f"use_{at}"], self.cleaned_data[f"period_{at}"]
            if not use and period and self.cleaned_data["shared"]:
                use = f"{MEASURE}{self.cleaned_data['shared']}"
            if use.startswith(MEASURE):
                key = use.removeprefix(MEASURE)
                columns.append(ColumnUse(at=at, use="measure", measure=key, period=period))
            elif use:
                columns.append(ColumnUse(at=at, use=use))
        return columns

    def settings(self, before: UploadSettings) -> UploadSettings:
        """What was said before, and what is said now of the columns."""
        said = self.cleaned_data
        layout = FileLayout(
            header_row=said["header_row"],
            header_rows=said["header_rows"],
            delimiter=said.get("delimiter", ""),
            encoding=said.get("encoding", ""),
            columns=None if self._asks_anew() else self._columns_said(),
        )
        sheet = before.sheet or self.reading.sheet
        update = {"layout": layout, "notation": said["notation"], "sheet": sheet}
        return before.model_copy(update=update)


def _measures(upload: Upload) -> list[tuple[str, str]]:
    english = get_language() == "en"
    found = measures_delivered(upload.region).filter(of_layer__isnull=True)
    named = [(one.key, one.name_en if english else one.name_de) for one in found]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _initial(upload: Upload, reading: Reading) -> dict[str, Any]:
    layout = reading.layout
    initial: dict[str, Any] = {
        "header_row": max(layout.header_row, 1),
        "header_rows": layout.header_rows,
        "delimiter": layout.delimiter,
        "encoding": layout.encoding,
        "notation": upload.settings.get("notation", "ask"),
    }
    for column in layout.columns or []:
        is_measure = column.use == "measure"
        use = f"{MEASURE}{column.measure}" if column.measure else ""
        initial[f"use_{column.at}"] = use if is_measure else column.use
        initial[f"period_{column.at}"] = as_written(column.period)
    return initial


def columns_form(upload: Upload, data: Any = None) -> ColumnsForm | None:
    """The form for the columns of a file as it was last read; None where it holds no table."""
    reading = reading_of(upload)
    return ColumnsForm(upload, reading, data) if reading and any(reading.head) else None
