"""What the staff say about a file of shares between two boundary sets (Umsteigeschlüssel)."""

from typing import Literal

from pydantic import Field

from spatial_units.importing.geodata_settings import FileSettings

Basis = Literal["", "population", "addresses", "area", "buildings", "other"]


class CrosswalkSettings(FileSettings):
    """`attribution` says who made it and from what."""

    from_set: int = Field(description="id of the boundary set the shares lead away from")
    to_set: int = Field(description="id of the boundary set they lead to")
    basis: Basis = Field("", description="empty: as the file says")
    pad: bool = Field(False, description="the proposed leading zeros are accepted")
