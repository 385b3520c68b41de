"""What the worker carries out for files the staff brought."""

from collections.abc import Callable

from celery import shared_task
from django.conf import settings
from django.db import OperationalError

from accounts import actions as jobs
from accounts.full_disk import is_disk_full
from accounts.tasks import send
from indicators import (
    actions_batches,
    actions_uploads,
    batch_commit,
    committing,
    index_drafts,
)

DISK_FULL = (
    "Der Speicher des Servers ist voll. Es wurde nichts übernommen. Bitte dem Betrieb sagen und"
    " dann die Datei neu prüfen."
)


@shared_task(ignore_result=True)
def check_upload(job_id: int) -> None:
    """Check a file; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, actions_uploads.check)


@shared_task(ignore_result=True)
def commit_upload(job_id: int) -> None:
    """Take a checked file over; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, committing.commit)


@shared_task(ignore_result=True)
def unpack_batch(job_id: int) -> None:
    """Unpack an archive and have each of its files checked; may come twice."""
    _carry_out(job_id, actions_batches.unpack)
    for job in actions_batches.checks_after(job_id):
        send(job)


@shared_task(ignore_result=True)
def commit_batch(job_id: int) -> None:
    """Take the checked files of a batch over one after the other; may come twice."""
    _carry_out(job_id, batch_commit.commit_all)


@shared_task(ignore_result=True)
def try_index(job_id: int) -> None:
    """Work out an index in the making; nothing is stored of it but what its page shows."""
    _carry_out(job_id, index_drafts.carry_out)


@shared_task(ignore_result=True, expires=3600)
def discard_forgotten_uploads() -> None:
    """Files nobody has decided on for a long time go; done twice is done once."""
    actions_uploads.discard_forgotten(settings.UPLOAD_DISCARD_DAYS)


def _carry_out(job_id: int, work: Callable[[jobs.HeldJob], str]) -> None:
    with jobs.holding(job_id) as held:
        if held is None:
            return
        try:
            message = work(held)
        except jobs.JobFailed as reason:
            jobs.fail(held.job, str(reason))
        except (OSError, OperationalError) as fault:
            if not is_disk_full(fault):
                raise
            jobs.fail(held.job, DISK_FULL)
        else:
            jobs.finish(held.job, message)
