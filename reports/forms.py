"""From an address to an area on its boundaries and a day up to which figures count.

What is wrong or stale gives way to the nearest valid choice, with a sentence that says so.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats, periods
from atlas.remarks import Answer, echo
from reports import queries
from reports.queries import Lineage
from spatial_units.models import Area, BoundarySet


@dataclass(frozen=True)
class ProfileRequest:
    """The area asked for. `until`: figures after this day are left out, None: all count.

    `same_code` are all areas of the level that have or had the area's code, in order of time.
    """

    lineage: Lineage
    same_code: tuple[Area, ...]
    until: datetime.date | None
    period: str
    remarks: tuple[str, ...]


def read_profile(
    query: Mapping[str, str], region: Region, level: str, code: str
) -> ProfileRequest | None:
    """None where no area of the level has or had this code."""
    found = queries.areas_of_code(region, level, code)
    if not found:
        return None
    sets = queries.sets_of(region, level)
    answer = Answer()
    area = _area(query.get("stand", ""), found, sets, answer)
    period, until = _until(query.get("period", ""), answer)
    lineage = queries.lineage(area, sets)
    return ProfileRequest(lineage, tuple(found), until, period, tuple(answer.remarks))


def _area(asked: str, found: list[Area], sets: tuple[BoundarySet, ...], answer: Answer) -> Area:
    """The area of that code on the boundaries asked for, else on the newest that know it."""
    if not asked:
        return found[-1]
    wanted = _boundary_set(asked, sets)
    if wanted is None:
        answer.replaced(
            _("There are no boundaries “%(asked)s”; shown are those of %(shown)s."),
            asked=echo(asked),
            shown=found[-1].boundary_set.name,
        )
        return found[-1]
    for area in found:
        if area.boundary_set_id == wanted.id:
            return area
    nearest = min(found, key=lambda area: abs(_start(area.boundary_set) - _start(wanted)))
    answer.replaced(
        _("The key %(code)s does not occur in “%(asked)s”; shown is the area in “%(shown)s”."),
        code=nearest.code,
        asked=wanted.name,
        shown=nearest.boundary_set.name,
    )
    return nearest


def _boundary_set(asked: str, sets: tuple[BoundarySet, ...]) -> BoundarySet | None:
    """By key, or by a day (2018-12-31) or year on whose last day the set holds."""
    for one in sets:
        if one.key == asked:
            return one
    span = periods.span(asked)
    held = [one for one in sets if span and span[1] in one.valid_during]
    return held[0] if held else None


def _start(of: BoundarySet) -> datetime.date:
    return of.valid_during.lower or datetime.date.min


def _until(asked: str, answer: Answer) -> tuple[str, datetime.date | None]:
    if not asked:
        return "", None
    span = periods.span(asked)
    if span is None:
        answer.replaced(
            _("“%(asked)s” is no date; the newest figures are shown."), asked=echo(asked)
        )
        return "", None
    answer.replaced(
        _("Shown are figures up to %(day)s; newer ones are left out."), day=formats.day(span[1])
    )
    return asked, span[1]
