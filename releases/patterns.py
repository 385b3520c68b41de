"""Patterns of hidden cells kept from release to release, so that the same counts hide the same."""

import hashlib
from collections.abc import Callable

import numpy as np

from accounts.models import Region
from releases.disclosure.protecting import Protection, Table
from releases.models import HidingPattern

VERSION = 1  # another method makes other patterns


def protected(region: Region, table: Table, protect: Callable[[], Protection]) -> Protection:
    """What is to be hidden of a table, as it was before where that still protects; else `protect`
    finds it.

    A pattern still does if all that is or would be told now was taken as told then, and nothing
    it hides has become known since. With more untold now, more could be protected than then.
    """
    digest, told = _digest(table), _told(table)
    known = HidingPattern.objects.filter(region=region, digest=digest).first()
    if known is not None and _still_protects(known, table, told):
        return Protection(set(known.hidden), set(known.unmet))
    found = protect()
    HidingPattern.objects.update_or_create(
        region=region,
        digest=digest,
        defaults={
            "told": np.packbits(told).tobytes(),
            "hidden": sorted(found.hidden),
            "unmet": sorted(found.unmet),
        },
    )
    return found


def _digest(table: Table) -> str:
    """Of the counts, their sums and what is asked for them; not of what is told at the moment."""
    found = hashlib.sha256(f"pattern {VERSION}".encode())
    found.update(table.values.tobytes())
    for row in table.rows:
        found.update(repr((row.cells, row.coefficients)).encode())
    needs = sorted((cell, need.below, need.above) for cell, need in table.needs.items())
    found.update(repr(needs).encode())
    return found.hexdigest()


def _told(table: Table) -> np.ndarray:
    told = np.ones(len(table.values), dtype=bool)
    told[list(table.unseen)] = False
    return told


def _still_protects(known: HidingPattern, table: Table, told: np.ndarray) -> bool:
    then = np.unpackbits(np.frombuffer(known.told, dtype=np.uint8), count=len(told)).astype(bool)
    hidden = np.zeros(len(told), dtype=bool)
    hidden[known.hidden] = True
    may_be_hidden = np.isfinite(table.cost)
    may_be_hidden[[*table.unseen, *table.needs, *table.gone]] = True
    has_changed = np.any(told & ~then) or (known.unmet and np.any(then & ~told))
    return bool(not has_changed and not np.any(hidden & ~may_be_hidden))
