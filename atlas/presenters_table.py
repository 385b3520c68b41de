"""The table that says what the map shows, and single figures in words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from atlas import formats
from atlas.classes import Classes
from atlas.presenters import Figure
from atlas.presenters_legend import color_of, labels, positions, unit_of
from atlas.presenters_sure import ViewSureness, of_view
from atlas.selection import MapView, value_in
from atlas.table_parts import Column, Table, TableRow
from atlas.wording import GAPS, MEASURED, flags, gap, in_language
from atlas.wording_sure import INTERVAL
from releases.pack_format import Series


def figure(
    series: Series, row: int, area: int, decimals: int, unit: str, *, signed: bool = False
) -> Figure:
    """One value of a pack as it is shown, or the sign and the words of its gap.

    `signed` for a change: it is written with + or −.
    """
    remarks = flags(series.flags.get((row, area), 0))
    value = value_in(series, row, area, decimals)
    if value is not None:
        text = formats.quantity(value, decimals, unit, signed=signed)
        return Figure(value, text, MEASURED, "", remarks)
    status = series.status_of(row, area)
    sign = GAPS[status][1] if status in GAPS else ""
    return Figure(None, sign, status, gap(status), remarks)


def table(view: MapView, classes: Classes, names: dict[str, str], order: tuple[str, str]) -> Table:
    sure = of_view(view, unit="")
    rows = _rows(view, classes, names, sure)
    return Table(
        caption=_caption(view),
        columns=_columns(view, classes, order),
        rows=tuple(_sorted(rows, view, order)),
        wholes=_wholes(view, sure),
        has_classes=_has_classes(view, classes),
        hidden=int((~view.shown_areas()).sum()),
        has_limits=sure is not None,
        range_heading=str(INTERVAL) if sure else "",
        against=sure.against if sure else "",
        method=sure.method if sure else "",
        notes=sure.notes if sure else (),
    )


def figure_of(view: MapView, series: Series, row: int, area: int) -> Figure:
    """One figure of the view's pack, a change with its sign."""
    signed = view.change is not None
    return figure(series, row, area, view.decimals, view.unit, signed=signed)


def _caption(view: MapView) -> str:
    sentence = _("%(indicator)s in %(unit)s, %(areas)s of %(region)s, %(period)s")
    if not unit_of(view):
        sentence = _("%(indicator)s, %(areas)s of %(region)s, %(period)s")
    return sentence % {
        "indicator": in_language(view.card["name"]),
        "unit": unit_of(view),
        "areas": view.level.plural,
        "region": view.region.name,
        "period": view.time_label(),
    }


def _rows(
    view: MapView, classes: Classes, names: dict[str, str], sure: ViewSureness | None
) -> list[TableRow]:
    section, row, is_shown = view.section, view.row, view.shown_areas()
    words, places = labels(view, classes), positions(view, classes)
    is_classed, value_urls = _has_classes(view, classes), view.value_urls()
    made = []
    for area, code in enumerate(section.areas):
        if not is_shown[area]:
            continue
        shown = figure_of(view, section.series, row, area)
        classed = is_classed and shown.value is not None
        made.append(
            TableRow(
                code=code,
                name=names.get(code, code),
                figure=shown,
                class_label=words[int(places[area])] if classed else "",
                color="" if view.card["kind"] == "count" else color_of(shown.value, classes),
                url=view.profile_url(code),
                is_current=code == view.area,
                value_url=value_urls.get(code, ""),
                sure=sure.areas[area] if sure else None,
            )
        )
    return made


def _wholes(view: MapView, sure: ViewSureness | None) -> tuple[TableRow, ...]:
    """The city; parents in between have pages of their own."""
    return tuple(
        TableRow(
            code="",
            name=whole.names[0],
            figure=figure_of(view, whole.series, view.period, 0),
            class_label="",
            color="",
            url="",
            is_current=False,
            sure=sure.city if sure else None,
        )
        for whole in view.pack.wholes
        if len(whole.areas) == 1
    )


def _has_classes(view: MapView, classes: Classes) -> bool:
    return view.card["kind"] != "count" and not classes.found.scale


def _columns(view: MapView, classes: Classes, order: tuple[str, str]) -> tuple[Column, ...]:
    headings = {
        "code": _("Code"),
        "name": view.level.name,
        "value": _value_heading(view),
    }
    if _has_classes(view, classes):
        headings["class"] = _("Class")
    return tuple(_column(view, key, label, order) for key, label in headings.items())


def _value_heading(view: MapView) -> str:
    if view.change:
        return _("Change in %(unit)s") % {"unit": view.unit} if view.unit else _("Change")
    return _("Value in %(unit)s") % {"unit": view.unit} if view.unit else _("Value")


def _column(view: MapView, key: str, label: str, order: tuple[str, str]) -> Column:
    sorted_by, direction = order
    turned = key == sorted_by and direction == "ascending"
    url = view.url("table", sort=key, order="descending" if turned else "")
    now: Any = direction if key == sorted_by else "none"
    return Column(key, label, url, now)


def _sorted(rows: list[TableRow], view: MapView, order: tuple[str, str]) -> list[TableRow]:
    """By the column asked for; areas without a value always come last."""
    sorted_by, direction = order
    keys: dict[str, Callable[[TableRow], Any]] = {
        "code": lambda row: row.code,
        "name": lambda row: formats.sort_key(row.name),
        "value": lambda row: row.figure.value,
        "class": lambda row: row.figure.value,
    }
    by_value = sorted_by in ("value", "class")
    first = [row for row in rows if not by_value or row.figure.value is not None]
    last = [row for row in rows if by_value and row.figure.value is None]
    return sorted(first, key=keys[sorted_by], reverse=direction == "descending") + last
