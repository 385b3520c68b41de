"""Who works here, for which region, and what the machine is doing for them."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.reserved_keys import RESERVED_KEYS
from accounts.roles import Role


class Region(models.Model):
    """The tenant: one city or county with its levels, data and people."""

    key = models.SlugField(unique=True)
    name_de = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind_de = models.CharField(max_length=60)
    kind_en = models.CharField(max_length=60)
    srid = models.PositiveIntegerField(help_text="metric coordinate system for lengths and areas")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    default_level = models.SlugField()
    default_indicator = models.SlugField()
    texts = models.JSONField(default=dict, help_text="notice, imprint, privacy, accessibility")
    is_public = models.BooleanField(default=False)
    is_made_up = models.BooleanField(
        default=False, db_default=False, help_text="concerns nobody, so everything may go public"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(key__in=RESERVED_KEYS), name="a_region_key_is_no_page_address"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de

    @property
    def kind(self) -> str:
        return self.kind_en if get_language() == "en" else self.kind_de

    def text(self, key: str) -> str:
        """A text of the region in the reader's language, or nothing."""
        texts: dict[str, str] = self.texts.get(key) or {}
        return texts.get(get_language() or "de", "")


class Organisation(models.Model):
    """Who delivers and publishes for a region: the statistics office, a department."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "key"], name="organisation_key_once_per_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in and works for one organisation; an operator for all of them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    roles = ArrayField(models.CharField(max_length=16, choices=Role), default=list, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values), name="roles_are_known"
            ),
        ]


class Job(models.Model):
    """Work a worker does, with progress. This row is the truth; the broker only carries it.

    A row in state waiting is also the outbox: the reaper sends what the broker lost.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True)
    kind = models.SlugField()
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    cause = models.TextField(blank=True, help_text="why it failed, in words a clerk understands")
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["heartbeat_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="jobs_not_finished",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_job_is_at_most_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"


class AuditEntry(models.Model):
    """Who did what, and when. Append-only for every database role."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(db_default=Now())
    action = models.SlugField(help_text="delivery-committed, delivery-withdrawn, released, …")
    subject = models.CharField(max_length=200, help_text="what it was done to, as people call it")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="audit_of_a_region")]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
