"""Files of boundaries, places and lines from the staff: received, checked, taken over, discarded.

A check reads the file in a limited child and goes the whole way of a commit, in a transaction
that is taken back. So what the page says is what happens. Both may run twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions import HeldJob, JobFailed, create_job, record
from accounts.kept_files import digest_of, keep
from accounts.models import Job, Region, User
from accounts.own_clicks import DOUBLE_CLICK, wait_for_own_clicks
from accounts.scoping import row_of
from spatial_units.importing.findings import problems_to_plain
from spatial_units.importing.geodata_settings import FileSettings
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import GeodataUpload

CHECK, COMMIT = "check-geodata", "commit-geodata"
CHANGED_MEANWHILE = (
    "Die Grenzen der Region wurden zwischenzeitlich geändert, die Vorschau stimmt nicht mehr. Es"
    " wurde nichts übernommen. Bitte die Datei neu prüfen."
)
State, Kind = GeodataUpload.State, GeodataUpload.Kind
IS_LEFT_TO_STAFF = Q(state__in=[State.REFUSED, State.CHECKED]) | Q(
    state=State.WAITING, job__state=Job.State.FAILED
)
_OPEN = (Job.State.WAITING, Job.State.RUNNING)
_UNDECIDED = (State.WAITING, State.REFUSED, State.CHECKED)


@dataclass
class Outcome:
    """What going the whole way came to. `made` is the key of what was stored, `settings` what
    the form says now that columns were found; `preview` is empty where nothing can be shown."""

    settings: FileSettings
    problems: list[Problem] = field(default_factory=list)
    look: dict[str, Any] = field(default_factory=dict)
    preview: dict[str, Any] = field(default_factory=dict)
    made: str = ""


Way = Callable[[GeodataUpload, Path, Callable[[int, str], None]], Outcome]


def receive(
    region: Region, kind: str, file: "UploadedFile[bytes]", settings: FileSettings, by: User
) -> tuple[GeodataUpload, Job]:
    """Keep a file under a name of our own and ask for its check; a double click does it once."""
    with transaction.atomic():
        wait_for_own_clicks(by)
        first = _just_sent(region, kind, file, settings, by)
        if first is not None and first.job is not None:
            return first, first.job
        return _received(region, kind, file, settings, by)


def _just_sent(
    region: Region, kind: str, file: "UploadedFile[bytes]", settings: FileSettings, by: User
) -> GeodataUpload | None:
    """The same file with the same words, seconds ago, while nobody has decided on it."""
    found = GeodataUpload.objects.filter(
        region=region,
        kind=kind,
        uploaded_by=by,
        content_hash=digest_of(file),
        settings=settings.model_dump(mode="json"),
        state__in=(State.WAITING, State.REFUSED, State.CHECKED),
        job__kind=CHECK,
        at__gte=timezone.now() - DOUBLE_CLICK,
    )
    return found.select_related("job").order_by("-id").first()


def _received(
    region: Region, kind: str, file: "UploadedFile[bytes]", settings: FileSettings, by: User
) -> tuple[GeodataUpload, Job]:
    upload = GeodataUpload(
        region=region,
        kind=kind,
        uploaded_by=by,
        file_name=(file.name or "")[-300:],
        size=file.size or 0,
        content_hash=digest_of(file),
        settings=settings.model_dump(mode="json"),
    )
    keep(upload.file, file)
    try:
        with transaction.atomic():
            upload.save()
            job = _ask(upload, CHECK, by)
            record("upload-received", upload.file_name, region, by, geodata=upload.id)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload, job


def check_again(upload: GeodataUpload, settings: FileSettings, by: User) -> Job:
    """The same file with other answers; JobFailed while it is being checked or is settled."""
    with transaction.atomic():
        changed = (
            row_of(upload)
            .filter(IS_LEFT_TO_STAFF)
            .update(settings=settings.model_dump(mode="json"), state=State.WAITING, preview=None)
        )
        if not changed:
            raise JobFailed("Diese Datei wird gerade geprüft oder ist schon übernommen.")
        upload.refresh_from_db()
        return _ask(upload, CHECK, by)


def ask_to_commit(upload: GeodataUpload, by: User) -> Job:
    """A job that takes the upload over; asked twice it is still one."""
    with transaction.atomic():
        locked = row_of(upload).select_for_update().get()
        if locked.job and locked.job.kind == COMMIT and locked.job.state in _OPEN:
            return locked.job
        return _ask(locked, COMMIT, by)


def _ask(upload: GeodataUpload, kind: str, by: User) -> Job:
    job = create_job(kind, upload.region, {"geodata": upload.id}, by)
    row_of(upload).update(job=job)
    return job


def discard(upload: GeodataUpload, by: User | None, **why: int) -> None:
    """The file goes; that it was there stays in the audit trail."""
    with transaction.atomic():
        locked = row_of(upload).select_for_update().get()
        if locked.state in (State.COMMITTED, State.DISCARDED):
            return
        row_of(upload).update(state=State.DISCARDED, preview=None, findings=[])
        record("upload-discarded", upload.file_name, upload.region, by, geodata=upload.id, **why)
    upload.file.delete(save=False)


def discard_forgotten(days: int) -> int:
    """Discard what nobody has decided on for so many days; how many they were."""
    long_ago = timezone.now() - timedelta(days=days)
    found = GeodataUpload.objects.filter(state__in=_UNDECIDED, at__lt=long_ago).exclude(
        Q(job__created_at__gte=long_ago) | Q(job__state__in=_OPEN)
    )
    for upload in found.select_related("region"):
        discard(upload, None, days=days)
    return len(found)


def check(held: HeldJob, ways: dict[str, Way]) -> str:
    """Go the whole way and take it back; the upload is then refused, or waits for a yes."""
    upload = _upload_of(held)
    if upload.state != State.WAITING:
        return "Die Prüfung ist schon erledigt."
    held.tell(5, "Die Datei wird gelesen.")
    with transaction.atomic():
        outcome = ways[upload.kind](upload, Path(upload.file.path), held.tell)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would run into
        transaction.set_rollback(True)
    failed = has_errors(outcome.problems)
    if not failed:
        outcome.problems += _same_content(upload)
    row_of(upload).filter(state=State.WAITING).update(
        state=State.REFUSED if failed else State.CHECKED,
        settings=outcome.settings.model_dump(mode="json"),
        findings=problems_to_plain(outcome.problems),
        look=outcome.look,
        preview=outcome.preview or None,
    )
    return "Die Datei hat Fehler." if failed else "Die Datei ist geprüft."


def _upload_of(held: HeldJob) -> GeodataUpload:
    found = GeodataUpload.objects.select_related("region", "job")
    return found.get(pk=held.job.arguments["geodata"])


def _same_content(upload: GeodataUpload) -> list[Problem]:
    earlier = (
        GeodataUpload.objects.filter(
            region=upload.region, content_hash=upload.content_hash, state=State.COMMITTED
        )
        .order_by("-id")
        .first()
    )
    if earlier is None:
        return []
    facts: dict[str, str | int | float] = {
        "day": f"{earlier.at:%d.%m.%Y}", "name": earlier.file_name,
    }  # fmt: skip
    return [Problem("geodata_known_content", Severity.WARNING, facts=facts)]


def commit(held: HeldJob, ways: dict[str, Way]) -> str:
    """Store it. The upload's row is the lock; a second run finds it done."""
    held.tell(10, "Die Datei wird übernommen.")
    with transaction.atomic():
        upload = GeodataUpload.objects.select_for_update(of=("self",)).get(
            pk=held.job.arguments["geodata"]
        )
        one_at_a_time(upload.region)
        if upload.state != State.COMMITTED:
            _commit(upload, held, ways[upload.kind])
    return "Die Datei ist übernommen."


def one_at_a_time(region: Region) -> None:
    """The same lock as for loading a region file and recording a delivery."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"load {region.key}"])


def _commit(upload: GeodataUpload, held: HeldJob, way: Way) -> None:
    if upload.state != State.CHECKED or upload.preview is None:
        raise JobFailed("Diese Datei ist nicht geprüft oder wurde verworfen.")
    outcome = way(upload, Path(upload.file.path), held.tell)
    is_as_seen = outcome.preview.get("present") == upload.preview.get("present")
    if has_errors(outcome.problems) or not outcome.made or not is_as_seen:
        raise JobFailed(CHANGED_MEANWHILE)
    row_of(upload).update(state=State.COMMITTED, made=outcome.made)
    record(f"{upload.kind}-committed", outcome.preview["name"], upload.region, held.job.created_by,
           key=outcome.made, file=upload.file_name, geodata=upload.id,
           count=outcome.preview["count"])  # fmt: skip
