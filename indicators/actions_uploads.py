"""Files from the staff on their way to a delivery: received, checked, asked for or discarded.

A check reads the file in a limited child and writes nothing but its result; only a commit
(`committing`) writes values. Both may run twice.
"""

from datetime import timedelta
from enum import StrEnum

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions import HeldJob, JobFailed, create_job, record
from accounts.kept_files import digest_of, keep
from accounts.models import Job, Region, User
from accounts.scoping import row_of
from indicators import reading_uploads
from indicators.comparing import Preview, preview_of
from indicators.hints import say_all
from indicators.hints_header import say_areas_among_headings
from indicators.importing.uploads import (
    ReadUpload,
    UploadSettings,
)
from indicators.matching import Piece, match
from indicators.models import Measure, Upload
from indicators.pieces_file import packed
from spatial_units.importing.findings import Findings, problems_to_plain
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import SpatialLevel

CHECK, COMMIT = "check-upload", "commit-upload"


class Then(StrEnum):
    """What follows a check: somebody decides, or what has no error is taken over at once."""

    WAIT = "wait"
    TAKE_OVER = "take-over"  # where there is nothing to look at either
    TAKE_OVER_DESPITE_WARNINGS = "take-over-despite-warnings"


IS_LEFT_TO_STAFF = Q(state__in=[Upload.State.REFUSED, Upload.State.CHECKED]) | Q(
    state=Upload.State.WAITING, job__state=Job.State.FAILED
)


def receive(
    region: Region,
    file: "UploadedFile[bytes]",
    settings: UploadSettings,
    by: User,
    then: Then = Then.WAIT,
) -> tuple[Upload, Job]:
    """Keep a file under a name of our own and ask for its check."""
    upload = Upload(
        region=region,
        uploaded_by=by,
        file_name=(file.name or "")[:300],
        size=file.size or 0,
        content_hash=digest_of(file),
        settings=settings.model_dump(mode="json"),
    )
    keep(upload.file, file)
    try:
        with transaction.atomic():
            upload.save()
            job = _ask(upload, CHECK, by, then)
            record("upload-received", upload.file_name, region, by, upload=upload.id)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload, job


def check_again(upload: Upload, settings: UploadSettings, by: User, then: Then = Then.WAIT) -> Job:
    """The same file with other answers; None of it counts before the new check is done."""
    with transaction.atomic():
        changed = (
            row_of(upload)
            .filter(IS_LEFT_TO_STAFF)
            .update(
                settings=settings.model_dump(mode="json"), state=Upload.State.WAITING, preview=None
            )
        )
        if not changed:
            raise JobFailed("Diese Datei wird gerade geprüft oder ist schon übernommen.")
        upload.refresh_from_db()
        return _ask(upload, CHECK, by, then)


def ask_to_commit(upload: Upload, by: User) -> Job:
    """A job that takes the upload over; asked twice it is still one."""
    with transaction.atomic():
        locked = row_of(upload).select_for_update().get()
        if locked.job and locked.job.kind == COMMIT and locked.job.state in _OPEN:
            return locked.job
        return _ask(locked, COMMIT, by)


_OPEN = (Job.State.WAITING, Job.State.RUNNING)
_UNDECIDED = (Upload.State.WAITING, Upload.State.REFUSED, Upload.State.CHECKED)


def _ask(upload: Upload, kind: str, by: User | None, then: Then = Then.WAIT) -> Job:
    job = create_job(kind, upload.region, {"upload": upload.id, "then": then}, by)
    row_of(upload).update(job=job)
    return job


def discard(upload: Upload, by: User | None, **why: int) -> None:
    """The file goes; that it was there stays in the audit trail."""
    with transaction.atomic():
        locked = row_of(upload).select_for_update().get()
        if locked.state in (Upload.State.COMMITTED, Upload.State.DISCARDED):
            return
        row_of(upload).update(state=Upload.State.DISCARDED, preview=None, findings=[])
        record("upload-discarded", upload.file_name, upload.region, by, upload=upload.id, **why)
    upload.file.delete(save=False)
    upload.values.delete(save=False)


