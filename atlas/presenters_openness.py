"""The mark beside what signed-in staff see: public, partly internal, or internal."""

from dataclasses import dataclass, replace
from typing import Any

from atlas.openness import Openness, State, by_period, of_shown
from atlas.presenters import AreaPanel, Figure
from atlas.selection import MapView
from atlas.table_parts import Table
from atlas.wording import OPENNESS


@dataclass(frozen=True)
class OpennessMark:
    """`dates` is what the client needs to keep the mark in step; None where all is public."""

    state: State
    words: str
    shown: Openness
    dates: dict[str, Any] | None


def openness_mark(view: MapView) -> OpennessMark:
    found = by_period(view)
    shown = of_shown(view, found)
    dates = {
        key: {"state": one.state, "areas": list(one.areas) if one.state == "partly" else []}
        for key, one in found.items()
    }
    return OpennessMark(shown.state, str(OPENNESS[shown.state]), shown, dates or None)


def course_mark(view: MapView) -> OpennessMark:
    """Of all dates at once: public or internal where every one of them is."""
    states = {one.state for one in by_period(view).values()} or {"public"}
    state: State = states.pop() if len(states) == 1 else "partly"
    return OpennessMark(state, str(OPENNESS[state]), Openness(state, ()), None)


def marked_area(area: AreaPanel | None, mark: OpennessMark) -> AreaPanel | None:
    """Where only some figures of the date are internal, each of these says so."""
    if area is None or not _is_marked(area.code, mark):
        return area
    return replace(area, figure=_internal(area.figure))


def marked_table(table: Table | None, mark: OpennessMark) -> Table | None:
    if table is None or mark.state != "partly":
        return table
    rows = tuple(
        replace(row, figure=_internal(row.figure)) if _is_marked(row.code, mark) else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _is_marked(code: str, mark: OpennessMark) -> bool:
    return mark.state == "partly" and code in mark.shown.areas


def _internal(figure: Figure) -> Figure:
    return replace(figure, flags=(*figure.flags, str(OPENNESS["internal"])))
