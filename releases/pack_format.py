"""A pack on the wire: JSON with whole numbers, date after date as differences.

Values are printed numbers × 10^decimals; each period holds the difference to the area's
last known value, so that a series costs about one byte per area and date once compressed.
A gap is null and has a status: O unless `status` says otherwise. The same format is read
by static/js/pack.js; docs/pack-format.md tells it in prose.
"""

import json
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

import brotli

FORMAT = 2
EXACT_DIGITS = 15  # a longer number is not exact in JavaScript
Number = int | None


@dataclass(frozen=True)
class Series:
    """Values of n areas in m periods.

    `values[period][area]` is a printed whole number or None; `status` and `flags` are
    sparse: (period, area) → code, absent = "O" for a gap, "A" and 0 otherwise.
    """

    values: list[list[Number]]
    status: dict[tuple[int, int], str] = field(default_factory=dict)
    flags: dict[tuple[int, int], int] = field(default_factory=dict)

    def status_of(self, period: int, area: int) -> str:
        if self.values[period][area] is not None:
            return "A"
        return self.status.get((period, area), "O")


@dataclass(frozen=True)
class Section:
    """The part of a pack that lies on one boundary set.

    `periods` are positions in Pack.periods; `areas` are codes in ascending order, the
    order of the shapes too. `before` gives for each area the position of the same area in
    the section named by `before_set`, or None where it is new.
    """

    boundary_set: str
    name: dict[str, str]
    valid: tuple[str, str | None]
    shapes: str
    areas: list[str]
    periods: list[int]
    series: Series
    deliveries: list[str]
    before_set: str | None = None
    before: list[int | None] = field(default_factory=list)
    parents: dict[str, list[int | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Whole:
    """A coarser level inside the pack: the city, or the parents, over all periods."""

    level: str
    areas: list[str]
    names: list[str]
    series: Series


@dataclass(frozen=True)
class Pack:
    """All numbers of one indicator on one level for one audience.

    `card` is the catalogue entry as it read on release; `periods` have key, kind, start, end.
    """

    region: str
    level: str
    audience: str
    card: dict[str, Any]
    periods: list[dict[str, str]]
    sections: list[Section]
    wholes: list[Whole]
    classification: dict[str, Any]

    @property
    def decimals(self) -> int:
        return int(self.card["decimals"])


def encode(pack: Pack) -> bytes:
    """Brotli-compressed JSON; the same pack gives the same bytes."""
    text = json.dumps(document(pack), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return bytes(brotli.compress(text.encode(), quality=11, lgwin=22))


def document(pack: Pack) -> dict[str, Any]:
    """What is written as JSON."""
    return {
        "format": FORMAT,
        "region": pack.region,
        "level": pack.level,
        "audience": pack.audience,
        "indicator": pack.card,
        "periods": pack.periods,
        "classification": pack.classification,
        "wholes": [
            {"level": whole.level, "areas": whole.areas, "names": whole.names}
            | _encode_series(whole.series)
            for whole in pack.wholes
        ],
        "sections": [
            {
                "boundary_set": section.boundary_set,
                "name": section.name,
                "valid": list(section.valid),
                "shapes": section.shapes,
                "areas": _encode_codes(section.areas),
                "periods": section.periods,
                "deliveries": section.deliveries,
                "before_set": section.before_set,
                "before": _encode_places(section.before),
                "parents": section.parents,
            }
            | _encode_series(section.series)
            for section in pack.sections
        ],
    }


def decode(body: bytes) -> Pack:
    read = json.loads(brotli.decompress(bytes(body)))
    assert read["format"] == FORMAT, f"pack format {read['format']} is not ours"
    return Pack(
        region=read["region"],
        level=read["level"],
        audience=read["audience"],
        card=read["indicator"],
        periods=read["periods"],
        classification=read["classification"],
        wholes=[
            Whole(whole["level"], whole["areas"], whole["names"], _decode_series(whole))
            for whole in read["wholes"]
        ],
        sections=[_decode_section(section) for section in read["sections"]],
    )


def _decode_section(section: dict[str, Any]) -> Section:
    return Section(
        boundary_set=section["boundary_set"],
        name=section["name"],
        valid=(section["valid"][0], section["valid"][1]),
        shapes=section["shapes"],
        areas=_decode_codes(section["areas"]),
        periods=section["periods"],
        series=_decode_series(section),
        deliveries=section["deliveries"],
        before_set=section["before_set"],
        before=_decode_places(section["before"]),
        parents=section["parents"],
    )


def _encode_codes(codes: list[str]) -> list[str] | dict[str, Any]:
    """Codes that are numbers of one width as steps from each to the next; others as they are."""
    widths = {len(code) for code in codes}
    are_numbers = all(code.isascii() and code.isdigit() for code in codes)
    if not are_numbers or len(widths) != 1 or max(widths) > EXACT_DIGITS:
        return codes
    numbers = [int(code) for code in codes]
    steps = [later - earlier for earlier, later in pairwise([0, *numbers])]
    return {"width": widths.pop(), "steps": steps}


def _decode_codes(codes: list[str] | dict[str, Any]) -> list[str]:
    if isinstance(codes, list):
        return codes
    return [str(number).zfill(codes["width"]) for number in accumulate(codes["steps"])]


def _encode_places(places: list[int | None]) -> list[int | None]:
    """Each place as the distance from the one after the last known: mostly 0."""
    expected = 0
    coded: list[int | None] = []
    for place in places:
        coded.append(None if place is None else place - expected)
        expected = expected if place is None else place + 1
    return coded


def _decode_places(coded: list[int | None]) -> list[int | None]:
    expected = 0
    places: list[int | None] = []
    for distance in coded:
        places.append(None if distance is None else expected + distance)
        expected = expected if distance is None else expected + distance + 1
    return places


def _encode_series(series: Series) -> dict[str, Any]:
    return {
        "values": _differences(series.values),
        "status": _sparse(series.status, len(series.values)),
        "flags": _sparse(series.flags, len(series.values)),
    }


def _decode_series(document: dict[str, Any]) -> Series:
    return Series(
        values=_sums(document["values"]),
        status=_dense(document["status"]),
        flags=_dense(document["flags"]),
    )


def _differences(values: list[list[Number]]) -> list[list[Number]]:
    last = [0] * (len(values[0]) if values else 0)
    coded: list[list[Number]] = []
    for row in values:
        coded.append(
            [None if v is None else v - before for v, before in zip(row, last, strict=True)]
        )
        last = [before if v is None else v for v, before in zip(row, last, strict=True)]
    return coded


def _sums(coded: list[list[Number]]) -> list[list[Number]]:
    last = [0] * (len(coded[0]) if coded else 0)
    values: list[list[Number]] = []
    for row in coded:
        values.append(
            [None if d is None else before + d for d, before in zip(row, last, strict=True)]
        )
        last = [before if v is None else v for v, before in zip(values[-1], last, strict=True)]
    return values


def _sparse(cells: dict[tuple[int, int], Any], n_periods: int) -> list[list[Any]]:
    """Per period a flat list area, code, area, code, …"""
    rows: list[list[Any]] = [[] for _ in range(n_periods)]
    for (period, area), code in sorted(cells.items()):
        rows[period] += [area, code]
    return rows


def _dense(rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    return {
        (period, row[i]): row[i + 1]
        for period, row in enumerate(rows)
        for i in range(0, len(row), 2)
    }
