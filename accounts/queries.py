"""Who may work for which region, and at what."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Region, User
from accounts.roles import NEEDS_FULL_SIGHT, Task, tasks_of

NOTHING: frozenset[Task] = frozenset()
EVERYTHING = frozenset(Task)


def tasks_in(user: User | AnonymousUser, region: Region) -> frozenset[Task]:
    """What a person may do for a region; an operator, who has the server, everything.

    Read anew with every request, so a role taken away ends with the next one. Whose organisation
    sees a part of the region delivers and releases nothing, whatever the roles.
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if user.is_superuser:
        return EVERYTHING
    organisation = user.organisation
    if organisation is None or organisation.region_id != region.id:
        return NOTHING
    tasks = tasks_of(user.roles)
    return tasks if organisation.sees_all else tasks - NEEDS_FULL_SIGHT


def lacks_full_sight(user: User, task: Task) -> bool:
    """Whether the roles hold a task that only the narrowed rights of the organisation forbid."""
    organisation = user.organisation
    is_narrow = organisation is not None and not organisation.sees_all and not user.is_superuser
    return is_narrow and task in NEEDS_FULL_SIGHT & tasks_of(user.roles)


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
