"""One value on the desk: what is shown of it now, and the deliveries it is made of."""

from dataclasses import dataclass, replace

from accounts.models import Region, User
from accounts.sight import sight_of
from indicators import history
from indicators.history import Elsewhere, Step
from indicators.lineage import Origin, origin_of
from indicators.models import Indicator, Measure, ReferencePeriod, Slice
from indicators.statistics.formula import Ratio, read_formula
from releases.history import ShownValue, may_see, shown_values
from releases.models import CurrentPack
from releases.pack_column import read_column
from spatial_units.models import Area, BoundarySet, MapLayer, SpatialLevel


@dataclass(frozen=True)
class Component:
    """A measure that a computed one is made of, with the indicators that show it and the periods
    that go in."""

    measure: Measure
    indicators: list[Indicator]
    periods: list[ReferencePeriod]


@dataclass(frozen=True)
class Part:
    """A measure of the formula; `role` is numerator, denominator or "".

    `steps` are its deliveries, the newest first; `elsewhere` is filled where it has none here,
    `components` where it is computed, with its `expression` unless an index does so, or the
    `layer` it is counted from.
    """

    measure: Measure
    role: str
    steps: list[Step]
    elsewhere: list[Elsewhere]
    components: list[Component]
    expression: str = ""
    layer: MapLayer | None = None

    @property
    def may_go(self) -> bool:
        """Something of this date counts that was delivered here, so it can be taken back."""
        counting = (history.COUNTS, history.PATCHED, history.SILENT)
        return not (self.components or self.measure.of_layer) and any(
            step.state in counting for step in self.steps
        )


@dataclass(frozen=True)
class ValueHistory:
    """`has_raw`: the person's task reaches to single cells, `may_see_raw`: the rights of the
    organisation do, too, in this area."""

    indicator: Indicator
    level: SpatialLevel
    area: Area
    period: ReferencePeriod
    shown: list[ShownValue]
    parts: list[Part]
    has_raw: bool
    may_see_raw: bool


def value_history(
    indicator: Indicator,
    area: Area,
    period: ReferencePeriod,
    user: User,
    *,
    has_raw: bool,
    reveals: bool,
) -> ValueHistory:
    """Numbers of deliveries are there only where the person may see them and asked to."""
    sight = sight_of(user, indicator.region)
    may_see_raw = has_raw and may_see(sight, indicator, area)
    parts = [
        _part(indicator, measure, area, period) for measure in history.measures_behind(indicator)
    ]
    return ValueHistory(
        indicator=indicator,
        level=area.boundary_set.level,
        area=area,
        period=period,
        shown=shown_values(indicator, area, period.key, sight),
        parts=parts if may_see_raw and reveals else [_without_numbers(part) for part in parts],
        has_raw=has_raw,
        may_see_raw=may_see_raw,
    )


def _without_numbers(part: Part) -> Part:
    return replace(part, steps=[replace(step, reading=None) for step in part.steps])


def _part(indicator: Indicator, measure: Measure, area: Area, period: ReferencePeriod) -> Part:
    steps = history.chain_of(measure, area, period)
    origin = origin_of(measure, period)
    return Part(
        measure=measure,
        role=_role(indicator, measure),
        steps=steps,
        elsewhere=[] if steps else history.elsewhere(measure, area, period),
        components=_components(measure.region, origin) if origin else [],
        expression=origin.expression if origin else "",
        layer=origin.layer if origin else None,
    )


def _role(indicator: Indicator, measure: Measure) -> str:
    formula = read_formula(indicator.definition["formula"])
    if not isinstance(formula, Ratio):
        return ""
    below = {term.removeprefix("-") for term in formula.denominator}
    return "denominator" if measure.key in below else "numerator"


def _components(region: Region, origin: Origin) -> list[Component]:
    measures = {
        one.key: one for one in Measure.objects.filter(region=region, key__in=origin.inputs)
    }
    return [
        Component(measures[key], history.indicators_made_of(region, [key]), periods)
        for key, periods in origin.inputs.items()
        if key in measures
    ]


def shown_periods(indicator: Indicator, level: SpatialLevel) -> set[str]:
    """Keys of the periods in the packs that count now."""
    current = CurrentPack.objects.filter(
        region=indicator.region_id, indicator_key=indicator.key, level_key=level.key,
        pack__body__isnull=False, pack__release__withdrawn_at=None,
    )  # fmt: skip
    bodies = current.values_list("pack__body", flat=True)
    packs = [read_column(bytes(body), {}) for body in bodies if body is not None]
    return {period["key"] for pack in packs for period in pack.periods}


def periods_of(indicator: Indicator, shown: set[str]) -> list[ReferencePeriod]:
    """Periods that anything was delivered for, and the `shown` ones (keys), newest first."""
    slices = Slice.objects.filter(
        region=indicator.region_id, measure__in=history.measures_behind(indicator)
    )
    keys = shown | set(slices.values_list("period__key", flat=True).distinct())
    found = ReferencePeriod.objects.filter(region=indicator.region_id, key__in=keys)
    return list(found.order_by("-end", "-start"))


def area_at(level: SpatialLevel, code: str, stand: str, period: ReferencePeriod) -> Area | None:
    """The area of that code: on the boundary set asked for, else on the one that holds on the
    period's last day, else on the newest that knows the code."""
    if "\0" in code:  # PostgreSQL knows no such sign
        return None
    areas = Area.objects.filter(
        boundary_set__level=level, boundary_set__is_current=True, code=code
    ).select_related("boundary_set__level")
    found = list(areas.defer("geometry").order_by("-boundary_set__valid_during"))
    wanted = [one for one in found if one.boundary_set.key == stand]
    holding = [one for one in found if period.end in one.boundary_set.valid_during]
    return next(iter([*wanted, *holding, *found]), None)


def sets_of(level: SpatialLevel, code: str) -> list[BoundarySet]:
    """The boundary sets that know the code, newest first."""
    found = BoundarySet.objects.filter(level=level, is_current=True, area__code=code)
    return list(found.order_by("-valid_during"))
