"""The planner's views on the page: what can be compared, divided and filtered."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from atlas import filtering, palettes, threshold
from atlas.change import earlier_periods, ways
from atlas.filtering import NO_FILTER
from atlas.forms_views import why_not_since
from atlas.presenters import Choice
from atlas.presenters_kinds import UNCOLOURED, kinds, plain_view, start
from atlas.selection import MapView, breaks_text, filter_parameters
from atlas.threshold import Threshold
from atlas.wording import WAY_NAMES
from atlas.wording_sure import SMOOTHING
from releases.pack_format import Pack


@dataclass(frozen=True)
class ChangeChoices:
    """`why_not` says why some or all earlier dates are not offered."""

    dates: tuple[Choice, ...]
    ways: tuple[Choice, ...]
    why_not: str
    is_shown: bool


@dataclass(frozen=True)
class ThresholdChoices:
    """`value` as the address takes it; `target` is the indicator's target value as text.

    `start_value` is the threshold of a reader who asks for one without naming it.
    """

    value: str
    below: tuple[Choice, ...]
    above: tuple[Choice, ...]
    sides: tuple[Choice, ...]
    target: str
    target_url: str
    target_value: str
    start_value: str
    is_shown: bool
    end_url: str


@dataclass(frozen=True)
class FilterChoices:
    """`least` and `most` as the address takes them; `districts` by the name of their level."""

    least: str
    most: str
    only: str
    n_only: int
    only_url: str
    districts: tuple[tuple[str, tuple[Choice, ...]], ...]
    is_set: bool
    end_url: str


@dataclass(frozen=True)
class SmoothingChoice:
    """A link to the smoothed figures, or back; `words` say what these are, while they are shown."""

    is_shown: bool
    label: str
    url: str
    words: str


@dataclass(frozen=True)
class PlannerViews:
    """`change` is None for classes of an index, `threshold` where nothing is coloured by value,
    `smoothing` where nothing can be smoothed.

    `kinds` lead to figures, change and threshold (atlas/presenters_kinds.py).
    """

    kinds: tuple[Choice, ...]
    change: ChangeChoices | None
    threshold: ThresholdChoices | None
    filter: FilterChoices
    summary: tuple[tuple[str, str], ...]
    smoothing: SmoothingChoice | None = None


def planner_views(view: MapView, page: str) -> PlannerViews:
    """`page` is where links out of a view lead: the map's or the table's name."""
    return PlannerViews(
        kinds(view, page),
        _change(view),
        _threshold(view, page),
        _filter(view, page),
        summary(view),
        _smoothing(view, page),
    )


def _smoothing(view: MapView, page: str) -> SmoothingChoice | None:
    if view.counts is None or view.change is not None:
        return None
    is_shown = view.is_smoothed
    label = SMOOTHING["end"] if is_shown else SMOOTHING["begin"]
    words = str(SMOOTHING["words"]) if is_shown else ""
    url = view.url(page, smoothed="" if is_shown else "1")
    return SmoothingChoice(is_shown, str(label), url, words)


def plain_pack(view: MapView) -> Pack:
    """The figures themselves, where the view shows their change."""
    return view.change.of if view.change else view.pack


def summary(view: MapView) -> tuple[tuple[str, str], ...]:
    """Figures of the shown areas in words; rates have no mean here: the city's value is it."""
    if view.card["kind"] == "class":
        return ()
    found = filtering.summary(
        view.section.series.values[view.row],
        view.shown_areas(),
        view.decimals,
        is_count=view.has_circles,
    )
    count = _("%(shown)s of %(all)s") % {"shown": found.n_shown, "all": found.n_all}
    figures = {
        _("Sum"): found.total,
        _("Lowest value"): found.lowest,
        _("Median of the areas"): found.median,
        _("Highest value"): found.highest,
        view.region.name: view.city_value(),
    }
    rows = [(label, view.written(value)) for label, value in figures.items() if value is not None]
    gaps = [(_("Without a value (in none of the figures)"), str(found.n_gaps))]
    return ((_("Areas shown"), count), *(gaps if found.n_gaps else []), *rows)


def _change(view: MapView) -> ChangeChoices | None:
    pack = plain_pack(view)
    offered = ways(view.entry.card)
    if not offered:
        return None
    current = view.change.since if view.change else None
    way = view.change.way if view.change else offered[0]
    return ChangeChoices(
        dates=tuple(
            _choice(pack.periods[one]["key"], view.period_label(one), one == current)
            for one in reversed(earlier_periods(pack, view.period))
        ),
        ways=tuple(_choice(one, str(WAY_NAMES[one]), one == way) for one in offered),
        why_not=why_not_since(pack, view.period),
        is_shown=view.change is not None,
    )


def _threshold(view: MapView, page: str) -> ThresholdChoices | None:
    if view.card["kind"] in UNCOLOURED:
        return None
    shown = view.threshold or Threshold(0.0)
    target = view.card.get("target")
    value = "" if target is None else breaks_text((float(target),))
    sides = range(threshold.FEWEST_PER_SIDE, threshold.MOST_PER_SIDE + 1)
    return ThresholdChoices(
        value=breaks_text((shown.value,)) if view.threshold else "",
        below=_palettes(shown.below),
        above=_palettes(shown.above),
        sides=tuple(_choice(str(n), str(n), n == shown.per_side) for n in sides),
        target="" if target is None else view.written(float(target)),
        target_url=view.url(page, threshold=value, method="", k="", breaks="") if value else "",
        target_value=value,
        start_value=breaks_text((start(plain_view(view)),)),
        is_shown=view.threshold is not None,
        end_url=view.but(threshold=None).url(page),
    )


def _palettes(current: str) -> tuple[Choice, ...]:
    return tuple(
        _choice(key, str(palettes.PALETTES[key].name), key == current)
        for key in palettes.SEQUENTIAL
    )


def _filter(view: MapView, page: str) -> FilterChoices:
    chosen = tuple(dict.fromkeys(code for code in (view.area, *view.areas) if code))
    asked = filter_parameters(view.filter)
    return FilterChoices(
        least=asked["min"],
        most=asked["max"],
        only=asked["only"],
        n_only=len(view.filter.only),
        only_url=view.url(page, only=",".join(chosen)) if chosen else "",
        districts=_districts(view),
        is_set=view.filter.is_set,
        end_url=view.but(filter=NO_FILTER).url(page),
    )


def _districts(view: MapView) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    names = {level.key: level.plural for level in view.levels}
    found: dict[str, list[Choice]] = {}
    for (level, code), name in filtering.parents(view.pack, view.section).items():
        one = _choice(f"{level}:{code}", name, view.filter.within == (level, code))
        found.setdefault(names.get(level, level), []).append(one)
    return tuple((level, tuple(choices)) for level, choices in found.items())


def _choice(key: str, label: str, is_current: bool) -> Choice:
    return Choice(key, label, "", is_current)
