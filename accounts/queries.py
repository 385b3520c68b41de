"""Who may work for which region, and at what."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Region, User
from accounts.roles import Task, tasks_of

NOTHING: frozenset[Task] = frozenset()
EVERYTHING = frozenset(Task)


def tasks_in(user: User | AnonymousUser, region: Region) -> frozenset[Task]:
    """What a person may do for a region; an operator, who has the server, everything.

    Read anew with every request, so a role taken away ends with the next one.
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if user.is_superuser:
        return EVERYTHING
    organisation = user.organisation
    works_here = organisation is not None and organisation.region_id == region.id
    return tasks_of(user.roles) if works_here else NOTHING


def works_for(user: User | AnonymousUser, region: Region) -> bool:
    """Whether a person has anything to do for the region."""
    return bool(tasks_in(user, region))


def regions_of(user: User | AnonymousUser) -> list[Region]:
    """The regions a person works for, by name."""
    if not user.is_authenticated or not user.is_active:
        return []
    regions = Region.objects.order_by("name_de")
    if user.is_superuser:
        return list(regions)
    return list(regions.filter(organisation__user=user)) if user.roles else []
