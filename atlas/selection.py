"""The view a reader chose, checked: everything a page needs to know, and its addresses."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.urls import reverse

from accounts.models import Region
from atlas import formats
from atlas.queries import Entry
from atlas.series import city_of, section_at
from releases.pack_format import Pack, Section, Series
from spatial_units.models import SpatialLevel

DEFAULT_METHOD = "regional_default"
DEFAULT_OPACITY = 80


@dataclass(frozen=True)
class MapView:
    """One state of the map.

    `levels` are the region's, the finest first. `period` is a position in `pack.periods`.
    `method` is `regional_default` for the classes stored in the pack, else one of
    releases.classification.METHODS. `breaks` are set for `manual` only. `opacity` counts per
    cent. `period_is_chosen` and `palette_is_chosen`: the address names them.
    """

    region: Region
    levels: tuple[SpatialLevel, ...]
    entry: Entry
    pack: Pack
    period: int
    method: str
    k: int
    palette: str
    breaks: tuple[float, ...]
    areas: tuple[str, ...]
    area: str | None
    opacity: int
    period_is_chosen: bool = False
    palette_is_chosen: bool = False

    @property
    def card(self) -> dict[str, Any]:
        return self.entry.card

    @property
    def decimals(self) -> int:
        return self.pack.decimals

    @property
    def level(self) -> SpatialLevel:
        return next(level for level in self.levels if level.key == self.entry.level)

    @property
    def section(self) -> Section:
        return section_at(self.pack, self.period)[0]

    @property
    def row(self) -> int:
        return section_at(self.pack, self.period)[1]

    @property
    def period_key(self) -> str:
        return self.pack.periods[self.period]["key"]

    def period_label(self, period: int | None = None) -> str:
        """The shown (or another) period as people write it."""
        found = self.pack.periods[self.period if period is None else period]
        return formats.period(found["key"], found["kind"], found["end"])

    def city_value(self) -> float | None:
        """The whole region's printed value in the shown period."""
        city = city_of(self.pack)
        return None if city is None else value_in(city.series, self.period, 0, self.decimals)

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def parameters(self) -> dict[str, str]:
        """The query of this view, without what goes without saying."""
        chosen = {
            "indicator": self.entry.indicator,
            "level": self.entry.level,
            "period": self.period_key,
            "method": self.method if self.method != DEFAULT_METHOD else "",
            "k": str(self.k) if self.method not in (DEFAULT_METHOD, "manual") else "",
            "palette": self.palette if self.palette_is_chosen else "",
            "breaks": breaks_text(self.breaks),
            "areas": ",".join(self.areas),
            "area": self.area or "",
            "opacity": str(self.opacity) if self.opacity != DEFAULT_OPACITY else "",
        }
        return {key: value for key, value in chosen.items() if value}

    def url(self, page: str = "map", **parameters: str) -> str:
        """The address of this view on a page; a parameter given as "" is left out."""
        query = {k: v for k, v in (self.parameters() | parameters).items() if v}
        return reverse(page, args=[self.region.key]) + "?" + urlencode(query, safe=",;:/")

    def area_urls(self) -> dict[str, str]:
        """The address of this view for each area of the shown period, by code."""
        start = self.but(area=None).url()
        return {code: f"{start}&area={quote(code)}" for code in self.section.areas}


def value_in(series: Series, row: int, area: int, decimals: int) -> float | None:
    """One printed value in the indicator's unit, None in a gap."""
    printed = series.values[row][area]
    return None if printed is None else printed / 10**decimals


def breaks_text(breaks: tuple[float, ...]) -> str:
    """Breaks as the address takes them: decimal comma, parted by semicolons."""
    return ";".join(f"{value:.10g}".replace(".", ",") for value in breaks)
