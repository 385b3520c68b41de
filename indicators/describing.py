"""Changing what people read about an indicator; the numbers stay, the next release shows it.

Texts come from two sides: the region file and the desk. Who had the last word on a text follows
from the audit trail; the next load of the region file asks here (region_files/desk_texts.py).
"""

from collections import defaultdict
from typing import Any

from django.db import transaction

from accounts.actions import record
from accounts.models import AuditEntry, Region, User
from accounts.scoping import row_of
from indicators.actions import hash_of
from indicators.metadata import KINDS, IndicatorTexts, Kind
from indicators.models import Indicator
from indicators.withdrawing import ChangedMeanwhile

AT_DESK, FROM_FILE = "indicator-described", "indicator-texts-from-file"
KEPT: dict[Kind, tuple[str, ...]] = {  # what the desk did to a declaration
    kind: (f"{kind}-created", f"{kind}-changed") for kind in KINDS if kind != "indicator"
} | {"indicator": (AT_DESK, "indicator-created", "indicator-changed")}

Texts = dict[str, Any]  # fields of IndicatorTexts as JSON


def texts_of(indicator: Indicator) -> IndicatorTexts:
    """The texts as they stand; what an older declaration did not know is empty."""
    known = indicator.definition
    return IndicatorTexts.model_validate(
        {name: known[name] for name in IndicatorTexts.model_fields if name in known}
    )


def version_of(indicator: Indicator) -> str:
    """Names what stands there now, so that two people do not overwrite each other."""
    return hash_of(texts_of(indicator).model_dump(mode="json"))


def last_said_by(indicator: Indicator) -> User | None:
    """Who had the last word on the texts; None for the region file, or nobody."""
    newest = AuditEntry.objects.filter(
        region=indicator.region, subject=indicator.key, action__in=[*KEPT["indicator"], FROM_FILE]
    ).order_by("id")
    last = newest.select_related("user").last()
    return last.user if last else None


def describe(indicator: Indicator, texts: IndicatorTexts, seen: str, by: User) -> bool:
    """Write the texts down; False where they stand so already.

    `seen` is the `version_of` what the person changed. Raises ChangedMeanwhile where other
    texts stand there now.
    """
    new = texts.model_dump(mode="json")
    with transaction.atomic():
        held = row_of(indicator).select_for_update(of=("self",)).get()
        old = texts_of(held).model_dump(mode="json")
        changed = [name for name in new if not reads_alike(old[name], new[name])]
        if not changed:
            return False
        if seen != version_of(held):
            raise ChangedMeanwhile
        held.definition |= _only(new, changed)
        held.name_de, held.name_en = held.definition["name"]["de"], held.definition["name"]["en"]
        held.save(update_fields=["definition", "name_de", "name_en"])
        record(
            AT_DESK, held.key, held.region, by,
            before=_only(old, changed), after=_only(new, changed),
        )  # fmt: skip
    return True


def reads_alike(one: Any, other: Any) -> bool:
    """Whether two texts differ at most in blanks around them, which no form keeps."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(reads_alike(one[key], other[key]) for key in one)
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(one == other)


def written_at_desk(region: Region, kind: Kind = "indicator") -> dict[str, set[str]]:
    """By the key of everything of a kind the fields on which the desk had the last word."""
    actions = (*KEPT[kind], from_file(kind))
    entries = AuditEntry.objects.filter(region=region, action__in=actions)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for action, key, detail in entries.order_by("id").values_list("action", "subject", "detail"):
        if action in KEPT[kind]:
            found[key] |= detail["after"].keys()
        else:
            found[key] -= detail["after"].keys()
    return found


def from_file(kind: Kind) -> str:
    """What the trail calls it when the region file gets the word back."""
    return FROM_FILE if kind == "indicator" else f"{kind}-from-file"


def give_to_file(region: Region, kind: Kind, key: str, before: Texts, after: Texts) -> None:
    """Note that from now on the region file has the word on these fields."""
    record(from_file(kind), key, region, None, before=before, after=after)


def _only(texts: Texts, names: list[str]) -> Texts:
    return {name: texts[name] for name in names}
