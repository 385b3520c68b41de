"""What can be chosen on the map page: levels, periods, classification, palettes, areas."""

from django.urls import reverse

from atlas import classes as class_finding
from atlas import formats, palettes, series
from atlas.change import USUAL_METHOD
from atlas.classes import Classes
from atlas.filtering import NO_FILTER
from atlas.presenters import Choice, IndicatorHead, Selection
from atlas.presenters_legend import unit_of
from atlas.queries import Entry
from atlas.selection import DEFAULT_METHOD, DEFAULT_OPACITY, MapView
from atlas.threshold import DEFAULT_ABOVE, DEFAULT_BELOW, DEFAULT_PER_SIDE
from atlas.wording import CHANGE_METHODS, METHODS, in_language

CLASS_NUMBERS = range(2, 10)


def selection(
    view: MapView, classes: Classes, catalogue: list[Entry], names: dict[str, str]
) -> Selection:
    level = view.level
    return Selection(
        indicator=_head(view),
        level_name=level.name,
        level_plural=level.plural,
        period_label=view.time_label(),
        period_key=view.period_key,
        levels=_levels(view, catalogue),
        periods=_periods(view),
        methods=_methods(view, classes),
        class_numbers=_class_numbers(view),
        palettes=_palettes(view),
        area_choices=_areas(view, names),
        breaks=view.parameters().get("breaks", ""),
        opacity=view.opacity,
        is_default_classification=is_default(view),
        has_own_looks=has_own_looks(view),
        default_classification_url=view.without_views().url(),
    )


def is_default(view: MapView) -> bool:
    """Whether the map is drawn as the region laid down."""
    is_plain = view.change is None and view.threshold is None and not view.filter.is_set
    return is_plain and view.method == DEFAULT_METHOD and not view.palette_is_chosen


def has_own_looks(view: MapView) -> bool:
    """Whether classes, colours or opacity were chosen, so that their fold opens."""
    sides = view.threshold and (view.threshold.below, view.threshold.above, view.threshold.per_side)
    return (
        view.method not in (DEFAULT_METHOD, USUAL_METHOD)
        or view.palette_is_chosen
        or view.opacity != DEFAULT_OPACITY
        or sides not in (None, (DEFAULT_BELOW, DEFAULT_ABOVE, DEFAULT_PER_SIDE))
    )


def _head(view: MapView) -> IndicatorHead:
    card = view.card
    return IndicatorHead(
        key=view.entry.indicator,
        name=in_language(card["name"]),
        description=in_language(card.get("description")),
        unit=unit_of(view),
        kind=card["kind"],
        decimals=view.decimals,
        polarity=int(card.get("polarity") or 0),
        url=indicator_url(view),
    )


def indicator_url(view: MapView) -> str:
    return reverse("indicator", args=[view.region.key, view.entry.indicator])


def _levels(view: MapView, catalogue: list[Entry]) -> tuple[Choice, ...]:
    published = {entry.level for entry in catalogue if entry.indicator == view.entry.indicator}
    arealess = view.but(area=None, areas=(), filter=NO_FILTER)
    return tuple(
        Choice(
            level.key, level.plural, arealess.url(level=level.key), level.key == view.entry.level
        )
        for level in view.levels
        if level.key in published
    )


def _periods(view: MapView) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            view.pack.periods[position]["key"],
            view.period_label(position),
            view.url(period=view.pack.periods[position]["key"]),
            position == view.period,
        )
        for position in series.shown_periods(view.pack)
    )


def _is_classed(view: MapView) -> bool:
    return view.card["kind"] not in ("count", "class")


def _methods(view: MapView, classes: Classes) -> tuple[Choice, ...]:
    if not _is_classed(view):
        return ()
    if view.change:
        return tuple(
            Choice(key, str(words), view.but(method=key).url(), key == view.method)
            for key, words in CHANGE_METHODS.items()
        )
    offered = [key for key in METHODS if key != "diverging" or _has_reference(view)]
    return tuple(
        Choice(key, _method_words(view, key), _method_url(view, classes, key), key == view.method)
        for key in offered
    )


def _has_reference(view: MapView) -> bool:
    return class_finding.reference_of(view.entry, view.pack) is not None


def _method_words(view: MapView, key: str) -> str:
    if key != DEFAULT_METHOD:
        return str(METHODS[key])
    method = class_finding.stored(view.pack).method
    return f"{METHODS[DEFAULT_METHOD]}: {METHODS[method]}" if method != key else str(METHODS[key])


def _method_url(view: MapView, classes: Classes, key: str) -> str:
    breaks = classes.found.breaks if key == "manual" else ()
    return view.but(method=key, breaks=view.breaks or breaks if key == "manual" else ()).url()


def _class_numbers(view: MapView) -> tuple[Choice, ...]:
    if not _is_classed(view):
        return ()
    if view.change:
        return tuple(
            Choice(str(k), str(k), view.but(k=k).url(), k == view.k)
            for k in CLASS_NUMBERS
            if k % 2 == 0 or k == view.k  # as many classes below zero as above
        )
    method = "quantile" if view.method == "manual" else view.method
    if method == DEFAULT_METHOD:
        stored = class_finding.stored(view.pack).method
        method = stored if stored not in ("manual", "regional_default") else "quantile"
    return tuple(
        Choice(str(k), str(k), view.but(method=method, breaks=(), k=k).url(), k == view.k)
        for k in CLASS_NUMBERS
    )


def _palettes(view: MapView) -> tuple[Choice, ...]:
    if view.card["kind"] == "class" and all(
        one.get("color") for one in view.card.get("classes") or ()
    ):
        return ()
    return tuple(
        Choice(
            key,
            str(palette.name),
            view.but(palette=key, palette_is_chosen=True).url(),
            key == view.palette,
        )
        for key, palette in palettes.PALETTES.items()
        if view.change is None or key in palettes.DIVERGING
    )


def _areas(view: MapView, names: dict[str, str]) -> tuple[Choice, ...]:
    chosen = [
        Choice(code, names.get(code, code), url, code == view.area)
        for code, url in view.area_urls().items()
    ]
    return tuple(sorted(chosen, key=lambda choice: formats.sort_key(choice.label)))
