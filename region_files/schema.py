"""What a region file may say. docs/region-file.md tells the same in prose.

A region file declares a whole region: levels, boundary sets, indicators, deliveries,
indices and what is released. Reading it changes nothing; `loading.py` carries it out.
"""

import datetime
from typing import Literal

from pydantic import Field, model_validator

from indicators.importing.layout import TableLayout
from indicators.metadata import Text
from region_files.schema_catalogue import (
    IndicatorSpec,
    Key,
    MeasureSpec,
    PeriodKey,
    PolicySpec,
    TopicSpec,
)
from region_files.schema_crosswalks import CrosswalkSpec
from region_files.schema_indices import CompositeIndexSpec
from region_files.schema_layers import LayerSpec
from spatial_units.importing.layout import (
    BoundarySource,
    Dissolve,
    Drop,
    Epsg,
    IdentityLink,
    ParentRule,
    RenameCode,
    Strict,
)


class Source(Strict):
    """Who publishes the data, under which licence, and where the official file is offered."""

    key: Key
    publisher: str
    title: Text
    licence: str = Field(description="short name, such as dl-de/by-2-0")
    licence_url: str = ""
    attribution: str = Field(description="the words the licence asks for")
    url: str = Field("", description="where the publisher offers the official file")
    update_interval: Literal[
        "once", "two-yearly", "yearly", "half-yearly", "quarterly", "monthly", "irregular"
    ] = "yearly"


class CatalogueFile(Strict):
    """The catalogue of a region alone, in the words of a region file; docs/catalogue.md."""

    format: Literal[1]
    sources: tuple[Source, ...] = ()
    topics: tuple[TopicSpec, ...] = ()
    measures: tuple[MeasureSpec, ...] = ()
    policies: tuple[PolicySpec, ...] = ()
    indicators: tuple[IndicatorSpec, ...] = ()


class RegionSpec(Strict):
    key: Key
    name: Text
    kind: Text = Field(description="Stadt, Landkreis, …")
    srid: Epsg = Field(description="metric coordinate system for lengths and areas, such as 25832")
    box: tuple[float, float, float, float] = Field(
        description="west, south, east, north in degrees"
    )
    default_level: Key
    default_indicator: Key
    made_up: bool = Field(False, description="true: the figures concern nobody")
    notice: Text | None = Field(None, description="shown on every page, such as 'made-up city'")
    imprint: Text | None = None
    privacy: Text | None = None
    accessibility: Text | None = None


class Level(Strict):
    key: Key
    name: Text
    plural: Text
    description: Text | None = None


class BoundarySetSpec(Strict):
    """Areas of one level that hold for a span of time (Gebietsstand)."""

    key: Key
    level: Key
    name: Text
    valid_from: datetime.date
    valid_to: datetime.date | None = Field(None, description="last day, None: until further notice")
    revision: int = Field(1, ge=1, description="raise it when geometry or codes were mended")
    origin: Key = Field(description="key of the source")
    source: BoundarySource | None = None
    dissolve: Dissolve | None = None
    drop: tuple[Drop, ...] = ()
    rename: tuple[RenameCode, ...] = ()
    parents: tuple[ParentRule, ...] = ()
    count: int | None = Field(None, description="number of areas expected")

    @model_validator(mode="after")
    def one_origin(self) -> "BoundarySetSpec":
        if (self.source is None) == (self.dissolve is None):
            raise ValueError("name either source or dissolve")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self


class DeliverySpec(TableLayout):
    """One file, or one file per turn of the loop, for one level."""

    key: Key
    source: Key
    file: str = Field(description="below --data; {name} is replaced by the loop variable")
    each: dict[str, tuple[str | int, ...]] = Field(
        default_factory=dict, description="loop variables; 2000..2023 stands for all years between"
    )
    level: Key
    boundary_set: Key | None = Field(None, description="None: the set valid at the period's end")
    complete: bool = Field(True, description="a missing area means: no value (else a patch)")
    unknown_areas: tuple[str, ...] = Field((), description="codes known to have no area here")


class CorrectionRow(Strict):
    area: str
    period: PeriodKey
    values: dict[Key, float | Literal["missing", "not_evaluated", "not_applicable", "suppressed"]]


class CorrectionSpec(Strict):
    """A few values put right by hand; they lie on top of the deliveries above."""

    key: Key
    source: Key
    level: Key
    boundary_set: Key | None = None
    reason: Text
    rows: tuple[CorrectionRow, ...]


class ReleaseSpec(Strict):
    """What is made visible to whom."""

    audience: Literal["public", "internal"]
    indicators: tuple[Key, ...] | Literal["all"] = "all"
    reason: Text


class TotalCheck(Strict):
    """A figure the loaded values must reproduce, with its source."""

    name: str
    measure: Key
    level: Key
    period: PeriodKey
    sum: float


class EqualCheck(Strict):
    """Two measures that must be equal in every area, such as a recomputed and a published class."""

    name: str
    computed: Key
    published: Key
    tolerance: float = 0.0


class SumCheck(Strict):
    """Children must add up to the delivered parents, in every period."""

    name: str
    measure: Key
    level: Key
    parent_level: Key


class MayExceed(Strict):
    """A share whose numerator may exceed its denominator, and why."""

    indicator: Key
    reason: Text


class Checks(Strict):
    totals: tuple[TotalCheck, ...] = ()
    equal: tuple[EqualCheck, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    may_exceed: tuple[MayExceed, ...] = ()


class RegionFile(Strict):
    format: Literal[1]
    region: RegionSpec
    sources: tuple[Source, ...]
    levels: tuple[Level, ...] = Field(description="from the finest to the coarsest")
    boundary_sets: tuple[BoundarySetSpec, ...]
    links: tuple[IdentityLink, ...] = ()
    crosswalks: tuple[CrosswalkSpec, ...] = ()
    topics: tuple[TopicSpec, ...]
    measures: tuple[MeasureSpec, ...]
    policies: tuple[PolicySpec, ...]
    indicators: tuple[IndicatorSpec, ...]
    deliveries: tuple[DeliverySpec, ...]
    corrections: tuple[CorrectionSpec, ...] = ()
    layers: tuple[LayerSpec, ...] = ()
    indices: tuple[CompositeIndexSpec, ...] = ()
    release: tuple[ReleaseSpec, ...] = ()
    checks: Checks = Field(default_factory=Checks)
