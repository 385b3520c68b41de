"""Access keys for programs: made, withdrawn, recognised; every step is recorded.

A key never gives more than its person has, and never publishing, managing or single cells.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts.actions import record
from accounts.models import AccessKey, Region, SentOnce, User
from accounts.queries import NOTHING, tasks_in
from accounts.roles import Task
from accounts.scoping import row_of

PREFIX = "sozm_"
USED_AT_MOST_EVERY = timedelta(minutes=1)  # how finely the last use is noted
REPEATS_KNOWN_FOR = timedelta(days=7)
GIVES = {
    AccessKey.Scope.READ: frozenset({Task.SEE}),
    AccessKey.Scope.DELIVER: frozenset({Task.SEE, Task.DELIVER}),
}


def scopes_for(tasks: frozenset[Task]) -> list[AccessKey.Scope]:
    """What somebody with these tasks can give to a program."""
    return [scope for scope, given in GIVES.items() if given <= tasks]


def make(
    user: User, region: Region, name: str, scope: AccessKey.Scope, days: int
) -> tuple[AccessKey, str]:
    """A new key and its words, which nobody can read again afterwards."""
    words = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = AccessKey.objects.create(
            region=region,
            user=user,
            name=name,
            scope=scope,
            digest=digest_of(words),
            expires_at=timezone.now() + timedelta(days=days),
        )
        until = f"{key.expires_at:%Y-%m-%d}"
        record("access-key-made", name, region, user, key=key.id, scope=scope, until=until)
    return key, words


def withdraw(key: AccessKey, by: User) -> None:
    """From the next request on the key opens nothing; done twice is done once."""
    with transaction.atomic():
        found = row_of(key).filter(withdrawn_at=None)
        if found.update(withdrawn_at=Now()):
            record(
                "access-key-withdrawn", key.name, key.region, by,
                key=key.id, person=key.user.username,
            )  # fmt: skip


def keys_of(region: Region) -> QuerySet[AccessKey]:
    """All keys for the region, those that are good first, the newest first."""
    found = AccessKey.objects.filter(region=region).select_related("user", "region")
    return found.order_by(F("withdrawn_at").asc(nulls_first=True), "-id")


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def recognised(words: str) -> AccessKey | None:
    """The key with these words, if it is good and its person may still sign in."""
    keys = AccessKey.everywhere.select_related("region", "user__organisation")
    key = keys.filter(digest=digest_of(words)).first() if words.startswith(PREFIX) else None
    return key if key is not None and key.is_good and key.user.is_active else None


def note_use(key: AccessKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USED_AT_MOST_EVERY:
        row_of(key).update(last_used_at=now)


def tasks_through(key: AccessKey, region: Region) -> frozenset[Task]:
    """What a program may do with this key in a region; read anew with every request."""
    if key.region_id != region.pk:
        return NOTHING
    return tasks_in(key.user, region) & GIVES[AccessKey.Scope(key.scope)]


def forget_repeats() -> int:
    """Delete what tells repeated requests apart, once nobody repeats them; how many."""
    old = SentOnce.objects.filter(at__lte=timezone.now() - REPEATS_KNOWN_FOR)
    deleted, _by_table = old.delete()
    return deleted
