"""Storing what was frozen: the release with its packs and facts, and the pointers to them."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Job, Region
from releases.changelog import changelog
from releases.changes import LevelChange, as_record, compare
from releases.examining import forget_stale
from releases.finding_patterns import forget_stale_patterns
from releases.models import Audience, CurrentPack, Pack, PublishedFact, Release
from releases.pack_format import decode
from releases.packing import Draft


@dataclass(frozen=True)
class Frozen:
    """A pack ready to be stored."""

    draft: Draft
    body: bytes

    @property
    def place(self) -> tuple[str, str]:
        return self.draft.indicator.key, self.draft.level_key

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:32]


def store(region: Region, wish: dict[str, Any], job: Job, frozen: list[Frozen]) -> int:
    """Store what the audience does not have yet as a release; how many packs are new."""
    current = {
        (row.indicator_key, row.level_key): row.pack
        for row in CurrentPack.objects.filter(
            region=region, audience=wish["audience"]
        ).select_related("pack")
    }
    new = [one for one in frozen if getattr(current.get(one.place), "hash", None) != one.hash]
    if new:
        changes = records_of([(one.draft, current.get(one.place)) for one in new])
        release = _record_release(region, wish, job, changes)
        for one in new:
            _store_pack(region, release, one)
    return len(new)


def _record_release(
    region: Region, wish: dict[str, Any], job: Job, changes: list[dict[str, Any]]
) -> Release:
    written, generated = wish.get("text") or {}, changelog(changes)
    return Release.objects.create(
        region=region,
        audience=wish["audience"],
        reason=wish["reason"]["de"],
        reason_en=wish["reason"]["en"],
        text_de=written.get("de") or generated["de"],
        text_en=written.get("en") or generated["en"],
        changes=changes,
        job=job,
    )


def records_of(pairs: list[tuple[Draft, Pack | None]]) -> list[dict[str, Any]]:
    """What drafts change against the packs the audience has, one record per indicator."""
    levels: defaultdict[str, list[LevelChange]] = defaultdict(list)
    cards: dict[str, dict[str, Any]] = {}
    for draft, known in pairs:
        before = decode(bytes(known.body)) if known and known.body is not None else None
        levels[draft.indicator.key].append(compare(before, draft.pack))
        cards[draft.indicator.key] = draft.pack.card
    return [as_record(cards[key], found) for key, found in levels.items()]


def _store_pack(region: Region, release: Release, frozen: Frozen) -> None:
    indicator_key, level_key = frozen.place
    Pack.objects.create(
        region=region,
        release=release,
        audience=release.audience,
        indicator_key=indicator_key,
        level_key=level_key,
        hash=frozen.hash,
        body=frozen.body,
        card=frozen.draft.pack.card,
    )
    PublishedFact.objects.bulk_create(
        PublishedFact(
            region=region,
            release=release,
            indicator_key=indicator_key,
            level_key=placed.level_key,
            audience=release.audience,
            field=placed.fact.field,
            boundary_set_id=placed.boundary_set_id,
            period_key=placed.period_key,
            form=placed.fact.form,
            areas=placed.fact.areas,
            lower=placed.fact.lower,
            upper=placed.fact.upper,
        )
        for placed in frozen.draft.facts
    )


def point(region: Region, audience: str, frozen: list[Frozen], only: Sequence[str] | None) -> None:
    """Let the pointers follow; what is no longer released loses its numbers.

    `only` names the indicators a partial release speaks of; None means it speaks of all.
    """
    wanted = {one.place for one in frozen}
    current = CurrentPack.objects.filter(region=region, audience=audience)
    for row in current if only is None else current.filter(indicator_key__in=only):
        if (row.indicator_key, row.level_key) not in wanted:
            Pack.objects.filter(
                region=region,
                audience=audience,
                indicator_key=row.indicator_key,
                level_key=row.level_key,
            ).update(body=None)
            row.delete()
    for one in frozen:
        indicator_key, level_key = one.place
        newest = Pack.objects.filter(
            region=region,
            audience=audience,
            indicator_key=indicator_key,
            level_key=level_key,
            hash=one.hash,
        ).latest("id")
        CurrentPack.objects.update_or_create(
            region=region,
            audience=audience,
            indicator_key=indicator_key,
            level_key=level_key,
            defaults={"pack": newest, "position": one.draft.indicator.position},
        )
    forget_stale(region)
    forget_stale_patterns(region)
    Region.objects.filter(id=region.id).update(is_public=has_public(region))


def has_public(region: Region) -> bool:
    """A region that took everything back stays, so that people can read that it did."""
    current = CurrentPack.objects.filter(region=region, audience=Audience.PUBLIC)
    withdrawn = Release.objects.filter(region=region, audience=Audience.PUBLIC)
    return current.exists() or withdrawn.exclude(withdrawn_at=None).exists()
