"""From draft to approved and out of force: who may move a definition where.

Comments and moves are kept in the audit trail, which nobody can change.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.actions import record
from accounts.models import AuditEntry, User
from accounts.roles import Task
from accounts.scoping import row_of
from indicators.actions import one_at_a_time
from indicators.catalogue_edits import put_down
from indicators.models import Indicator
from indicators.withdrawing import ChangedMeanwhile

State = Indicator.State
MOVED, COMMENTED = "indicator-reviewed", "indicator-commented"

MOVES: dict[tuple[str, str], Task] = {
    (State.DRAFT, State.IN_REVIEW): Task.DESCRIBE,
    (State.IN_REVIEW, State.APPROVED): Task.PUBLISH,
    (State.IN_REVIEW, State.DRAFT): Task.DESCRIBE,
    (State.APPROVED, State.DRAFT): Task.PUBLISH,
    (State.APPROVED, State.RETIRED): Task.PUBLISH,
    (State.DRAFT, State.RETIRED): Task.DESCRIBE,
    (State.RETIRED, State.DRAFT): Task.DESCRIBE,
}
MAY_GIVE_BACK = frozenset({Task.DESCRIBE, Task.PUBLISH})


class OwnRequest(Exception):
    """Who asked for the review cannot answer it where a second person has to look."""


class MapStartsHere(Exception):
    """The indicator the map starts with cannot go out of force."""


def moves_open_to(indicator: Indicator, tasks: frozenset[Task]) -> list[str]:
    """The states to which somebody with these tasks may move a definition."""
    return [
        end
        for (start, end), task in MOVES.items()
        if start == indicator.state and (task in tasks or _gives_back(start, end, tasks))
    ]


def _gives_back(start: str, end: str, tasks: frozenset[Task]) -> bool:
    return (start, end) == (State.IN_REVIEW, State.DRAFT) and bool(MAY_GIVE_BACK & tasks)


def asked_by(indicator: Indicator, person: User) -> bool:
    """Whether this person asked for the review that the definition waits for."""
    moves = history(indicator).filter(action=MOVED, detail__after__state=State.IN_REVIEW)
    newest = moves.first()
    return newest is not None and newest.user_id == person.pk


def move(
    indicator: Indicator,
    state: str,
    comment: str,
    by: User,
    tasks: frozenset[Task],
    seen: str,
    *,
    four_eyes: bool,
) -> None:
    """Move a definition that was in the state `seen`; doing it twice does it once.

    Raises ChangedMeanwhile, PermissionDenied, MapStartsHere for the region's default, and with
    `four_eyes` OwnRequest where the asker approves.
    """
    with transaction.atomic():
        one_at_a_time(indicator.region.key)
        held = row_of(indicator).select_for_update(of=("self",)).get()
        if held.state == state:
            return
        if held.state != seen:
            raise ChangedMeanwhile
        if state not in moves_open_to(held, tasks):
            raise PermissionDenied
        if four_eyes and state == State.APPROVED and asked_by(held, by):
            raise OwnRequest
        if state == State.RETIRED and held.region.default_indicator == held.key:
            raise MapStartsHere
        put_down(held, state, comment, by)


def comment_on(indicator: Indicator, comment: str, by: User) -> None:
    """Say something without moving anything."""
    record(COMMENTED, indicator.key, indicator.region, by, comment=comment)


def history(indicator: Indicator) -> QuerySet[AuditEntry, AuditEntry]:
    """Comments, moves and changes of a definition, newest first."""
    actions = (MOVED, COMMENTED, "indicator-created", "indicator-changed", "indicator-described")
    return (
        AuditEntry.objects.filter(
            region=indicator.region, action__in=actions, subject=indicator.key
        )
        .select_related("user")
        .order_by("-id")
    )


def is_due(definition: dict[str, Any], today: str) -> bool:
    """Whether the day for looking at it again (ISO, as `today`) has come."""
    day: str = definition.get("next_review") or ""
    return "" < day <= today
