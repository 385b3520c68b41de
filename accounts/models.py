"""Who works here, for which region, and what the machine is doing for them."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models_keys import AccessKey as AccessKey
from accounts.models_keys import SentOnce as SentOnce
from accounts.models_keys import Try as Try
from accounts.reserved_keys import RESERVED_KEYS
from accounts.roles import Role
from accounts.scoping import Scoped


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
    """Who works with a region's figures: the statistics office, a department, a municipality.

    Organisations form a tree; who belongs to one speaks for the areas of those below it, too.
    `sees_all`: every internal figure of every area; otherwise only what its rights name.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", _("county or city")
        MUNICIPALITY = "municipality", _("municipality of the county")
        DEPARTMENT = "department", _("department or office")
        NGO = "ngo", _("association, welfare organisation")
        OTHER = "other", _("other")

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    sees_all = models.BooleanField(default=True, db_default=True)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "key"], name="organisation_key_once_per_region"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="no_organisation_is_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Jurisdiction(models.Model):
    """An area an organisation speaks for.

    By boundary set, since a code may mean another place in the next one.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    level_key = models.SlugField()
    boundary_set_key = models.SlugField(max_length=120)
    code = models.CharField(max_length=40)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "boundary_set_key", "code"], name="jurisdiction_once"
            ),
        ]


class Right(models.Model):
    """What an organisation that does not see all may see of the internal figures.

    Of an indicator, or of all of a topic (exactly one of them, "" the other), on one level or
    ("") on every one; of its own areas (jurisdiction) or of all of them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    topic_key = models.SlugField(blank=True)
    indicator_key = models.SlugField(blank=True)
    level_key = models.SlugField(blank=True)
    own_areas_only = models.BooleanField(default=True)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "topic_key", "indicator_key", "level_key"],
                name="right_once",
            ),
            models.CheckConstraint(
                condition=Q(topic_key="") ^ Q(indicator_key=""),
                name="a_right_names_a_topic_or_an_indicator",
            ),
        ]


class User(AbstractUser):
    """A person who signs in and works for one organisation; an operator for all of them.

    `through` names the access key by which a program acts for the person, in this request or job;
    empty: they act themselves.
    """

    through = ""

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

    objects = Scoped()
    everywhere = models.Manager()  # the worker, the reaper and the state of the house

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

    objects = Scoped()

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="audit_of_a_region")]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
