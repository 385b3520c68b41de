"""What has been made visible, to whom, and everything ever published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, JSONField, Q, Value
from django.db.models.functions import Now
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.models import Job, Region, User
from accounts.scoping import Scoped
from releases.models_indices import IndexExamination as IndexExamination
from releases.models_patterns import SpatialPattern as SpatialPattern
from releases.models_secrecy import AuditReport as AuditReport
from releases.models_secrecy import HidingPattern as HidingPattern
from releases.models_secrecy import RoundedCounts as RoundedCounts
from releases.models_secrecy import RuleTrial as RuleTrial
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

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "indicator_key", "level_key", "audience"],
                name="one_classification_per_indicator_and_level",
            ),
        ]


class Release(models.Model):
    """A bundle made visible to one audience. Its packs never change; withdrawing sets a date.

    `text_de`, `text_en` say what is new; `changes` too, one changes.as_record per indicator.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience)
    reason = models.TextField()
    reason_en = models.TextField(db_default="")
    text_de = models.TextField(db_default="")
    text_en = models.TextField(db_default="")
    changes = models.JSONField(db_default=Value([], JSONField()))
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    released_at = models.DateTimeField(db_default=Now())
    text_mended_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason_de = models.TextField(db_default="")
    withdrawn_reason_en = models.TextField(db_default="")

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "id"], name="release_id_in_region")
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

    objects = Scoped()

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

    objects = Scoped()

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

    objects = Scoped()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(Exact(_length("areas"), _length("lower")))
                & Q(Exact(_length("areas"), _length("upper"))),
                name="one_interval_per_area",
            ),
        ]
        indexes = [models.Index(fields=["region", "indicator_key"], name="facts_of_an_indicator")]


class HeldPeriod(models.Model):
    """A period that stays out of an indicator's packs for an audience until it is released."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience)
    indicator_key = models.SlugField()
    period_key = models.CharField(max_length=10)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "audience", "indicator_key", "period_key"],
                name="a_period_is_held_back_once",
            ),
        ]


class PublishingRules(models.Model):
    """How a region publishes; without a row it has no rules of its own."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE)
    four_eyes = models.BooleanField(help_text="a second publisher approves what goes public")

    objects = Scoped()


class PlannedRelease(models.Model):
    """A release that waits for its date, for a second person, or for both.

    `indicators` are keys, fixed when it was asked for; `held_back` is {indicator: [period]}.
    Without `publish_at` it goes as soon as it is approved. An empty text is generated then.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the second person")
        PLANNED = "planned", _("planned")
        DONE = "done", _("handed over")
        CANCELLED = "cancelled", _("cancelled")

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    audience = models.CharField(max_length=10, choices=Audience)
    indicators = models.JSONField()
    held_back = models.JSONField(default=dict)
    reason_de = models.TextField()
    reason_en = models.TextField()
    text_de = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State)
    needs_second = models.BooleanField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="asked_releases")
    asked_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="approved_releases"
    )
    approved_at = models.DateTimeField(null=True)
    cause = models.TextField(blank=True, help_text="why it did not go, in words")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)

    objects = Scoped()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")),
                name="nobody_approves_their_own_release",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | Q(approved_by__isnull=False)
                | Q(state__in=["waiting", "cancelled"]),
                name="a_second_person_comes_first",
            ),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(publish_at__isnull=False),
                name="what_is_planned_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"], condition=Q(state="planned"), name="releases_still_planned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason_de} ({self.state})"
