"""What the current packs say of one value, and which of them a date stands in."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Region, User
from accounts.sight import Reach, Sight
from indicators.models import Flag, Indicator
from releases.models import Audience, CurrentPack, Release
from releases.pack_column import Cell, Column, read_column
from releases.pack_format import decode
from spatial_units.models import Area, SpatialLevel


@dataclass(frozen=True)
class ShownValue:
    """The printed value an audience sees now; `cell` None where its pack has no such place."""

    audience: str
    cell: Cell | None
    column: Column
    release: Release
    released_by: User | None


@dataclass(frozen=True)
class TouchedPack:
    """A pack that shows a date: `values` are numbers of the level itself or, on a coarser
    one, numbers that were added up from it."""

    indicator: Indicator
    level: SpatialLevel
    audience: str
    values: int
    is_own_level: bool


def shown_values(
    indicator: Indicator, area: Area, period_key: str, sight: Sight | None
) -> list[ShownValue]:
    """What the staff and the public see now, as far as `sight` lets somebody know it."""
    level = area.boundary_set.level.key
    current = CurrentPack.objects.filter(
        region=indicator.region_id,
        indicator_key=indicator.key,
        level_key=level,
        audience__in=(Audience.INTERNAL, Audience.PUBLIC),
        pack__release__withdrawn_at=None,
        pack__body__isnull=False,
    ).select_related("pack__release__job__created_by")
    return [
        _shown(row, area, period_key)
        for row in current.order_by("audience")
        if row.audience == Audience.PUBLIC or may_see(sight, indicator, area)
    ]


def may_see(sight: Sight | None, indicator: Indicator, area: Area) -> bool:
    """Whether rights reach to this area's internal figures; None: they reach everywhere."""
    if sight is None:
        return True
    reach = sight.of(indicator.key, indicator.topic.key, area.boundary_set.level.key)
    own = (area.boundary_set.key, area.code) in sight.areas
    return reach is Reach.ALL or (reach is Reach.OWN and own)


def _shown(row: CurrentPack, area: Area, period_key: str) -> ShownValue:
    assert row.pack.body is not None
    column = read_column(bytes(row.pack.body), {area.boundary_set.key: area.code})
    at = [one for one in column.cells if column.periods[one]["key"] == period_key]
    release = row.pack.release
    return ShownValue(
        audience=row.audience,
        cell=column.cells[at[0]] if at else None,
        column=column,
        release=release,
        released_by=release.job.created_by if release.job else None,
    )


def touched_packs(
    region: Region, indicators: Iterable[Indicator], level: SpatialLevel, period_key: str
) -> list[TouchedPack]:
    """The current packs that would lose or change numbers if a date of a level were gone."""
    by_key = {one.key: one for one in indicators}
    levels = {
        one.key: one
        for one in SpatialLevel.objects.filter(region=region, position__gte=level.position)
    }
    current = CurrentPack.objects.filter(
        region=region, indicator_key__in=by_key, level_key__in=levels,
        pack__release__withdrawn_at=None, pack__body__isnull=False,
    ).select_related("pack")  # fmt: skip
    found = []
    for row in current:
        is_own = row.level_key == level.key
        values = _numbers(row, period_key, only_computed=not is_own)
        if values:
            found.append(
                TouchedPack(
                    by_key[row.indicator_key], levels[row.level_key], row.audience, values, is_own
                )
            )
    return sorted(found, key=lambda one: (one.indicator.position, one.level.position, one.audience))


def _numbers(row: CurrentPack, period_key: str, *, only_computed: bool) -> int:
    """How many areas have a number in a period; of those added up from smaller ones only."""
    assert row.pack.body is not None
    pack = decode(bytes(row.pack.body))
    count = 0
    for section in pack.sections:
        for at, period in enumerate(section.periods):
            if pack.periods[period]["key"] == period_key:
                flags = section.series.flags
                count += sum(
                    number is not None
                    and (not only_computed or bool(flags.get((at, area), 0) & Flag.COMPUTED))
                    for area, number in enumerate(section.series.values[at])
                )
    return count
