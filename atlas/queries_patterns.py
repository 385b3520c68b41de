"""The spatial pattern of an indicator, for the eyes that ask."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import Region
from atlas.access import Access
from atlas.queries import Entry
from releases.models import Audience, SpatialPattern


@dataclass(frozen=True)
class FoundPattern:
    """`entry` is the pack it was made of; `body` is releases.pattern.Pattern."""

    entry: Entry
    period: str
    body: dict[str, Any]


def spatial_pattern(
    region: Region, access: Access, entries: Iterable[Entry]
) -> FoundPattern | None:
    """Of an indicator's entries the one whose pattern is known; None until it is worked out.

    It is that of a pack the reader sees all areas of: who sees some areas only is told what
    everybody is told.
    """
    whole = {seen.hash: seen for entry in entries if (seen := _seen_whole(entry)).hash}
    rows = SpatialPattern.objects.using(access.database).filter(
        region=region, audience__in=access.audiences, pack_hash__in=whole.keys()
    )
    row = rows.order_by("audience").first()  # "internal" sorts before "public"
    if row is None:
        return None
    return FoundPattern(whole[row.pack_hash], row.period_key, row.body)


def _seen_whole(entry: Entry) -> Entry:
    if entry.own is None:
        return entry
    return replace(
        entry, hash=entry.public_hash, audience=Audience.PUBLIC, own=None, public_hash=""
    )
