"""What drives a composite index in each area."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from atlas import formats
from atlas.selection import MapView
from atlas.wording import in_language

JOINING = "–"


@dataclass(frozen=True)
class PartCell:
    """`drives` marks the part that burdens the area most."""

    text: str
    drives: bool


@dataclass(frozen=True)
class AreaRow:
    """`ranks` is the interval of 90 of 100 draws; `worst` the share of draws in the worst class."""

    code: str
    name: str
    url: str
    class_label: str
    color: str
    ranks: str
    worst: str
    parts: tuple[PartCell, ...]


def columns_of(edition: dict[str, Any]) -> tuple[str, ...]:
    return tuple(in_language(one["name"]) for one in edition["components"])


def area_rows(
    view: MapView, edition: dict[str, Any], body: dict[str, Any], names: dict[str, str]
) -> tuple[AreaRow, ...]:
    """Areas that have the index, the most burdened first; ties in the order of their names."""
    names = {code: names.get(code, code) for code in body["areas"]}
    known = [at for at, rank in enumerate(body["rank"]) if rank is not None]
    order = sorted(
        known, key=lambda at: (body["rank"][at], formats.sort_key(names[body["areas"][at]]))
    )
    looks = _looks(view, edition)
    return tuple(_row(view, body, at, names, looks) for at in order)


def _row(
    view: MapView,
    body: dict[str, Any],
    at: int,
    names: dict[str, str],
    looks: dict[str, tuple[str, str]],
) -> AreaRow:
    code = body["areas"][at]
    label, color = looks.get(str(body["classes"][at]), ("", ""))
    return AreaRow(
        code=code,
        name=names[code],
        url=view.profile_url(code),
        class_label=label,
        color=color,
        ranks=interval(body, at),
        worst=formats.quantity(body["worst"][at], 0, "%"),
        parts=tuple(_cells([row[at] for row in body["scaled"]])),
    )


def interval(body: dict[str, Any], at: int) -> str:
    low, high = body["lower"][at], body["upper"][at]
    return str(low) if low == high else f"{low}{JOINING}{high}"


def _cells(numbers: list[float | None]) -> Iterator[PartCell]:
    known = [one for one in numbers if one is not None]
    most = max(known, default=0.0)
    for one in numbers:
        text = "" if one is None else formats.with_sign(one, 1)
        yield PartCell(text, drives=one is not None and one == most and most > 0)


def _looks(view: MapView, edition: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Name and colour by code; a colour only where the shown indicator is the class itself."""
    colors = {str(one["value"]): one.get("color") or "" for one in view.card.get("classes") or []}
    shows_class = edition["shows"] == "class_measure"
    return {
        str(one["value"]): (
            in_language(one["name"]),
            colors.get(str(one["value"]), "") if shows_class else "",
        )
        for one in edition["classes"]
    }
