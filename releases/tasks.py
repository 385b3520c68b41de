"""What the worker carries out for releases."""

from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from accounts import actions as jobs
from accounts.tasks import send
from releases import actions, audit_reports, examining, finding_patterns, planning, trying


@shared_task(ignore_result=True)
def publish(job_id: int) -> None:
    """Carry out a publish job; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, actions.publish)


@shared_task(ignore_result=True, expires=60)
def publish_due() -> None:
    """Hand over the planned releases whose moment has come."""
    for job in planning.publish_due(timezone.now()):
        send(job)


@shared_task(ignore_result=True, expires=3600)
def refresh_stale() -> None:
    """Compute indices anew where what they are made of has changed since."""
    for job in planning.refresh_stale():
        send(job)


@shared_task(ignore_result=True)
def audit(job_id: int) -> None:
    """Carry out an audit job; may come twice."""
    _carry_out(job_id, audit_reports.audit_region)


@shared_task(ignore_result=True)
def try_rule(job_id: int) -> None:
    """Work out what another rule of secrecy would hide; may come twice."""
    _carry_out(job_id, trying.carry_out)


@shared_task(ignore_result=True)
def examine_indices(job_id: int) -> None:
    """Work out how sure the region's composite indices are; may come twice."""
    _carry_out(job_id, examining.examine_region)


@shared_task(ignore_result=True)
def find_patterns(job_id: int) -> None:
    """Work out the spatial patterns of the region's indicators; may come twice."""
    _carry_out(job_id, finding_patterns.find_in_region)


@shared_task(ignore_result=True, expires=3600)
def audit_all() -> None:
    """Every night: attack all that is public."""
    for job in audit_reports.audit_all():
        send(job)


def _carry_out(job_id: int, work: Callable[[jobs.HeldJob], str]) -> None:
    with jobs.holding(job_id) as held:
        if held is None:
            return
        try:
            message = work(held)
        except jobs.JobFailed as reason:
            jobs.fail(held.job, str(reason))
        else:
            jobs.finish(held.job, message)
