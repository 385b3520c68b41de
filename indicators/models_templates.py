"""How files of a source were read before, so that the next one need not be explained again."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import Region, User
from accounts.scoping import Scoped


class UploadTemplate(models.Model):
    """What a clerk said of a file that was then taken over; the next file of the same source
    whose columns have the same headings is read alike.

    `settings` is indicators.importing.upload_layout.Remembered as JSON; `fingerprint` the
    sha256 of its headings, in which periods do not count.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    source = models.ForeignKey("indicators.DataSource", on_delete=models.CASCADE)
    name = models.CharField(max_length=300, help_text="of the file it was said of")
    fingerprint = models.CharField(max_length=64)
    settings = models.JSONField()
    said_at = models.DateTimeField(db_default=Now())
    said_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    objects = Scoped()

    class Meta:
        app_label = "indicators"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "source", "fingerprint"], name="template_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name
