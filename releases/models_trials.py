"""Rules of secrecy tried out, without publishing anything."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import Job, Region
from accounts.scoping import Scoped


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
