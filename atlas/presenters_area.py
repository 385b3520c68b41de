"""The chosen area beside the city and the areas it is compared with."""

from django.utils.translation import gettext as _

from atlas import formats, series
from atlas.change import common_section
from atlas.classes import Classes
from atlas.presenters import AreaPanel, Choice, ComparisonArea, Figure, HistoryRow
from atlas.presenters_legend import labels, positions, unit_of
from atlas.presenters_sure import of_view
from atlas.presenters_table import figure, figure_of
from atlas.selection import MapView
from atlas.wording import gap, in_language

MISSING = "O"


def area_panel(view: MapView, classes: Classes, names: dict[str, str]) -> AreaPanel | None:
    if view.area is None:
        return None
    here = view.section.areas.index(view.area)
    shown = _figure_at(view, here)
    compared = [code for code in view.areas if code != view.area]
    return AreaPanel(
        code=view.area,
        name=names.get(view.area, view.area),
        profile_url=view.profile_url(view.area),
        figure=shown,
        class_label=_class_label(view, classes, here, shown),
        city_label=view.region.name,
        city=_city(view, view.period),
        deviation=_deviation(view, shown),
        comparisons=tuple(_comparison(view, code, names) for code in compared),
        comparison_choices=_comparison_choices(view, names),
        history=_history(view, [view.area, *compared]),
        close_url=view.but(area=None).url(),
        value_url=view.value_urls().get(view.area, ""),
        ends=_ends(view, here),
        history_title=history_title(view),
        sure=sure.areas[here] if (sure := of_view(view)) else None,
    )


def history_title(view: MapView) -> str:
    if view.change:
        return _("Change since %(since)s, all dates") % {"since": view.since_label()}
    return _("All dates")


def _figure_at(view: MapView, area: int) -> Figure:
    return figure_of(view, view.section.series, view.row, area)


def _ends(view: MapView, area: int) -> tuple[tuple[str, str], ...]:
    """What a change is the difference of: the figures of both dates."""
    if view.change is None:
        return ()
    plain, card = view.change.of, view.entry.card
    section = common_section(plain, view.change.since, view.period)
    assert section is not None
    found = []
    for period in (view.change.since, view.period):
        row = section.periods.index(period)
        unit = in_language(card["unit"])
        shown = figure(section.series, row, area, plain.decimals, unit)
        found.append((view.period_label(period), shown.status_text or shown.text))
    return tuple(found)


def _city(view: MapView, period: int) -> Figure | None:
    city = series.city_of(view.pack)
    return None if city is None else figure_of(view, city.series, period, 0)


def _class_label(view: MapView, classes: Classes, area: int, shown: Figure) -> str | None:
    if shown.value is None or view.has_circles or classes.found.scale:
        return None
    return labels(view, classes)[int(positions(view, classes)[area])]


def _deviation(view: MapView, shown: Figure) -> str | None:
    """How far the area lies from the city: in percentage points, where the unit is per cent."""
    city = view.city_value()
    if shown.value is None or city is None or view.card["kind"] in ("count", "class"):
        return None
    distance = round(shown.value - city, view.decimals)
    text = ("+" if distance > 0 else "") + formats.number(distance, view.decimals)
    unit = unit_of(view)
    if unit == "%":
        return _("%(number)s percentage points") % {"number": text}
    return text + formats.unit_space(unit) + unit


def _comparison(view: MapView, code: str, names: dict[str, str]) -> ComparisonArea:
    others = tuple(other for other in view.areas if other != code)
    return ComparisonArea(
        code=code,
        name=names.get(code, code),
        figure=_figure_at(view, view.section.areas.index(code)),
        remove_url=view.but(areas=others).url(),
    )


def _comparison_choices(view: MapView, names: dict[str, str]) -> tuple[Choice, ...]:
    choices = [
        Choice(code, names.get(code, code), view.but(areas=(*view.areas, code)).url(), False)
        for code in view.section.areas
        if code != view.area and code not in view.areas
    ]
    return tuple(sorted(choices, key=lambda choice: formats.sort_key(choice.label)))


def _history(view: MapView, codes: list[str]) -> tuple[HistoryRow, ...]:
    section = view.section
    ways = [series.history(view.pack, section, section.areas.index(code)) for code in codes]
    rows = []
    for period in series.shown_periods(view.pack):
        area, *compared = [_figure_on(view, way, period) for way in ways]
        rows.append(
            HistoryRow(view.period_label(period), area, _city(view, period), tuple(compared))
        )
    return tuple(rows)


def _figure_on(view: MapView, way: dict[int, series.Place], period: int) -> Figure:
    """The area's figure in a period; a gap where the area did not exist as it is now."""
    if period not in way:
        return Figure(None, "", MISSING, gap(MISSING))
    place = way[period]
    return figure_of(view, place.series, place.row, place.area)
