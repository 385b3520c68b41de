"""How a composite index came about: its earlier recipes, and those somebody still works on."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import get_language

from accounts.models import Job, Region, User
from accounts.scoping import Scoped


class IndexVersion(models.Model):
    """A recipe as it was frozen; written once, never changed."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    index = models.ForeignKey("CompositeIndex", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    recipe = models.JSONField()
    frozen_at = models.DateTimeField(db_default=Now())
    frozen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["index", "number"], name="index_version_once"),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.name_de} {self.number}"

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de


class IndexDraft(models.Model):
    """An index in the making, for those of the region who may see all its parts.

    `recipe` is what the form said, `asked` what it said besides (topic, source …). `result` is
    what the worker found for it (indicators/index_drafts.py), None while it was not tried.
    `index` is the index it changes from its version `seen`, or, once `is_done`, became.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE)
    index = models.ForeignKey("CompositeIndex", on_delete=models.CASCADE, null=True)
    seen = models.PositiveIntegerField(default=0)
    asked = models.JSONField(default=dict)
    recipe = models.JSONField()
    result = models.JSONField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    is_done = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = Scoped()

    class Meta:
        indexes = [models.Index(fields=["region", "-changed_at"], name="index_drafts_newest")]

    def __str__(self) -> str:
        return str(self.asked.get("name_de", ""))
