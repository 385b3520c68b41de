"""Asking for a release: what may go to whom, and the job that does it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.actions import create_job, record
from accounts.models import Job, Region, User
from indicators.models import Indicator
from releases.models import Audience
from releases.public_rule import barred_from_public


def _named(region: Region, keys: list[str] | None) -> list[Indicator]:
    found = Indicator.objects.filter(region=region).select_related("policy", "region")
    return list(found if keys is None else found.filter(key__in=keys))


def ask_for_release(
    region: Region, audience: str, keys: list[str] | None, reason: dict[str, str], by: User
) -> Job:
    """A job that shows the indicators (None: all) to an audience; what else it sees stays.

    What the public gets the staff get too, since they would see an older internal pack
    first. Asking for the same twice gives the job that already waits or runs. Raises
    PermissionDenied where an indicator may not go public yet, whoever asks.
    """
    if audience == Audience.PUBLIC and barred_from_public(_named(region, keys)):
        raise PermissionDenied
    wish: dict[str, Any] = {
        "indicators": "all" if keys is None else sorted(keys),
        "reason": reason,
        "keeps_others": True,
    }
    audiences = [Audience.INTERNAL.value]
    if audience == Audience.PUBLIC:
        audiences.append(Audience.PUBLIC.value)
    arguments = {"releases": [{"audience": one} | wish for one in audiences]}
    with transaction.atomic():
        _one_at_a_time(region)
        open_jobs = Job.objects.filter(
            region=region, kind="publish", state=Job.State.WAITING, arguments=arguments
        )
        if same := open_jobs.first():
            return same
        job = create_job("publish", region, arguments, by)
        record(
            "released", reason["de"], region, by,
            audience=audience, indicators=wish["indicators"], job=job.id,
        )  # fmt: skip
    return job


def _one_at_a_time(region: Region) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ask {region.key}"])
