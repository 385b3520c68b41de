"""One value as it was published over time: when it became what it is, and what it was before."""

import datetime
from dataclasses import dataclass

from atlas.queries_history import Version


@dataclass(frozen=True)
class Said:
    """The same words over one or several releases; `until` None: it still holds."""

    version: Version
    since: datetime.datetime
    until: datetime.datetime | None

    @property
    def number(self) -> float | None:
        cell = self.version.cell
        return (
            cell.number / 10**self.version.column.decimals
            if cell is not None and cell.number is not None
            else None
        )


def course_of(versions: list[Version]) -> list[Said]:
    """The newest first; releases that say the same are one.

    Where the value is hidden now, earlier numbers are left out: whatever was published once,
    we do not repeat what must not be shown any more.
    """
    found: list[Said] = []
    until: datetime.datetime | None = None
    for place, version in enumerate(versions):
        if version.cell is None:
            break  # before its first publication
        is_last = place + 1 == len(versions) or not _same(version, versions[place + 1])
        if is_last:
            found.append(Said(version, version.released_at, until))
            until = version.released_at
    is_hidden = bool(found) and found[0].number is None
    return found[:1] if is_hidden else found


def _same(one: Version, other: Version) -> bool:
    if one.cell is None or other.cell is None:
        return one.cell is other.cell
    said = (one.cell.number, one.cell.status, one.column.decimals)
    return said == (other.cell.number, other.cell.status, other.column.decimals)
