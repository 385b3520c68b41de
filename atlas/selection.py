"""The view a reader chose, checked: everything a page needs to know, and its addresses."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats
from atlas.change import USUAL_METHOD, Change, ways
from atlas.filtering import NO_FILTER, Filter, Mask, shown_areas
from atlas.ground import EMPTY, Ground
from atlas.queries import Entry
from atlas.series import city_of, section_at
from atlas.threshold import DEFAULT_ABOVE, DEFAULT_BELOW, DEFAULT_PER_SIDE, Threshold
from atlas.wording import FLAGS, INCOMPLETE, in_language
from releases.pack_format import Pack, Section, Series
from spatial_units.models import SpatialLevel

DEFAULT_METHOD = "regional_default"
DEFAULT_OPACITY = 80
FALLBACK_K = 5


@dataclass(frozen=True)
class MapView:
    """One state of the map.

    `levels` are the region's, the finest first. `period` is a position in `pack.periods`.
    `method` is `regional_default` for the classes stored in the pack, else one of
    releases.classification.METHODS. `breaks` are set for `manual` only. `opacity` counts per
    cent. `period_is_chosen` and `palette_is_chosen`: the address names them. Where a `change` is
    shown, `pack` holds the changes (atlas/change.py) and `change.of` the pack they come from.
    Where `is_smoothed`, `pack` and `entry.card` are those of atlas/smoothing.py.
    `counts` shows the denominators of the indicator, where one does (atlas/denominators.py).
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
    change: Change | None = None
    threshold: Threshold | None = None
    filter: Filter = NO_FILTER
    ground: Ground = EMPTY
    counts: Entry | None = None
    is_smoothed: bool = False

    @property
    def card(self) -> dict[str, Any]:
        """The catalogue entry of what is shown; of the change, where one is."""
        return self.pack.card if self.change else self.entry.card

    @property
    def source(self) -> Pack:
        """The figures themselves, where their change is shown."""
        return self.change.of if self.change else self.pack

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

    def since_label(self) -> str:
        """The date a change counts from."""
        assert self.change is not None
        return self.period_label(self.change.since)

    def time_label(self) -> str:
        """What stands in titles: the shown period, or from when to when the change is."""
        if self.change is None:
            return self.period_label()
        return _("Change %(since)s – %(period)s") % {
            "since": self.since_label(),
            "period": self.period_label(),
        }

    @property
    def has_circles(self) -> bool:
        """Numbers of things are drawn as circles, everything else as coloured areas."""
        return bool(self.card["kind"] == "count")

    @property
    def unit(self) -> str:
        return in_language(self.card["unit"])

    def written(self, value: float, unit: str | None = None) -> str:
        """A value with its unit (or another), a change with its sign."""
        shown = self.unit if unit is None else unit
        return formats.quantity(value, self.decimals, shown, signed=self.change is not None)

    def shown_areas(self) -> Mask:
        """(n_areas,) which areas of the section the filter leaves."""
        return shown_areas(self.filter, self.pack, self.section, self.row)

    def city_value(self) -> float | None:
        """The whole region's printed value in the shown period."""
        city = city_of(self.pack)
        return None if city is None else value_in(city.series, self.period, 0, self.decimals)

    def city_written(self) -> str | None:
        """The same in words, with a mark where areas without a value are left out."""
        city, value = city_of(self.pack), self.city_value()
        if city is None or value is None:
            return None
        is_incomplete = city.series.flags.get((self.period, 0), 0) & INCOMPLETE
        mark = f" ({FLAGS[INCOMPLETE]})" if is_incomplete else ""
        return f"{self.written(value)}{mark}"

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def parameters(self) -> dict[str, str]:
        """The query of this view, without what goes without saying."""
        chosen = {
            "indicator": self.entry.indicator,
            "level": self.entry.level,
            "period": self.period_key,
            "method": self.method if self.method not in (DEFAULT_METHOD, self._usual()) else "",
            "k": str(self.k) if self._k_is_chosen() else "",
            "palette": self.palette if self.palette_is_chosen else "",
            "breaks": breaks_text(self.breaks),
            "areas": ",".join(self.areas),
            "area": self.area or "",
            "opacity": str(self.opacity) if self.opacity != DEFAULT_OPACITY else "",
            "smoothed": "1" if self.is_smoothed else "",
            **change_parameters(self.change),
            **threshold_parameters(self.threshold),
            **filter_parameters(self.filter),
            **self.ground.parameters(),
        }
        return {key: value for key, value in chosen.items() if value}

    def _usual(self) -> str:
        return USUAL_METHOD if self.change else DEFAULT_METHOD

    def _k_is_chosen(self) -> bool:
        if self.change:
            return self.k != int((self.card["classification"] or {}).get("k") or FALLBACK_K)
        return self.method not in (DEFAULT_METHOD, "manual")

    def without_views(self) -> Self:
        """The plain map: no change, no threshold, no filter, and the default classes."""
        plain = self.but(threshold=None, filter=NO_FILTER, method=DEFAULT_METHOD, breaks=())
        if plain.change is None:
            return plain.but(palette_is_chosen=False)
        return plain.but(change=None, pack=plain.change.of, palette_is_chosen=False)

    def url(self, page: str = "map", **parameters: str) -> str:
        """The address of this view on a page; a parameter given as "" is left out."""
        query = {k: v for k, v in (self.parameters() | parameters).items() if v}
        return reverse(page, args=[self.region.key]) + "?" + urlencode(query, safe=",;:/")

    def profile_url(self, code: str) -> str:
        """The profile of an area, on the boundaries of the shown period."""
        address = reverse("area", args=[self.region.key, self.entry.level, code])
        return f"{address}?{urlencode({'stand': self.section.boundary_set})}"

    def value_urls(self) -> dict[str, str]:
        """Where each shown number comes from, by code; nothing of changes and smoothed ones."""
        if self.change is not None or self.is_smoothed:
            return {}
        stand = urlencode({"period": self.period_key, "stand": self.section.boundary_set})
        start = self.values_url()
        return {code: f"{start}{quote(code, safe='')}/?{stand}" for code in self.section.areas}

    def values_url(self) -> str:
        """What an area's code leads on from, to where its number comes from."""
        indicator = reverse("indicator", args=[self.region.key, self.entry.indicator])
        return f"{indicator}values/{self.entry.level}/"

    def area_urls(self) -> dict[str, str]:
        """The address of this view for each area of the shown period, by code."""
        start = self.but(area=None).url()
        return {code: f"{start}&area={quote(code)}" for code in self.section.areas}


