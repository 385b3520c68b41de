"""How a boundary file is to be read, declared by the person who knows it.

These are the parts of a region file that speak of geometry; the upload form uses the same.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

LonLat = tuple[float, float]
Epsg = Annotated[int, Field(ge=1024, le=998999)]


class Strict(BaseModel):
    """An unknown field is an error, so that a misspelt one is never silently ignored.

    A number where a text is asked for is taken as text: a year may stand without quotes.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, coerce_numbers_to_str=True
    )


class KeyRule(Strict):
    """How a code (or name) is made from a column: pattern first, then pad, then prefix."""

    column: str
    pattern: str | None = Field(None, description="regular expression; its first group is the key")
    pad: int | None = Field(None, ge=1, le=40, description="fill with leading zeros to this length")
    prefix: str = Field("", description="put before every key")


class NamesFrom(Strict):
    """A table that knows the names: a CSV file with a code and a name column."""

    file: str
    code: KeyRule
    name: str = Field(description="column that holds the name")
    encoding: str = "utf-8"
    delimiter: str = ","


class Tiles(Strict):
    """A table without geometry: each row becomes a square of a grid, row by row from the north."""

    corner: tuple[float, float] = Field(description="south-west corner of the grid, in `crs`")
    side: float = Field(1000.0, gt=0, description="of a square, in units of `crs`")
    delimiter: str = ","


class BoundarySource(Strict):
    """One file with polygons (GeoJSON, Shapefile, GeoPackage, KML, GML), or a table (`tiles`)."""

    file: str
    tiles: Tiles | None = Field(None, description="the file is a CSV table without geometry")
    layer: str | None = None
    encoding: str | None = Field(None, description="of the attribute table; None: as the file says")
    crs: Epsg | None = Field(None, description="EPSG code; None: as the file says")
    shift: tuple[float, float] | None = Field(
        None, description="added to x and y before anything else, in the units of the file"
    )
    swap_axes: bool = Field(False, description="the file holds latitude before longitude")
    where: dict[str, str] = Field(
        default_factory=dict, description="column: pattern; only rows that match are read"
    )
    code: KeyRule
    name: KeyRule | None = None
    names_from: NamesFrom | None = None


class Dissolve(Strict):
    """Make a coarser set by joining the areas of a finer one."""

    of: str = Field(description="key of the finer boundary set")
    prefix: int | None = Field(None, ge=1, description="areas with the same first characters join")
    column: str | None = Field(None, description="areas with the same value in this column join")
    column_prefix: int | None = Field(None, ge=1, description="…of which only the first characters")
    whole: str | None = Field(None, description="all areas join into one with this code")
    names: dict[str, str] = Field(default_factory=dict, description="code: name")
    names_from: NamesFrom | None = None

    @model_validator(mode="after")
    def one_rule(self) -> "Dissolve":
        rules = [self.prefix, self.column, self.whole]
        if sum(rule is not None for rule in rules) != 1:
            raise ValueError("name exactly one of prefix, column, whole")
        return self


class Drop(Strict):
    """A feature that is no area of this set (such as the whole city among its districts)."""

    code: str
    reason: str


class RenameCode(Strict):
    """A polygon that carries a wrong code; found by a point inside it."""

    code: str
    at: LonLat
    to: str
    name: str | None = None
    reason: str


class ParentRule(Strict):
    """Which coarser set these areas lie in, and how the parent is found."""

    set: str = Field(description="key of the coarser boundary set")
    tree: str = Field("main", description="name of the hierarchy")
    by: Literal["prefix", "column", "location"]
    length: int | None = Field(None, ge=1, description="by prefix: number of characters")
    column: str | None = Field(None, description="by column: holds the parent's code")
    pattern: str | None = Field(None, description="by column: regular expression, first group")

    @model_validator(mode="after")
    def complete(self) -> "ParentRule":
        if self.by == "prefix" and self.length is None:
            raise ValueError("by prefix needs length")
        if self.by == "column" and self.column is None:
            raise ValueError("by column needs column")
        return self


class IdentityLink(Strict):
    """Areas of two sets that are one and the same, so that a series runs on."""

    from_set: str
    to_set: str
    by: Literal["code", "overlap"]
    except_codes: tuple[str, ...] = Field((), description="same code, but another area")
    at_least: float = Field(
        0.99, gt=0.5, le=1, description="by overlap: common area ÷ area of both together"
    )
