"""What a profile does not show: indicators that only other levels have."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Region
from atlas import queries as atlas_queries
from atlas.queries import Entry
from atlas.wording import in_language
from reports.presenters import Elsewhere, Link
from reports.presenters_place import area_url
from spatial_units.models import Area, SpatialLevel


def elsewhere(
    region: Region, catalogue: list[Entry], level: SpatialLevel, parents: list[Area]
) -> tuple[Elsewhere, ...]:
    """Indicators without a pack for a level, together where the same other levels have them.

    Each leads to the profile of the nearest of `parents` (the coarsest first) on a level that
    has it, else to its own page.
    """
    grouped = _by_levels(catalogue, level.key)
    levels = atlas_queries.levels(region) if grouped else []
    groups = []
    for keys, entries in grouped.items():
        having = [one for one in levels if one.key in keys]
        around = [one for one in parents if one.boundary_set.level.key in keys]
        shown = _group(region, entries, _names(having, levels), around[-1] if around else None)
        groups.append((having[0].position, shown))
    return tuple(shown for _position, shown in sorted(groups, key=lambda group: group[0]))


def _by_levels(catalogue: list[Entry], here: str) -> dict[frozenset[str], list[Entry]]:
    """Levels → an entry of each indicator that exactly these levels have, and `here` has not."""
    found: dict[str, list[Entry]] = {}
    for entry in catalogue:
        found.setdefault(entry.indicator, []).append(entry)
    grouped: dict[frozenset[str], list[Entry]] = {}
    for entries in found.values():
        levels = frozenset(entry.level for entry in entries)
        if here not in levels:
            grouped.setdefault(levels, []).append(entries[0])
    return grouped


def _group(
    region: Region, entries: list[Entry], levels: list[str], nearest: Area | None
) -> Elsewhere:
    """`nearest` is the area whose profile has these indicators, if there is one."""
    text = ngettext(
        "One further indicator is available for %(levels)s only",
        "%(count)s further indicators are available for %(levels)s only",
        len(entries),
    ) % {"count": len(entries), "levels": _listed(levels)}
    named = [(one.indicator, in_language(one.card["name"])) for one in entries]
    if nearest is None:
        pages = ((name, reverse("indicator", args=[region.key, key])) for key, name in named)
        return Elsewhere(f"{text}:", tuple(Link(*page) for page in pages))
    profile, words = area_url(region, nearest), {"text": text, "area": nearest.name}
    return Elsewhere(
        _("%(text)s; see the profile of %(area)s:") % words,
        tuple(Link(name, f"{profile}#{key}") for key, name in named),
    )


def _listed(names: list[str]) -> str:
    *first, last = names
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    )


def _names(having: list[SpatialLevel], levels: list[SpatialLevel]) -> list[str]:
    """„Ortsteile“; of the coarsest level, where its plural is none, there is but one area."""
    return [
        _("the whole area") if one == levels[-1] and one.name == one.plural else one.plural
        for one in having
    ]
