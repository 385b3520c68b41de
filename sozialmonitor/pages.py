"""What every page has around its content: import map, languages, and pages for errors.

templates/base.html gets, besides what a view hands over:

    page          atlas.presenters.Page (title, heading, region, notice, languages, remarks)
    import_map    JSON for <script type="importmap">{{ import_map|safe }}</script>, nothing else
                  between the tags: its hash stands in the Content-Security-Policy
    home_url, desk_url, login_url, logout_url
    language      "de" or "en"

Modules import each other by relative addresses ("./pack.js") and libraries by their bare names
("maplibre-gl"): the import map leads both to the hashed files.
"""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as django_render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.full_disk import is_disk_full
from accounts.models import Region
from accounts.problem_details import problem
from atlas.presenters import Choice, Page

View = Callable[..., HttpResponseBase]
LIBRARIES = ("maplibre-gl", "topojson-client", "echarts")
OUR_MODULES = re.compile(r"(js|vendor)/.+\.m?js")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what base.html needs on every page."""
    return {
        "import_map": import_map(),
        "language": get_language() or settings.LANGUAGE_CODE,
        "home_url": reverse("start"),
        "desk_url": reverse("desk"),
        "login_url": reverse("login"),
        "logout_url": reverse("logout"),
    }


@cache
def import_map() -> str:
    """Lead module addresses and library names to the hashed files, as JSON."""
    names = sorted(name for name in _static_files() if OUR_MODULES.fullmatch(name))
    imports = {settings.STATIC_URL + name: static(name) for name in names}
    for name in reversed(names):
        if Path(name).stem in LIBRARIES:
            imports[Path(name).stem] = static(name)
    return json.dumps({"imports": imports}, separators=(",", ":"))


def _static_files() -> list[str]:
    """What was collected; where nothing is hashed, what lies in static/."""
    collected = getattr(staticfiles_storage, "hashed_files", None)
    if collected:
        return list(collected)
    root = Path(settings.BASE_DIR) / "static"
    return [path.relative_to(root).as_posix() for path in root.rglob("*.*js")]


def with_import_map(view: View) -> View:
    """Let the browser run the import map (and no other inline script) of a view's page."""

    @wraps(view)
    def allowed(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        _allow_import_map(response)
        return response

    return allowed


def render(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = django_render(request, template, context, status=status)
    _allow_import_map(response)
    return response


def _allow_import_map(response: HttpResponseBase) -> None:
    digest = hashlib.sha256(import_map().encode()).digest()
    source = f"'sha256-{base64.b64encode(digest).decode()}'"
    response._csp_update = {"script-src": [source]}  # type: ignore[attr-defined]


def plain_page(request: HttpRequest, title: str) -> Page:
    """The frame of a page that belongs to no region."""
    return Page(title=title, heading=title, region=None, notice="", languages=languages(request))


def desk_page(request: HttpRequest, region: Region, title: str) -> Page:
    """The frame of a page of the staff desk."""
    return Page(
        title=f"{title} – {region.name}",
        heading=title,
        region=region,
        notice=region.text("notice"),
        languages=languages(request),
    )


def languages(request: HttpRequest) -> tuple[Choice, ...]:
    """The same page in each language."""
    here = get_language() or settings.LANGUAGE_CODE
    names = {"de": "Deutsch", "en": "English"}
    return tuple(
        Choice(code, names[code], translate_url(request.get_full_path(), code), code == here)
        for code, _name in settings.LANGUAGES
    )


def error_page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """An error in words; as JSON for those who asked the API or a file of figures."""
    if _wants_json(request):
        return problem(status, sentence)
    context = {"page": plain_page(request, title), "sentence": sentence}
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _too_large(request)
    return error_page(
        request, 400, _("Bad request"), _("This request cannot be understood. Please start anew.")
    )


def _too_large(request: HttpRequest) -> HttpResponse:
    """The rest of the body is not read, so the connection ends."""
    most = settings.UPLOAD_MAX_BYTES // 1024**2
    response = error_page(
        request,
        413,
        _("The file is too large"),
        _("At most %(most)s MB can be uploaded. Please split the file.") % {"most": most},
    )
    response["Connection"] = "close"
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = exception.args[0] if exception.args else None
    sentence = _("You may not see or do this with your present rights.")
    return error_page(request, 403, _("Not allowed"), said if isinstance(said, str) else sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = exception.args[0] if exception.args else None
    sentence = said if isinstance(said, str) and said else _("There is no such page.")
    return error_page(request, 404, _("Page not found"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """After a fault of ours; told apart are a full disk, as 507, and the database being away,
    as 503."""
    if is_disk_full(sys.exc_info()[1]):
        return _storage_full(request)
    if isinstance(sys.exc_info()[1], OperationalError):
        response = _fault(
            request,
            503,
            _("Out of service for a moment"),
            _("The database does not answer just now. Please try again in a minute."),
        )
        response["Retry-After"] = "60"
        return response
    return _fault(
        request,
        500,
        _("Something went wrong"),
        _("The fault lies with us. It was written down and will be looked at."),
    )


def _storage_full(request: HttpRequest) -> HttpResponse:
    """The rest of the body may be unread, so the connection ends."""
    response = _fault(
        request,
        507,
        _("There is no room left"),
        _("The server's storage is full. Nothing was kept. Please tell those who run it."),
    )
    response["Connection"] = "close"
    return response


def _fault(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """Rendered without context processors: they might need what just failed."""
    if _wants_json(request):
        return problem(status, sentence)
    context = {
        "title": title,
        "sentence": sentence,
        "language": get_language() or settings.LANGUAGE_CODE,
        "home_url": reverse("start"),
    }
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/packs/", "/shapes/", "/layers/"))
