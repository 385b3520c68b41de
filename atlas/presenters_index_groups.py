"""The classes of two indices together, as a table of both: Berlin's twelve groups."""

from dataclasses import dataclass
from typing import Any

from atlas.selection import MapView
from atlas.wording import in_language

TENS = 10


@dataclass(frozen=True)
class GroupCell:
    sign: str
    name: str
    color: str
    count: int


@dataclass(frozen=True)
class GroupRow:
    name: str
    cells: tuple[GroupCell, ...]


@dataclass(frozen=True)
class GroupTable:
    """Rows are the classes of the index, the most burdened first; columns those beside it."""

    name: str
    url: str
    columns: tuple[str, ...]
    rows: tuple[GroupRow, ...]


def group_table(view: MapView) -> GroupTable:
    """`view` shows the groups; their names are “sign first class, second class”."""
    counts = _counts(view)
    classes = {int(one["value"]): one for one in view.card["classes"]}
    tens = sorted({value // TENS for value in classes}, reverse=True)
    ones = sorted({value % TENS for value in classes})
    return GroupTable(
        name=in_language(view.card["name"]),
        url=view.url(),
        columns=tuple(_second(classes[tens[0] * TENS + one]) for one in ones),
        rows=tuple(
            GroupRow(
                _first(classes[ten * TENS + ones[0]]),
                tuple(_cell(classes[ten * TENS + one], counts) for one in ones),
            )
            for ten in tens
        ),
    )


def _counts(view: MapView) -> dict[int, int]:
    row = view.section.series.values[view.row]
    found = [round(one / TENS**view.decimals) for one in row if one is not None]
    return {value: found.count(value) for value in set(found)}


def _cell(told: dict[str, Any], counts: dict[int, int]) -> GroupCell:
    name = in_language(told["name"])
    return GroupCell(
        name.split(" ")[0], name, told.get("color") or "", counts.get(told["value"], 0)
    )


def _first(told: dict[str, Any]) -> str:
    return in_language(told["name"]).partition(",")[0].partition(" ")[2]


def _second(told: dict[str, Any]) -> str:
    return in_language(told["name"]).partition(",")[2].strip()
