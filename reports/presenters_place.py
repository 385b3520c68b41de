"""Where an area lies, and what its boundaries were and are."""

import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats
from reports import queries
from reports.forms import ProfileRequest
from reports.presenters import AreaGroup, Link, Notice, Place
from reports.queries import Lineage
from spatial_units.models import Area, BoundarySet


def area_url(region: Region, area: Area, *, pinned: bool = False) -> str:
    """The profile's address; boundaries of the past are named in it, so are `pinned` ones."""
    of = area.boundary_set
    url = reverse("area", args=[region.key, of.level.key, area.code])
    is_past = of.valid_during.upper is not None
    return f"{url}?{urlencode({'stand': of.key})}" if pinned or is_past else url


def link(region: Region, area: Area, note: str = "") -> Link:
    return Link(area.name, area_url(region, area), note)


def place(region: Region, asked: ProfileRequest, parents: list[Area]) -> Place:
    """`parents` are the coarser areas around, the coarsest first."""
    lineage, area = asked.lineage, asked.lineage.area
    return Place(
        boundaries=boundaries(lineage.boundary_set),
        versions=_versions(region, lineage),
        notices=tuple(_notices(region, lineage, asked.same_code)),
        parents=tuple(link(region, one, one.boundary_set.level.name) for one in parents),
        children=_children(region, area),
        neighbours=tuple(link(region, one) for one in queries.neighbours(area)),
    )


def boundaries(of: BoundarySet) -> str:
    """Gebietsstand: its name and when it holds."""
    start, end = of.valid_during.lower, last_day(of)
    if start is None:
        return of.name
    words = {"name": of.name, "start": formats.day(start)}
    if end is None:
        return _("%(name)s (since %(start)s)") % words
    return _("%(name)s (%(start)s to %(end)s)") % (words | {"end": formats.day(end)})


def last_day(of: BoundarySet) -> datetime.date | None:
    end = of.valid_during.upper
    return None if end is None else end - datetime.timedelta(days=1)


def _versions(region: Region, lineage: Lineage) -> tuple[Link, ...]:
    """The same, unchanged area on other boundaries of its level."""
    return tuple(
        Link(boundaries(of), area_url(region, lineage.same[of.key], pinned=True))
        for of in lineage.sets
        if of.key in lineage.same and of.key != lineage.boundary_set.key
    )


def _notices(region: Region, lineage: Lineage, same_code: tuple[Area, ...]) -> list[Notice]:
    held = [of for of in lineage.sets if of.key in lineage.same]
    first, last = lineage.sets.index(held[0]), lineage.sets.index(held[-1])
    notices = []
    if len(held) > 1 and held[0].valid_during.lower:
        start = formats.day(held[0].valid_during.lower)
        notices.append(
            Notice(_("Unchanged since %(start)s: the series run on.") % {"start": start})
        )
    if first > 0:
        notices.append(_new_since(region, lineage.same[held[0].key], lineage.sets[first - 1]))
    if last + 1 < len(lineage.sets):
        notices.append(_until(region, lineage.same[held[-1].key], lineage.sets[last + 1]))
    others = [one for one in same_code if one.id not in {a.id for a in lineage.same.values()}]
    if others:
        text = _("The key %(code)s also stands for an area with other boundaries:")
        notices.append(
            Notice(
                text % {"code": lineage.area.code},
                tuple(Link(o.name, area_url(region, o, pinned=True), o.boundary_set.name)
                      for o in others),
            )
        )  # fmt: skip
    return notices


def _new_since(region: Region, area: Area, before: BoundarySet) -> Notice:
    start = area.boundary_set.valid_during.lower
    assert start is not None, "a set that follows another one has a first day"
    text = _("These boundaries are new since %(start)s; earlier figures cannot be compared.")
    sentence = text % {"start": formats.day(start)}
    return Notice(
        f"{sentence} {_('Before, this ground lay in:')}",
        tuple(link(region, one) for one in queries.overlapping(area, before)),
    )


def _until(region: Region, area: Area, after: BoundarySet) -> Notice:
    end = last_day(area.boundary_set)
    assert end is not None, "a set that another one follows has a last day"
    sentence = _("These boundaries held until %(end)s.") % {"end": formats.day(end)}
    return Notice(
        f"{sentence} {_('Since then, this ground lies in:')}",
        tuple(link(region, one) for one in queries.overlapping(area, after)),
    )


def _children(region: Region, area: Area) -> AreaGroup | None:
    found = queries.children(area, last_day(area.boundary_set) or timezone.localdate())
    if not found:
        return None
    links = sorted(
        (link(region, one) for one in found), key=lambda one: formats.sort_key(one.label)
    )
    return AreaGroup(found[0].boundary_set.level.plural, tuple(links))
