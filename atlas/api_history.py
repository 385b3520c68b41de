"""The interface's answer to "where does this number come from?": one area, its dates.

Like the rest of the interface it tells what is public, to signed-in staff too, and internal
figures to a program with somebody's access key.
"""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.authenticating import ByAccessKey
from accounts.models import AccessKey, Region
from atlas import api_parameters as given
from atlas import asking, queries, queries_areas
from atlas.access import Access, access_by_key, keep_private
from atlas.api_answers import ERRORS, answers
from atlas.api_serializers import STATUSES, TextSerializer
from atlas.asking_value import ValuePlace, places_of
from atlas.queries import Entry
from atlas.queries_history import Version, versions
from atlas.selection import value_in
from atlas.value_course import Said, course_of
from atlas.wording import FLAG_KEYS, is_computed, status_text
from releases.pack_format import Pack


class PublishedSerializer(serializers.Serializer[Any]):
    value = serializers.FloatField(allow_null=True, help_text="as printed; null in a gap")
    status = serializers.ChoiceField(STATUSES)
    release = serializers.IntegerField(help_text="as on the page of news")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True, help_text="null: it holds")


class DatedValueSerializer(serializers.Serializer[Any]):
    period = serializers.CharField()
    boundary_set = serializers.SlugField(help_text="the area's boundaries (Gebietsstand)")
    value = serializers.FloatField(allow_null=True, help_text="as printed; null in a gap")
    status = serializers.ChoiceField(STATUSES)
    status_text = serializers.CharField()
    flags = serializers.ListField(child=serializers.ChoiceField(list(FLAG_KEYS.values())))
    delivery = serializers.CharField(help_text="keys of the deliveries, parted by commas")
    published = PublishedSerializer(many=True, help_text="what was published of it, newest first")


class ValueHistorySerializer(serializers.Serializer[Any]):
    region = serializers.SlugField()
    indicator = serializers.SlugField()
    level = serializers.SlugField()
    area = serializers.CharField()
    name = serializers.CharField()
    unit = TextSerializer()
    decimals = serializers.IntegerField()
    formula = serializers.DictField(help_text="of which measures the figures are made")
    source = serializers.CharField()  # type: ignore[assignment]
    attribution = serializers.CharField(help_text="to be named wherever the figures are used")
    licence = serializers.CharField()
    results = DatedValueSerializer(many=True)


@answers("level", "period")
@extend_schema(
    parameters=[given.REGION, given.INDICATOR, given.CODE, given.LEVEL, given.PERIOD],
    responses={200: ValueHistorySerializer, **ERRORS},
)
@api_view(["GET"])
@authentication_classes([ByAccessKey])
@permission_classes([AllowAny])
def value_history(request: Request, region_key: str, indicator_key: str, code: str) -> Response:
    """Where an area's published values come from, and what was published of them before."""
    access, query = _access(request, region_key), request.query_params
    region = _region(region_key, access)
    entry = asking.entry_on_level(region, queries.catalogue(region, access), indicator_key, query)
    pack = asking.pack_of(entry)
    every = places_of(pack, code)
    places = [every[at] for at in asking.periods_of(pack, query) if at in every]
    if not places:
        sentence = _("There is no area “%(code)s” on the level “%(level)s” at that time.")
        raise asking.no_such_thing(sentence % {"code": code[:40], "level": entry.level})
    said = _versions(region, entry, pack, places)
    card, source = entry.card, entry.card["source"]
    about = {
        "region": region_key,
        "indicator": indicator_key,
        "level": entry.level,
        "area": code,
        "name": queries_areas.area_names(places[-1].section.shapes).get(code, code),
        "unit": card["unit"],
        "decimals": pack.decimals,
        "formula": card["formula"],
        "source": source["publisher"],
        "attribution": source["attribution"],
        "licence": source["licence"],
    }
    response = Response(about | {"results": [_row(pack, one, said) for one in places]})
    keep_private(response, access)
    return response


def _access(request: Request, region_key: str) -> Access:
    key = request.auth
    return access_by_key(key if isinstance(key, AccessKey) else None, region_key)


def _region(key: str, access: Access) -> Region:
    found = queries.region(key, access)
    if found is None:
        raise asking.no_such_thing(_("There is no region “%(key)s” here.") % {"key": key})
    return found


def _versions(
    region: Region, entry: Entry, pack: Pack, places: list[ValuePlace]
) -> dict[str, list[Version]]:
    """By period; the packs of earlier releases are read once per boundary set."""
    found: dict[str, list[Version]] = {}
    for key in dict.fromkeys(one.section.boundary_set for one in places):
        here = [one for one in places if one.section.boundary_set == key]
        keys = [pack.periods[one.period]["key"] for one in here]
        found |= versions(region, entry, (key, here[0].code), keys)
    return found


def _row(pack: Pack, of: ValuePlace, said: dict[str, list[Version]]) -> dict[str, Any]:
    series, key = of.section.series, pack.periods[of.period]["key"]
    status, flags = series.status_of(of.row, of.area), series.flags.get((of.row, of.area), 0)
    return {
        "period": key,
        "boundary_set": of.section.boundary_set,
        "value": value_in(series, of.row, of.area, pack.decimals),
        "status": status,
        "status_text": status_text(status, is_computed=is_computed(pack.card, flags)),
        "flags": [word for flag, word in FLAG_KEYS.items() if flags & flag],
        "delivery": of.delivery,
        "published": [_published(one) for one in course_of(said[key])],
    }


def _published(said: Said) -> dict[str, Any]:
    assert said.version.cell is not None
    return {
        "value": said.number,
        "status": said.version.cell.status,
        "release": said.version.release,
        "since": said.since.isoformat(),
        "until": said.until.isoformat() if said.until else None,
    }
