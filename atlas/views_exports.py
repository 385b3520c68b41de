"""Files of figures and boundaries: what an address says is what is in the file, or an error in
words. Anonymous readers get public packs only; files of staff say that they are internal.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from atlas import asking, queries
from atlas.access import Access, access_to, keep_private, note_taken
from atlas.exports import attributes, borders, names
from atlas.exports.asked import METRIC, Asked
from atlas.exports.columns import long_columns
from atlas.exports.csvw import csvw
from atlas.exports.facts import facts_of_boundaries
from atlas.exports.formats import BOUNDARY_FORMATS, CSV_TYPE, FORMATS, Body
from atlas.pages import FRESH_FOR, show
from atlas.presenters_data import data_page
from atlas.queries import Entry
from atlas.wire import has_already
from sozialmonitor.pages import error_page, languages

MADE_BY = 3  # counts up whenever the same figures give another file
LONGEST_SEARCH = 100
CSVW = "csv-metadata.json"

View = Callable[..., HttpResponseBase]


def says_why_not(view: View) -> View:
    """Answer what is refused with a page in words."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            asking.check_signs(request.GET)
            return view(request, *args, **kwargs)
        except asking.Refused as refused:
            title = _("There is no such file")
            return error_page(request, refused.status, title, refused.sentence)

    return answered


@require_safe
@gzip_page
@says_why_not
def data(request: HttpRequest, region_key: str) -> HttpResponseBase:
    """The page of open data; staff see internal indicators too."""
    asked, access = _asked(request, region_key)
    search = asked.query.get("q", "").strip()[:LONGEST_SEARCH]
    api_url = request.build_absolute_uri(reverse("api-regions"))
    shown = data_page(asked.region, asked.catalogue, languages(request), search, api_url)
    return show(request, access, "atlas/data.html", vars(shown))


@require_safe
@says_why_not
def figures(
    request: HttpRequest, region_key: str, indicator_key: str, ending: str
) -> HttpResponseBase:
    """Figures of an indicator in one of FORMATS; without `period` those of all dates."""
    asked, access = _asked(request, region_key)
    if ending != CSVW:
        _check_ending(ending, FORMATS)
    entry = asked.entry(indicator_key)
    etag = _etag(request, *asked.hashes(entry), *(layer.hash for layer in asked.ground().layers))
    if has_already(request, etag):
        return _finished(HttpResponseNotModified(), access, etag)
    made = (
        _description(request, asked, entry)
        if ending == CSVW
        else _file(request, asked, entry, ending)
    )
    if entry.is_internal:
        note_taken(access, asked.region, f"{entry.indicator} ({entry.level}, {ending})")
    return _finished(made, access, etag)


@require_safe
@says_why_not
def all_figures(request: HttpRequest, region_key: str) -> HttpResponseBase:
    """All figures of a region as one long CSV, made while it is sent."""
    asked, access = _asked(request, region_key)
    etag = _etag(request, *(entry.hash for entry in asked.catalogue))
    if has_already(request, etag):
        return _finished(HttpResponseNotModified(), access, etag)
    response = _response(request, asked.all_lines(), CSV_TYPE, is_text=True)
    is_internal = any(entry.is_internal for entry in asked.catalogue)
    if is_internal:
        note_taken(access, asked.region, "*.csv")
    named = names.of_region(asked.region, is_internal=is_internal)
    response["Content-Disposition"] = names.disposition(*named, "csv")
    return _finished(response, access, etag)


@require_safe
@says_why_not
def boundaries(
    request: HttpRequest, region_key: str, set_key: str, ending: str
) -> HttpResponseBase:
    """The areas of a boundary set, without figures."""
    asked, access = _asked(request, region_key)
    _check_ending(ending, BOUNDARY_FORMATS)
    one = borders.boundary_set(asked.region, set_key)
    srid = asked.srid(ending in METRIC)
    etag = _etag(request, one.source_hash, str(one.pk))
    if has_already(request, etag):
        return _finished(HttpResponseNotModified(), access, etag)
    content_type, make = BOUNDARY_FORMATS[ending]
    areas, is_text = borders.of_set(one), ending == "geojson"
    found = borders.as_geojson(areas) if is_text else borders.as_wkb(areas, srid)
    about = facts_of_boundaries(one, asked.region.name)
    body = make(attributes.layer_of_boundaries(one, found), about, srid)
    response = _response(request, body, content_type, is_text=is_text)
    name, spoken = f"{asked.region.key}_{one.key}", f"{asked.region.name}, {one.name}"
    response["Content-Disposition"] = names.disposition(name, spoken, ending)
    return _finished(response, access, etag)


