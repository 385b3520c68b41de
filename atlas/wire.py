"""Packs and shapes as they go on the wire: stored compressed, sent as they lie there."""

import gzip
import hashlib
from collections.abc import Callable

import brotli
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.functional import Promise
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from atlas import queries, queries_layers
from atlas.access import EVERYBODY, Access, access_to, keep_private

FOR_GOOD = "public, max-age=31536000, immutable"
Find = Callable[[str, Access, str | None], bytes | None]


def _sent(find: Find, nothing: str | Promise) -> Callable[..., HttpResponse]:
    """A view of stored bytes by their hash; 404 with the words `nothing` where there are none.

    Below a region's address it answers the region's staff alone, and nobody on the way keeps it.
    """

    @require_safe
    def sent(
        request: HttpRequest, content_hash: str, region_key: str | None = None
    ) -> HttpResponse:
        access = EVERYBODY if region_key is None else access_to(request, region_key)
        is_refused = region_key is not None and not access.is_internal
        body = None if is_refused else find(content_hash, access, region_key)
        if body is None:
            raise Http404(nothing)
        response = _answer(request, _mark(content_hash, access, body), body)
        keep_private(response, access)
        return response

    return sent


def _mark(content_hash: str, access: Access, body: bytes) -> str:
    """What rights narrow has a name of its own, which changes with them."""
    return content_hash if access.sight is None else hashlib.sha256(body).hexdigest()[:32]


def _pack(content_hash: str, access: Access, region_key: str | None) -> bytes | None:
    if region_key is None:
        return queries.pack_body(content_hash)
    return queries.body_by_hash(content_hash, access, region_key)


def _shapes(content_hash: str, _access: Access, _region_key: str | None) -> bytes | None:
    return queries.topojson(content_hash)


def _layer(content_hash: str, access: Access, region_key: str | None) -> bytes | None:
    return queries_layers.layer_body(content_hash, access, region_key or "")


pack = _sent(_pack, gettext_lazy("These figures do not exist or were withdrawn."))
shapes = _sent(_shapes, gettext_lazy("There are no such shapes."))
layer = _sent(_layer, gettext_lazy("There is no such map layer, or no longer."))


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
