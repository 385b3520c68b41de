"""How the interface answers: in the reader's language, open to every page, with marks to keep."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.gzip import gzip_page
from drf_spectacular.utils import OpenApiResponse

from accounts.problem_details import MEDIA_TYPE, problem
from atlas import asking
from atlas.api_serializers import ProblemSerializer
from atlas.wire import has_already

View = Callable[..., HttpResponseBase]
FRESH_FOR = "public, max-age=60"

ERRORS = {
    (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=description)
    for status, description in (
        (400, "a parameter is wrong or unknown"),
        (401, "the access key is wrong, expired or withdrawn"),
        (404, "there is no such thing"),
        (429, "too many wrong access keys from this address"),
    )
}


def answers(*parameters: str) -> Callable[[View], View]:
    """Dress a view of the interface, which takes these parameters and no others."""

    def dressed(view: View) -> View:
        @wraps(view)
        def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with override(get_language_from_request(request)):
                response = _answer(view, request, parameters, *args, **kwargs)
            patch_vary_headers(response, ["Accept-Language", "Authorization"])
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag"
            return response

        found: View = gzip_page(spoken)
        return found

    return dressed


def _answer(
    view: View, request: HttpRequest, parameters: tuple[str, ...], *args: Any, **kwargs: Any
) -> HttpResponseBase:
    try:
        asking.check_signs(request.GET)
        asking.check_known(request.GET, parameters)
        response = view(request, *args, **kwargs)
    except asking.Refused as refused:
        return problem(refused.status, refused.sentence)
    return _with_mark(request, response) if response.status_code == 200 else response


def _with_mark(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An ETag of the content, and nothing but it for who holds this version."""
    assert isinstance(response, HttpResponse)
    response.render()  # type: ignore[attr-defined]
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    found = HttpResponseNotModified() if has_already(request, etag) else response
    found["ETag"], found["Cache-Control"] = etag, response.get("Cache-Control", FRESH_FOR)
    return found
