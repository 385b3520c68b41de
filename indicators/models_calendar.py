"""Who is asked for a source's next delivery, and how long after its period it comes."""

from django.db import models
from django.db.models import Q

from accounts.scoping import Scoped


class SourceSchedule(models.Model):
    """Of a source; one that has none is expected three months after its period ends."""

    source = models.OneToOneField("indicators.DataSource", on_delete=models.CASCADE)
    contact = models.CharField(max_length=200, blank=True)
    months_after = models.PositiveSmallIntegerField(default=3)

    objects = Scoped()

    class Meta:
        app_label = "indicators"
        constraints = [
            models.CheckConstraint(condition=Q(months_after__lte=60), name="at_most_five_years"),
        ]
