"""What an index can be made of: indicators a person may see, on one boundary set, by date."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Region, User
from accounts.sight import Reach, Sight, sight_of
from atlas.formats import period as period_text
from indicators.models import CompositeIndex, Indicator, ReferencePeriod, Slice
from indicators.recipes import Recipe, indicators_in, results_of
from indicators.statistics.formula import measures_of, read_formula
from releases.models import CurrentPack
from spatial_units.models import BoundarySet

FINISHED = ("class", "index")  # kinds that are no component


@dataclass(frozen=True)
class Component:
    """An indicator with the keys of the periods in which all it is made of was delivered."""

    indicator: Indicator
    periods: frozenset[str]

    @property
    def key(self) -> str:
        return self.indicator.key


@dataclass(frozen=True)
class IndexChoices:
    """`components` in the catalogue's order; `periods` by key, the newest first."""

    boundary_set: BoundarySet
    components: tuple[Component, ...]
    periods: dict[str, ReferencePeriod]

    @property
    def by_key(self) -> dict[str, Component]:
        return {one.key: one for one in self.components}

    def period_name(self, key: str) -> str:
        found = self.periods[key]
        return period_text(found.key, found.kind, found.end.isoformat())


def choices_on(boundary_set: BoundarySet, user: User) -> IndexChoices:
    region = boundary_set.region
    held = _delivered(region, boundary_set)
    components = tuple(
        Component(one, periods)
        for one in _visible(region, boundary_set.level.key, user)
        if (periods := _periods(one, held))
    )
    keys = {key for one in components for key in one.periods}
    found = ReferencePeriod.objects.filter(region=region, key__in=keys).order_by("-end", "-start")
    return IndexChoices(boundary_set, components, {one.key: one for one in found})


def sets_to_choose(region: Region, user: User) -> list[tuple[BoundarySet, int]]:
    """Boundary sets on which there is something to see, the newest first within each level,
    with the number of indicators."""
    sets = BoundarySet.objects.filter(region=region, is_current=True).select_related(
        "level", "region"
    )
    ordered = sorted(sets, key=lambda one: one.valid_during.lower, reverse=True)
    ordered.sort(key=lambda one: one.level.position)
    counted = [(one, len(choices_on(one, user).components)) for one in ordered]
    return [(one, count) for one, count in counted if count]


def may_see(recipe: Recipe, boundary_set: BoundarySet, user: User) -> bool:
    """Whether all that goes into a recipe is theirs to see."""
    seen = {one.key for one in _visible(boundary_set.region, boundary_set.level.key, user)}
    return set(indicators_in(recipe)) <= seen


def _visible(region: Region, level_key: str, user: User) -> list[Indicator]:
    """Shown on the level, and of every area: an index of others' areas tells of these.

    No results of other indices: who is reckoned first would matter.
    """
    shown = CurrentPack.objects.filter(
        region=region, level_key=level_key, pack__release__withdrawn_at=None
    )
    rows = Indicator.objects.filter(region=region, key__in=shown.values("indicator_key"))
    rows = rows.exclude(kind__in=FINISHED).exclude(state=Indicator.State.RETIRED)
    sight, made = sight_of(user, region), _made_by_indices(region)
    ordered = rows.select_related("topic", "source", "policy").order_by(
        "topic__position", "position"
    )
    return [
        one for one in ordered if _sees_all(sight, one, level_key) and not _measures(one) & made
    ]


def _sees_all(sight: Sight | None, indicator: Indicator, level_key: str) -> bool:
    if sight is None:
        return True
    return sight.of(indicator.key, indicator.topic.key, level_key) is Reach.ALL


def _made_by_indices(region: Region) -> set[str]:
    recipes = CompositeIndex.objects.filter(region=region).values_list("recipe", flat=True)
    return {key for recipe in recipes for key in results_of(recipe).values()}


def _measures(indicator: Indicator) -> set[str]:
    return set(measures_of(read_formula(indicator.definition["formula"])))


def _delivered(region: Region, boundary_set: BoundarySet) -> dict[str, set[str]]:
    """Keys of periods by measure."""
    rows = Slice.objects.filter(
        region=region, boundary_set=boundary_set, delivery__withdrawn_at=None
    )
    found: dict[str, set[str]] = defaultdict(set)
    for measure, period in rows.values_list("measure__key", "period__key").distinct():
        found[measure].add(period)
    return found


def _periods(indicator: Indicator, held: dict[str, set[str]]) -> frozenset[str]:
    every = [held.get(key, set()) for key in _measures(indicator)]
    return frozenset(set.intersection(*every))
