"""What the pages of the atlas show: plain, frozen values for templates and for the client.

`atlas/map.html` and `atlas/table.html` get a `MapPage`; `presenters_*` make the values. Texts are
in the reader's language, numbers printed (`12.345,6 %`). `None` means: there is nothing to show.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from accounts.models import Region

if TYPE_CHECKING:
    from atlas.presenters_downloads import DownloadGroup
    from atlas.presenters_layers import LayersPanel
    from atlas.presenters_legend_extras import LegendDirection, LegendThreshold
    from atlas.presenters_openness import OpennessMark
    from atlas.presenters_sure import Sureness
    from atlas.presenters_views import PlannerViews
    from atlas.table_parts import Table

GapPattern = Literal["missing", "suppressed", "not_evaluated", "not_applicable"]


@dataclass(frozen=True)
class Choice:
    """One of several views to choose from: an option of a select, or a link without script."""

    key: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Page:
    """What surrounds the content. `remarks` say which parameters were replaced, and why."""

    title: str
    heading: str
    region: Region | None
    notice: str
    languages: tuple[Choice, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorEntry:
    """A line in the topic tree. `tags` are Rechtskreise and Zielgruppen, for the search."""

    key: str
    name: str
    unit: str
    url: str
    is_current: bool
    is_headline: bool
    tags: tuple[str, ...]


@dataclass(frozen=True)
class TopicEntry:
    key: str
    name: str
    indicators: tuple[IndicatorEntry, ...]
    is_current: bool


@dataclass(frozen=True)
class IndicatorHead:
    """The indicator on show. `kind`: count, share, rate, mean, median, index or class."""

    key: str
    name: str
    description: str
    unit: str
    kind: str
    decimals: int
    polarity: int
    url: str

    @property
    def is_count(self) -> bool:
        """Counts are drawn as proportional circles, everything else as coloured areas."""
        return self.kind == "count"


@dataclass(frozen=True)
class Selection:
    """What is chosen and what else could be. `key` of a period is what the URL takes.

    `breaks` are the manual breaks as the URL takes them ("1,5;2"), empty unless chosen.
    `hidden` are the parameters a GET form must carry along besides its own fields.
    """

    indicator: IndicatorHead
    level_name: str
    level_plural: str
    period_label: str
    period_key: str
    levels: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    methods: tuple[Choice, ...]
    class_numbers: tuple[Choice, ...]
    palettes: tuple[Choice, ...]
    area_choices: tuple[Choice, ...]
    breaks: str
    opacity: int
    is_default_classification: bool
    has_own_looks: bool
    default_classification_url: str


@dataclass(frozen=True)
class LegendClass:
    """One class: lower ≤ x < upper, the last closed; None where it is open at that end.

    `count` is the number of areas in the shown period. `has_city`, `has_area`: the city's
    value and the selected area's lie in it.
    """

    position: int
    label: str
    color: str
    count: int
    lower: float | None
    upper: float | None
    has_city: bool
    has_area: bool


@dataclass(frozen=True)
class LegendGap:
    """Areas without a value; `status` is the SDMX code, `pattern` the name of the hatch."""

    status: str
    label: str
    pattern: GapPattern
    count: int


@dataclass(frozen=True)
class LegendCircle:
    """A sample circle for counts; `radius` in thousandths of the map's width."""

    label: str
    value: float
    radius: float


@dataclass(frozen=True)
class Legend:
    """The key of the map. `classes` is empty and `ramp` filled for unclassed values.

    `ramp`: (value, label, color) from low to high. `circles`: for kind count, which has no
    classes then. `goodness` is the share of variance explained, printed ("0,91").
    """

    title: str
    unit: str
    period_label: str
    classes: tuple[LegendClass, ...]
    gaps: tuple[LegendGap, ...]
    ramp: tuple[tuple[float, str, str], ...]
    circles: tuple[LegendCircle, ...]
    city_label: str
    city_value: str | None
    city_class: int | None
    notes: tuple[str, ...]
    method_label: str
    goodness: str | None
    directions: tuple["LegendDirection", ...] = ()
    threshold: "LegendThreshold | None" = None
    hidden: int = 0
    rounding: str = ""


@dataclass(frozen=True)
class Figure:
    """One printed value of one area. `text` has its unit; a gap shows its sign instead.

    `status` is the SDMX code, `status_text` the words ("geheim gehalten"), also to be spoken;
    empty for a measured value. `flags` are words such as "vorläufig".
    """

    value: float | None
    text: str
    status: str
    status_text: str
    flags: tuple[str, ...] = ()

    @property
    def breaking_text(self) -> str:
        """The text where it stands large in a narrow box: its unit may go to the next line."""
        return self.text.replace("\u00a0", " ")


@dataclass(frozen=True)
class ComparisonArea:
    code: str
    name: str
    figure: Figure
    remove_url: str


@dataclass(frozen=True)
class HistoryRow:
    """One period of the selected area; the city's and the comparison areas' figures beside."""

    period_label: str
    area: Figure
    city: Figure | None
    comparisons: tuple[Figure, ...]


@dataclass(frozen=True)
class AreaPanel:
    """`ends`: of a change, the figures on its two dates with the dates as labels."""

    code: str
    name: str
    profile_url: str
    figure: Figure
    class_label: str | None
    city_label: str
    city: Figure | None
    deviation: str | None
    comparisons: tuple[ComparisonArea, ...]
    comparison_choices: tuple[Choice, ...]
    history: tuple[HistoryRow, ...]
    close_url: str
    value_url: str = ""
    ends: tuple[tuple[str, str], ...] = ()
    history_title: str = ""
    sure: "Sureness | None" = None


@dataclass(frozen=True)
class MetadataRow:
    """A line of the description. `url` makes the text a link (to another site)."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class MapPage:
    """The whole map or table page; a template reads `page`, `topics`, … from its context.

    `table` is there on the table page only: on the map page the client writes it.
    """

    page: Page
    topics: tuple[TopicEntry, ...]
    selection: Selection
    legend: Legend
    area: AreaPanel | None
    metadata: tuple[MetadataRow, ...]
    table: "Table | None"
    map_url: str
    table_url: str
    static_map_url: str
    indicator_url: str
    bare_map_url: str = ""
    map_origin: list[str] = field(default_factory=list)
    openness: "OpennessMark | None" = None
    config: dict[str, Any] = field(default_factory=dict)
    views: "PlannerViews | None" = None
    layers: "LayersPanel | None" = None
    downloads: "tuple[DownloadGroup, ...]" = ()
