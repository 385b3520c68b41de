"""Where like values of an indicator lie together."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import Region
from accounts.scoping import Scoped


class SpatialPattern(models.Model):
    """The pattern of an indicator's newest figures as an audience sees them (pattern.py).

    `pack_hash` names the pack it was made of: it counts only as long as that one does.
    `body` is pattern.Pattern as JSON.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(
        max_length=10, choices=[("public", "public"), ("internal", "internal")]
    )
    indicator_key = models.SlugField()
    level_key = models.SlugField()
    period_key = models.CharField(max_length=10)
    pack_hash = models.CharField(max_length=32)
    made_of = models.CharField(max_length=64, help_text="hash of method and pack")
    body = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "audience", "indicator_key"], name="pattern_once"
            ),
        ]
