"""What is known of how sure composite indices are, for the eyes that ask."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Region
from atlas.access import Access
from atlas.queries import Entry
from releases.models import Audience, CurrentPack, IndexExamination


@dataclass(frozen=True)
class Examination:
    """One edition of an index; `body` is releases.examination.Examined."""

    index: str
    period: str
    body: dict[str, Any]


def examinations(region: Region, access: Access, entry: Entry) -> dict[str, Examination]:
    """By period, of the index that an indicator shows; none while it is being worked out.

    Who sees some areas only is told what everybody is told.
    """
    sees_all = entry.is_internal and entry.own is None and access.sight is None
    audiences = [Audience.PUBLIC, Audience.INTERNAL] if sees_all else [Audience.PUBLIC]
    rows = IndexExamination.objects.using(access.database).filter(
        region=region,
        audience__in=audiences,
        level_key=entry.level,
        indicators__contains=[entry.indicator],
    )
    current = CurrentPack.objects.using(access.database).filter(
        region=region, audience__in=audiences, pack__release__withdrawn_at=None
    )
    hashes = set(current.values_list("pack__hash", flat=True))
    # "internal" sorts before "public": what is internal is fuller and comes last
    return {
        row.period_key: Examination(row.index_key, row.period_key, row.body)
        for row in rows.order_by("-audience")
        if set(row.packs) <= hashes
    }
