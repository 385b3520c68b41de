"""What the worker carries out for files the staff brought."""

from collections.abc import Callable

from celery import shared_task

from accounts import actions as jobs
from indicators import actions_uploads


@shared_task(ignore_result=True)
def check_upload(job_id: int) -> None:
    """Check a file; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, actions_uploads.check)


@shared_task(ignore_result=True)
def commit_upload(job_id: int) -> None:
    """Take a checked file over; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, actions_uploads.commit)


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
