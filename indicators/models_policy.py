"""What may be shown of small counts."""

from django.db import models
from django.db.models import Q

from accounts.models import Region
from accounts.scoping import Scoped


class Policy(models.Model):
    """The disclosure rule of a source.

    `base` is for rounding. Figures of areas in which the measure `population` counts fewer than
    `minimum_population` are hidden under any rule. `revision_bound` is by how many people everybody
    knows a correction to change a count at most; without one nothing is known of it.
    """

    class Rule(models.TextChoices):
        THRESHOLD = "threshold"
        ROUNDING = "rounding"
        PUBLISHED_BY_SOURCE = "published_by_source"
        NO_PERSONAL_DATA = "no_personal_data"

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    rule = models.CharField(max_length=24, choices=Rule)
    minimum_count = models.PositiveIntegerField(default=3)
    protect_zero = models.BooleanField(default=False)
    minimum_denominator = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)
    minimum_population = models.PositiveIntegerField(default=0)
    population = models.CharField(max_length=50, blank=True, default="")
    revision_bound = models.PositiveIntegerField(null=True, blank=True)
    reason_de = models.TextField()
    reason_en = models.TextField()

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="policy_key_once_per_region"),
            models.CheckConstraint(
                condition=~Q(rule="threshold") | Q(minimum_count__gte=2),
                name="a_threshold_hides_something",
            ),
            models.CheckConstraint(
                condition=~Q(rule="rounding") | Q(base__gte=3),
                name="rounding_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(minimum_population=0) | ~Q(population=""),
                name="who_lives_there_is_said",
            ),
        ]
