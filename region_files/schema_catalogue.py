"""The part of a region file that says what is measured: topics, measures, indicators, policies."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from indicators.importing.german_periods import period_key
from indicators.metadata import IndicatorTexts, Text
from spatial_units.importing.layout import Strict

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,62}$")]
Term = Annotated[str, StringConstraints(pattern=r"^-?[a-z][a-z0-9_-]{0,62}$")]
# 31.12.2020 is kept as 2020-12-31; what is no period stays and is told by the cross checks.
PeriodKey = Annotated[str, AfterValidator(period_key)]
Polarity = Literal[1, -1, 0]
Method = Literal[
    "equal_interval",
    "quantile",
    "natural_breaks",
    "standard_deviation",
    "pretty",
    "manual",
    "diverging",
    "head_tail",
    "unclassed",
]


class TopicSpec(Strict):
    key: Key
    name: Text


class OfLayer(Strict):
    """Which points of a layer a measure takes: their number in each area, or a sum over them."""

    layer: Key
    where: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="column: what may stand there; of all points otherwise"
    )
    sum: str | None = Field(None, description="column that is added up; None: points are counted")


class MeasureSpec(Strict):
    """What a source delivers: a count, an amount, or a ready value."""

    key: Key
    name: Text
    unit: Text
    kind: Literal["count", "amount", "value"]
    coordinates: dict[str, str] = Field(
        default_factory=dict, description="categories such as sex: f, age: 0-5"
    )
    parts: tuple[Key, ...] = Field((), description="measures that add up to this one")
    of_layer: OfLayer | None = Field(None, description="taken from the points of a layer")


class Ratio(Strict):
    numerator: tuple[Term, ...] = Field(
        min_length=1, description="measures added up; -key subtracts"
    )
    denominator: tuple[Term, ...] = Field(
        min_length=1, description="measures added up; -key subtracts"
    )
    factor: float = 100


class Formula(Strict):
    """An indicator as measures: a sum of counts, a ratio, or a ready value.

    Of a `derived` one the other fields say what its expression comes to (region_files/derived.py).
    """

    count: tuple[Term, ...] | None = Field(
        None, min_length=1, description="measures added up; -key subtracts"
    )
    ratio: Ratio | None = None
    value: Key | None = None
    derived: str | None = Field(
        None, min_length=1, description="an expression such as change_pp(exi_u15, 1)"
    )

    @model_validator(mode="after")
    def exactly_one(self) -> "Formula":
        others = sum(part is not None for part in (self.count, self.ratio, self.value))
        if others > 1 or (others == 0 and self.derived is None):
            raise ValueError("name exactly one of count, ratio, value, derived")
        return self

    @model_serializer(mode="wrap")
    def without_what_is_not_derived(self, written: SerializerFunctionWrapHandler) -> Any:
        """So that what is stored of all others reads as ever."""
        found = written(self)
        return {key: part for key, part in found.items() if key != "derived" or part is not None}


class ClassLabel(Strict):
    """A class of a class indicator, such as 'Status sehr niedrig'."""

    value: int
    name: Text
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")] | None = None


class ClassificationSpec(Strict):
    method: Method = "quantile"
    k: int = Field(5, ge=2, le=9)
    palette: Key = "blue"
    breaks: dict[Key, tuple[float, ...]] = Field(
        default_factory=dict, description="level: regional default, inner lower bounds"
    )
    reference: float | Literal["city"] | None = None


class IndicatorSpec(IndicatorTexts):
    key: Key
    topic: Key
    kind: Literal["count", "share", "rate", "mean", "median", "index", "class"]
    formula: Formula
    decimals: int = Field(1, ge=0, le=6)
    polarity: Polarity = 0
    source: Key
    policy: Key
    aggregation: Literal["sum", "ratio", "none"] = Field(
        description="how a coarser level comes about where it was not delivered"
    )
    levels: tuple[Key, ...] = Field(
        (), description="shown on these levels; none: wherever possible"
    )
    internal_levels: tuple[Key, ...] = Field(
        (), description="of these levels only the region's staff see values"
    )
    classification: ClassificationSpec = Field(default_factory=ClassificationSpec)
    classes: tuple[ClassLabel, ...] = Field((), description="for kind class")
    headline: bool = False
    tags: tuple[str, ...] = ()


class PolicySpec(Strict):
    """The disclosure rule of a source."""

    key: Key
    rule: Literal["threshold", "rounding", "published_by_source", "no_personal_data"]
    minimum_count: int = Field(3, ge=1, description="threshold: smaller counts but 0 are hidden")
    protect_zero: bool = False
    minimum_denominator: int = Field(0, ge=0, description="rates on fewer are hidden")
    base: int = Field(0, ge=0, description="rounding: the public sees multiples of this")
    minimum_population: int = Field(
        0, ge=0, description="nothing is shown of areas where fewer people live"
    )
    population: Key | Literal[""] = Field("", description="the measure that counts them")
    revision_bound: int | None = Field(
        None, ge=0, description="by how many people a correction changes a count at most, if known"
    )
    reason: Text

    @model_validator(mode="after")
    def threshold_protects(self) -> "PolicySpec":
        if self.rule == "threshold" and self.minimum_count < 2:
            raise ValueError("a threshold below 2 hides nothing; use another rule")
        return self

    @model_validator(mode="after")
    def rounding_has_a_base(self) -> "PolicySpec":
        if self.rule == "rounding" and self.base < 3:
            raise ValueError("rounding needs a base of 3 or more, such as base: 5")
        return self

    @model_validator(mode="after")
    def population_is_named(self) -> "PolicySpec":
        if self.minimum_population and not self.population:
            raise ValueError("minimum_population needs the measure that counts it: population")
        return self
