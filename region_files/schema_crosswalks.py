"""What a region file may say about shares between two boundary sets (Umsteigeschlüssel)."""

from typing import Literal

from pydantic import Field

from region_files.schema_catalogue import Key
from spatial_units.importing.layout import Strict


class CrosswalkSpec(Strict):
    """A table of shares by which uploads on earlier areas can be converted; docs/crosswalks.md."""

    from_set: Key
    to_set: Key
    source: Key
    file: str = Field(description="CSV below --data, one row per pair of areas")
    basis: Literal["population", "addresses", "area", "buildings", "other"]
    encoding: str = Field("", description="empty: found out")
