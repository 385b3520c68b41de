"""What the worker carries out for releases."""

from celery import shared_task

from accounts import actions as jobs
from releases import actions


@shared_task(ignore_result=True)
def publish(job_id: int) -> None:
    """Carry out a publish job; may come twice, may take up what a dead worker left."""
    with jobs.holding(job_id) as held:
        if held is None:
            return
        try:
            message = actions.publish(held)
        except jobs.JobFailed as reason:
            jobs.fail(held.job, str(reason))
        else:
            jobs.finish(held.job, message)
