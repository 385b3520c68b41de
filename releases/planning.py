"""Releases that wait: for their date, for a second person, or for both."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import create_job, record
from accounts.models import Job, Region, User
from accounts.scoping import row_of
from releases.asking import ask_for_release, needs_second_person, refuse_narrow_sight
from releases.holding import HeldBack
from releases.models import Audience, Pack, PlannedRelease, PublishingRules, Release
from releases.public_rule import barred_from_public, indicators_named
from releases.waiting import index_changes

State = PlannedRelease.State
OPEN = (State.WAITING, State.PLANNED)


class TooLate(Exception):
    """Somebody else has decided meanwhile; the plan is open no more."""


def plan_release(
    region: Region,
    audience: str,
    keys: list[str],
    reason: dict[str, str],
    by: User,
    *,
    text: dict[str, str],
    held_back: HeldBack,
    publish_at: datetime.datetime | None,
) -> PlannedRelease:
    """Store what shall be released later, or once a second person has approved it.

    Asking for the same twice gives the plan that already waits. Raises PermissionDenied where
    an indicator may not go public, or for who sees a part of the region only.
    """
    refuse_narrow_sight(region, by)
    if audience == Audience.PUBLIC and barred_from_public(indicators_named(region, keys)):
        raise PermissionDenied
    second = needs_second_person(region, audience)
    fields: dict[str, Any] = {
        "region": region,
        "audience": audience,
        "indicators": sorted(keys),
        "held_back": {key: sorted(periods) for key, periods in held_back.items()},
        "reason_de": reason["de"],
        "reason_en": reason["en"],
        "text_de": text["de"],
        "text_en": text["en"],
        "publish_at": publish_at,
        "state": State.WAITING if second else State.PLANNED,
        "needs_second": second,
        "asked_by": by,
    }
    with transaction.atomic():
        Region.objects.select_for_update().get(id=region.id)  # a double click waits here
        if same := PlannedRelease.objects.filter(**fields).first():
            return same
        plan = PlannedRelease.objects.create(**fields)
        when = publish_at.isoformat() if publish_at else None
        record(
            "release-planned", reason["de"], region, by,
            audience=audience, indicators=plan.indicators, plan=plan.id, publish_at=when,
        )  # fmt: skip
    return plan


def approve(plan: PlannedRelease, by: User, now: datetime.datetime) -> PlannedRelease:
    """The second person says yes: it goes at once, or at its date if that is still to come.

    Raises PermissionDenied for who asked for it or sees a part of the region only, TooLate
    where it waits no more.
    """
    refuse_narrow_sight(plan.region, by)
    with transaction.atomic():
        held = _held(plan)
        if held.asked_by_id == by.id:
            raise PermissionDenied(_("A second person has to approve this release."))
        if held.state != State.WAITING:
            raise TooLate
        held.approved_by, held.approved_at = by, now
        record("release-approved", held.reason_de, held.region, by, plan=held.id)
        if held.publish_at is None or held.publish_at <= now:
            _hand_over(held)
        else:
            held.state = State.PLANNED
            held.save()
    return held


def cancel(plan: PlannedRelease, by: User, **detail: Any) -> PlannedRelease:
    """`detail` goes into the audit trail. Raises TooLate where it was handed over or cancelled
    before."""
    with transaction.atomic():
        held = _held(plan)
        if held.state not in OPEN:
            raise TooLate
        held.state = State.CANCELLED
        held.save()
        record("release-cancelled", held.reason_de, held.region, by, plan=held.id, **detail)
    return held


def plans_to_approve(region: Region, by: User) -> int:
    """How many wait for a second person who is not the one that asked."""
    waiting = PlannedRelease.objects.filter(region=region, state=State.WAITING)
    return waiting.exclude(asked_by=by).count()


def plans_of_the_same(release: Release) -> list[PlannedRelease]:
    """Open plans that would show the same indicators to the same audience again.

    What the public gets the staff get too, so public plans count for an internal release.
    """
    packs = Pack.objects.filter(region=release.region_id, release=release)
    keys = set(packs.values_list("indicator_key", flat=True))
    audiences = {release.audience, Audience.PUBLIC}
    plans = PlannedRelease.objects.filter(
        region=release.region_id, audience__in=audiences, state__in=OPEN
    )
    return [plan for plan in plans.order_by("publish_at", "id") if keys & set(plan.indicators)]


def publish_due(now: datetime.datetime) -> list[Job]:
    """Hand over what is due, each in a transaction of its own with its job.

    A worker that dies before the commit leaves the plan as it was, one that dies after it the
    waiting job, which the reaper sends. So every plan becomes one job.
    """
    jobs = []
    due = PlannedRelease.objects.filter(state=State.PLANNED, publish_at__lte=now)
    for plan_id in due.order_by("publish_at", "id").values_list("id", flat=True):
        with transaction.atomic():
            plan = due.select_for_update(skip_locked=True, of=("self",)).filter(id=plan_id).first()
            if plan is not None and (job := _hand_over(plan)):
                jobs.append(job)
    return jobs


def _hand_over(plan: PlannedRelease) -> Job | None:
    """Make the job; what may no longer go public by now is cancelled, with the reason."""
    try:
        plan.job = ask_for_release(
            plan.region,
            plan.audience,
            plan.indicators,
            {"de": plan.reason_de, "en": plan.reason_en},
            plan.asked_by,
            text={"de": plan.text_de, "en": plan.text_en},
            held_back=plan.held_back,
            approved_by=plan.approved_by,
        )
    except PermissionDenied:
        plan.cause = (
            "Nicht veröffentlicht: Die Regeln haben sich seit der Planung geändert. Für einen der"
            " Indikatoren fehlt jetzt die Erlaubnis oder die Zustimmung einer zweiten Person, oder"
            " eine der beiden Personen sieht nur noch einen Teil der Region."
        )
    plan.state = State.DONE if plan.job else State.CANCELLED
    plan.save()
    return plan.job


def _held(plan: PlannedRelease) -> PlannedRelease:
    return row_of(plan).select_for_update(of=("self",)).select_related("region").get()


def refresh_stale() -> list[Job]:
    """A job for every region whose indices are older than what they are made of.

    Each publish job computes all indices, so what changed after the newest one was asked for
    is stale. The job releases nothing.
    """
    jobs = []
    for region in Region.objects.filter(compositeindex__isnull=False).distinct():
        newest = Job.objects.filter(region=region, kind="publish").order_by("-id").first()
        changed = max(index_changes(region).values(), default=None)
        if changed and (newest is None or newest.created_at < changed):
            jobs.append(create_job("publish", region, {"releases": []}))
    return jobs


def set_four_eyes(region: Region, *, wanted: bool, by: User) -> None:
    """Whether a second publisher approves what goes public; what waits already still waits."""
    with transaction.atomic():
        PublishingRules.objects.update_or_create(region=region, defaults={"four_eyes": wanted})
        record("four-eyes-set", region.key, region, by, new=wanted)
