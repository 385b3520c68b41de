"""Asking for a release: what may go to whom, and the job that does it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.actions import create_job, record
from accounts.models import Job, Region, User
from accounts.roles import LACKS_FULL_SIGHT
from accounts.sight import sight_of
from releases.holding import HeldBack
from releases.models import Audience, PublishingRules
from releases.public_rule import barred_from_public, indicators_named


def needs_second_person(region: Region, audience: str) -> bool:
    """Whether somebody else has to approve what goes public."""
    rules = PublishingRules.objects.filter(region=region, four_eyes=True)
    return audience == Audience.PUBLIC and rules.exists()


def refuse_narrow_sight(region: Region, by: User) -> None:
    """Raises PermissionDenied for who sees a part of the region: a release concerns all of it."""
    if sight_of(by, region) is not None:
        raise PermissionDenied(str(LACKS_FULL_SIGHT))


def ask_for_release(
    region: Region,
    audience: str,
    keys: list[str] | None,
    reason: dict[str, str],
    by: User,
    *,
    text: dict[str, str] | None = None,
    held_back: HeldBack | None = None,
    approved_by: User | None = None,
) -> Job:
    """A job that shows the indicators (None: all) to an audience; what else it sees stays.

    What the public gets the staff get too, since they would see an older internal pack
    first. Asking for the same twice gives the job that already waits or runs. `held_back`
    says which periods stay out (None: as before). Raises PermissionDenied where an indicator
    may not go public yet, whoever asks, where a second person has to approve and has not, or
    where one of them sees a part of the region only.
    """
    for person in filter(None, (by, approved_by)):
        refuse_narrow_sight(region, person)
    if audience == Audience.PUBLIC and barred_from_public(indicators_named(region, keys)):
        raise PermissionDenied
    if needs_second_person(region, audience) and approved_by in (None, by):
        raise PermissionDenied(_("A second person has to approve this release."))
    arguments = {"releases": _wishes(audience, keys, reason, text, held_back)}
    with transaction.atomic():
        _one_at_a_time(region)
        open_jobs = Job.objects.filter(
            region=region, kind="publish", state=Job.State.WAITING, arguments=arguments
        )
        if same := open_jobs.first():
            return same
        job = create_job("publish", region, arguments, by)
        detail: dict[str, Any] = {"held_back": held_back} if held_back else {}
        record(
            "released", reason["de"], region, by,
            audience=audience, indicators="all" if keys is None else sorted(keys), job=job.id,
            **detail,
        )  # fmt: skip
    return job


def _wishes(
    audience: str,
    keys: list[str] | None,
    reason: dict[str, str],
    text: dict[str, str] | None,
    held_back: HeldBack | None,
) -> list[dict[str, Any]]:
    """One release per audience; what is held back from the public the staff may see."""
    wish: dict[str, Any] = {
        "indicators": "all" if keys is None else sorted(keys),
        "reason": reason,
        "keeps_others": True,
    }
    if text and any(text.values()):
        wish["text"] = text
    held: dict[str, Any] = {}
    if held_back is not None:
        held["held_back"] = {key: sorted(periods) for key, periods in held_back.items()}
    if audience == Audience.PUBLIC:
        return [{"audience": "internal"} | wish, {"audience": "public"} | wish | held]
    return [{"audience": audience} | wish | held]


def _one_at_a_time(region: Region) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ask {region.key}"])
