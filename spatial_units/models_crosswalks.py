"""How the areas of one boundary set pass into those of another (Umsteigeschlüssel)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from accounts.scoping import Scoped


class Crosswalk(models.Model):
    """Shares by which counts on `from_set` are brought to `to_set`, two sets of one level.

    Links are never changed. One that a delivery was converted by stays for good; a newer one of
    the same pair and basis then counts instead of it.
    """

    class Basis(models.TextChoices):
        POPULATION = "population", _("inhabitants")
        ADDRESSES = "addresses", _("addresses")
        AREA = "area", _("land area")
        BUILDINGS = "buildings", _("buildings")
        OTHER = "other", _("another basis")

    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    from_set = models.ForeignKey(
        "spatial_units.BoundarySet", on_delete=models.PROTECT, related_name="crosswalks_away"
    )
    to_set = models.ForeignKey(
        "spatial_units.BoundarySet", on_delete=models.PROTECT, related_name="crosswalks_here"
    )
    basis = models.CharField(max_length=10, choices=Basis)
    source = models.CharField(max_length=300, help_text="who made it, and from what")
    file_name = models.CharField(max_length=300, help_text="as it was called; only ever shown")
    content_hash = models.CharField(max_length=64, help_text="sha256 of the file")
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(db_default=Now())
    is_current = models.BooleanField(default=True)
    first_used_at = models.DateTimeField(null=True, help_text="when a delivery was converted by it")

    objects = Scoped()

    class Meta:
        app_label = "spatial_units"
        constraints = [
            models.UniqueConstraint(
                fields=["from_set", "to_set", "basis"],
                condition=Q(is_current=True),
                name="one_current_crosswalk_of_a_pair_and_basis",
            ),
            models.CheckConstraint(
                condition=~Q(from_set=F("to_set")), name="a_crosswalk_leads_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["population", "addresses", "area", "buildings", "other"]),
                name="crosswalk_of_a_known_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_set} → {self.to_set} ({self.basis})"


class CrosswalkLink(models.Model):
    """A share of an earlier area that lies in a later one; the shares of an area sum to 1."""

    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.CASCADE, related_name="links")
    source = models.ForeignKey("spatial_units.Area", on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey("spatial_units.Area", on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()

    objects = Scoped()

    class Meta:
        app_label = "spatial_units"
        constraints = [
            models.UniqueConstraint(
                fields=["crosswalk", "source", "target"], name="crosswalk_link_once"
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=1), name="a_share_lies_between_0_and_1"
            ),
        ]
