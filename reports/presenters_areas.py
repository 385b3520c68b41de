"""All areas of a level, in groups by the coarser area they lie in."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats
from atlas import queries as atlas_queries
from atlas.presenters import Choice, Page
from reports import queries
from reports.presenters import AreaGroup, AreaListPage, Link
from reports.presenters_place import boundaries, link
from spatial_units.models import Area, BoundarySet


def area_list(region: Region, level_key: str, languages: tuple[Choice, ...]) -> AreaListPage | None:
    """None where the region has no such level, or no areas on it."""
    sets = queries.sets_of(region, level_key)
    if not sets:
        return None
    newest, level = sets[-1], sets[-1].level
    return AreaListPage(
        page=Page(
            title=f"{level.plural} – {region.name}",
            heading=_("%(areas)s of %(region)s") % {"areas": level.plural, "region": region.name},
            region=region,
            notice=region.text("notice"),
            languages=languages,
        ),
        groups=_groups(region, newest),
        boundaries=boundaries(newest),
        others=tuple(
            Link(one.plural, reverse("areas", args=[region.key, one.key]))
            for one in atlas_queries.levels(region)
            if one.key != level_key
        ),
    )


def _groups(region: Region, of: BoundarySet) -> tuple[AreaGroup, ...]:
    found = queries.areas_by_parent(of)
    return tuple(
        AreaGroup(parent.name if parent else "", _links(region, areas)) for parent, areas in found
    )


def _links(region: Region, areas: list[Area]) -> tuple[Link, ...]:
    links = (link(region, one, one.code) for one in areas)
    return tuple(sorted(links, key=lambda one: formats.sort_key(one.label)))
