"""The part of a region file that says how composite indices are made."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from indicators.metadata import Text
from region_files.schema_catalogue import Key, PeriodKey
from spatial_units.importing.layout import Strict


class ScaleSpec(Strict):
    """How parts of an index are made comparable; docs/methods/composite-index.md."""

    way: Literal[
        "as_it_is", "z", "min_max", "percent_rank", "rank", "distance", "exponential",
        "mazziotta_pareto", "one_to_hundred",
    ] = "as_it_is"  # fmt: skip
    ddof: Literal[0, 1] = Field(0, description="0: population standard deviation, 1: sample")
    goalposts: tuple[float, float] | None = Field(None, description="fixed ends for min_max")
    reference: float | None = Field(None, description="what distance divides by")
    decimals: int | None = Field(None, ge=0, le=9, description="kept of the result")
    turned_after: bool = Field(
        False, description="percent_rank: one minus the rank, where more is better"
    )

    @model_validator(mode="after")
    def settings_fit(self) -> "ScaleSpec":
        if self.goalposts and not self.goalposts[0] < self.goalposts[1]:
            raise ValueError("the lower goalpost must lie below the upper one")
        if self.way == "distance" and not self.reference:
            raise ValueError("distance needs a reference other than 0")
        return self


class WeightsSpec(Strict):
    """Where the weights of components come from; docs/methods/principal-components.md."""

    weights: Literal["given", "pca"] = "given"
    anchor: Key | None = Field(None, description="component whose side the burden is on")
    loadings: dict[Key, Annotated[float, Field(gt=0)]] = Field(
        {}, description="of an earlier edition, in place of an anchor"
    )

    @model_validator(mode="after")
    def weights_fit(self) -> Self:
        if (self.weights == "pca") != (bool(self.anchor) != bool(self.loadings)):
            raise ValueError("pca needs either anchor or loadings, and nothing else has them")
        return self

    def check_named(self, parts: "tuple[IndexPartSpec, ...]") -> None:
        keys = {part.key for part in parts}
        if self.anchor and self.anchor not in keys:
            raise ValueError("the anchor must be one of the components")
        if self.loadings and set(self.loadings) != keys:
            raise ValueError("loadings must name every component")
        if self.weights == "pca" and any(part.weight != 1 for part in parts):
            raise ValueError("pca finds the weights; components must not have their own")


class IndexPartSpec(WeightsSpec):
    """A measure, an indicator, or a domain of further components."""

    measure: Key | None = None
    indicator: Key | None = None
    domain: Key | None = None
    name: Text | None = Field(None, description="of a domain, for readers")
    components: tuple["IndexPartSpec", ...] = ()
    direction: Literal[1, -1] = 1
    weight: float = Field(1.0, gt=0)
    transform: Literal["none", "log1p"] = "none"
    missing_as: float | None = Field(None, description="counts in place of a gap")
    shrink_to: Key | None = Field(
        None, description="boundary set of districts, towards whose share an indicator's is drawn"
    )
    scale: ScaleSpec | None = Field(None, description="of a domain's parts; none: as above it")
    combination: Literal["sum", "mean", "geometric", "harmonic", "mazziotta_pareto"] = "sum"
    decimals: int | None = Field(None, ge=0, le=9, description="kept of a domain's number")
    score: Key | None = Field(None, description="measure that takes a domain's number")

    @model_validator(mode="after")
    def is_one_thing(self) -> "IndexPartSpec":
        if sum(bool(one) for one in (self.measure, self.indicator, self.domain)) != 1:
            raise ValueError("name exactly one of measure, indicator, domain")
        if bool(self.domain) != bool(self.components):
            raise ValueError("a domain has components, and nothing else has")
        if self.shrink_to and not self.indicator:
            raise ValueError("only an indicator's share can be shrunk")
        self.check_named(self.components)
        return self

    @property
    def key(self) -> str:
        return self.measure or self.indicator or self.domain or ""

    def leaves(self) -> Iterator["IndexPartSpec"]:
        if not self.components:
            yield self
        for part in self.components:
            yield from part.leaves()


class SummarySpec(Strict):
    """Measures that take what the index says of larger areas; docs/methods/summaries.md."""

    boundary_set: Key
    population: Key = Field(description="measure of the persons of the small areas")
    mean: Key | None = Field(None, description="score, weighted by persons")
    worst_tenth: Key | None = Field(None, description="per cent of areas in the worst tenth")
    extent: Key | None = Field(None, description="per cent of persons in the worst three tenths")

    @model_validator(mode="after")
    def takes_something(self) -> Self:
        if not self.measures:
            raise ValueError("a summary needs mean, worst_tenth or extent")
        return self

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(key for key in (self.mean, self.worst_tenth, self.extent) if key)


class IndexClass(Strict):
    value: int
    name: Text


class GroupSpec(Strict):
    """Two classes of an area as one, such as Berlin's status and dynamics: ten times the own class
    and that of the other index."""

    beside: Key = Field(description="class measure of the other index")
    measure: Key = Field(description="measure that takes both")


class CompositeIndexSpec(WeightsSpec):
    """An index over areas of one boundary set; docs/methods/composite-index.md.

    Without `scale` it is the z-score sum with `ddof`, standardised again unless `restandardise`
    is false.
    """

    key: Key
    name: Text
    components: tuple[IndexPartSpec, ...] = Field(min_length=1)
    boundary_set: Key
    period: PeriodKey | None = None
    periods: tuple[PeriodKey, ...] = Field((), description="several, each reckoned by itself")
    ddof: Literal[0, 1] | None = Field(
        None, description="0: population standard deviation, 1: sample"
    )
    restandardise: bool = True
    scale: ScaleSpec | None = Field(None, description="how the components are made comparable")
    combination: Literal["sum", "mean", "geometric", "harmonic", "mazziotta_pareto"] = "sum"
    decimals: int | None = Field(None, ge=0, le=9, description="kept of what is combined")
    outliers: Literal["none", "coinr"] = Field(
        "none", description="whether values far out are pulled in; docs/methods/outliers.md"
    )
    finish: ScaleSpec | None = Field(None, description="scale of the score")
    missing: Literal["strict", "lenient"] = "strict"
    exclude: tuple[str, ...] = Field((), description="codes left out by decision")
    cuts: tuple[float, ...] = ()
    quantiles: Literal[7, 9] | None = Field(None, description="equal numbers, by R's type")
    equal_widths: bool = False
    top_share: float = Field(0.0, ge=0, lt=1, description="of areas that are the highest class")
    right_closed: tuple[bool, ...] | bool = Field(
        True, description="whether a value on the cut belongs to the class below"
    )
    classes: tuple[IndexClass, ...] = Field(min_length=2)
    score: Key = Field(description="measure that takes the score")
    class_measure: Key | None = Field(None, description="measure that takes the class value")
    rank: Key | None = Field(None, description="measure that takes the rank, 1 the most burdened")
    summaries: tuple[SummarySpec, ...] = ()
    group: GroupSpec | None = Field(None, description="the class joined with that of another index")

    @model_validator(mode="after")
    def classes_fit(self) -> "CompositeIndexSpec":
        ways = (bool(self.cuts), bool(self.quantiles), self.equal_widths)
        if sum(ways) != 1:
            raise ValueError("class by exactly one of cuts, quantiles, equal_widths")
        if self.cuts and len(self.classes) != len(self.cuts) + 1:
            raise ValueError("classes must be one more than cuts")
        if list(self.cuts) != sorted(set(self.cuts)):
            raise ValueError("cuts must rise")
        return self

    @model_validator(mode="after")
    def says_when_and_how(self) -> "CompositeIndexSpec":
        if bool(self.period) == bool(self.periods):
            raise ValueError("name either period or periods")
        if (self.scale is None) == (self.ddof is None):
            raise ValueError("name either ddof, for the z-score sum, or scale")
        if self.group and any(not 0 <= one.value <= 9 for one in self.classes):
            raise ValueError("a group needs classes from 0 to 9")
        self.check_named(self.components)
        return self

    @property
    def all_periods(self) -> tuple[str, ...]:
        return (self.period,) if self.period else self.periods

    @property
    def leaves(self) -> tuple[IndexPartSpec, ...]:
        return tuple(leaf for part in self.components for leaf in part.leaves())

    @property
    def results(self) -> tuple[str, ...]:
        """Measures the index fills."""
        own = (self.score, self.class_measure, self.rank, self.group and self.group.measure)
        above = (key for one in self.summaries for key in one.measures)
        return (*(key for key in own if key), *_scores(self.components), *above)


def _scores(parts: tuple[IndexPartSpec, ...]) -> Iterator[str]:
    for part in parts:
        if part.score:
            yield part.score
        yield from _scores(part.components)
