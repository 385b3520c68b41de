"""Rival (iii): the same values as plain JSON, in two shapes and two compressions; the best counts.

It is let off more than ours: no reasons for gaps, no texts, no city, no parents, no classes.
"""

import gzip
import json
from collections.abc import Iterator

import brotli

from releases.pack_format import Pack, Section

Number = float | int | None


def plain_sizes(pack: Pack) -> dict[str, int]:
    """Bytes by shape and compression of all areas and dates of a pack."""
    found = {}
    for shape, document in _documents(pack):
        text = json.dumps(document, separators=(",", ":")).encode()
        found[f"{shape}, gzip"] = len(gzip.compress(text, compresslevel=9, mtime=0))
        found[f"{shape}, brotli"] = len(brotli.compress(text, quality=11))
    return found


def best_plain(pack: Pack) -> int:
    return min(plain_sizes(pack).values())


def cells(pack: Pack) -> int:
    """How many numbers or gaps it holds: areas × dates, over all boundary sets."""
    return sum(len(section.areas) * len(section.periods) for section in pack.sections)


def rows_of(section: Section, decimals: int) -> list[list[Number]]:
    """The printed values by date and area as numbers with decimals; null is a gap."""
    scale = 10**decimals
    return [
        [None if v is None else (v if scale == 1 else v / scale) for v in row]
        for row in section.series.values
    ]


def _documents(pack: Pack) -> Iterator[tuple[str, object]]:
    by_date, by_set = {}, []
    for section in pack.sections:
        dates = [pack.periods[place]["key"] for place in section.periods]
        rows = dict(zip(dates, rows_of(section, pack.decimals), strict=True))
        by_set.append({"areas": section.areas, "dates": rows})
        for date, row in rows.items():
            by_date[date] = dict(zip(section.areas, row, strict=True))
    yield "object per date", by_date
    yield "arrays", by_set
