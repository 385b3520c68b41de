"""Raw, confidential values and what is made of them. Only the gate (releases) reads them.

Raw is append-only: a slice's values are written once and never updated; what counts now
comes from the newest delivery not withdrawn, patches on top (see queries.py).
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language, gettext_lazy

from accounts.models import Job, Region, User
from accounts.scoping import Scoped
from indicators.models_batches import UploadBatch as UploadBatch
from indicators.models_calendar import SourceSchedule as SourceSchedule
from indicators.models_indices import IndexDraft as IndexDraft
from indicators.models_indices import IndexVersion as IndexVersion
from indicators.models_policy import Policy as Policy
from indicators.models_templates import UploadTemplate as UploadTemplate
from indicators.models_uploads import Upload as Upload
from indicators.models_values import ConfStatus as ConfStatus
from indicators.models_values import Flag as Flag
from indicators.models_values import MeasureValue as MeasureValue
from indicators.models_values import ObsStatus as ObsStatus
from spatial_units.models import BoundarySet, SpatialLevel


class DataSource(models.Model):
    """Who publishes the data and under which licence."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    publisher = models.CharField(max_length=300)
    title_de = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    licence_url = models.URLField(blank=True)
    attribution = models.CharField(max_length=300)
    url = models.URLField(blank=True)
    update_interval = models.SlugField()

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="source_key_once_per_region"),
        ]


class Topic(models.Model):
    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    name_de = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="topic_key_once_per_region"),
        ]
        ordering = ["position"]

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de


class Measure(models.Model):
    """What a source delivers: a count, an amount, or a ready value."""

    class Kind(models.TextChoices):
        COUNT = "count"
        AMOUNT = "amount"
        VALUE = "value"

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit_de = models.CharField(max_length=60)
    unit_en = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    coordinates = models.JSONField(default=dict)
    parts = models.JSONField(default=list, help_text="keys of measures that add up to this one")
    of_layer = models.JSONField(
        null=True, default=None, help_text="of which points it is counted: layer, where, sum"
    )

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="measure_key_once_per_region"),
            models.UniqueConstraint(fields=["region", "id"], name="measure_id_in_region"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" else self.unit_de


class Indicator(models.Model):
    """A formula over measures with everything a reader must know.

    `definition` holds the checked declaration (region_files.schema.IndicatorSpec):
    formula, texts, classification default. Columns hold what the database asks about.
    """

    class State(models.TextChoices):
        """Where the definition stands; docs/catalogue.md says who may move it where."""

        DRAFT = "draft", gettext_lazy("draft")
        IN_REVIEW = "in_review", gettext_lazy("in review")
        APPROVED = "approved", gettext_lazy("approved")
        RETIRED = "retired", gettext_lazy("out of force")

    class DeclaredBy(models.TextChoices):
        FILE = "file"  # goes when the region file no longer declares it
        DESK = "desk"

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)
    source = models.ForeignKey(DataSource, on_delete=models.PROTECT)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT)
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.SlugField()
    decimals = models.PositiveSmallIntegerField()
    polarity = models.SmallIntegerField()
    position = models.PositiveSmallIntegerField()
    is_headline = models.BooleanField(default=False)
    definition = models.JSONField()
    state = models.CharField(max_length=9, choices=State, default=State.APPROVED)
    declared_by = models.CharField(max_length=4, choices=DeclaredBy, default=DeclaredBy.FILE)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="indicator_key_once_per_region"),
            models.CheckConstraint(
                condition=Q(polarity__in=[-1, 0, 1]), name="polarity_is_burden_relief_or_neither"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="at_most_six_decimals"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de


class ReferencePeriod(models.Model):
    """The day or span a value speaks of; `end` is the last day."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.CharField(max_length=10, help_text="2020, 2020-12-31, 2020-12, 2020-Q4, 2020/21")
    kind = models.SlugField(help_text="day, month, quarter, half_year, year, school_year")
    start = models.DateField()
    end = models.DateField()

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="period_key_once_per_region"),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="a_period_ends_after_it_starts"
            ),
        ]
        ordering = ["end", "start"]

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    """A file, form or computation that came in. Taking it back sets `withdrawn_at`."""

    class Origin(models.TextChoices):
        FILE = "file"  # declared by the region file
        UPLOAD = "upload"  # brought by the staff
        FORM = "form"
        COMPUTED = "computed"

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.CharField(max_length=120, help_text="which delivery of the region file, and turn")
    origin = models.CharField(max_length=8, choices=Origin)
    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, null=True)
    file_name = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, help_text="of file bytes and layout")
    recipe = models.JSONField(default=dict, help_text="computed: method, version, inputs")
    received_at = models.DateTimeField(db_default=Now())
    received_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "id"], name="delivery_id_in_region"),
        ]
        indexes = [models.Index(fields=["region", "key"], name="deliveries_of_a_key")]
        verbose_name_plural = "deliveries"


class Slice(models.Model):
    """One delivery × measure × boundary set × period.

    Complete: an area without a row has no value. Patch: only its rows change something.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    level = models.ForeignKey(SpatialLevel, on_delete=models.PROTECT)
    boundary_set = models.ForeignKey(BoundarySet, on_delete=models.PROTECT)
    period = models.ForeignKey(ReferencePeriod, on_delete=models.PROTECT)
    is_complete = models.BooleanField(default=True)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "measure", "boundary_set", "period"], name="slice_once"
            ),
            models.UniqueConstraint(fields=["region", "id"], name="slice_id_in_region"),
        ]
        indexes = [
            models.Index(fields=["region", "measure", "period"], name="slices_of_a_measure"),
        ]


class CompositeIndex(models.Model):
    """The recipe of an index as it counts now; its results come in as computed deliveries.

    `recipe` is region_files.schema.CompositeIndexSpec as JSON. It never changes without a new
    `version`, of which IndexVersion keeps every one (index_versions.py).
    """

    class DeclaredBy(models.TextChoices):
        FILE = "file"  # goes when the region file no longer declares it
        DESK = "desk"

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    recipe = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    declared_by = models.CharField(max_length=4, choices=DeclaredBy, default=DeclaredBy.FILE)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="index_key_once_per_region"),
        ]
        verbose_name_plural = "composite indices"

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de
