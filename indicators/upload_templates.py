"""What was said of a file is kept for the next one of its source, and found again."""

import hashlib

from accounts.models import Region, User
from indicators.importing.upload_layout import Reading, Remembered
from indicators.importing.upload_remembered import remember
from indicators.importing.uploads import USUAL_SIGNS, UploadSettings
from indicators.models import DataSource, Upload, UploadTemplate

MOST_TEMPLATES = 50  # of a source; older ones are kept, but no longer looked at


def templates_of(region: Region, source: str) -> list[Remembered]:
    """What was said of earlier files of a source, the newest first."""
    found = UploadTemplate.objects.filter(region=region, source__key=source).order_by("-said_at")
    return [
        Remembered.model_validate(one.settings | {"id": one.id}) for one in found[:MOST_TEMPLATES]
    ]


def reading_of(upload: Upload) -> Reading | None:
    """How an upload was read at its last check; None where no table was found."""
    plain = (upload.preview or {}).get("reading")
    return Reading.model_validate(plain) if plain else None


def keep_template(upload: Upload, source: DataSource, by: User | None) -> None:
    """Keep what the clerk said of a file that is being taken over, if it was anything.

    A layout from a template stays as it is, unless other answers were given this time.
    """
    settings = UploadSettings.model_validate(upload.settings)
    reading = reading_of(upload)
    if reading is None or not _is_worth_keeping(reading, settings):
        return
    kept = remember(reading.head, reading.layout)
    if kept is None:
        return
    answers = {"notation": settings.notation, "signs": settings.signs, "items": settings.items}
    kept = kept.model_copy(update=answers)
    plain = kept.model_dump(mode="json", exclude={"id"})
    fingerprint = hashlib.sha256("\n".join(kept.headings).encode()).hexdigest()
    place = {"region": upload.region, "source": source, "fingerprint": fingerprint}
    if UploadTemplate.objects.filter(**place, settings=plain).exists():
        return
    UploadTemplate.objects.filter(**place).delete()
    UploadTemplate.objects.create(**place, name=upload.file_name, settings=plain, said_by=by)


def _is_worth_keeping(reading: Reading, settings: UploadSettings) -> bool:
    if reading.by == "kommonitor":
        return False  # all such files have the same headings, whatever they are of
    signs = settings.signs.items()
    answered = settings.notation != "ask" or bool(settings.items)
    answered |= any(USUAL_SIGNS.get(one) != said for one, said in signs)
    return reading.by in ("clerk", "template") or answered
