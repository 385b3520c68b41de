"""What was published of one value before: from the packs of earlier releases that still hold."""

import datetime
from dataclasses import dataclass

from accounts.models import Region
from accounts.sight import AreaKey
from atlas.queries import Entry
from atlas.queries_news import public_releases
from releases.models import Pack
from releases.pack_column import Cell, Column, read_column

MOST_READ = 40  # packs of one indicator and level; older ones are not looked at


@dataclass(frozen=True)
class Version:
    """What a release said of the value; `cell` None where it had no such date or area."""

    release: int
    released_at: datetime.datetime
    cell: Cell | None
    column: Column


def versions(
    of: Region, entry: Entry, place: AreaKey, period_keys: list[str]
) -> dict[str, list[Version]]:
    """By period, the newest release first; the first is what counts now.

    `place` is boundary set and code. Withdrawn releases have no numbers any more and are not
    told; of somebody else's figures there is what the public saw.
    """
    if entry.own is not None and place not in entry.own:
        if not entry.public_hash:
            return {key: [] for key in period_keys}
        entry = Entry(
            entry.indicator, entry.level, entry.public_hash, entry.released_on, entry.card
        )
    packs = Pack.objects.using(entry.database).filter(
        region=of,
        audience=entry.audience,
        indicator_key=entry.indicator,
        level_key=entry.level,
        body__isnull=False,
        release__withdrawn_at=None,
    )
    rows = packs.order_by("-id").values_list("hash", "release", "release__released_at", "body")
    found: dict[str, list[Version]] = {key: [] for key in period_keys}
    is_current = False
    for content_hash, release, released_at, body in rows[:MOST_READ]:
        is_current = is_current or content_hash == entry.hash
        if is_current and body is not None:
            column = read_column(bytes(body), dict([place]))
            for key, said in found.items():
                said.append(Version(release, released_at, _cell(column, key), column))
    return found


def _cell(column: Column, period_key: str) -> Cell | None:
    for period, cell in column.cells.items():
        if column.periods[period]["key"] == period_key:
            return cell
    return None


def place_in_news(of: Region, release: int) -> int | None:
    """How many public releases are newer; None where the public knows no such release."""
    ids = list(public_releases(of).values_list("id", flat=True))
    return ids.index(release) if release in ids else None
