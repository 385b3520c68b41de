"""Changing the catalogue at the desk. Nothing that is public changes before a release.

Every change is written down field by field (before, after). Whoever loads the region file
later reads there what the desk had the last word on (region_files/desk_texts.py).
"""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.actions import record
from accounts.models import Region, User
from accounts.scoping import row_of
from indicators.actions import hash_of, one_at_a_time
from indicators.catalogue_rows import MODELS, Declared, columns_of, declared_in, stored
from indicators.derived_measures import settle
from indicators.describing import reads_alike
from indicators.metadata import Kind
from indicators.models import Indicator, Measure, Slice, Topic
from indicators.withdrawing import ChangedMeanwhile

State = Indicator.State

# What moves numbers, or decides who sees them: after a change it must be approved anew.
NEEDS_APPROVAL = frozenset(
    {
        "kind", "formula", "decimals", "polarity", "aggregation", "classes", "source", "policy",
        "levels", "internal_levels",
    }
)  # fmt: skip
FIRST_OF_DESK = 1000  # the region file's indicators stand before those of the desk


class KeyTaken(Exception):
    """Something of this kind already has the key."""


class InUse(Exception):
    """A measure that holds values cannot become one of another kind."""


def version_of(indicator: Indicator) -> str:
    """Names what is declared now, so that two people do not overwrite each other."""
    return hash_of(indicator.definition)


def create(region: Region, kind: Kind, declared: Declared, by: User) -> None:
    """Add something to the catalogue; an indicator as a draft. Raises KeyTaken."""
    with transaction.atomic():
        one_at_a_time(region.key)
        model = MODELS[kind]._default_manager
        if model.filter(region=region, key=declared["key"]).exists():
            raise KeyTaken
        columns = columns_of(kind, declared, region) | _placed_last(region, kind)
        model.create(region=region, key=declared["key"], **columns)
        record(f"{kind}-created", declared["key"], region, by, before={}, after=declared)
        settle(region)


def _placed_last(region: Region, kind: Kind) -> dict[str, Any]:
    if kind == "topic":
        last = Topic.objects.filter(region=region).aggregate(last=Max("position"))["last"]
        return {"position": 0 if last is None else last + 1}
    if kind == "indicator":
        last = Indicator.objects.filter(region=region).aggregate(last=Max("position"))["last"]
        position = max(FIRST_OF_DESK, (last or 0) + 1)
        made_here = Indicator.DeclaredBy.DESK
        return {"position": position, "state": State.DRAFT, "declared_by": made_here}
    return {}


def change(
    region: Region, kind: Kind, declared: Declared, by: User, seen: str | None = None
) -> bool:
    """Write down what differs; False where all stands so already.

    `seen` is the `version_of` what the person changed; raises ChangedMeanwhile where something
    else stands there now, InUse where a measure with values would become another kind.
    """
    with transaction.atomic():
        one_at_a_time(region.key)
        model = MODELS[kind]._default_manager
        row: Any = model.select_for_update(of=("self",)).get(region=region, key=declared["key"])
        old = declared_in(kind, row)
        changed = differing(old, declared)
        if not changed:
            return False
        if seen is not None and seen != hash_of(old):
            raise ChangedMeanwhile
        if kind == "measure" and "kind" in changed:
            _refuse_where_values_lie(row)
        new = old | {name: declared[name] for name in changed}
        row_of(row).update(**columns_of(kind, new, region))
        before = {name: old.get(name) for name in changed}
        after = {name: declared[name] for name in changed}
        record(f"{kind}-changed", row.key, region, by, before=before, after=after)
        _ask_for_approval_anew(region, kind, row.key, changed, by)
        settle(region)
    return True


def differing(old: Declared, new: Declared) -> list[str]:
    """The fields that say something else; blanks at the ends count for nothing."""
    empty: tuple[Any, ...] = (None, "", [], {})
    return [
        name
        for name, value in new.items()
        if not reads_alike(old.get(name), value) and not (old.get(name) in empty and value in empty)
    ]


def _refuse_where_values_lie(measure: Measure) -> None:
    if Slice.objects.filter(measure=measure).exists():
        raise InUse


def _ask_for_approval_anew(
    region: Region, kind: Kind, key: str, changed: list[str], by: User
) -> None:
    """Whoever changes a rule of secrecy changes all that stands under it."""
    found = Indicator.objects.filter(region=region, state__in=(State.APPROVED, State.IN_REVIEW))
    if kind == "indicator" and NEEDS_APPROVAL & set(changed):
        found = found.filter(key=key)
    elif kind == "policy" and changed != ["reason"]:
        found = found.filter(policy__key=key)
    else:
        return
    for indicator in found:
        put_down(indicator, State.DRAFT, "", by)


def put_down(indicator: Indicator, state: str, comment: str, by: User | None) -> None:
    """Move a definition to a state and keep who did so, when, and what was said."""
    before = indicator.state
    row_of(indicator).update(state=state)
    record(
        "indicator-reviewed", indicator.key, indicator.region, by,
        before={"state": before}, after={"state": state}, comment=comment,
    )  # fmt: skip


def order_topics(region: Region, keys: list[str], by: User | None) -> bool:
    """Let the topics stand in this order, those not named behind; False if they do already."""
    with transaction.atomic():
        one_at_a_time(region.key)
        before = list(stored(region, "topic"))
        after = [key for key in keys if key in before]
        after += [key for key in before if key not in after]
        if before == after:
            return False
        for position, key in enumerate(after):
            Topic.objects.filter(region=region, key=key).update(position=position)
        record("topics-ordered", "", region, by, before=before, after=after)
    return True
