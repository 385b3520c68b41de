"""Who may write by the API, and how it answers: by access key, in the reader's language."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from rest_framework.decorators import api_view, authentication_classes, parser_classes
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, ValidationError
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access_keys import tasks_through
from accounts.authenticating import ByAccessKey
from accounts.models import AccessKey, Region
from accounts.queries import lacks_full_sight, tasks_in
from accounts.roles import LACKS_FULL_SIGHT, Task

View = Callable[..., Response]
Dressed = Callable[..., HttpResponseBase]


def by_program(
    *methods: str, query: tuple[str, ...] = ()
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Hand a view its Region instead of `region_key`, if the key's person may deliver there;
    `query` are the parameters it takes.

    Without a good key 401; another region is not there (404); a key that may only read, or whose
    person may not deliver any more, is told so (403).
    """

    def dressed(view: View) -> Dressed:
        @wraps(view)
        def guarding(request: Request, region_key: str, **rest: Any) -> Response:
            region = _region(request, region_key)
            _check_query(request, query)
            return view(request, region, **rest)

        guarded: Dressed = api_view(list(methods))(
            authentication_classes([ByAccessKey])(
                parser_classes([MultiPartParser, JSONParser, FormParser])(guarding)
            )
        )

        @wraps(guarded)
        def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with override(get_language_from_request(request)):
                response = guarded(request, *args, **kwargs)
                assert isinstance(response, Response)
                response.render()
                response["Content-Language"] = get_language() or ""
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Accept-Language", "Authorization"])
            return response

        return spoken

    return dressed


def _check_query(request: Request, known: tuple[str, ...]) -> None:
    """A slip of the pen shall not do something else than was meant."""
    sentence = _("There is no parameter “%(key)s” here; there are: %(known)s.")
    for key in request.query_params.keys() - set(known):
        told = sentence % {"key": key[:40], "known": ", ".join(known) or _("none")}
        raise ValidationError({key[:40]: told})


def _region(request: Request, region_key: str) -> Region:
    key = request.auth
    if not isinstance(key, AccessKey):
        raise NotAuthenticated(_("Please send an access key: “Authorization: Bearer sozm_…”."))
    if key.region.key != region_key or not tasks_in(key.user, key.region):
        raise Http404(_("There is no such page."))
    if Task.DELIVER not in tasks_through(key, key.region):
        if lacks_full_sight(key.user, Task.DELIVER):
            raise PermissionDenied(LACKS_FULL_SIGHT)
        raise PermissionDenied(_("This access key, or its person, may not deliver values."))
    return key.region
