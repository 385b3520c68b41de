"""An organisation's areas and rights in the reader's words."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Jurisdiction, Organisation, Right
from indicators.models import Indicator, Topic
from spatial_units.models import Area, SpatialLevel

Named = dict[str, str]


@dataclass(frozen=True)
class AreaRow:
    """An area of a level in all boundary sets it is the same in."""

    level_key: str
    level: str
    code: str
    name: str


@dataclass(frozen=True)
class RightRow:
    right: Right
    what: str
    level: str
    reach: str


def area_rows(organisation: Organisation) -> list[AreaRow]:
    """By level and code, each once."""
    levels = _levels(organisation)
    held = Jurisdiction.objects.filter(organisation=organisation)
    keys = held.values_list("level_key", "code").distinct().order_by("level_key", "code")
    areas = Area.objects.filter(region=organisation.region, code__in=held.values("code"))
    rows = areas.order_by("boundary_set__valid_during").values_list(
        "boundary_set__level__key", "code", "name"
    )
    names = {(level, code): name for level, code, name in rows}
    return [
        AreaRow(level, levels.get(level, level), code, names.get((level, code), ""))
        for level, code in keys
    ]


def right_rows(organisation: Organisation) -> list[RightRow]:
    levels = _levels(organisation)
    name = "name_en" if get_language() == "en" else "name_de"
    region = organisation.region
    topics: Named = dict(Topic.objects.filter(region=region).values_list("key", name))
    indicators: Named = dict(Indicator.objects.filter(region=region).values_list("key", name))
    return [
        RightRow(
            right,
            topics.get(right.topic_key) or indicators.get(right.indicator_key) or "–",
            levels.get(right.level_key, _("all levels")),
            _("own areas") if right.own_areas_only else _("all areas"),
        )
        for right in Right.objects.filter(organisation=organisation).order_by("id")
    ]


def _levels(organisation: Organisation) -> Named:
    found = SpatialLevel.objects.filter(region=organisation.region)
    return {level.key: level.plural for level in found}
