"""What was stored since an audience last got to see an indicator, and so waits for a release."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from accounts.models import AuditEntry, Job, Region
from indicators.dependencies import Circle, delivered_behind, makers_of
from indicators.models import Delivery, Indicator, Slice
from indicators.statistics.formula import measures_of, read_formula
from releases.models import Audience, CurrentPack, Release

Moment = datetime.datetime
Moments = dict[str, Moment]


@dataclass(frozen=True)
class Waiting:
    """An indicator with when its values and texts last changed since they were released."""

    indicator: Indicator
    values_since: Moment | None
    texts_since: Moment | None


def waiting_for(region: Region, audience: str) -> list[Waiting]:
    """The indicators an audience sees older than they are stored, in the catalogue's order."""
    released = _released(region, audience)
    values, texts = _value_changes(region), _text_changes(region)
    indicators = Indicator.objects.filter(region=region).select_related("topic", "policy")
    indicators = indicators.exclude(state=Indicator.State.RETIRED)
    found = []
    for indicator in indicators.order_by("topic__position", "position"):
        since = released.get(indicator.key)
        measures = measures_of(read_formula(indicator.definition["formula"]))
        changed = _newest(values[key] for key in measures if key in values)
        waiting = Waiting(
            indicator, _after(changed, since), _after(texts.get(indicator.key), since)
        )
        if waiting.values_since or waiting.texts_since:
            found.append(waiting)
    return found


def _after(changed: Moment | None, released: Moment | None) -> Moment | None:
    return changed if changed and (released is None or changed > released) else None


def _newest(moments: Iterable[Moment]) -> Moment | None:
    return max(moments, default=None)


def _released(region: Region, audience: str) -> Moments:
    """When the newest done release of each indicator was asked for.

    The staff see public packs where there are none of their own.
    """
    own = _asked_for(region, audience)
    if audience == Audience.INTERNAL:
        packs = CurrentPack.objects.filter(region=region, audience=audience)
        internal = set(packs.values_list("indicator_key", flat=True))
        public = _asked_for(region, Audience.PUBLIC)
        own |= {key: moment for key, moment in public.items() if key not in internal}
    return own


def _asked_for(region: Region, audience: str) -> Moments:
    keys = list(Indicator.objects.filter(region=region).values_list("key", flat=True))
    found: Moments = {}
    withdrawn = Release.objects.filter(region=region, audience=audience)
    taken_back = withdrawn.exclude(withdrawn_at=None).exclude(job=None).values("job")
    done = Job.objects.filter(region=region, kind="publish", state=Job.State.DONE)
    done = done.exclude(id__in=taken_back).order_by("id")
    for moment, arguments in done.values_list("created_at", "arguments"):
        for wish in arguments["releases"]:
            if wish["audience"] == audience:
                named = keys if wish["indicators"] == "all" else wish["indicators"]
                found |= dict.fromkeys(named, moment)
    return found


def _value_changes(region: Region) -> Moments:
    """When each measure last changed, computed ones with what they are made of."""
    found = _delivered_changes(region)
    return found | _computed_changes(region, found)


def index_changes(region: Region) -> Moments:
    """When what each computed measure is made of last changed."""
    return _computed_changes(region, _delivered_changes(region))


def _delivered_changes(region: Region) -> Moments:
    """When each measure last got a delivery, lost one, or had one count again."""
    delivered = Slice.objects.filter(region=region).exclude(
        delivery__origin=Delivery.Origin.COMPUTED
    )
    moments = delivered.values("measure__key").annotate(
        came=Max("delivery__received_at"), went=Max("delivery__withdrawn_at")
    )
    found: Moments = {
        row["measure__key"]: max(filter(None, (row["came"], row["went"]))) for row in moments
    }
    for delivery_id, moment in _restored(region).items():
        slices = delivered.filter(delivery=delivery_id)
        for key in slices.values_list("measure__key", flat=True).distinct():
            found[key] = max(found[key], moment)
    return found


def _restored(region: Region) -> dict[int, Moment]:
    entries = AuditEntry.objects.filter(region=region, action="delivery-restored").order_by("id")
    return {detail["delivery"]: at for detail, at in entries.values_list("detail", "at")}


def _computed_changes(region: Region, measures: Moments) -> Moments:
    """What is computed changes with what it is made of; in a circle nothing is computed."""
    try:
        behind = delivered_behind(makers_of(region))
    except Circle:
        return {}
    moments = {
        made: [moment for key in keys if (moment := measures.get(key))]
        for made, keys in behind.items()
    }
    return {made: max(found) for made, found in moments.items() if found}


def _text_changes(region: Region) -> Moments:
    actions = ("indicator-described", "indicator-created", "indicator-changed")
    entries = AuditEntry.objects.filter(region=region, action__in=actions)
    return dict(entries.order_by("id").values_list("subject", "at"))
