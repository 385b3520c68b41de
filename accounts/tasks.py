"""Carrying jobs to the worker. The job row is the truth; the broker may forget everything."""

import logging

from celery import current_app, shared_task
from django.conf import settings
from kombu.exceptions import OperationalError as BrokerDown

from accounts import access_keys, actions, password_mail, signing_in, tries
from accounts.models import Job

log = logging.getLogger(__name__)


def send(job: Job) -> bool:
    """Hand a job to the broker; False when the broker is down (the reaper tries again)."""
    try:
        current_app.send_task(settings.JOB_TASKS[job.kind], [job.id], retry=False)
    except BrokerDown as reason:
        log.warning("job %s waits, the broker does not answer: %s", job.id, reason)
        return False
    actions.mark_sent(job)
    return True


@shared_task(ignore_result=True, expires=30)
def reap_jobs() -> None:
    """Send what is waiting or was left by a dead worker; give up on what kills workers."""
    actions.give_up_on_what_kills_workers()
    for job in actions.jobs_to_send():
        send(job)


@shared_task(ignore_result=True)
def mail_password_link(job_id: int) -> None:
    """May come twice; whoever is second finds nothing to do."""
    with actions.holding(job_id) as held:
        if held is not None:
            password_mail.mail_link(held)


@shared_task(ignore_result=True, expires=60)
def forget_old_tries() -> None:
    """Wrong passwords and keys that no longer count go, and with them where they came from."""
    signing_in.forget_old_tries()
    tries.forget()
    access_keys.forget_repeats()
