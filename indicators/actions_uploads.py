"""Files from the staff on their way to a delivery: received, checked, taken over or discarded.

A check reads the file in a limited child and writes nothing but its result; only a commit
writes values. Both may run twice.
"""

from datetime import timedelta

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
from indicators.actions import SliceRows, one_at_a_time, record_delivery, reference_periods
from indicators.comparing import Preview, basis_of, preview_of
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
CHANGED_MEANWHILE = (
    "Die Daten wurden zwischenzeitlich geändert, die Vorschau stimmt nicht mehr. Es wurde nichts"
    " übernommen. Bitte die Datei neu prüfen."
)

IS_LEFT_TO_STAFF = Q(state__in=[Upload.State.REFUSED, Upload.State.CHECKED]) | Q(
    state=Upload.State.WAITING, job__state=Job.State.FAILED
)


def receive(
    region: Region, file: "UploadedFile[bytes]", settings: UploadSettings, by: User
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
            job = _ask(upload, CHECK, by)
            record("upload-received", upload.file_name, region, by, upload=upload.id)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload, job


def check_again(upload: Upload, settings: UploadSettings, by: User) -> Job:
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
        return _ask(upload, CHECK, by)


def ask_to_commit(upload: Upload, by: User) -> Job:
    """A job that takes the upload over; asked twice it is still one."""
    with transaction.atomic():
        locked = row_of(upload).select_for_update().get()
        if locked.job and locked.job.kind == COMMIT and locked.job.state in _OPEN:
            return locked.job
        return _ask(locked, COMMIT, by)


_OPEN = (Job.State.WAITING, Job.State.RUNNING)
_UNDECIDED = (Upload.State.WAITING, Upload.State.REFUSED, Upload.State.CHECKED)


def _ask(upload: Upload, kind: str, by: User) -> Job:
    job = create_job(kind, upload.region, {"upload": upload.id}, by)
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
    upload = _upload_of(held)
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
    _note(upload, problems, preview, matched.pieces, read)
    return "Die Datei hat Fehler." if preview is None else "Die Datei ist geprüft."


def _upload_of(held: HeldJob) -> Upload:
    return Upload.objects.select_related("region", "job").get(pk=held.job.arguments["upload"])


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


def commit(held: HeldJob) -> str:
    """Record the delivery. The upload's row is the lock; a second run finds it done."""
    held.tell(10, "Die Werte werden übernommen.")
    with transaction.atomic():
        region = held.job.region
        assert region is not None
        one_at_a_time(region.key)
        upload = Upload.objects.select_for_update().get(pk=held.job.arguments["upload"])
        if upload.state != Upload.State.COMMITTED:
            _commit(upload, held)
    upload.values.delete(save=False)
    return "Die Lieferung ist übernommen."


def _commit(upload: Upload, held: HeldJob) -> None:
    if upload.state != Upload.State.CHECKED or upload.preview is None:
        raise JobFailed("Diese Datei ist nicht geprüft oder wurde verworfen.")
    settings = UploadSettings.model_validate(upload.settings)
    measures = {one.key: one for one in Measure.objects.filter(region=upload.region)}
    with upload.values.open("rb") as stream:
        pieces = unpacked(stream)
    if _is_changed(upload, pieces, measures):
        raise JobFailed(CHANGED_MEANWHILE)
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
        by=held.job.created_by,
        job=held.job,
    )
    held.tell(90, "Die Lieferung wird verzeichnet.")
    row_of(upload).update(state=Upload.State.COMMITTED, delivery=delivery)
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
            piece.area_ids, piece.values, piece.status,
        )
        for piece in pieces
    ]  # fmt: skip
