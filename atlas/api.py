"""The open interface /api/v1/: regions, levels, areas, indicators and their published values.

Everything comes from public packs. Errors are words in the language of Accept-Language.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Region
from atlas import api_serializers as shapes_of
from atlas import periods, queries, series
from atlas.queries import Entry
from atlas.selection import value_in
from atlas.wording import FLAG_KEYS, status_text
from releases.pack_format import Pack, Section

LEVEL = OpenApiParameter("level", str, description="key of a spatial level, such as stadtteil")
PERIOD = OpenApiParameter(
    "period", str, description="2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2 or 2020/21"
)
LIMIT = OpenApiParameter("limit", int, description="rows per answer: 1,000, at most 10,000")
OFFSET = OpenApiParameter("offset", int, description="rows to leave out at the beginning")


def in_readers_language(view: Callable[..., Response]) -> Callable[..., Response]:
    """Speak the language of Accept-Language (these addresses have no /en/), and compress."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        with override(get_language_from_request(request)):
            response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return gzip_page(spoken)


class Pages(LimitOffsetPagination):
    default_limit = 1_000
    max_limit = 10_000


@in_readers_language
@extend_schema(responses=shapes_of.RegionSerializer(many=True))
@api_view(["GET"])
def regions(request: Request) -> Response:
    """The regions of this installation."""
    return Response([_region_row(region) for region in queries.regions()])


@in_readers_language
@extend_schema(responses=shapes_of.LevelSerializer(many=True))
@api_view(["GET"])
def levels(request: Request, region_key: str) -> Response:
    """The spatial levels of a region, from the finest to the coarsest."""
    region = _region(region_key)
    return Response(
        [
            {
                "key": level.key,
                "name": {"de": level.name_de, "en": level.name_en},
                "plural": {"de": level.plural_de, "en": level.plural_en},
            }
            for level in queries.levels(region)
        ]
    )


@in_readers_language
@extend_schema(parameters=[LEVEL, PERIOD], responses=shapes_of.AreaSerializer(many=True))
@api_view(["GET"])
def areas(request: Request, region_key: str) -> Response:
    """The areas of a level and the boundary set each belongs to, valid in the period asked for."""
    region = _region(region_key)
    asked = request.query_params.get("level", region.default_level)
    if asked not in {level.key for level in queries.levels(region)}:
        sentence = _("There is no level “%(key)s” in %(region)s.")
        raise NotFound(sentence % {"key": asked, "region": region_key})
    sets = queries.boundary_sets(region, asked, _span(request))
    return Response([row for boundary_set in sets for row in queries.area_rows(boundary_set)])


@in_readers_language
@extend_schema(responses=shapes_of.IndicatorSerializer(many=True))
@api_view(["GET"])
def indicators(request: Request, region_key: str) -> Response:
    """The published indicators with their catalogue entries."""
    region = _region(region_key)
    ordered = [level.key for level in queries.levels(region)]
    by_key: dict[str, list[Entry]] = {}
    for entry in queries.catalogue(region):
        by_key.setdefault(entry.indicator, []).append(entry)
    return Response(
        [
            {**entries[0].card, "levels": sorted((e.level for e in entries), key=ordered.index)}
            for entries in by_key.values()
        ]
    )


@in_readers_language
@extend_schema(parameters=[LEVEL, PERIOD, LIMIT, OFFSET], responses=shapes_of.ValuePageSerializer)
@api_view(["GET"])
def values(request: Request, region_key: str, indicator_key: str) -> Response:
    """Published values as printed, area by area; without a period those of all periods."""
    region = _region(region_key)
    entry = _entry(request, region, indicator_key)
    pack = queries.pack(entry)
    if pack is None:
        raise NotFound(_("These figures were withdrawn just now."))
    rows = list(_rows(pack, _periods(request, pack), _names(pack)))
    pages = Pages()
    page = pages.paginate_queryset(rows, request)
    about = {
        "region": region_key,
        "indicator": indicator_key,
        "level": entry.level,
        "unit": entry.card["unit"],
        "decimals": pack.decimals,
    }
    return Response(about | pages.get_paginated_response(page).data)


def _region(key: str) -> Region:
    found = queries.region(key)
    if found is None:
        raise NotFound(_("There is no region “%(key)s” here.") % {"key": key})
    return found


def _entry(request: Request, region: Region, indicator: str) -> Entry:
    found = {e.level: e for e in queries.catalogue(region) if e.indicator == indicator}
    if not found:
        sentence = _("“%(key)s” is no published indicator of %(region)s.")
        raise NotFound(sentence % {"key": indicator, "region": region.key})
    default = region.default_level if region.default_level in found else next(iter(found))
    level = request.query_params.get("level", default)
    if level not in found:
        sentence = _("“%(key)s” is not published on the level “%(level)s”, but on: %(levels)s.")
        raise NotFound(sentence % {"key": indicator, "level": level, "levels": ", ".join(found)})
    return found[level]


def _periods(request: Request, pack: Pack) -> list[int]:
    """Positions of the periods asked for: the only one within, or all within a longer span."""
    shown = series.shown_periods(pack)
    asked = request.query_params.get("period")
    if not asked:
        return shown
    held = [pack.periods[position] for position in shown]
    keys = [period["key"] for period in held]
    if asked in keys:
        return [shown[keys.index(asked)]]
    wanted = _span(request)
    assert wanted is not None
    within = [
        position
        for position in shown
        if wanted[0].isoformat() <= pack.periods[position]["start"]
        and pack.periods[position]["end"] <= wanted[1].isoformat()
    ]
    if not within:
        sentence = _("There are no figures for “%(period)s”, but for: %(periods)s.")
        raise NotFound(sentence % {"period": asked, "periods": ", ".join(keys)})
    return within


def _span(request: Request) -> periods.Span | None:
    asked = request.query_params.get("period")
    if not asked:
        return None
    wanted = periods.span(asked)
    if wanted is None:
        sentence = _(
            "“%(period)s” is no period; write 2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2 "
            "or 2020/21."
        )
        raise ValidationError({"detail": sentence % {"period": asked}})
    return wanted


def _names(pack: Pack) -> dict[str, dict[str, str]]:
    return {section.shapes: queries.area_names(section.shapes) for section in pack.sections}


def _rows(
    pack: Pack, wanted: list[int], names: dict[str, dict[str, str]]
) -> Iterator[dict[str, Any]]:
    for period in wanted:
        section, row = series.section_at(pack, period)
        for area, code in enumerate(section.areas):
            yield {
                "area": code,
                "name": names[section.shapes].get(code, code),
                "boundary_set": section.boundary_set,
                "period": pack.periods[period]["key"],
            } | _value(pack, section, row, area)


def _value(pack: Pack, section: Section, row: int, area: int) -> dict[str, Any]:
    status = section.series.status_of(row, area)
    flags = section.series.flags.get((row, area), 0)
    return {
        "value": value_in(section.series, row, area, pack.decimals),
        "status": status,
        "status_text": status_text(status),
        "flags": [key for flag, key in FLAG_KEYS.items() if flags & flag],
    }


def _region_row(region: Region) -> dict[str, Any]:
    return {
        "key": region.key,
        "name": {"de": region.name_de, "en": region.name_en},
        "kind": {"de": region.kind_de, "en": region.kind_en},
        "box": [region.west, region.south, region.east, region.north],
        "default_level": region.default_level,
        "default_indicator": region.default_indicator,
    }
