"""A file of values that one person sends twice within seconds is one."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.kept_files import digest_of
from accounts.models import Job, Region, User
from accounts.own_clicks import DOUBLE_CLICK, wait_for_own_clicks
from indicators import actions_uploads
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload


def receive(
    region: Region, file: "UploadedFile[bytes]", settings: UploadSettings, by: User
) -> tuple[Upload, Job]:
    """`actions_uploads.receive`, or the upload that the same click made before."""
    with transaction.atomic():
        wait_for_own_clicks(by)
        first = _just_sent(region, file, settings, by)
        if first is not None and first.job is not None:
            return first, first.job
        return actions_uploads.receive(region, file, settings, by)


def _just_sent(
    region: Region, file: "UploadedFile[bytes]", settings: UploadSettings, by: User
) -> Upload | None:
    """The same file with the same words, seconds ago, while nobody has decided on it."""
    undecided = (Upload.State.WAITING, Upload.State.REFUSED, Upload.State.CHECKED)
    found = Upload.objects.filter(
        region=region,
        uploaded_by=by,
        batch=None,
        file_name=(file.name or "")[:300],
        content_hash=digest_of(file),
        settings=settings.model_dump(mode="json"),
        state__in=undecided,
        job__kind=actions_uploads.CHECK,
        at__gte=timezone.now() - DOUBLE_CLICK,
    )
    return found.select_related("job").order_by("-id").first()
