"""Several files brought at once: received, unpacked, taken over one after the other, taken back.

Each file stays an Upload of its own; a batch only says the same of all of them. Whatever is
done with all may be done twice.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings as site
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.actions import HeldJob, JobFailed, create_job, record
from accounts.kept_files import digest_of, keep
from accounts.models import Job, Region, User
from accounts.own_clicks import DOUBLE_CLICK, wait_for_own_clicks
from accounts.scoping import row_of
from indicators import actions_uploads
from indicators.importing.batches import Unpacked, unpack_limited
from indicators.importing.upload_batch import in_order, reason_to_leave_out
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload, UploadBatch
from spatial_units.importing.findings import problems_to_plain

UNPACK, COMMIT_ALL = "unpack-batch", "commit-batch"
_OPEN = (Job.State.WAITING, Job.State.RUNNING)

Files = Sequence["UploadedFile[bytes]"]


def receive(region: Region, files: Files, settings: UploadSettings, by: User) -> UploadBatch:
    """Keep several files, each as an upload that waits for its check; others are only listed."""
    ordered = sorted(files, key=lambda one: in_order(one.name or ""))
    reasons = [(one, reason_to_leave_out(one.name or "")) for one in ordered]
    batch = UploadBatch(
        region=region,
        uploaded_by=by,
        content_hash=_digest_of_all(ordered),
        settings=settings.model_dump(mode="json"),
        left_out=[{"name": (one.name or "")[:300], "why": why} for one, why in reasons if why],
    )
    with transaction.atomic():
        if first := _just_sent(batch, by):
            return first
        batch.save()
        record("batch-received", "", region, by, batch=batch.id, files=len(files))
        _bring_all(batch, [one for one, why in reasons if not why], by)
    return batch


def _digest_of_all(files: Files) -> str:
    whole = hashlib.sha256()
    for one in files:
        whole.update(f"{one.name}\n{digest_of(one)}\n".encode())
    return whole.hexdigest()


def _just_sent(batch: UploadBatch, by: User) -> UploadBatch | None:
    wait_for_own_clicks(by)
    found = UploadBatch.objects.filter(
        region=batch.region,
        uploaded_by=by,
        content_hash=batch.content_hash,
        settings=batch.settings,
        at__gte=timezone.now() - DOUBLE_CLICK,
    )
    return found.exclude(uploads__state=Upload.State.COMMITTED).order_by("-id").first()


def _bring_all(batch: UploadBatch, files: Files, by: User) -> None:
    """All uploads of a batch or none; what was kept of the first goes where a later one fails."""
    settings = UploadSettings.model_validate(batch.settings)
    kept: list[Upload] = []
    try:
        with transaction.atomic():
            for file in files:
                upload, _job = actions_uploads.receive(batch.region, file, settings, by)
                kept.append(upload)
            Upload.objects.filter(region=batch.region_id, pk__in=[one.pk for one in kept]).update(
                batch=batch
            )
    except BaseException:
        for upload in kept:
            upload.file.delete(save=False)
        raise


def receive_archive(
    region: Region, file: "UploadedFile[bytes]", settings: UploadSettings, by: User
) -> tuple[UploadBatch, Job]:
    """Keep an archive and ask for its being unpacked."""
    batch = UploadBatch(
        region=region,
        uploaded_by=by,
        name=(file.name or "")[:300],
        content_hash=digest_of(file),
        settings=settings.model_dump(mode="json"),
    )
    with transaction.atomic():
        first = _just_sent(batch, by)
        if first is not None and first.job is not None:
            return first, first.job
        keep(batch.file, file)
        try:
            batch.save()
            record("batch-received", batch.name, region, by, batch=batch.id)
            return batch, _ask(batch, UNPACK, by)
        except BaseException:
            batch.file.delete(save=False)
            raise


def _ask(batch: UploadBatch, kind: str, by: User | None) -> Job:
    job = create_job(kind, batch.region, {"batch": batch.id}, by)
    row_of(batch).update(job=job)
    batch.job = job
    return job


def unpack(held: HeldJob) -> str:
    """Turn an archive into uploads, or say what is wrong with it; the archive then goes."""
    batch = UploadBatch.objects.select_related("region").get(pk=held.job.arguments["batch"])
    if not batch.file:
        return "Das Archiv ist schon entpackt."
    held.tell(10, "Das Archiv wird entpackt.")
    with tempfile.TemporaryDirectory(prefix="sozialmonitor-batch-") as folder:
        try:
            found = unpack_limited(
                Path(batch.file.path),
                Path(folder),
                most_files=site.UPLOAD_BATCH_MAX_FILES,
                most_bytes=site.UPLOAD_MAX_BYTES,
                most_in_all=site.UPLOAD_BATCH_MAX_BYTES,
            )
            _bring_unpacked(batch, found, Path(folder), held.job.created_by)
        except FileNotFoundError:
            raise JobFailed("Das Archiv ist nicht mehr da. Bitte neu hochladen.") from None
    batch.file.storage.delete(batch.file.name or "")
    return "Das Archiv hat Fehler." if found.problems else "Das Archiv ist entpackt."


def _bring_unpacked(batch: UploadBatch, found: Unpacked, folder: Path, by: User | None) -> None:
    names = [batch.name] if found.is_one_table else found.files
    paths = [Path(batch.file.path)] if found.is_one_table else _numbered(folder, names)
    if by is None:
        raise JobFailed("Wer das Archiv gebracht hat, ist nicht mehr bekannt.")
    with transaction.atomic():
        held = row_of(batch).select_for_update().get()
        if not held.file:
            return
        streams = [path.open("rb") for path in paths]
        try:
            files = [
                _as_uploaded(File(stream), name)
                for stream, name in zip(streams, names, strict=True)
            ]
            _bring_all(batch, files, by)
        finally:
            for stream in streams:
                stream.close()
        _call_as_in_the_archive(batch, names)
        row_of(batch).update(
            file="",
            left_out=[{"name": name, "why": why} for name, why in found.left_out],
            refused=problems_to_plain(found.problems),
        )


def _numbered(folder: Path, names: Sequence[str]) -> list[Path]:
    return [folder / str(number) for number in range(len(names))]


def _as_uploaded(file: "File[bytes]", name: str) -> "UploadedFile[bytes]":
    return UploadedFile(file=file.file, name=name, size=file.size)


def _call_as_in_the_archive(batch: UploadBatch, names: Sequence[str]) -> None:
    """With their folders, which tell files of one name apart."""
    uploads = Upload.objects.filter(batch=batch).order_by("id")
    for upload, name in zip(uploads, names, strict=True):
        row_of(upload).update(file_name=name)


def checks_of(batch: UploadBatch) -> list[Job]:
    """What is to be sent to the worker once the files of a batch are there."""
    return list(Job.objects.filter(upload__batch=batch, state=Job.State.WAITING).order_by("id"))


def checks_after(job_id: int) -> list[Job]:
    """The same after the job that unpacked a batch."""
    batch = UploadBatch.objects.filter(job=job_id).first()
    return checks_of(batch) if batch else []


def ask_to_commit_all(batch: UploadBatch, by: User) -> Job:
    """A job that takes over what has no error; asked twice it is still one."""
    with transaction.atomic():
        locked = row_of(batch).select_for_update(of=("self",)).get()
        if locked.job and locked.job.state in _OPEN:
            return locked.job
        return _ask(locked, COMMIT_ALL, by)


def discard_all(batch: UploadBatch, by: User) -> None:
    """Discard what is neither taken over nor discarded yet."""
    for upload in Upload.objects.filter(batch=batch).select_related("region").order_by("id"):
        actions_uploads.discard(upload, by)
