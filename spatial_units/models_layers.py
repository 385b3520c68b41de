"""What lies on the map besides areas: places and lines."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import get_language

from accounts.models import Region
from accounts.scoping import Scoped


class Origin(models.TextChoices):
    """Who brought it: what came by the desk stays when the region file is loaded again."""

    FILE = "file"
    DESK = "desk"


class MapLayer(models.Model):
    """Points or lines of one file, such as the city's Kitas (Kartenebene).

    `body` is brotli-compressed GeoJSON as docs/layers.md describes it; `hash` names its content,
    so a body never changes under its name. `categories` are {"column", "value",
    "name": {"de", "en"}, "symbol"} in the order of their numbers in the body, `columns` {"column",
    "name": {"de", "en"}}; "column" is that of the file.
    """

    class Kind(models.TextChoices):
        POINT = "point"
        LINE = "line"

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    key = models.SlugField()
    position = models.PositiveSmallIntegerField(help_text="in the list of layers")
    name_de = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=5, choices=Kind)
    categories = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    attribution = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    as_of = models.DateField()
    is_public = models.BooleanField()
    least_zoom = models.FloatField(default=0, help_text="of the live map; 0 is the whole world")
    count = models.PositiveIntegerField()
    source_hash = models.CharField(max_length=64, help_text="of file, declaration, boundaries")
    hash = models.CharField(max_length=32, db_index=True)
    body = models.BinaryField()
    origin = models.CharField(
        max_length=4, choices=Origin, default=Origin.FILE, db_default=Origin.FILE
    )

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="layer_key_once_per_region"),
            models.UniqueConstraint(fields=["region", "id"], name="layer_id_in_region"),
            models.CheckConstraint(
                condition=Q(kind__in=["point", "line"]), name="layer_of_points_or_lines"
            ),
        ]
        ordering = ["region", "position"]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de
