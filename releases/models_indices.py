"""Composite indices as their readers can check them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from accounts.models import Region
from accounts.scoping import Scoped


class IndexExamination(models.Model):
    """An index of one period worked out again from what its audience sees (examination.py).

    `packs` are the hashes of the packs it was made of: it counts only while all of them do.
    `indicators` are those that show the index. `body` is examination.Examined as JSON.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(
        max_length=10, choices=[("public", "public"), ("internal", "internal")]
    )
    index_key = models.SlugField()
    period_key = models.CharField(max_length=10)
    level_key = models.SlugField()
    indicators = ArrayField(models.SlugField())
    packs = ArrayField(models.CharField(max_length=32))
    made_of = models.CharField(max_length=64, help_text="hash of recipe, packs and method")
    body = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "audience", "index_key", "period_key"], name="examined_once"
            ),
        ]