def value_in(series: Series, row: int, area: int, decimals: int) -> float | None:
    """One printed value in the indicator's unit, None in a gap."""
    printed = series.values[row][area]
    return None if printed is None else printed / 10**decimals


def change_parameters(change: Change | None) -> dict[str, str]:
    if change is None:
        return {}
    usual, *_others = ways(change.of.card)
    return {
        "since": change.of.periods[change.since]["key"],
        "change": change.way if change.way != usual else "",
    }


def threshold_parameters(threshold: Threshold | None) -> dict[str, str]:
    if threshold is None:
        return {}
    per_side = threshold.per_side
    return {
        "threshold": breaks_text((threshold.value,)),
        "below": threshold.below if threshold.below != DEFAULT_BELOW else "",
        "above": threshold.above if threshold.above != DEFAULT_ABOVE else "",
        "sides": str(per_side) if per_side != DEFAULT_PER_SIDE else "",
    }


def filter_parameters(asked: Filter) -> dict[str, str]:
    return {
        "min": "" if asked.least is None else breaks_text((asked.least,)),
        "max": "" if asked.most is None else breaks_text((asked.most,)),
        "only": ",".join(asked.only),
        "within": ":".join(asked.within or ()),
    }


def breaks_text(breaks: tuple[float, ...]) -> str:
    """Breaks as the address takes them: decimal comma, parted by semicolons."""
    return ";".join(f"{value:.10g}".replace(".", ",") for value in breaks)
