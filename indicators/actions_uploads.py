"""Files from the staff on their way to a delivery: received, checked, taken over or discarded.

A check reads the file in a limited child and writes nothing but its result; only a commit
writes values. Both may run twice.
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
from indicators import reading_uploads
from indicators.actions import SliceRows, one_at_a_time, record_delivery, reference_periods
from indicators.comparing import Preview, basis_of, preview_of
from indicators.converting import still_converts
from indicators.hints import say_all
from indicators.importing.uploads import (
    ReadUpload,
    UploadSettings,
)
from indicators.matching import Piece, match
from indicators.models import DataSource, Delivery, Measure, Upload
from indicators.pieces_file import packed, unpacked
from indicators.upload_templates import keep_template
from spatial_units.importing.findings import Findings, problems_to_plain
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import BoundarySet, SpatialLevel

CHECK, COMMIT = "check-upload", "commit-upload"


class Then(StrEnum):
    """What follows a check: somebody decides, or what has no error is taken over at once."""

    WAIT = "wait"
    TAKE_OVER = "take-over"  # where there is nothing to look at either
    TAKE_OVER_DESPITE_WARNINGS = "take-over-despite-warnings"


CHANGED_MEANWHILE = (
    "Die Daten wurden zwischenzeitlich geändert, die Vorschau stimmt nicht mehr. Es wurde nichts"
    " übernommen. Bitte die Datei neu prüfen."
)


class ChangedSincePreview(JobFailed):
    """Other values or boundaries count by now than the preview was compared with."""


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
        changed = Upload.objects.filter(IS_LEFT_TO_STAFF, pk=upload.pk).update(
            settings=settings.model_dump(mode="json"), state=Upload.State.WAITING, preview=None
        )
        if not changed:
            raise JobFailed("Diese Datei wird gerade geprüft oder ist schon übernommen.")
        upload.refresh_from_db()
        return _ask(upload, CHECK, by, then)


def ask_to_commit(upload: Upload, by: User) -> Job:
    """A job that takes the upload over; asked twice it is still one."""
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.job and locked.job.kind == COMMIT and locked.job.state in _OPEN:
            return locked.job
        return _ask(locked, COMMIT, by)


_OPEN = (Job.State.WAITING, Job.State.RUNNING)
_UNDECIDED = (Upload.State.WAITING, Upload.State.REFUSED, Upload.State.CHECKED)


def _ask(upload: Upload, kind: str, by: User | None, then: Then = Then.WAIT) -> Job:
    job = create_job(kind, upload.region, {"upload": upload.id, "then": then}, by)
    Upload.objects.filter(pk=upload.pk).update(job=job)
    return job


def discard(upload: Upload, by: User | None, **why: int) -> None:
    """The file goes; that it was there stays in the audit trail."""
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.state in (Upload.State.COMMITTED, Upload.State.DISCARDED):
            return
        Upload.objects.filter(pk=upload.pk).update(
            state=Upload.State.DISCARDED, preview=None, findings=[]
        )
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
    Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING).update(
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


def commit(held: HeldJob) -> str:
    """Record the delivery. The upload's row is the lock; a second run finds it done."""
    held.tell(10, "Die Werte werden übernommen.")
    commit_one(held.job.arguments["upload"], held)
    return "Die Lieferung ist übernommen."


def commit_one(upload_id: int, held: HeldJob) -> None:
    """Take an upload over in a transaction of its own, within whatever job is held."""
    with transaction.atomic():
        region = held.job.region
        assert region is not None
        one_at_a_time(region.key)
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        if upload.state != Upload.State.COMMITTED:
            _commit(upload, held)
    upload.values.delete(save=False)


def _commit(upload: Upload, held: HeldJob) -> None:
    if upload.state != Upload.State.CHECKED or upload.preview is None:
        raise JobFailed("Diese Datei ist nicht geprüft oder wurde verworfen.")
    settings = UploadSettings.model_validate(upload.settings)
    measures = {one.key: one for one in Measure.objects.filter(region=upload.region)}
    with upload.values.open("rb") as stream:
        pieces = unpacked(stream)
    conversion = upload.preview.get("conversion")
    if _is_changed(upload, pieces, measures) or not still_converts(conversion):
        raise ChangedSincePreview(CHANGED_MEANWHILE)
    source = DataSource.objects.get(region=upload.region, key=settings.source)
    delivery = record_delivery(
        upload.region,
        f"upload-{upload.id}",
        origin=Delivery.Origin.UPLOAD,
        content_hash=upload.content_hash,
        slices=_slices(upload.region, pieces, measures),
        complete=settings.mode == "complete",
        source=source,
        file_name=upload.file_name,
        recipe={"crosswalk": conversion} if conversion else None,
        by=held.job.created_by,
        job=held.job,
    )
    held.tell(90, "Die Lieferung wird verzeichnet.")
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.COMMITTED, delivery=delivery)
    keep_template(upload, source, held.job.created_by)
    record(
        "delivery-committed", delivery.key, upload.region, held.job.created_by,
        file=upload.file_name, values=sum(len(piece.values) for piece in pieces),
        upload=upload.id, delivery=delivery.id,
    )  # fmt: skip


def _is_changed(upload: Upload, pieces: list[Piece], measures: dict[str, Measure]) -> bool:
    """Whether other values or other boundaries count than when the preview was made."""
    assert upload.preview is not None
    if any(piece.measure not in measures for piece in pieces):
        return True
    sets = {piece.boundary_set for piece in pieces}
    if BoundarySet.objects.filter(pk__in=sets, is_current=True).count() < len(sets):
        return True
    return basis_of(upload.region, pieces, measures) != str(upload.preview["basis"])


def _slices(region: Region, pieces: list[Piece], measures: dict[str, Measure]) -> list[SliceRows]:
    periods = reference_periods(region, {one.period for one in pieces})
    sets = BoundarySet.objects.in_bulk({piece.boundary_set for piece in pieces})
    return [
        SliceRows(
            measures[piece.measure], sets[piece.boundary_set], periods[piece.period],
            piece.area_ids, piece.values, piece.status, piece.flags,
        )
        for piece in pieces
    ]  # fmt: skip
