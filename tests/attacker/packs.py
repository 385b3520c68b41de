"""Reading packs as docs/pack-format.md tells it to the world; none of the site's own code."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Any

from tests.attacker.knowledge import Key, Shown


def figures_of(pack: dict[str, Any]) -> Iterator[tuple[Key, Shown]]:
    """Every figure of a pack, those of the coarser areas that travel along as well."""
    periods = [period["key"] for period in pack["periods"]]
    for section in pack["sections"]:
        dates = [periods[place] for place in section["periods"]]
        yield from _series(pack, pack["level"], _codes(section["areas"]), dates, section)
    for whole in pack["wholes"]:
        yield from _series(pack, whole["level"], whole["areas"], periods, whole)


def _series(
    pack: dict[str, Any], level: str, areas: list[str], dates: list[str], series: dict[str, Any]
) -> Iterator[tuple[Key, Shown]]:
    card = pack["indicator"]
    last = [0] * len(areas)
    for row, date in enumerate(dates):
        letters = dict(_pairs(series["status"][row]))
        for place, (area, step) in enumerate(zip(areas, series["values"][row], strict=True)):
            key = (card["key"], level, area, date)
            if step is None:
                yield key, letters.get(place, "O")
            else:
                last[place] += step
                yield key, Decimal(last[place]).scaleb(-card["decimals"])


def _codes(areas: list[str] | dict[str, Any]) -> list[str]:
    if isinstance(areas, list):
        return areas
    return [str(code).zfill(areas["width"]) for code in accumulate(areas["steps"])]


def _pairs(flat: list[Any]) -> Iterator[tuple[int, Any]]:
    yield from zip(flat[::2], flat[1::2], strict=True)
