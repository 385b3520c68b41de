"""What a region has released to the public, read by the role that sees public rows only."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from accounts.models import Region
from releases.models import Audience, Pack, Release


@dataclass(frozen=True)
class NewsEntry:
    """A public release in the reader's language; without its text once it is withdrawn.

    `title_language` and `reason_language` are "de" where nobody wrote them in another.
    `indicators` are (key, name); `changes` one releases.changes.as_record each, empty for
    releases that are older than this record.
    """

    id: int
    title: str
    title_language: str
    text: str
    released_at: datetime.datetime
    updated_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    withdrawn_reason: str
    reason_language: str
    indicators: tuple[tuple[str, str], ...]
    changes: tuple[dict[str, Any], ...]


def public_releases(of: Region) -> QuerySet[Release]:
    """Newest first; asked for in slices, since each may hold much."""
    found = Release.objects.using(settings.PUBLIC).filter(region=of, audience=Audience.PUBLIC)
    return found.order_by("-released_at", "-id")


def news_entries(of: Region, releases: Sequence[Release]) -> list[NewsEntry]:
    """What to say about each of these releases."""
    older = [one.id for one in releases if not one.changes]
    names = _names_in_packs(of, older)
    return [_entry(one, names.get(one.id, {})) for one in releases]


def _entry(of: Release, in_packs: dict[str, dict[str, str]]) -> NewsEntry:
    language = "en" if get_language() == "en" else "de"
    names = {one["indicator"]: one["name"] for one in of.changes} or in_packs
    title, title_language = _written(of.reason, of.reason_en)
    reason, reason_language = _written(of.withdrawn_reason_de, of.withdrawn_reason_en)
    text = of.text_en if language == "en" else of.text_de
    return NewsEntry(
        id=of.id,
        title=title,
        title_language=title_language,
        text="" if of.withdrawn_at else text,
        released_at=of.released_at,
        updated_at=of.withdrawn_at or of.text_mended_at or of.released_at,
        withdrawn_at=of.withdrawn_at,
        withdrawn_reason=reason,
        reason_language=reason_language,
        indicators=tuple((key, name[language]) for key, name in names.items()),
        changes=tuple(of.changes),
    )


def _written(german: str, english: str) -> tuple[str, str]:
    """What was written in the reader's language, and which language it is in."""
    is_english = get_language() == "en" and english not in ("", german)
    return (english, "en") if is_english else (german, "de")


def _names_in_packs(of: Region, releases: list[int]) -> dict[int, dict[str, dict[str, str]]]:
    """The indicators of releases that tell nothing themselves, from the cards of their packs."""
    packs = Pack.objects.using(settings.PUBLIC).filter(region=of, release__in=releases)
    found: dict[int, dict[str, dict[str, str]]] = {}
    for release, key, name in packs.order_by("id").values_list(
        "release", "indicator_key", "card__name"
    ):
        found.setdefault(release, {}).setdefault(key, name)
    return found
