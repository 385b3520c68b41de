"""What has been made visible, to whom, and everything ever published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.functions import Now
from django.db.models.lookups import Exact

from accounts.models import Job, Region
from spatial_units.models import BoundarySet


class Audience(models.TextChoices):
    PUBLIC = "public"
    INTERNAL = "internal"
    STATISTICS = "statistics", "abgeschottete Statistikstelle"


def _length(field: str) -> Func:
    return Func(F(field), function="cardinality", output_field=IntegerField())


class MapClassification(models.Model):
    """The class breaks of an indicator on a level; they move only on purpose.

    `result` is releases.classification.Classification as JSON, computed once from the
    printed values of all dates named in `periods`.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    indicator_key = models.SlugField()
    level_key = models.SlugField()
    audience = models.CharField(max_length=10, choices=Audience)
    declared = models.JSONField(help_text="method and k as declared when it was computed")
    periods = models.JSONField()
    result = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "indicator_key", "level_key", "audience"],
                name="one_classification_per_indicator_and_level",
            ),
        ]


class Release(models.Model):
    """A bundle made visible to one audience. Never changed; withdrawing sets a date."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience)
    reason = models.TextField()
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    released_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "id"], name="release_id_in_region"),
        ]


class Pack(models.Model):
    """The frozen numbers of one indicator on one level for one audience.

    `body` is brotli-compressed JSON (pack_format.py); a withdrawn pack loses its body.
    `card` is the catalogue entry as it read then, for lists that need no numbers.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    release = models.ForeignKey(Release, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience)
    indicator_key = models.SlugField()
    level_key = models.SlugField()
    hash = models.CharField(max_length=32)
    body = models.BinaryField(null=True)
    card = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator_key", "level_key"], name="one_pack_per_release"
            ),
            models.UniqueConstraint(fields=["region", "id"], name="pack_id_in_region"),
        ]
        indexes = [models.Index(fields=["hash"], name="packs_by_hash")]


class CurrentPack(models.Model):
    """The pointer to what counts now; the only thing about packs that moves."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience)
    indicator_key = models.SlugField()
    level_key = models.SlugField()
    position = models.PositiveSmallIntegerField()
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "audience", "indicator_key", "level_key"],
                name="one_current_pack",
            ),
        ]
        ordering = ["position"]


class PublishedFact(models.Model):
    """The fact log: every number ever published, withdrawn ones too, as the audit needs it.

    One row per field of a pack, boundary set and period, with one interval per area:
    lower ≤ form(x) ≤ upper, where `form` says which measures the number is made of
    (releases/disclosure/facts.py). Append-only for every database role.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    release = models.ForeignKey(Release, on_delete=models.PROTECT)
    indicator_key = models.SlugField()
    level_key = models.SlugField()
    audience = models.CharField(max_length=10, choices=Audience)
    field = models.SlugField(help_text="kind of pack field: count, rate, value, class, …")
    boundary_set = models.ForeignKey(BoundarySet, on_delete=models.PROTECT, null=True)
    period_key = models.CharField(max_length=10)
    form = models.JSONField()
    areas = ArrayField(models.CharField(max_length=40))
    lower = ArrayField(models.FloatField(null=True))
    upper = ArrayField(models.FloatField(null=True))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(Exact(_length("areas"), _length("lower")))
                & Q(Exact(_length("areas"), _length("upper"))),
                name="one_interval_per_area",
            ),
        ]
        indexes = [models.Index(fields=["region", "indicator_key"], name="facts_of_an_indicator")]
