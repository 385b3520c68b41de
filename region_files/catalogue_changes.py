"""What a catalogue file would change in a region's catalogue, and carrying it out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from accounts.models import Region, User
from indicators.actions import hash_of, one_at_a_time
from indicators.catalogue_edits import change, create, differing
from indicators.catalogue_rows import Declared, stored
from indicators.metadata import KINDS, Kind
from indicators.models import Slice
from indicators.withdrawing import ChangedMeanwhile
from region_files.catalogue_file import IN_ORDER, Everything, Known
from spatial_units.models import SpatialLevel

ENTRIES: dict[Kind, str | Promise] = {
    "source": gettext_lazy("Source"),
    "topic": gettext_lazy("Topic"),
    "measure": gettext_lazy("Measure"),
    "policy": gettext_lazy("Rule of secrecy"),
    "indicator": gettext_lazy("Indicator"),
}


@dataclass(frozen=True)
class Change:
    """One thing of the catalogue; `fields` are (place, old, new) where it was there before."""

    kind: Kind
    declared: Declared
    fields: list[tuple[str, Any, Any]] = field(default_factory=list)

    @property
    def section(self) -> str | Promise:
        return ENTRIES[self.kind]

    @property
    def name(self) -> str:
        """What it is called in the reader's language; a rule of secrecy has only its key."""
        called = self.declared.get("name") or self.declared.get("title") or {}
        return str(called.get("en" if get_language() == "en" else "de", ""))


@dataclass(frozen=True)
class Changes:
    new: list[Change]
    changed: list[Change]
    unchanged: int
    untouched: int  # in the region, but not in the file: they stay

    @property
    def any(self) -> bool:
        return bool(self.new or self.changed)


def known_of(region: Region) -> Known:
    """What the region has, for checking a file against it."""
    levels = SpatialLevel.objects.filter(region=region).order_by("position")
    filled = Slice.objects.filter(region=region).values_list("measure__key", flat=True).distinct()
    catalogue = {kind: stored(region, kind) for kind in KINDS}
    return Known(catalogue, list(levels.values_list("key", flat=True)), frozenset(filled))


def fingerprint(everything: Everything) -> str:
    """Names a catalogue as it stands, so that nobody commits what was previewed otherwise."""
    return hash_of({kind: dict(everything[kind]) for kind in KINDS})


def changes_to(held: Everything, wanted: Everything) -> Changes:
    """New things, changed ones field by field, and how many stay as they are."""
    new, changed, unchanged = [], [], 0
    for kind in IN_ORDER:
        for key, declared in wanted[kind].items():
            old = held[kind].get(key)
            if old is None:
                new.append(Change(kind, declared))
            elif names := differing(old, declared):
                changed.append(Change(kind, declared, lines(old, declared, names)))
            else:
                unchanged += 1
    left = sum(len(held[kind].keys() - wanted[kind].keys()) for kind in IN_ORDER)
    return Changes(new, changed, unchanged, left)


def lines(
    old: Declared, new: Declared, names: list[str] | None = None
) -> list[tuple[str, Any, Any]]:
    """(place, old, new) of every field that says something else."""
    wanted = differing(old, new) if names is None else names
    return [line for name in wanted for line in _lines(name, old, new)]


def _lines(name: str, old: Declared, new: Declared) -> Iterator[tuple[str, Any, Any]]:
    """(place, old, new) of what differs, down to the single text."""
    before, after = old.get(name), new.get(name)
    if isinstance(before, dict) and isinstance(after, dict):
        for inner in [*after, *(key for key in before if key not in after)]:
            for place, one, other in _lines(inner, before, after):
                yield f"{name}.{place}", one, other
    elif before != after:
        yield name, before, after


def carry_out(region: Region, wanted: Everything, by: User, seen: str | None) -> Changes:
    """Write a checked catalogue down, all of it or nothing.

    `seen` is the `fingerprint` the preview was made from; raises ChangedMeanwhile.
    """
    with transaction.atomic():
        one_at_a_time(region.key)
        held = {kind: stored(region, kind) for kind in KINDS}
        if seen is not None and seen != fingerprint(held):
            raise ChangedMeanwhile
        changes = changes_to(held, wanted)
        for one in changes.new:
            create(region, one.kind, one.declared, by)
        for one in changes.changed:
            change(region, one.kind, one.declared, by)
    return changes
