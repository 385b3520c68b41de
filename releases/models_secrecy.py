"""What is hidden, what audits found, and rules that were tried out. Internal."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Job, Region
from accounts.scoping import Scoped


class HidingPattern(models.Model):
    """What was hidden of the counts of one period, so that the same counts hide the same.

    `told` has a bit for each cell that was not kept to itself, `hidden` are numbers of cells,
    `unmet` of those nobody could protect (releases/universe.py numbers them).
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    told = models.BinaryField()
    hidden = ArrayField(models.IntegerField())
    unmet = ArrayField(models.IntegerField())
    made_at = models.DateTimeField(db_default=Now())

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "digest"], name="one_pattern_per_digest"),
        ]


class RoundedCounts(models.Model):
    """What the counts of a period were rounded to for the public, and never changed: whoever
    knows two roundings of one count knows more than its rule allows. Internal.

    `cells` are {"measure", "set", "area", "count", "rounded", "reach"}: the area is a place in the
    boundary set's list, and the rounded count lies less than its reach away from the count.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    period = models.ForeignKey("indicators.ReferencePeriod", on_delete=models.CASCADE)
    base = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="of the counts and their sums")
    cells = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "digest"], name="rounded_once"),
        ]


class AuditReport(models.Model):
    """What an attacker could get out of everything public. Internal: it tells intervals.

    `findings` are releases.auditing.Finding, one per count that is known too well.
    """

    class Occasion(models.TextChoices):
        RELEASE = "release", _("before a release")
        NIGHTLY = "nightly", _("every night")

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    occasion = models.CharField(max_length=8, choices=Occasion)
    release = models.ForeignKey("releases.Release", on_delete=models.SET_NULL, null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(db_default=Now())
    checked = models.PositiveIntegerField(help_text="how many protected counts were attacked")
    unplaced = models.PositiveIntegerField(
        default=0, help_text="published numbers that fit no count any more, left out of the attack"
    )
    seconds = models.FloatField()
    findings = models.JSONField(default=list)
    hidden = models.JSONField(
        default=dict,
        help_text="indicator → boundary set → period → area: letter of releases.hiding",
    )

    objects = Scoped()

    class Meta:
        indexes = [models.Index(fields=["region", "-made_at"], name="audits_by_time")]


class RuleTrial(models.Model):
    """What another rule would hide of what the public sees now. Internal.

    `rule` names the policy and its values as they were tried; `costs` is
    {indicator: {level: {"figures", letter of releases.hiding: number}}}, `barred` the indicators
    that could not be public under it.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(db_default=Now())
    rule = models.JSONField()
    costs = models.JSONField()
    barred = models.JSONField(default=list)
    unmet = models.PositiveIntegerField(
        help_text="small counts nothing that may be hidden protects"
    )
    seconds = models.FloatField()

    objects = Scoped()

    class Meta:
        indexes = [models.Index(fields=["region", "-made_at"], name="trials_by_time")]
