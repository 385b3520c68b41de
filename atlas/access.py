"""With whose eyes figures are read: everybody's, or those of the region's signed-in staff."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from accounts.access_keys import tasks_through
from accounts.actions import record
from accounts.models import AccessKey, Region, User
from accounts.queries import tasks_in
from accounts.roles import Task
from accounts.sight import Sight, sight_of
from releases.models import Audience

SHOWS_PUBLIC_VIEW = "shows_public_view"  # in the session: staff looking as the public does


@dataclass(frozen=True)
class Access:
    """A database connection, and the audiences whose packs count, the fullest first."""

    database: str
    audiences: tuple[str, ...]
    is_staff: bool = False
    sight: Sight | None = None  # None: nothing internal is hidden from these eyes
    reader: User | None = None  # who sees internal packs

    @property
    def is_internal(self) -> bool:
        return self.audiences[0] != Audience.PUBLIC


EVERYBODY = Access(settings.PUBLIC, (Audience.PUBLIC,))
STAFF = Access("default", (Audience.INTERNAL, Audience.PUBLIC), is_staff=True)
STAFF_AS_PUBLIC = Access(settings.PUBLIC, (Audience.PUBLIC,), is_staff=True)


def access_to(request: HttpRequest, region_key: str) -> Access:
    """Staff of the region see internal packs, unless they chose the public's view."""
    if not request.user.is_authenticated:
        return EVERYBODY
    region = Region.objects.filter(key=region_key).first()
    if region is None or Task.SEE not in tasks_in(request.user, region):
        return EVERYBODY
    if request.session.get(SHOWS_PUBLIC_VIEW):
        return STAFF_AS_PUBLIC
    return replace(STAFF, sight=sight_of(request.user, region), reader=request.user)


def access_by_key(key: AccessKey | None, region_key: str) -> Access:
    """A program sees what the person would whose key it holds; without one what everybody sees."""
    if key is None or key.region.key != region_key:
        return EVERYBODY
    if Task.SEE not in tasks_through(key, key.region):
        return EVERYBODY
    return replace(STAFF, sight=sight_of(key.user, key.region), reader=key.user)


def keep_private(response: HttpResponseBase, access: Access) -> None:
    """What internal packs were read for is kept by nobody on the way."""
    if access.is_staff:
        response["Cache-Control"] = "private, no-store"


def note_taken(access: Access, region: Region, what: str) -> None:
    """Write down that somebody took internal figures along as a file."""
    if access.reader is not None:
        region = Region.objects.get(pk=region.pk)  # the one given was read as the public reads
        record("figures-taken", what, region, access.reader)
