"""How a file of points or lines is to be read, declared by the person who knows it."""

from typing import Literal

from pydantic import Field

from spatial_units.importing.layout import Epsg, Strict

LayerKind = Literal["point", "line"]
SYMBOLS = ("circle", "square", "triangle", "diamond", "pentagon", "cross")


class Coordinates(Strict):
    """The columns of a CSV file that hold a point."""

    x: str = Field(description="column of the east value or longitude")
    y: str = Field(description="column of the north value or latitude")


class LayerSource(Strict):
    """One file with points or lines (GeoJSON, Shapefile, GeoPackage, KML, GML; points as CSV)."""

    kind: LayerKind
    file: str
    layer: str | None = None
    encoding: str | None = Field(None, description="None: as the file says; of CSV: utf-8")
    delimiter: str = Field(",", description="of a CSV file")
    decimal: Literal[".", ","] = Field(".", description="of a CSV file's coordinates")
    crs: Epsg | None = Field(None, description="EPSG code; None: as the file says")
    coordinates: Coordinates | None = Field(None, description="of a CSV file")
    name_column: str
