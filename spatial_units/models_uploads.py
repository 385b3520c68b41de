"""Files of boundaries, places, lines or crosswalks that staff brought, on their way in."""

import uuid
from pathlib import Path

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Job, Region, User
from accounts.scoping import Scoped
from spatial_units.importing.geodata_files import KNOWN_ENDINGS


def stored_name(upload: "GeodataUpload", file_name: str) -> str:
    """A name of our own; of the one from outside only an ending stays that we know ourselves."""
    ending = Path(upload.file_name).suffix.lower()
    return f"{uuid.uuid4().hex}{ending if ending in KNOWN_ENDINGS else '.upload'}"


class GeodataUpload(models.Model):
    """A file somebody of the staff brought: checked, previewed, then taken over or not.

    `settings` is spatial_units.importing.geodata_settings as JSON, `findings` the problems of
    the last check, `look` what the file's columns are called and hold, `preview` what
    spatial_units.previewing makes. What was taken over is named by its key, since it may go.
    """

    class Kind(models.TextChoices):
        BOUNDARIES = "boundaries", _("boundaries")
        LAYER = "layer", _("places or lines")
        CROSSWALK = "crosswalk", _("crosswalk")

    class State(models.TextChoices):
        WAITING = "waiting", _("is being checked")
        REFUSED = "refused", _("has errors")
        CHECKED = "checked", _("checked, waits for you")
        COMMITTED = "committed", _("taken over")
        DISCARDED = "discarded", _("discarded")

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(db_default=Now())
    file = models.FileField(upload_to=stored_name, max_length=120)
    file_name = models.CharField(max_length=300, help_text="as it was called; only ever shown")
    size = models.PositiveBigIntegerField()
    content_hash = models.CharField(max_length=64, help_text="sha256 of the file")
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    findings = models.JSONField(default=list)
    look = models.JSONField(default=dict)
    preview = models.JSONField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    made = models.CharField(max_length=100, blank=True, help_text="key, or number of a crosswalk")

    objects = Scoped()

    class Meta:
        app_label = "spatial_units"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="committed") ^ Q(made=""), name="what_is_taken_over_has_a_key"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["boundaries", "layer", "crosswalk"]),
                name="geodata_of_a_known_kind",
            ),
        ]
        indexes = [models.Index(fields=["region", "-id"], name="geodata_of_a_region")]

    def __str__(self) -> str:
        return f"{self.kind} upload {self.id} ({self.state})"
