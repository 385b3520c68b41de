"""Values as they were delivered, one row each, and the codes that stand beside them."""

from django.db import models
from django.db.models import Q


class ObsStatus(models.TextChoices):
    """Why there is (no) value; codes of SDMX CL_OBS_STATUS."""

    MEASURED = "A", "gemessen"
    MISSING = "O", "keine Daten"
    NOT_EVALUATED = "L", "nicht bewertet"
    NOT_APPLICABLE = "M", "nicht sinnvoll"
    SUPPRESSED = "Q", "geheim gehalten"


class ConfStatus(models.TextChoices):
    """Whether a value may be seen; codes of SDMX CL_CONF_STATUS."""

    FREE = "F", "frei"
    PRIMARY = "A", "primär gesperrt"
    SECONDARY = "D", "sekundär gesperrt"
    CONFIDENTIAL = "C", "von der Quelle geheim gehalten"


class Flag(models.IntegerChoices):
    """Remarks on a value; they add up."""

    PROVISIONAL = 1, "vorläufig"
    REVISED = 2, "berichtigt"
    ESTIMATED = 4, "geschätzt"
    CONVERTED = 8, "umgerechnet"
    UNRELIABLE = 16, "eingeschränkt"
    COMPUTED = 32, "berechnet"
    INCOMPLETE = 64, "unvollständig"  # a sum that leaves a part out; never of a delivered value


class MeasureValue(models.Model):
    """What a measure was in one area (SDMX: an observation). Written by COPY, never updated.

    A null value always has a status that says why; a measured zero is 0. No foreign keys
    here (1 M rows: 6.6 s against 40 s); actions check areas and slices set-based. The key
    begins with the slice: a new one has the highest number, so its rows go to the index's end
    (2.6 s for 1 M rows; in between the rows of other regions 3.6 s).
    """

    pk = models.CompositePrimaryKey("slice_id", "area_id", "region_id")
    region_id = models.BigIntegerField()
    slice_id = models.BigIntegerField()
    area_id = models.BigIntegerField()
    value = models.FloatField(null=True)
    obs_status = models.CharField(max_length=1, choices=ObsStatus, default=ObsStatus.MEASURED)
    conf_status = models.CharField(max_length=1, choices=ConfStatus, default=ConfStatus.FREE)
    flags = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, obs_status="A")
                | (Q(value__isnull=True) & ~Q(obs_status="A")),
                name="a_missing_value_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True)
                | Q(value__gt=float("-1e300"), value__lt=float("1e300")),
                name="a_value_is_a_finite_number",
            ),
            models.CheckConstraint(
                condition=Q(obs_status__in=list("AOLMQ")), name="known_obs_status"
            ),
            models.CheckConstraint(
                condition=Q(conf_status__in=list("FADC")), name="known_conf_status"
            ),
            models.CheckConstraint(condition=Q(flags__gte=0, flags__lt=64), name="known_flags"),
        ]
