"""Areas as they were at each time, and how they hang together."""

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db.models import Deferrable, Q
from django.utils.translation import get_language

from accounts.models import Region
from accounts.scoping import Scoped
from spatial_units.models_crosswalks import Crosswalk, CrosswalkLink
from spatial_units.models_layers import MapLayer, Origin
from spatial_units.models_uploads import GeodataUpload

__all__ = [
    "Area",
    "BoundarySet",
    "Containment",
    "Crosswalk",
    "CrosswalkLink",
    "GeodataUpload",
    "IdentityLink",
    "MapLayer",
    "Origin",
    "Shapes",
    "SpatialLevel",
]


class SpatialLevel(models.Model):
    """A kind of area, such as Stadtteil (Raumebene). `position` 0 is the finest."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    name_de = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    plural_de = models.CharField(max_length=120)
    plural_en = models.CharField(max_length=120)
    description = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="level_key_once_per_region"),
            models.UniqueConstraint(fields=["region", "id"], name="level_id_in_region"),
        ]
        ordering = ["region", "position"]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de

    @property
    def plural(self) -> str:
        return self.plural_en if get_language() == "en" else self.plural_de


class BoundarySet(models.Model):
    """The areas of one level that hold for a span of time (Gebietsstand).

    Geometry and codes never change; a mended set is a new revision beside the old one,
    and only one revision is current.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    level = models.ForeignKey(SpatialLevel, on_delete=models.PROTECT)
    key = models.SlugField()
    revision = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    valid_during = DateRangeField(help_text="half open: the upper day is no longer in")
    attribution = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    source_hash = models.CharField(max_length=64, help_text="of file and declaration")
    origin = models.CharField(
        max_length=4, choices=Origin, default=Origin.FILE, db_default=Origin.FILE
    )

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "key", "revision"], name="boundary_set_revision_once"
            ),
            models.UniqueConstraint(fields=["region", "id"], name="boundary_set_id_in_region"),
            ExclusionConstraint(
                name="boundary_sets_of_a_level_do_not_overlap",
                expressions=[
                    ("region", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("valid_during", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_current=True),
                deferrable=Deferrable.DEFERRED,  # two neighbours may move their common day
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de


class Area(models.Model):
    """One area of one boundary set. The same code may mean another area in another set."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    boundary_set = models.ForeignKey(BoundarySet, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    geometry = models.MultiPolygonField(srid=4326)
    square_metres = models.FloatField(help_text="in the region's metric system")

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["boundary_set", "code"], name="code_once_per_set"),
            models.UniqueConstraint(fields=["region", "id"], name="area_id_in_region"),
        ]
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Containment(models.Model):
    """An area lies in a coarser area, in one of several trees."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    tree = models.SlugField()
    child = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="children")

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tree", "child", "parent"], name="contained_once"),
            models.CheckConstraint(
                condition=~Q(child=models.F("parent")), name="no_area_contains_itself"
            ),
        ]


class IdentityLink(models.Model):
    """Two areas of different sets that are one and the same (a crosswalk weight of 1)."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    earlier = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="later_links")
    later = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="earlier_links")

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="linked_once"),
        ]


class Shapes(models.Model):
    """The shapes of a boundary set as the browser gets them: simplified once, never changed.

    `topojson` and `svg` are brotli-compressed JSON; `hash` names the content.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    boundary_set = models.OneToOneField(BoundarySet, on_delete=models.CASCADE)
    hash = models.CharField(max_length=32, db_index=True)
    topojson = models.BinaryField()
    svg = models.BinaryField(help_text="paths per area in a box 1000 wide, for static maps")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = Scoped()
