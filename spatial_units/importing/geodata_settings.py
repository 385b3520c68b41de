"""What the staff say about a file of boundaries, places or lines."""

import datetime
from typing import Literal

from pydantic import Field

from spatial_units.importing.layer_layout import LayerKind
from spatial_units.importing.layout import Drop, Epsg, KeyRule, Strict

Encoding = Literal["", "utf-8", "cp1252"]


class NewLevel(Strict):
    """A kind of area that does not exist yet."""

    name: str
    plural: str
    above: str = Field("", description="key of the next finer level, empty: it is the finest")


class FileSettings(Strict):
    """What concerns the file itself, whatever lies in it."""

    crs: Epsg | None = Field(None, description="EPSG code; None: as the file says")
    shift_east: float = Field(0, description="metres added to x before anything else")
    layer: str = Field("", description="of several in one file")
    encoding: Encoding = Field("", description="empty: as the file says")
    attribution: str = ""
    licence: str = ""


class BoundarySettings(FileSettings):
    """About a file of boundaries. An empty column is one that was not named yet."""

    level: str = Field(description="key, empty where `new_level` makes one")
    new_level: NewLevel | None = None
    name: str
    valid_from: datetime.date
    code_column: str = ""
    name_column: str = ""
    without_names: bool = False
    parent_level: str = ""
    parent_column: str = Field("", description="empty: the parent is found by location")
    pad: int | None = Field(None, ge=1, le=40)
    swap_axes: bool = False
    drop: tuple[str, ...] = ()
    mend_invalid: bool = False
    close_slivers: bool = False

    def code_rule(self) -> KeyRule:
        return KeyRule(column=self.code_column, pad=self.pad)

    def drops(self) -> list[Drop]:
        return [Drop(code=code, reason="Angabe beim Hochladen") for code in self.drop]


class LayerSettings(FileSettings):
    """About a file of places or lines. `replaces` is the key of the layer it takes the place of."""

    replaces: str = ""
    name: str
    name_en: str = ""
    as_of: datetime.date
    is_public: bool = False
    kind: LayerKind | None = Field(None, description="None: not known yet")
    name_column: str = ""
    category_column: str = ""
    columns: tuple[str, ...] = Field((), max_length=5)
