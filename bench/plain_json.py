"""Rival (iii): the same values as plain JSON, in two shapes and two compressions; the best counts.

It is let off more than ours: no reasons for gaps, no texts, no city, no parents, no classes.
"""

import gzip
import json
from collections.abc import Iterator

import brotli

from releases.pack_format import Pack

Number = float | int | None


def plain_sizes(pack: Pack) -> dict[str, int]:
    """Bytes by shape and compression of all dates of a pack with one section."""
    found = {}
    for shape, document in _documents(pack):
        text = json.dumps(document, separators=(",", ":")).encode()
        found[f"{shape}, gzip"] = len(gzip.compress(text, compresslevel=9, mtime=0))
        found[f"{shape}, brotli"] = len(brotli.compress(text, quality=11))
    return found


def best_plain(pack: Pack) -> int:
    return min(plain_sizes(pack).values())


def rows_of(pack: Pack) -> list[list[Number]]:
    """The printed values by date and area as numbers with decimals; null is a gap."""
    (section,) = pack.sections
    scale = 10**pack.decimals
    return [
        [None if v is None else (v if scale == 1 else v / scale) for v in row]
        for row in section.series.values
    ]


def _documents(pack: Pack) -> Iterator[tuple[str, object]]:
    (section,) = pack.sections
    dates = [pack.periods[place]["key"] for place in section.periods]
    rows = rows_of(pack)
    yield (
        "object per date",
        {date: dict(zip(section.areas, row, strict=True))
         for date, row in zip(dates, rows, strict=True)},
    )  # fmt: skip
    yield "arrays", {"areas": section.areas, "dates": dict(zip(dates, rows, strict=True))}
