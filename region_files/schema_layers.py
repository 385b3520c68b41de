"""The part of a region file that says what lies on the map besides areas."""

import datetime
from typing import Literal

from pydantic import Field, model_validator

from indicators.metadata import Text
from region_files.schema_catalogue import Key
from spatial_units.importing.layer_layout import SYMBOLS, LayerSource
from spatial_units.importing.layout import Strict


class LayerCategory(Strict):
    """One kind of place or line; shape and colour tell it from the others."""

    value: str = Field(description="as the file writes it")
    name: Text
    symbol: Literal["circle", "square", "triangle", "diamond", "pentagon", "cross"] | None = Field(
        None, description="of a point; None: the next one in this order"
    )


class LayerCategories(Strict):
    column: str
    values: tuple[LayerCategory, ...] = Field(min_length=1, max_length=len(SYMBOLS))


class LayerColumn(Strict):
    """A column shown with each place or line."""

    column: str
    name: Text


class LayerSpec(LayerSource):
    """Points or lines of one file, drawn above the areas."""

    key: Key
    name: Text
    category: LayerCategories | None = None
    columns: tuple[LayerColumn, ...] = Field((), max_length=5)
    source: Key
    date: datetime.date = Field(description="the day the file stands for")
    public: bool = Field(False, description="False: only the region's staff see it")
    min_zoom: float = Field(0, ge=0, le=17, description="shown on the live map from this zoom on")

    @model_validator(mode="after")
    def values_differ(self) -> "LayerSpec":
        values = [one.value for one in self.category.values] if self.category else []
        if len(set(values)) < len(values):
            raise ValueError("a category is named twice")
        return self

    @property
    def kept_columns(self) -> list[str]:
        """Columns of the file that are shown, besides the name."""
        category = [self.category.column] if self.category else []
        return list(dict.fromkeys([*category, *(one.column for one in self.columns)]))