def discard_forgotten(days: int) -> int:
    """Discard what nobody has decided on for so many days; how many they were."""
    long_ago = timezone.now() - timedelta(days=days)
    found = Upload.objects.filter(state__in=_UNDECIDED, at__lt=long_ago).exclude(
        Q(job__created_at__gte=long_ago) | Q(job__state__in=_OPEN)
    )
    for upload in found.select_related("region"):
        discard(upload, None, days=days)
    return len(found)


def check(held: HeldJob) -> str:
    """Read and compare; the upload is then refused, or waits for the clerk's yes."""
    return check_one(held.job.arguments["upload"], held)


def check_one(upload_id: int, held: HeldJob) -> str:
    """Check an upload that waits for it, within whatever job is held."""
    upload = Upload.objects.select_related("region", "job").get(pk=upload_id)
    if upload.state != Upload.State.WAITING:
        return "Die Prüfung ist schon erledigt."
    settings = UploadSettings.model_validate(upload.settings)
    held.tell(5, "Die Datei wird gelesen.")
    measures = {one.key: one for one in Measure.objects.filter(region=upload.region)}
    level = SpatialLevel.objects.get(region=upload.region, key=settings.level)
    read, settings = reading_uploads.read(upload, settings, measures, level)
    findings = Findings(read.sheet)
    held.tell(50, "Gebiete werden abgeglichen.")
    matched = match(level, settings, read, measures, findings)
    preview = None
    problems = reading_uploads.escalated([*read.problems, *findings.problems()])
    if not has_errors(problems):
        held.tell(70, "Die Werte werden mit den geltenden verglichen.")
        complete = settings.mode == "complete"
        hints = Findings(read.sheet)
        preview = preview_of(upload.region, matched, measures, hints, complete=complete)
        say_areas_among_headings(read.reading, matched, hints)
        say_all(upload.region, matched, measures, hints, complete=complete)
        problems += [*hints.problems(), *_same_content(upload)]
    upload.settings = settings.model_dump(mode="json")
    with transaction.atomic():
        _note(upload, problems, preview, matched.pieces, read)
        if preview is not None and _goes_on(held.job, problems):
            _ask(upload, COMMIT, held.job.created_by)
    return "Die Datei hat Fehler." if preview is None else "Die Datei ist geprüft."


def _goes_on(job: Job, problems: list[Problem]) -> bool:
    """Whether the file is to be taken over without anybody looking at the preview."""
    then = job.arguments.get("then")
    warned = any(problem.severity is Severity.WARNING for problem in problems)
    return then == Then.TAKE_OVER_DESPITE_WARNINGS or (then == Then.TAKE_OVER and not warned)


def _same_content(upload: Upload) -> list[Problem]:
    earlier = (
        Upload.objects.filter(
            region=upload.region,
            content_hash=upload.content_hash,
            delivery__isnull=False,
            delivery__withdrawn_at=None,
        )
        .exclude(pk=upload.pk)
        .order_by("-id")
        .first()
    )
    if earlier is None:
        return []
    facts: dict[str, str | int | float] = {
        "day": f"{earlier.at:%d.%m.%Y}", "name": earlier.file_name,
    }  # fmt: skip
    return [Problem("upload_known_content", Severity.WARNING, facts=facts)]


def _note(
    upload: Upload,
    problems: list[Problem],
    preview: Preview | None,
    pieces: list[Piece],
    read: ReadUpload,
) -> None:
    """Keep the result, unless the upload was discarded meanwhile."""
    old = upload.values.name
    if preview is not None:
        keep(upload.values, ContentFile(packed(pieces)))
    row_of(upload).filter(state=Upload.State.WAITING).update(
        state=Upload.State.REFUSED if preview is None else Upload.State.CHECKED,
        findings=problems_to_plain(problems),
        settings=upload.settings,
        preview=(preview.plain() if preview else {"sheets": read.sheets}) | _reading(read),
        values=upload.values.name if preview else "",
    )
    if old:
        upload.values.storage.delete(old)


def _reading(read: ReadUpload) -> dict[str, object]:
    return {"reading": read.reading.model_dump(mode="json")} if read.reading else {}
