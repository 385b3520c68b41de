"""What stands in the audit trail, in words: keys, states, days, and the names behind keys."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEntry
from accounts.roles import Role
from atlas import formats
from atlas.wording import GAPS, INTERVALS, MEASURED
from indicators.models import Indicator
from region_files.desk.words import KIND_NAMES

Words = str | Promise

DETAILS: dict[str, Words] = {
    "old": gettext_lazy("old"),
    "new": gettext_lazy("new"),
    "before": gettext_lazy("before"),
    "after": gettext_lazy("after"),
    "value": gettext_lazy("Value"),
    "status": gettext_lazy("Status"),
    "remark": gettext_lazy("Remark"),
    "reason": gettext_lazy("Reason"),
    "comment": gettext_lazy("Comment"),
    "delivery": gettext_lazy("Delivery"),
    "level": gettext_lazy("Level"),
    "level_key": gettext_lazy("Level"),
    "code": gettext_lazy("Code"),
    "boundary_set": gettext_lazy("Boundaries"),
    "valid_from": gettext_lazy("Valid from"),
    "deliveries": gettext_lazy("Deliveries"),
    "audience": gettext_lazy("Audience"),
    "indicators": gettext_lazy("Indicators"),
    "indicator_key": gettext_lazy("Indicator"),
    "topic_key": gettext_lazy("Topic"),
    "own_areas_only": gettext_lazy("own areas only"),
    "areas": gettext_lazy("Areas"),
    "job": gettext_lazy("Job"),
    "plan": gettext_lazy("Planned release"),
    "release": gettext_lazy("Release"),
    "publish_at": gettext_lazy("not before"),
    "held_back": gettext_lazy("held back"),
    "brings_back": gettext_lazy("brings the release before back"),
    "cancelled": gettext_lazy("cancelled plans"),
    "key": gettext_lazy("Key"),
    "file": gettext_lazy("File"),
    "files": gettext_lazy("Files"),
    "values": gettext_lazy("Values"),
    "count": gettext_lazy("Number"),
    "upload": gettext_lazy("Upload"),
    "geodata": gettext_lazy("Upload"),
    "batch": gettext_lazy("Several files"),
    "days": gettext_lazy("Days"),
    "name": gettext_lazy("Name"),
    "unit": gettext_lazy("Unit"),
    "description": gettext_lazy("What the indicator says"),
    "interpretation": gettext_lazy("How to read it"),
    "method": gettext_lazy("Method"),
    "metadata_url": gettext_lazy("Address of further metadata"),
    "update_interval": gettext_lazy("How often new values come"),
    "next_review": gettext_lazy("Look at these texts again on"),
    "target": gettext_lazy("Target value"),
    "state": gettext_lazy("State"),
    "headline": gettext_lazy("Belongs to the core indicators"),
    "tags": gettext_lazy("Keywords"),
    "topic": gettext_lazy("Topic"),
    "kind": gettext_lazy("Kind"),
    "formula": gettext_lazy("Formula"),
    "numerator": gettext_lazy("Numerator"),
    "denominator": gettext_lazy("Denominator"),
    "factor": gettext_lazy("Factor"),
    "ratio": gettext_lazy("Ratio"),
    "aggregation": gettext_lazy("Coarser levels"),
    "decimals": gettext_lazy("Decimals"),
    "polarity": gettext_lazy("Direction"),
    "source": gettext_lazy("Source"),
    "policy": gettext_lazy("Rule of secrecy"),
    "levels": gettext_lazy("Shown on these levels"),
    "internal_levels": gettext_lazy("Levels only staff may see"),
    "classification": gettext_lazy("Classes of the map"),
    "k": gettext_lazy("Number of classes"),
    "palette": gettext_lazy("Colours"),
    "breaks": gettext_lazy("Fixed class limits"),
    "classes": gettext_lazy("Classes"),
    "contact": gettext_lazy("Who is asked"),
    "months_after": gettext_lazy("Months until it comes"),
    "organisation": gettext_lazy("Organisation"),
    "parent": gettext_lazy("Above it"),
    "sees_all": gettext_lazy("sees all internal figures"),
    "roles": gettext_lazy("Roles"),
    "active": gettext_lazy("may sign in"),
    "person": gettext_lazy("Person"),
    "scope": gettext_lazy("What it may"),
    "until": gettext_lazy("until"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
    "through": gettext_lazy("through the access key"),
}
AUDIENCES: dict[str, Words] = {
    "public": gettext_lazy("public"),
    "internal": gettext_lazy("internal"),
}
CHOICES: dict[str, dict[str, Words]] = {  # by key of the detail: codes and their words
    "audience": AUDIENCES,
    "state": dict(Indicator.State.choices),
    "roles": dict(Role.choices),
    "update_interval": INTERVALS,
    "kind": dict(KIND_NAMES),
    "status": {MEASURED: gettext_lazy("measured")} | {key: gap[0] for key, gap in GAPS.items()},
    "scope": {"read": gettext_lazy("read"), "deliver": gettext_lazy("read and deliver")},
}
NAMED = ("indicators", "indicator_key")  # hold keys of indicators
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True)
class AuditRow:
    """An entry with what it is about and what else it holds, as people read them."""

    entry: AuditEntry
    subject: str
    lines: list[str]


def rows_of(entries: Iterable[AuditEntry]) -> list[AuditRow]:
    """In the same order; one query for the names of indicators."""
    found = list(entries)
    regions = {entry.region_id for entry in found}
    names = {one.key: str(one.name) for one in Indicator.objects.filter(region__in=regions)}
    return [
        AuditRow(entry, _subject(entry, names), list(lines_of(entry.detail, names)))
        for entry in found
    ]


def _subject(entry: AuditEntry, names: dict[str, str]) -> str:
    """A file's name says more than the number of its delivery, an indicator's than its key."""
    if entry.action == "delivery-committed" and entry.detail.get("file"):
        return str(entry.detail["file"])
    if entry.action.startswith("indicator-"):
        return names.get(entry.subject, entry.subject)
    return _with_days(entry.subject)


def lines_of(detail: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    """One line each: `alt · Wert: 12`."""
    for key, value in detail.items():
        label = str(DETAILS.get(key, names.get(key, key)))
        if isinstance(value, dict):
            yield from (f"{label} · {line}" for line in lines_of(value, names))
        elif isinstance(value, list):
            yield f"{label}: {', '.join(_said(key, one, names) for one in value) or '–'}"
        else:
            yield f"{label}: {_said(key, value, names)}"


def _said(key: str, value: Any, names: dict[str, str]) -> str:
    if value in (None, "") and value is not False:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(lines_of(value, names))
    if isinstance(value, float):
        return formats.exact(value)
    if key == "publish_at" and (moment := parse_datetime(str(value))):
        return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    if key == "indicators" and value == "all":
        return _("all")
    if key in NAMED:
        return names.get(value, str(value))
    return _with_days(str(CHOICES.get(key, {}).get(value, value)))


def _with_days(text: str) -> str:
    return DAY.sub(lambda found: _day(found[0]), text)


def _day(text: str) -> str:
    """People write such digits too, which need not be a day."""
    try:
        return formats.iso_day(text)
    except ValueError:
        return text
