"""Taking a release back, and mending its words."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.actions import record
from accounts.models import Region, User
from accounts.scoping import row_of
from releases import planning
from releases.examining import forget_stale
from releases.finding_patterns import forget_stale_patterns
from releases.models import Audience, CurrentPack, Pack, PlannedRelease, Release
from releases.public_rule import indicators_named, may_go_public
from releases.storing import has_public


def releases_of(region: Region) -> QuerySet[Release]:
    """With `packs`, how many each made, and `currentpacks`, how many of them still count."""
    found = Release.objects.filter(region=region).select_related("region", "job__created_by")
    return found.annotate(
        packs=Count("pack", distinct=True), currentpacks=Count("pack__currentpack", distinct=True)
    )


def withdraw(
    release: Release,
    reason: dict[str, str],
    by: User,
    *,
    brings_back: bool,
    cancels: Sequence[PlannedRelease] = (),
) -> bool:
    """Delete the packs' numbers and say why; False where it was withdrawn before.

    The release before does not come back by itself, since what was wrong in this one may have
    been wrong there; with `brings_back` it does, where its numbers are still kept and may
    still go to that audience. What a later release has replaced already stays replaced. The
    plans in `cancels` go with it, except those somebody has decided meanwhile.
    """
    with transaction.atomic():
        _one_at_a_time(release.region)
        held = row_of(release).select_for_update().get()
        if held.withdrawn_at is not None:
            return False
        held.withdrawn_at = timezone.now()
        held.withdrawn_reason_de, held.withdrawn_reason_en = reason["de"], reason["en"]
        held.save()
        shown = list(CurrentPack.objects.filter(pack__release=held).select_related("pack"))
        _delete_numbers(held)
        for row in shown:
            earlier = _earlier(held, row) if brings_back else None
            if earlier is None:
                row.delete()
            else:
                row.pack = earlier
                row.save(update_fields=["pack"])
        forget_stale(held.region)
        forget_stale_patterns(held.region)
        Region.objects.filter(id=held.region_id).update(is_public=has_public(held.region))
        record(
            "release-withdrawn", reason["de"], held.region, by,
            release=held.id, audience=held.audience, brings_back=brings_back,
            cancelled=[plan.id for plan in cancels if _is_cancelled(plan, held, by)],
        )  # fmt: skip
    return True


def _is_cancelled(plan: PlannedRelease, because_of: Release, by: User) -> bool:
    try:
        planning.cancel(plan, by, release=because_of.id)
    except planning.TooLate:
        return False
    return True


def _delete_numbers(release: Release) -> None:
    """Those of the release, and the same numbers where an earlier one published them too."""
    hashes = list(Pack.objects.filter(release=release).values_list("hash", flat=True))
    Pack.objects.filter(
        region=release.region_id,
        audience=release.audience,
        hash__in=hashes,
        release_id__lte=release.id,
    ).update(body=None)


def _earlier(release: Release, row: CurrentPack) -> Pack | None:
    """The newest pack before that still holds and may be shown."""
    if not _is_allowed(release, row.indicator_key):
        return None
    earlier = Pack.objects.filter(
        region=release.region_id,
        audience=release.audience,
        indicator_key=row.indicator_key,
        level_key=row.level_key,
        release_id__lt=release.id,
        release__withdrawn_at=None,
        body__isnull=False,
    )
    return earlier.order_by("-id").first()


def _is_allowed(release: Release, indicator_key: str) -> bool:
    """Whether the audience may still get the indicator; one that is no more may not."""
    (found,) = indicators_named(release.region, [indicator_key]) or (None,)
    return found is not None and (release.audience != Audience.PUBLIC or may_go_public(found))


def mend_text(release: Release, text: dict[str, str], by: User) -> None:
    """Store other words; what they were stays in the audit trail."""
    with transaction.atomic():
        held = row_of(release).select_for_update().get()
        before = {"de": held.text_de, "en": held.text_en}
        if before == text:
            return
        held.text_de, held.text_en = text["de"], text["en"]
        held.text_mended_at = timezone.now()
        held.save(update_fields=["text_de", "text_en", "text_mended_at"])
        record("release-text", held.reason, held.region, by, release=held.id, before=before)


def _one_at_a_time(region: Region) -> None:
    """Not while a publish job moves the pointers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"publish {region.key}"])
