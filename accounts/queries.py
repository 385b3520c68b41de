"""Who may work for which region."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Region, User


def works_for(user: User | AnonymousUser, region: Region) -> bool:
    """Whether a person belongs to the region's staff; operators belong to every region's."""
    if not user.is_authenticated or not user.is_active:
        return False
    organisation = user.organisation
    return user.is_superuser or (organisation is not None and organisation.region_id == region.id)


def regions_of(user: User | AnonymousUser) -> list[Region]:
    """The regions a person works for, by name."""
    if not user.is_authenticated or not user.is_active:
        return []
    regions = Region.objects.order_by("name_de")
    if user.is_superuser:
        return list(regions)
    return list(regions.filter(organisation__user=user))
