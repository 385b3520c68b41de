"""Files that staff brought and that are on their way to a delivery."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Job, Region, User
from accounts.scoping import Scoped


def stored_name(upload: "Upload", file_name: str) -> str:
    """A name of our own: what came from outside names no file here."""
    return f"{uuid.uuid4().hex}.upload"


class Upload(models.Model):
    """A file somebody of the staff brought: checked, previewed, then taken over or not.

    `settings` is indicators.importing.uploads.UploadSettings as JSON, `findings` the problems
    of the last check (spatial_units.importing.problems), `preview` indicators.comparing.Preview.
    `values` holds the slices the check read, for the commit (indicators.slices_file).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("is being checked")
        REFUSED = "refused", _("has errors")
        CHECKED = "checked", _("checked, waits for you")
        COMMITTED = "committed", _("taken over")
        DISCARDED = "discarded", _("discarded")

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(db_default=Now())
    file = models.FileField(upload_to=stored_name, max_length=120)
    values = models.FileField(upload_to=stored_name, max_length=120, blank=True)
    file_name = models.CharField(max_length=300, help_text="as it was called; only ever shown")
    size = models.PositiveBigIntegerField()
    content_hash = models.CharField(max_length=64, help_text="sha256 of the file")
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    findings = models.JSONField(default=list)
    preview = models.JSONField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    delivery = models.OneToOneField("indicators.Delivery", on_delete=models.RESTRICT, null=True)
    batch = models.ForeignKey(
        "indicators.UploadBatch", on_delete=models.RESTRICT, null=True, related_name="uploads"
    )

    objects = Scoped()

    class Meta:
        app_label = "indicators"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="committed") ^ Q(delivery__isnull=True),
                name="what_is_taken_over_is_a_delivery",
            ),
        ]
        indexes = [models.Index(fields=["region", "-id"], name="uploads_of_a_region")]

    def __str__(self) -> str:
        return f"upload {self.id} ({self.state})"
