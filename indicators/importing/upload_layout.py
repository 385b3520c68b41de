"""Which rows and columns of an uploaded table say what, as it was found or as the clerk says."""

from collections import Counter
from typing import Literal

from pydantic import Field, model_validator

from indicators.importing.layout import SignMeaning
from spatial_units.importing.layout import Strict

MOST_COLUMNS = 60  # of a table that can be assigned by hand
HEAD_ROWS = 25  # of a table that are looked at and kept to be shown

Use = Literal["area", "name", "period", "item", "value", "measure"]
Delimiter = Literal["", ";", ",", "\t", "|"]
Encoding = Literal["", "utf-8", "cp1252", "utf-16"]


class ColumnUse(Strict):
    """What one column is for. `at` counts from 0; `measure` and `period` belong to numbers."""

    at: int = Field(ge=0)
    use: Use
    measure: str = ""
    period: str = Field("", description="empty: the period of the row, or of the whole file")


class SeenLayout(Strict):
    """A layout as it looks, which may lack something yet. `columns` None: they are told by
    their headings. What is left empty is found out."""

    header_row: int = Field(0, ge=0, le=HEAD_ROWS, description="from 1 as a spreadsheet counts")
    header_rows: int = Field(1, ge=1, le=3)
    delimiter: Delimiter = ""
    encoding: Encoding = ""
    columns: list[ColumnUse] | None = None


class FileLayout(SeenLayout):
    """A layout that a table can be read by."""

    @model_validator(mode="after")
    def tells_a_table(self) -> "FileLayout":
        if self.columns is not None and (problem := what_lacks(self.columns)):
            raise ValueError(problem)
        return self

    @property
    def is_whole(self) -> bool:
        """Whether it says of every column what it is for."""
        return self.columns is not None


def what_lacks(columns: list[ColumnUse]) -> str:
    """Why these columns make no table yet, as a word for who asks; empty where they do."""
    uses = Counter(column.use for column in columns)
    if not uses["area"] and not uses["name"]:
        return "no_area"
    if any(count > 1 for use, count in uses.items() if use != "measure"):
        return "twice"
    if uses["item"] != uses["value"]:
        return "half_long"
    if bool(uses["measure"]) == bool(uses["value"]):
        return "wide_and_long" if uses["measure"] else "no_measure"
    if uses["period"] and any(column.period for column in columns):
        return "two_periods"
    if any(column.use == "measure" and not column.measure for column in columns):
        return "no_measure"
    return ""


class Remembered(Strict):
    """A layout that was taken over before, by headings instead of places: `uses` holds for each
    key of a column (upload_headings.column_keys) what it was for; an empty use was left out.

    `headings` are the keys of all columns in their order, each once.
    """

    id: int = 0
    header_rows: int = Field(1, ge=1, le=3)
    headings: list[str]
    uses: dict[str, ColumnUse]
    notation: Literal["ask", "german", "english"] = "ask"
    signs: dict[str, SignMeaning] = Field(default_factory=dict)
    items: dict[str, str] = Field(default_factory=dict)


class Reading(Strict):
    """How a file was read, to be shown and corrected. `head`: its first rows, as texts.

    `by`: who said what the columns are: each heading for itself, all of them as a cross-table,
    the clerk, KomMonitor's own way of writing, or the template of this number. Of `headings` the
    layout is what they seem to say.
    """

    head: list[list[str]]
    sheet: str = ""
    layout: SeenLayout
    by: Literal["headings", "across", "clerk", "template", "kommonitor"]
    template: int = 0

    @property
    def assigned(self) -> list[ColumnUse] | None:
        """The columns, where not the headings alone tell them."""
        return None if self.by == "headings" else self.layout.columns
