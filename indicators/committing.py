"""Taking a checked file over: its values become a delivery, if all is still as it was shown."""

from django.db import transaction

from accounts.actions import HeldJob, JobFailed, record
from accounts.models import Region
from accounts.scoping import row_of
from indicators.actions import SliceRows, one_at_a_time, record_delivery, reference_periods
from indicators.comparing import basis_of
from indicators.converting import still_converts
from indicators.importing.uploads import UploadSettings
from indicators.matching import Piece
from indicators.models import DataSource, Delivery, Measure, Upload
from indicators.pieces_file import unpacked
from indicators.upload_templates import keep_template
from spatial_units.models import BoundarySet

CHANGED_MEANWHILE = (
    "Die Daten wurden zwischenzeitlich geändert, die Vorschau stimmt nicht mehr. Es wurde nichts"
    " übernommen. Bitte die Datei neu prüfen."
)


class ChangedSincePreview(JobFailed):
    """Other values or boundaries count by now than the preview was compared with."""


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
    if _is_changed(upload, pieces, measures) or not still_converts(upload.region, conversion):
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
    sets = BoundarySet.objects.filter(region=region).in_bulk(
        {piece.boundary_set for piece in pieces}
    )
    return [
        SliceRows(
            measures[piece.measure], sets[piece.boundary_set], periods[piece.period],
            piece.area_ids, piece.values, piece.status, piece.flags,
        )
        for piece in pieces
    ]  # fmt: skip
