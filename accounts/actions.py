"""Jobs: created with the work they belong to, carried out once, taken up again after a crash.

A running job's worker holds an advisory lock on a connection of its own. When the worker
dies, however hard, the server frees the lock, and the reaper sees a running job nobody
holds. So nothing is guessed from clocks, and doing it twice equals doing it once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from accounts.models import AuditEntry, Job, Region, User

MOST_ATTEMPTS = 5
LOCK_SPACE = 7_305  # our own number space among advisory locks


class JobFailed(Exception):
    """The job cannot be done; the text says why, in words a clerk understands."""


@dataclass(frozen=True)
class HeldJob:
    """A job this process is carrying out; telling progress is visible at once."""

    job: Job
    connection: BaseDatabaseWrapper

    def tell(self, percent: int, message: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE accounts_job SET percent = %s, message = %s, heartbeat_at = now()"
                " WHERE id = %s",
                [percent, message[:300], self.job.id],
            )


def create_job(
    kind: str, region: Region | None, arguments: dict[str, Any], by: User | None = None
) -> Job:
    """A waiting job; call it in the transaction of what it belongs to."""
    if by is not None and by.through:
        arguments = arguments | {"through": by.through}
    return Job.objects.create(kind=kind, region=region, arguments=arguments, created_by=by)


def record(
    action: str, subject: str, region: Region | None, by: User | None, **detail: Any
) -> AuditEntry:
    """Write into the audit trail; call it in the transaction of what was done.

    Where a program acted for the person, its access key is named.
    """
    if by is not None and by.through:
        detail = detail | {"through": by.through}
    return AuditEntry.objects.create(
        region=region, user=by, action=action, subject=subject[:200], detail=detail
    )


@contextmanager
def holding(job_id: int) -> Iterator[HeldJob | None]:
    """Take the job and hold it; None when it is done or another worker holds it."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        job = _take(connection, job_id)
        yield HeldJob(job, connection) if job else None
        _let_go(connection)
    finally:
        connection.close()


def _take(connection: BaseDatabaseWrapper, job_id: int) -> Job | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id])
        (free,) = cursor.fetchone()
        if not free:
            return None
        cursor.execute(
            "UPDATE accounts_job SET state = 'running', attempts = attempts + 1, percent = 0,"
            " heartbeat_at = now() WHERE id = %s AND state IN ('waiting', 'running')"
            " RETURNING id",
            [job_id],
        )
        taken = cursor.fetchone()
    return _with_person(job_id) if taken else None


def _with_person(job_id: int) -> Job:
    """The job; who asked for it by a program still does so through it."""
    job = Job.everywhere.select_related("region", "created_by").get(id=job_id)
    if job.created_by is not None:
        job.created_by.through = job.arguments.get("through", "")
    return job


def _let_go(connection: BaseDatabaseWrapper) -> None:
    """At once: after closing the server takes a moment to notice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


def finish(job: Job, message: str = "") -> None:
    _end(job, Job.State.DONE, message=message, percent=100)


def fail(job: Job, cause: str) -> None:
    _end(job, Job.State.FAILED, cause=cause)


def _end(job: Job, state: Job.State, **fields: Any) -> None:
    Job.everywhere.filter(id=job.id).update(state=state, finished_at=timezone.now(), **fields)


def give_up_on_what_kills_workers() -> int:
    """Fail the jobs whose workers died too often."""
    return (
        Job.everywhere.filter(state=Job.State.RUNNING, attempts__gte=MOST_ATTEMPTS)
        .filter(id__in=unheld_running_jobs())
        .update(
            state=Job.State.FAILED,
            finished_at=timezone.now(),
            cause="Die Verarbeitung wurde mehrfach unerwartet beendet. Die Datei ist vermutlich zu"
            " groß für diesen Rechner; bitte an den Betrieb wenden.",
        )
    )


def unheld_running_jobs() -> list[int]:
    """Jobs marked running whose worker is gone."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM accounts_job WHERE state = 'running' AND NOT EXISTS ("
            " SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
            " AND objid = accounts_job.id AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [LOCK_SPACE],
        )
        return [row[0] for row in cursor.fetchall()]


def jobs_to_send(unsent_for_seconds: int = 15) -> list[Job]:
    """What the broker should get: waiting and not sent lately, or left by a dead worker."""
    lately = timezone.now() - timedelta(seconds=unsent_for_seconds)
    waiting = Job.everywhere.filter(state=Job.State.WAITING).exclude(sent_at__gt=lately)
    left = Job.everywhere.filter(id__in=unheld_running_jobs(), attempts__lt=MOST_ATTEMPTS)
    return list(waiting) + list(left.exclude(sent_at__gt=lately))


def mark_sent(job: Job) -> None:
    Job.everywhere.filter(id=job.id).update(sent_at=timezone.now())
