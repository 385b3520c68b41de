"""Taking the files of a batch over one after the other, and taking all of them back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from accounts.actions import HeldJob, record
from accounts.models import Region, User
from accounts.scoping import row_of
from indicators import actions_uploads, committing, withdrawing
from indicators.batch_overlaps import is_stale, overlaps_of
from indicators.models import Delivery, Upload, UploadBatch

State = Upload.State
Others = tuple[int | None, int, datetime | None]


def commit_all(held: HeldJob) -> str:
    """Take over every checked file in its turn, each in a transaction of its own.

    Where a file of the same batch changed what the next was compared with, that one is checked
    anew and goes on. Where somebody else did, it is checked anew and left to the clerk.
    """
    batch = UploadBatch.objects.select_related("region").get(pk=held.job.arguments["batch"])
    uploads = list(Upload.objects.filter(batch=batch, state=State.CHECKED).order_by("id"))
    _keep_overlaps(batch)
    stale = {one.id for one in uploads if is_stale(one)}
    others = _done_by_others(batch)
    taken = 0
    for number, upload in enumerate(uploads):
        held.tell(round(100 * number / len(uploads)), f"{upload.file_name} wird übernommen.")
        is_sure = upload.id not in stale and _done_by_others(batch) == others
        taken += _take_over(upload, held, is_sure=is_sure)
    left = len(uploads) - taken
    return f"{taken} übernommen, {left} wegen anderer Änderungen zurückgestellt." if left else ""


def _keep_overlaps(batch: UploadBatch) -> None:
    """They cannot be told any more once the values of the files are taken over."""
    if not batch.overlaps:
        row_of(batch).update(overlaps=overlaps_of(batch))


def _take_over(upload: Upload, held: HeldJob, *, is_sure: bool) -> bool:
    """Whether it was taken over; `is_sure`: only files of the batch came between."""
    try:
        committing.commit_one(upload.id, held)
    except committing.ChangedSincePreview:
        _check_anew(upload, held)
        upload.refresh_from_db()
        if not is_sure or upload.state != State.CHECKED:
            return False
        committing.commit_one(upload.id, held)
    return True


def _check_anew(upload: Upload, held: HeldJob) -> None:
    row_of(upload).filter(state=State.CHECKED).update(state=State.WAITING)
    actions_uploads.check_one(upload.id, held)


def _done_by_others(batch: UploadBatch) -> Others:
    """Changes whenever a delivery that is none of the batch's comes, goes or counts again."""
    found = Delivery.objects.filter(region=batch.region).exclude(upload__batch=batch)
    told: dict[str, Any] = found.aggregate(
        newest=Max("id"), withdrawn=Count("withdrawn_at"), last=Max("withdrawn_at")
    )
    return told["newest"], told["withdrawn"], told["last"]


def counting(batch: UploadBatch) -> list[Delivery]:
    """The deliveries of a batch that were not taken back, the newest first."""
    found = Delivery.objects.filter(upload__batch=batch, withdrawn_at=None)
    return list(found.select_related("region").order_by("-id"))


def withdraw_all(batch: UploadBatch, region: Region, seen: str, by: User) -> int:
    """Take back all deliveries of a batch at once, or none; how many they were.

    `seen` is the `withdrawing.stamp_of` the data; raises withdrawing.ChangedMeanwhile.
    """
    with transaction.atomic():
        deliveries = counting(batch)
        if deliveries and seen != withdrawing.stamp_of(region):
            raise withdrawing.ChangedMeanwhile
        for delivery in deliveries:
            stamp = withdrawing.stamp_of(region)
            withdrawing.turn(delivery, withdrawn=True, seen=stamp, by=by)
        if deliveries:
            count = len(deliveries)
            record("batch-withdrawn", batch.name, region, by, batch=batch.id, deliveries=count)
    return len(deliveries)
