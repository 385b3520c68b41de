"""The open interface /api/v1/: regions, levels, areas, indicators and their published values.

Everything comes from public packs, for signed-in staff too; a program with somebody's access key
sees the internal ones that the person would. Errors are words in the language of
Accept-Language; a parameter that is wrong or unknown is never left out silently.
"""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.authenticating import ByAccessKey
from accounts.models import AccessKey, Region
from atlas import api_parameters as given
from atlas import api_serializers as shapes_of
from atlas import api_values, asking, queries, queries_areas
from atlas.access import Access, access_by_key, keep_private
from atlas.api_answers import ERRORS, answers
from atlas.catalogue_search import holds
from atlas.counted_packs import counted
from atlas.queries import Entry


@answers()
@extend_schema(responses={200: shapes_of.RegionSerializer(many=True), **ERRORS})
@api_view(["GET"])
def regions(request: Request) -> Response:
    """The regions of this installation."""
    return Response([_region_row(region) for region in queries.regions()])


@answers()
@extend_schema(
    parameters=[given.REGION], responses={200: shapes_of.LevelSerializer(many=True), **ERRORS}
)
@api_view(["GET"])
@authentication_classes([ByAccessKey])
@permission_classes([AllowAny])
def levels(request: Request, region_key: str) -> Response:
    """The spatial levels of a region, from the finest to the coarsest."""
    access = _access(request, region_key)
    response = Response(
        [
            {
                "key": level.key,
                "name": {"de": level.name_de, "en": level.name_en},
                "plural": {"de": level.plural_de, "en": level.plural_en},
            }
            for level in queries.levels(_region(region_key, access))
        ]
    )
    return _kept(response, access)


@answers("level", "period")
@extend_schema(
    parameters=[given.REGION, given.LEVEL, given.PERIOD],
    responses={200: shapes_of.AreaSerializer(many=True), **ERRORS},
)
@api_view(["GET"])
@authentication_classes([ByAccessKey])
@permission_classes([AllowAny])
def areas(request: Request, region_key: str) -> Response:
    """The areas of a level and the boundary set each belongs to, valid in the period asked for."""
    access, query = _access(request, region_key), request.query_params
    region = _region(region_key, access)
    asked = query.get("level", region.default_level)
    _check_level(region, asked)
    sets = queries_areas.boundary_sets(region, asked, asking.span_of(query))
    rows = [row for boundary_set in sets for row in queries_areas.area_rows(boundary_set)]
    return _kept(Response(rows), access)


@answers("search", "topic", "level")
@extend_schema(
    parameters=[given.REGION, given.SEARCH, given.TOPIC, given.LEVEL],
    responses={200: shapes_of.IndicatorSerializer(many=True), **ERRORS},
)
@api_view(["GET"])
@authentication_classes([ByAccessKey])
@permission_classes([AllowAny])
def indicators(request: Request, region_key: str) -> Response:
    """The published indicators with their catalogue entries; none where nothing matches."""
    access, query = _access(request, region_key), request.query_params
    region = _region(region_key, access)
    ordered = [level.key for level in queries.levels(region)]
    by_key: dict[str, list[Entry]] = {}
    for entry in queries.catalogue(region, access):
        by_key.setdefault(entry.indicator, []).append(entry)
    search, topic, level = (query.get(key) for key in ("search", "topic", "level"))
    if search and len(search) > given.LONGEST_SEARCH:
        raise asking.misunderstood(_("“%(key)s” is too long.") % {"key": "search"})
    if level:
        _check_level(region, level)
    if topic:
        _check_topic(by_key, topic)
    response = Response(
        [
            _indicator_row(entries, ordered)
            for entries in by_key.values()
            if holds(entries[0], search or "")
            and topic in (None, entries[0].card["topic"]["key"])
            and (level is None or level in {entry.level for entry in entries})
        ]
    )
    return _kept(response, access)


@answers("level", "area", "status", "period", "period_from", "period_to", "limit", "offset")
@extend_schema(
    parameters=[
        given.REGION, given.INDICATOR, given.LEVEL, given.AREA, given.STATUS, given.PERIOD,
        given.PERIOD_FROM, given.PERIOD_TO, given.LIMIT, given.OFFSET,
    ],
    responses={200: shapes_of.ValuePageSerializer, **ERRORS},
)  # fmt: skip
@api_view(["GET"])
@authentication_classes([ByAccessKey])
@permission_classes([AllowAny])
def values(request: Request, region_key: str, indicator_key: str) -> Response:
    """Published values as printed, area by area; without a period those of all periods."""
    access, query = _access(request, region_key), request.query_params
    region = _region(region_key, access)
    catalogue = queries.catalogue(region, access)
    entry = asking.entry_on_level(region, catalogue, indicator_key, query)
    pack = asking.pack_of(entry)
    cells = api_values.cells(pack, asking.periods_of(pack, query), query)
    page = api_values.Page.of(query)
    about = {
        "region": region_key,
        "indicator": indicator_key,
        "level": entry.level,
        "unit": entry.card["unit"],
        "decimals": pack.decimals,
        "released_on": entry.released_on,
        "attribution": entry.card["source"]["attribution"],
        "licence": entry.card["source"]["licence"],
    }
    links = page.links(request.build_absolute_uri(), len(cells))
    rows = api_values.rows(pack, page.part(cells), counted(entry, pack, catalogue))
    return _kept(Response(about | links | {"results": rows}), access)


def _access(request: Request, region_key: str) -> Access:
    key = request.auth
    return access_by_key(key if isinstance(key, AccessKey) else None, region_key)


def _kept(response: Response, access: Access) -> Response:
    keep_private(response, access)
    return response


def _region(key: str, access: Access) -> Region:
    found = queries.region(key, access)
    if found is None:
        raise asking.no_such_thing(_("There is no region “%(key)s” here.") % {"key": key})
    return found


def _check_level(region: Region, asked: str) -> None:
    if asked not in {level.key for level in queries.levels(region)}:
        sentence = _("There is no level “%(key)s” in %(region)s.")
        raise asking.no_such_thing(sentence % {"key": asked, "region": region.key})


def _check_topic(by_key: dict[str, list[Entry]], asked: str) -> None:
    topics = dict.fromkeys(entries[0].card["topic"]["key"] for entries in by_key.values())
    if asked not in topics:
        sentence = _("There is no topic “%(key)s”; there are: %(known)s.")
        raise asking.no_such_thing(sentence % {"key": asked, "known": ", ".join(topics)})


def _indicator_row(entries: list[Entry], ordered: list[str]) -> dict[str, Any]:
    published = sorted((entry.level for entry in entries), key=ordered.index)
    return {**entries[0].card, "released_on": entries[0].released_on, "levels": published}


def _region_row(region: Region) -> dict[str, Any]:
    return {
        "key": region.key,
        "name": {"de": region.name_de, "en": region.name_en},
        "kind": {"de": region.kind_de, "en": region.kind_en},
        "box": [region.west, region.south, region.east, region.north],
        "default_level": region.default_level,
        "default_indicator": region.default_indicator,
    }
