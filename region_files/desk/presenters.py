"""The catalogue as a list: what each indicator is, what it has, and who sees it."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, Region
from atlas.formats import period
from indicators.models import Indicator, Measure, Slice, Topic
from indicators.reviewing import history, is_due
from indicators.statistics.formula import measures_of, read_formula
from region_files.desk.words import KIND_NAMES
from releases.models import Audience, CurrentPack

SHOWN = [
    ("", _("all")),
    ("due", _("due for review")),
    (Indicator.State.DRAFT.value, Indicator.State.DRAFT.label),
    (Indicator.State.IN_REVIEW.value, Indicator.State.IN_REVIEW.label),
    (Indicator.State.APPROVED.value, Indicator.State.APPROVED.label),
    (Indicator.State.RETIRED.value, Indicator.State.RETIRED.label),
]
DONE: dict[str, str | Promise] = {
    "indicator-reviewed": _("moved to another state"),
    "indicator-commented": _("commented"),
    "indicator-created": _("created"),
    "indicator-changed": _("changed"),
    "indicator-described": _("description changed"),
}


@dataclass(frozen=True)
class Filled:
    """Where a measure has values: level ids, and the newest period as (last day, key, kind)."""

    levels: frozenset[int]
    newest: tuple[datetime.date, str, str]


@dataclass(frozen=True)
class Row:
    """One indicator of the list; `newest` names the last period with values, "" without any."""

    indicator: Indicator
    kind: str | Promise
    source: str
    levels: list[str]
    newest: str
    audiences: frozenset[str]
    due: bool


@dataclass(frozen=True)
class Event:
    """Something that happened to a definition."""

    entry: AuditEntry
    done: str | Promise
    state: str | Promise


def rows_of(region: Region, shown: str, today: str) -> list[tuple[Topic, list[Row]]]:
    """The indicators by topic; `shown` is one of SHOWN. Topics without any are there too when
    all is shown."""
    filled, levels = _filled(region), _level_names(region)
    audiences = _audiences(region)
    found: defaultdict[int, list[Row]] = defaultdict(list)
    every = Indicator.objects.filter(region=region).select_related("topic", "source")
    for one in every.order_by("position", "id"):
        row = _row(one, filled, levels, audiences[one.key], today)
        if _is_shown(row, shown):
            found[one.topic_id].append(row)
    topics = Topic.objects.filter(region=region)
    return [(topic, found[topic.id]) for topic in topics if found[topic.id] or not shown]


def _is_shown(row: Row, shown: str) -> bool:
    return row.due if shown == "due" else shown in ("", row.indicator.state)


def _row(
    one: Indicator,
    filled: dict[str, Filled],
    levels: dict[int, str],
    audiences: frozenset[str],
    today: str,
) -> Row:
    measures = [filled.get(key) for key in measures_of(read_formula(one.definition["formula"]))]
    known = [found for found in measures if found]
    complete = bool(known) and len(known) == len(measures)
    at = frozenset.intersection(*(found.levels for found in known)) if complete else frozenset()
    day, key, kind = min(found.newest for found in known) if complete else (None, "", "")
    title = one.source.title_en if get_language() == "en" else one.source.title_de
    return Row(
        indicator=one,
        kind=KIND_NAMES[one.kind],
        source=f"{one.source.publisher}: {title}",
        levels=[name for level, name in levels.items() if level in at],
        newest=period(key, kind, day.isoformat()) if day else "",
        audiences=audiences,
        due=one.state != Indicator.State.RETIRED and is_due(one.definition, today),
    )


def _filled(region: Region) -> dict[str, Filled]:
    """By measure where values that were not taken back lie."""
    slices = Slice.objects.filter(region=region, delivery__withdrawn_at=None)
    levels: defaultdict[str, set[int]] = defaultdict(set)
    newest: dict[str, tuple[datetime.date, str, str]] = {}
    parts = ("measure__key", "level_id", "period__end", "period__key", "period__kind")
    for key, level, end, name, kind in slices.values_list(*parts).distinct():
        levels[key].add(level)
        newest[key] = max(newest.get(key, (datetime.date.min, "", "")), (end, name, kind))
    return {key: Filled(frozenset(levels[key]), newest[key]) for key in newest}


def _level_names(region: Region) -> dict[int, str]:
    levels = region.spatiallevel_set.order_by("position")
    english = get_language() == "en"
    return {one.id: one.plural_en if english else one.plural_de for one in levels}


def _audiences(region: Region) -> defaultdict[str, frozenset[str]]:
    """Who sees an indicator now; the staff see what is public too."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    packs = CurrentPack.objects.filter(region=region).values_list("indicator_key", "audience")
    for key, audience in packs.distinct():
        found[key] |= {str(audience)}
    return found


def measures_in(indicator: Indicator) -> list[dict[str, str]]:
    """The measures of a formula with their names, in its order."""
    keys = measures_of(read_formula(indicator.definition["formula"]))
    found = Measure.objects.filter(region=indicator.region, key__in=keys)
    english = get_language() == "en"
    names = {one.key: one.name_en if english else one.name_de for one in found}
    return [{"key": key, "name": names.get(key, "")} for key in keys]


def audiences_of(indicator: Indicator) -> list[str]:
    """Who sees the indicator now: `public`, `internal`, in this order."""
    found = _audiences(indicator.region)[indicator.key]
    return [one for one in (Audience.PUBLIC, Audience.INTERNAL) if one in found]


def events_of(indicator: Indicator) -> list[Event]:
    """What happened to a definition, newest first; at most the last fifty."""
    labels: dict[str, Any] = dict(Indicator.State.choices)
    return [
        Event(
            entry,
            DONE[entry.action],
            labels.get(str(entry.detail.get("after", {}).get("state", "")), ""),
        )
        for entry in history(indicator)[:50]
    ]
