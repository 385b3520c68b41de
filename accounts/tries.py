"""How often somebody did something lately; counted in the database, so all processes together.

For wrong passwords django-axes counts (signing_in.py).
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import Try


@dataclass(frozen=True)
class Limit:
    """So many times within that while."""

    kind: str
    most: int
    within: timedelta


WRONG_KEYS = Limit("wrong-key", 30, timedelta(minutes=15))  # by address
LINKS_ASKED_FOR = Limit("links-asked-for", 20, timedelta(hours=1))  # by address
LINKS_MAILED = Limit("links-mailed", 3, timedelta(hours=1))  # by mail address
LONGEST = max(limit.within for limit in (WRONG_KEYS, LINKS_ASKED_FOR, LINKS_MAILED))


def is_used_up(limit: Limit, who: str) -> bool:
    since = timezone.now() - limit.within
    found = Try.objects.filter(kind=limit.kind, who=_digest(who), at__gt=since)
    return found.count() >= limit.most


def note(limit: Limit, who: str) -> None:
    """Only a digest of who it was is kept."""
    Try.objects.create(kind=limit.kind, who=_digest(who))


def _digest(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()


def forget() -> int:
    """Delete what no longer counts; how many."""
    deleted, _by_table = Try.objects.filter(at__lte=timezone.now() - LONGEST).delete()
    return deleted