def _asked(request: HttpRequest, key: str) -> tuple[Asked, Access]:
    access = access_to(request, key)
    region = queries.region(key, access)
    if region is None:
        raise asking.no_such_thing(_("There is no region “%(key)s” here.") % {"key": key})
    catalogue = queries.catalogue(region, access)
    if not catalogue:
        sentence = _("%(region)s has not published anything yet.")
        raise asking.no_such_thing(sentence % {"region": region.name})
    map_url = request.build_absolute_uri(reverse("map", args=[region.key]))
    return Asked(region, access, catalogue, request.GET.dict(), map_url), access


def _check_ending(ending: str, known: dict[str, Any]) -> None:
    if ending not in known:
        sentence = _("There are no files “%(ending)s” here, but: %(known)s.")
        parts = {"ending": ending[:40], "known": ", ".join(known)}
        raise asking.no_such_thing(sentence % parts)


def _file(request: HttpRequest, asked: Asked, entry: Entry, ending: str) -> HttpResponseBase:
    made_as = FORMATS[ending]
    question = asked.question(entry, made_as)
    body = made_as.make(question)
    response = _response(request, body, made_as.content_type, is_text=made_as.is_text)
    spoken = names.of_figures(question.subject, is_wide=question.is_wide)
    response["Content-Disposition"] = names.disposition(*spoken, ending)
    if ending == "csv" and not question.is_wide:
        described_by = request.build_absolute_uri().replace(".csv", f".{CSVW}", 1)
        response["Link"] = f'<{described_by}>; rel="describedby"; type="application/csvm+json"'
    return response


def _description(request: HttpRequest, asked: Asked, entry: Entry) -> HttpResponseBase:
    """What the CSV file beside means."""
    csv_url = request.build_absolute_uri().replace(f".{CSVW}", ".csv", 1)
    question = asked.question(entry, FORMATS["csv"])
    columns = long_columns(in_words=False, has_limits=question.subject.counted is not None)
    if question.shows_view:
        columns = question.view_table(in_words=False).columns
    text = json.dumps(csvw(question.subject, columns, csv_url), ensure_ascii=False, indent=1)
    return _response(request, text, "application/csvm+json; charset=utf-8", is_text=True)


def _response(
    request: HttpRequest, body: Body, content_type: str, *, is_text: bool
) -> HttpResponseBase:
    response: HttpResponseBase
    if isinstance(body, str | bytes):
        response = HttpResponse(body, content_type=content_type)
    elif hasattr(body, "read"):
        response = FileResponse(body, content_type=content_type)
    else:
        response = StreamingHttpResponse(body, content_type=content_type)
    if not is_text:
        return response
    compressed: HttpResponseBase = gzip_page(lambda _request: response)(request)
    return compressed


def _etag(request: HttpRequest, *hashes: str) -> str:
    """Names what a file is made of: packs, address and language."""
    parts = [str(MADE_BY), *hashes, request.build_absolute_uri(), str(get_language())]
    return f'"{hashlib.sha256("&".join(parts).encode()).hexdigest()[:32]}"'


def _finished(response: HttpResponseBase, access: Access, etag: str) -> HttpResponseBase:
    """Open to every page of the web where it is public; kept by nobody where it is not."""
    response["ETag"] = f"W/{etag}" if response.has_header("Content-Encoding") else etag
    response["Cache-Control"] = FRESH_FOR
    response["Content-Language"] = get_language() or "de"
    if not access.is_staff:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Link"
    keep_private(response, access)
    return response
