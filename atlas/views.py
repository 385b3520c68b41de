"""The pages of numbers. Everything comes from packs (atlas/queries.py), public ones for all
but the region's signed-in staff.

Context of `atlas/map.html` (all from atlas/presenters.py, class MapPage):

    page        Page: title, heading, region, notice, languages (Choice: url of the same page),
                remarks (sentences about parameters that were replaced)
    topics      tuple[TopicEntry]: key, name, is_current, indicators (IndicatorEntry: key, name,
                unit, url, is_current, is_headline, tags)
    selection   Selection: indicator (IndicatorHead), levels, periods, methods, class_numbers,
                palettes, area_choices (all tuple[Choice]: key, label, url, is_current),
                breaks, opacity, period_label, period_key, level_name, level_plural
    legend      Legend: title, unit, classes, gaps, ramp, circles, city_label, city_value,
                city_class, notes, method_label, goodness
    area        AreaPanel or None (chosen by ?area=)
    metadata    tuple[MetadataRow]: label, text, url
    table       None here; atlas/table.html gets a Table
    map_url, table_url, static_map_url, indicator_url
    config      dict for {{ config|json_script:"map-config" }}:

    {"region": {"key", "name", "box": [west, south, east, north]},
     "language": "de",
     "state": {"indicator", "level", "period", "method", "k", "palette", "breaks": [..] | null,
               "areas": [..], "area": null | code, "opacity": 0–100},
     "defaults": the same keys, what the URL may leave out,
     "change": null | {"since", "way", "boundary_set"}: the client then shows changes of the pack,
     "plain": {"number", "ways", "periods"} of the figures that are not changes,
     "pack": {"url", "hash"},
     "shapes": {"<boundary_set>": {"url", "hash"}},
     "classes_url", "ranges_url" (null where the figures have no intervals), "map_url",
     "table_url", "static_map_url",
     "layers": [{"key", "name", "kind", "count", "url", "page_url", "origin", "keys", …}],
     "backdrops": [{"key", "name", "role", "tiles", "attribution", "max_zoom", "opacity"}],
     "classification": exactly what classes_url answers, for this view:
         {"method", "k", "decimals", "breaks": [..], "lowest", "highest",
          "colors": [one per class], "labels": [one per class], "diverging_class",
          "scale": [low, high] | null, "ramp": [colors low → high], "goodness",
          "notes": [sentences], "method_label", "scope": sentence,
          "threshold": null | {"label", "first_above"}, "etag"},
     "palettes": {"blue": {"name", "kind": "sequential" | "diverging",
                           "colors": {"2": [..], …, "9": [..]}}},
     "statuses": {"O": {"label", "sign", "pattern"}, "Q": …, "L": …, "M": …},
     "flags": {"1": "vorläufig", "2": …},
     "periods": {"2020-12-31": "31.12.2020", …},
     "circles": {"largest": value, "radius": largest radius in thousandths of the map's width},
     "number": {"decimals", "unit", "unit_space": " ", "decimal": ",", "thousands": "."},
     "texts": {key: sentence for scripts}}

The client paints from pack, shapes and `classes_url`; a change of indicator or level is an
ordinary navigation (or an htmx swap of <main>). templates/base.html: see sozialmonitor/pages.py.
"""

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Region
from atlas import classes as class_finding
from atlas import forms, queries
from atlas.access import SHOWS_PUBLIC_VIEW, Access, access_to
from atlas.counted_packs import counts_entry
from atlas.forms_layers import read_ground
from atlas.pages import find_catalogue, find_region, find_view, fresh, show
from atlas.presenters import MapPage
from atlas.presenters_indicator import indicator_page
from atlas.presenters_legend import classification_answer
from atlas.presenters_map import map_page as present_map
from atlas.presenters_patterns import patterns_url
from atlas.presenters_start import region_page, start_page
from atlas.presenters_sure import ranges_answer
from atlas.queries import Entry
from atlas.queries_patterns import spatial_pattern
from atlas.selection import MapView
from atlas.static_map import draw, draw_bare
from atlas.wire import has_already
from releases.pack_format import document
from sozialmonitor.pages import languages, plain_page, render

LONGEST_SEARCH = 100


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    page = plain_page(request, _("Social monitoring"))
    return render(request, "atlas/start.html", vars(start_page(page, _search(request))))


@require_safe
@gzip_page
def region_start(request: HttpRequest, region_key: str) -> HttpResponse:
    region, access = find_region(request, region_key)
    asked = _search(request)
    shown = region_page(region, queries.catalogue(region, access), languages(request), asked)
    return show(request, access, "atlas/region.html", vars(shown))


@require_safe
@gzip_page
def map_page(request: HttpRequest, region_key: str) -> HttpResponse:
    access, shown = _map_page(request, region_key, order=None)
    return show(request, access, "atlas/map.html", vars(shown))


