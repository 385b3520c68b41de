"""How a table of statistics is to be read, declared by the person who knows it.

These are the parts of a region file that speak of values; the upload form uses the same.
"""

from typing import Literal

from pydantic import Field, model_validator

from spatial_units.importing.layout import KeyRule, NamesFrom, Strict

__all__ = ["AreaRule", "Evaluated", "NamesFrom", "TableFormat", "TableLayout", "ValueColumns"]

# What a sign in a cell means. "zero" is a measured 0 ("nichts vorhanden").
SignMeaning = Literal["missing", "suppressed", "not_evaluated", "not_applicable", "zero"]


def _empty_means_missing() -> dict[str, SignMeaning]:
    return {"": "missing"}


class TableFormat(Strict):
    """The technical shape of a file; what is left out is as in a plain CSV file."""

    kind: Literal["csv", "excel", "json"] = "csv"
    encoding: str = Field("utf-8", description="csv and json; a byte order mark is taken off")
    delimiter: str = ","
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'"] = ""
    sheet: str | int | None = Field(
        None, description="excel: name or number from 0; None: the first"
    )
    skip_rows: int = Field(0, ge=0, description="rows before the header")
    header_rows: int = Field(
        1, ge=1, le=5, description="their texts are joined by ' | ' where they differ"
    )
    records: str | None = Field(
        None,
        description="json: way to the records, such as data/{year}/{item}/*; "
        "what stands in braces becomes a column of that name",
    )

    @property
    def says_decimal(self) -> bool:
        """Whether somebody said how numbers are written, even if it is as usual."""
        return bool(self.model_fields_set & {"decimal", "thousands"})

    @model_validator(mode="after")
    def json_needs_records(self) -> "TableFormat":
        if (self.kind == "json") != (self.records is not None):
            raise ValueError("json needs records, other kinds must not have it")
        if self.decimal == self.thousands:
            raise ValueError("decimal and thousands sign are the same")
        return self


class AreaRule(Strict):
    """How a row finds its area: by code (made by the rule) or by name."""

    by: Literal["code", "name"] = "code"
    key: KeyRule | None = Field(None, description="None only where `whole` is given")
    whole: str | None = Field(None, description="every row speaks of this one area (code)")

    @model_validator(mode="after")
    def one_way(self) -> "AreaRule":
        if (self.key is None) == (self.whole is None):
            raise ValueError("name either key or whole")
        return self


class LongValues(Strict):
    """One value per row; another column says of which measure."""

    value: str = Field(description="column that holds the number")
    item: str = Field(description="column that names the item")
    measures: dict[str, str] = Field(description="measure key: text in the item column")


class ValueColumns(Strict):
    """Where the numbers stand; exactly one of the three."""

    columns: dict[str, str] | None = Field(None, description="measure key: column header")
    long: LongValues | None = None
    period_columns: dict[str, str] | None = Field(
        None,
        description="measure key: pattern on headers; its first group is {1} in the period",
    )

    @model_validator(mode="after")
    def exactly_one(self) -> "ValueColumns":
        given = [self.columns, self.long, self.period_columns]
        if sum(part is not None for part in given) != 1:
            raise ValueError("name exactly one of columns, long, period_columns")
        return self


class Evaluated(Strict):
    """Only areas listed in this file are evaluated; all others are `not evaluated`."""

    file: str
    code: KeyRule
    format: TableFormat = Field(default_factory=TableFormat)
    sign: str | None = Field(None, description="what the excluded rows carry; others are reported")


class TableLayout(Strict):
    """Everything needed to turn one file into (area, measure, period, value, status) rows."""

    format: TableFormat = Field(default_factory=TableFormat)
    area: AreaRule
    period: str = Field(
        description="a period such as 2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2, 2020/21; "
        "{name} is replaced by the column or loop variable of that name, {1} by the header's group"
    )
    period_pattern: str | None = Field(
        None,
        description="regular expression for other notations of the filled period, with named "
        "groups year and one of half, quarter, month (and day)",
    )
    where: dict[str, str] = Field(
        default_factory=dict, description="column: pattern that the whole text must match"
    )
    values: ValueColumns
    sums: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="measure key: headers whose numbers are added up (only beside `columns`); "
        "if one of them holds a sign, so does the sum",
    )
    signs: dict[str, SignMeaning] = Field(default_factory=_empty_means_missing)
    codes: dict[str, float] = Field(
        default_factory=dict,
        description="text in a value cell: the number it stands for, such as '+/-': 2",
    )
    evaluated: Evaluated | None = None
