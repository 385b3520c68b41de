"""Access keys for programs, and what is counted so that nobody tries or asks for ever."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.scoping import Scoped

LONGEST = timedelta(days=731)  # two years


class AccessKey(models.Model):
    """Lets a program act for a person in one region: never more than the person may.

    The key itself is shown once and not kept; `digest` is its SHA-256 as hex. Keys are long and
    random, so a quick digest is enough.
    """

    class Scope(models.TextChoices):
        READ = "read", _("read internal figures")
        DELIVER = "deliver", _("read internal figures, deliver values and take them back")

    region = models.ForeignKey("accounts.Region", on_delete=models.CASCADE)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE)
    name = models.CharField(max_length=80, help_text="which program uses it")
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=7, choices=Scope)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = Scoped()
    everywhere = models.Manager()  # whose key it is, before its region is known

    class Meta:
        app_label = "accounts"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("created_at") + LONGEST),
                name="a_key_is_good_for_two_years_at_most",
            ),
            models.UniqueConstraint(
                fields=["region", "user", "name"],
                condition=Q(withdrawn_at=None),
                name="a_person_tells_keys_apart_by_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_good(self) -> bool:
        return self.withdrawn_at is None and timezone.now() < self.expires_at


class SentOnce(models.Model):
    """A request a program may repeat after a lost connection (Idempotency-Key).

    `fingerprint` tells what was asked for, `made` is the number of what came of it.
    """

    access_key = models.ForeignKey(AccessKey, on_delete=models.CASCADE)
    word = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    made = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())

    objects = Scoped()

    class Meta:
        app_label = "accounts"
        constraints = [
            models.UniqueConstraint(fields=["access_key", "word"], name="sent_once"),
        ]


class Try(models.Model):
    """One wrong key, or one request for a password link; `who` is a digest. Soon forgotten."""

    kind = models.SlugField()
    who = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "accounts"
        indexes = [models.Index(fields=["kind", "who", "at"], name="tries_of_somebody")]