@require_safe
@gzip_page
def table_page(request: HttpRequest, region_key: str) -> HttpResponse:
    order = forms.read_order(request.GET.dict())
    access, shown = _map_page(request, region_key, order)
    return show(request, access, "atlas/table.html", vars(shown))


@require_safe
@gzip_page
def indicator(request: HttpRequest, region_key: str, indicator_key: str) -> HttpResponse:
    region, access = find_region(request, region_key)
    catalogue = find_catalogue(region, access)
    entries = [entry for entry in catalogue if entry.indicator == indicator_key]
    if not entries:
        raise Http404(
            _("“%(key)s” is no published indicator of %(region)s.")
            % {"key": indicator_key, "region": region.name}
        )
    view, _remarks = _view(request, region, entries)
    view = view.but(counts=counts_entry(view.entry, catalogue))
    pattern = spatial_pattern(region, access, entries)
    shown = indicator_page(
        region, catalogue, view, languages(request), patterns_url(region.key, pattern)
    )
    return show(request, access, "atlas/indicator.html", vars(shown))


@require_safe
@gzip_page
def classes_json(request: HttpRequest, region_key: str) -> HttpResponse:
    """The classes of a view, reckoned by releases.classification, for the client."""
    region, access = find_region(request, region_key)
    view, remarks = _view(request, region, find_catalogue(region, access))
    etag = _etag(view)
    if has_already(request, etag):
        return fresh(HttpResponseNotModified(), etag, access)
    answer = classification_answer(view, class_finding.of_view(view), etag.strip('"'))
    return fresh(JsonResponse(answer | {"remarks": remarks}), etag, access)


@require_safe
@gzip_page
def ranges_json(request: HttpRequest, region_key: str) -> HttpResponse:
    """How sure the figures of the shown date are, in words, by area, for the client."""
    region, access = find_region(request, region_key)
    view, _remarks = _view(request, region, find_catalogue(region, access))
    etag = _etag(view, f"ranges {view.counts.hash if view.counts else ''}")
    if has_already(request, etag):
        return fresh(HttpResponseNotModified(), etag, access)
    return fresh(JsonResponse(ranges_answer(view)), etag, access)


@require_safe
@gzip_page
def smoothed_json(request: HttpRequest, region_key: str) -> HttpResponse:
    """The smoothed figures of an indicator on a level, written like a pack, for the client."""
    region, access = find_region(request, region_key)
    view, remarks = _view(request, region, find_catalogue(region, access))
    if not view.is_smoothed or view.counts is None:
        raise Http404(" ".join(remarks) or _("There are no smoothed figures here."))
    etag = _etag(view, f"smoothed {view.counts.hash}")
    if has_already(request, etag):
        return fresh(HttpResponseNotModified(), etag, access)
    return fresh(JsonResponse(document(view.pack)), etag, access)


@require_safe
@gzip_page
def static_map(request: HttpRequest, region_key: str) -> HttpResponse:
    """The map as a picture (SVG), with legend, source and dates; `bare=1` leaves them out."""
    region, access = find_region(request, region_key)
    view, _remarks = _view(request, region, find_catalogue(region, access))
    is_bare = request.GET.get("bare") == "1"
    etag = _etag(view, "bare" if is_bare else "")
    if has_already(request, etag):
        return fresh(HttpResponseNotModified(), etag, access)
    drawn = draw_bare if is_bare else draw
    picture = drawn(view, class_finding.of_view(view))
    return fresh(HttpResponse(picture, content_type="image/svg+xml; charset=utf-8"), etag, access)


@login_required
@require_POST
def switch_view(request: HttpRequest, region_key: str) -> HttpResponse:
    """Staff look as the public does, or with their own eyes again."""
    request.session[SHOWS_PUBLIC_VIEW] = request.POST.get("view") == "public"
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else reverse("region", args=[region_key]))


def _search(request: HttpRequest) -> str:
    """What the reader looks for; a null byte is none of it."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _map_page(
    request: HttpRequest, region_key: str, order: tuple[str, str] | None
) -> tuple[Access, MapPage]:
    region, access = find_region(request, region_key)
    catalogue = find_catalogue(region, access)
    view, remarks = _view(request, region, catalogue)
    return access, present_map(view, catalogue, languages(request), remarks, order)


def _view(
    request: HttpRequest, region: Region, catalogue: list[Entry]
) -> tuple[MapView, tuple[str, ...]]:
    view, remarks = find_view(request.GET.dict(), region, catalogue)
    ground, more = read_ground(request.GET, region, access_to(request, region.key))
    return view.but(ground=ground), remarks + more


def _etag(view: MapView, form: str = "") -> str:
    """Names what an answer is made of: pack, view, language, and its form where it has several."""
    hashes = [view.entry.hash, *(layer.hash for layer in view.ground.layers)]
    question = f"{hashes}?{sorted(view.parameters().items())}&{get_language()}&{form}"
    return f'"{hashlib.sha256(question.encode()).hexdigest()[:32]}"'
