"""Packs and shapes as they go on the wire: stored compressed, sent as they lie there."""

import gzip

import brotli
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from atlas import queries, queries_layers
from atlas.access import access_to, keep_private

FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def pack(request: HttpRequest, content_hash: str) -> HttpResponse:
    body = queries.pack_body(content_hash)
    if body is None:
        raise Http404(_("These figures do not exist or were withdrawn."))
    return _answer(request, content_hash, body)


@require_safe
def internal_pack(request: HttpRequest, region_key: str, content_hash: str) -> HttpResponse:
    """A pack for the region's staff alone; nobody on the way keeps it."""
    access = access_to(request, region_key)
    body = None
    if access.is_internal:
        body = queries.pack_body(content_hash, access.audiences[0], access.database, region_key)
    if body is None:
        raise Http404(_("These figures do not exist or were withdrawn."))
    response = _answer(request, content_hash, body)
    keep_private(response, access)
    return response


@require_safe
def shapes(request: HttpRequest, content_hash: str) -> HttpResponse:
    body = queries.topojson(content_hash)
    if body is None:
        raise Http404(_("There are no such shapes."))
    return _answer(request, content_hash, body)


@require_safe
def layer(request: HttpRequest, content_hash: str) -> HttpResponse:
    """The points or lines of a public layer."""
    body = queries_layers.layer_body(content_hash)
    if body is None:
        raise Http404(_("There is no such map layer, or no longer."))
    return _answer(request, content_hash, body)


@require_safe
def internal_layer(request: HttpRequest, region_key: str, content_hash: str) -> HttpResponse:
    """A layer for the region's staff alone; nobody on the way keeps it."""
    access = access_to(request, region_key)
    body = None
    if access.is_internal:
        body = queries_layers.layer_body(content_hash, access, region_key)
    if body is None:
        raise Http404(_("There is no such map layer, or no longer."))
    response = _answer(request, content_hash, body)
    keep_private(response, access)
    return response


def has_already(request: HttpRequest, etag: str) -> bool:
    """Whether the asker holds this version; compressing on the way makes its mark a weak one."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return etag in held or f"W/{etag}" in held


def _answer(request: HttpRequest, content_hash: str, body: bytes) -> HttpResponse:
    """`body` is brotli-compressed JSON; who does not know brotli gets gzip or plain JSON."""
    etag = f'"{content_hash}"'
    response: HttpResponse
    if has_already(request, etag):
        response = HttpResponseNotModified()
    else:
        response = _encoded(request.headers.get("Accept-Encoding", ""), body)
    response["Cache-Control"] = FOR_GOOD
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    return response


def _encoded(accepted: str, body: bytes) -> HttpResponse:
    words = [word.replace(" ", "").split(";") for word in accepted.split(",")]
    known = {name for name, *weight in words if weight != ["q=0"]}
    if "br" in known:
        encoding, content = "br", body
    elif "gzip" in known:
        encoding, content = "gzip", gzip.compress(brotli.decompress(body), mtime=0)
    else:
        encoding, content = "", brotli.decompress(body)
    response = HttpResponse(content, content_type="application/json")
    if encoding:
        response["Content-Encoding"] = encoding
    return response
