"""What the worker carries out for files of boundaries, places and lines."""

import logging
from collections.abc import Callable

from celery import shared_task
from django.conf import settings
from django.db import InternalError, OperationalError

from accounts import actions as jobs
from accounts.full_disk import is_disk_full
from spatial_units import actions_geodata, ways_boundaries, ways_crosswalks, ways_layers
from spatial_units.models import GeodataUpload

WAYS: dict[str, actions_geodata.Way] = {
    GeodataUpload.Kind.BOUNDARIES: ways_boundaries.go,
    GeodataUpload.Kind.LAYER: ways_layers.go,
    GeodataUpload.Kind.CROSSWALK: ways_crosswalks.go,
}
DISK_FULL = (
    "Der Speicher des Servers ist voll. Es wurde nichts übernommen. Bitte dem Betrieb sagen und"
    " dann die Datei neu prüfen."
)
NO_SHAPES = (
    "Mit den Formen dieser Datei lässt sich nicht rechnen. Vermutlich ist das Koordinatensystem"
    " falsch oder die Datei beschädigt. Es wurde nichts übernommen."
)

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def check_geodata(job_id: int) -> None:
    """Check a file; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, actions_geodata.check)


@shared_task(ignore_result=True)
def commit_geodata(job_id: int) -> None:
    """Take a checked file over; may come twice, may take up what a dead worker left."""
    _carry_out(job_id, actions_geodata.commit)


@shared_task(ignore_result=True, expires=3600)
def discard_forgotten_geodata() -> None:
    """Files nobody has decided on for a long time go; done twice is done once."""
    actions_geodata.discard_forgotten(settings.UPLOAD_DISCARD_DAYS)


def _carry_out(
    job_id: int, work: Callable[[jobs.HeldJob, dict[str, actions_geodata.Way]], str]
) -> None:
    with jobs.holding(job_id) as held:
        if held is None:
            return
        try:
            message = work(held, WAYS)
        except jobs.JobFailed as reason:
            jobs.fail(held.job, str(reason))
        except InternalError as fault:  # what PostGIS says to shapes it cannot reckon with
            log.warning("job %s: %s", job_id, fault)
            jobs.fail(held.job, NO_SHAPES)
        except (OSError, OperationalError) as fault:
            if not is_disk_full(fault):
                raise
            jobs.fail(held.job, DISK_FULL)
        else:
            jobs.finish(held.job, message)
