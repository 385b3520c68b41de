"""What somebody sees of a region's internal figures: all of them, or what rights name.

Pure rules over rows that were read; by keys, since those who serve figures know nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from accounts.models import Jurisdiction, Organisation, Region, Right, User
from accounts.people import branch_of

AreaKey = tuple[str, str]  # boundary set and code


class Reach(Enum):
    """Of which areas somebody sees an indicator."""

    NONE = 0
    OWN = 1
    ALL = 2


class _Right(Protocol):
    topic_key: str
    indicator_key: str
    level_key: str
    own_areas_only: bool


@dataclass(frozen=True)
class Sight:
    """`areas` are those the organisation and the ones below it speak for."""

    rights: tuple[_Right, ...]
    areas: frozenset[AreaKey]

    def of(self, indicator: str, topic: str, level: str) -> Reach:
        """The widest of the rights that fit."""
        found = [Reach.NONE]
        for right in self.rights:
            names_it = right.indicator_key == indicator or right.topic_key == topic
            if names_it and right.level_key in ("", level):
                found.append(Reach.OWN if right.own_areas_only else Reach.ALL)
        return max(found, key=lambda reach: reach.value)


def sight_of(user: User, region: Region) -> Sight | None:
    """None where nothing is hidden: an operator, an organisation that sees all of the region."""
    organisation = user.organisation
    if user.is_superuser or organisation is None or organisation.sees_all:
        return None
    return Sight(tuple(Right.objects.filter(organisation=organisation)), areas_of(organisation))


def areas_of(organisation: Organisation) -> frozenset[AreaKey]:
    """What the organisation and those below it speak for."""
    found = Jurisdiction.objects.filter(organisation__in=branch_of(organisation))
    rows: Iterable[AreaKey] = found.values_list("boundary_set_key", "code")
    return frozenset(rows)
