"""Several files that staff brought at once, held together for one report."""

import uuid

from django.db import models
from django.db.models.functions import Now

from accounts.models import Job, Region, User
from accounts.scoping import Scoped


def archive_name(batch: "UploadBatch", file_name: str) -> str:
    """A name of our own: what came from outside names no file here."""
    return f"{uuid.uuid4().hex}.batch"


class UploadBatch(models.Model):
    """Files brought together; each is an Upload of its own, in the order they came.

    `settings` is indicators.importing.uploads.UploadSettings as JSON, said of all of them;
    `left_out` lists what is no table: [{"name", "why"}], `why` one of batch_words.LEFT_OUT.
    `overlaps` says which files wrote the same values, as it was when they were taken over.
    `file` is an archive until it is unpacked, `refused` what is wrong with it (problems as
    JSON); `job` the last thing done with all of them together.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(db_default=Now())
    name = models.CharField(max_length=300, blank=True, help_text="of the archive; only ever shown")
    file = models.FileField(upload_to=archive_name, max_length=120, blank=True)
    content_hash = models.CharField(max_length=64, help_text="sha256 of what was brought")
    settings = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    overlaps = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)

    objects = Scoped()

    class Meta:
        app_label = "indicators"
        indexes = [models.Index(fields=["region", "-id"], name="batches_of_a_region")]
        verbose_name_plural = "upload batches"

    def __str__(self) -> str:
        return f"batch {self.id} {self.name}".rstrip()
