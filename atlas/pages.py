"""What the pages of numbers share: the region with the reader's rights, what it has published,
and answers that are kept as long as they may be. Errors are 404, in words.
"""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import forms, queries
from atlas.access import Access, access_to, keep_private
from atlas.queries import Entry
from atlas.selection import MapView
from sozialmonitor.pages import render

FRESH_FOR = "public, max-age=60"


def find_region(request: HttpRequest, key: str) -> tuple[Region, Access]:
    """The region, and with whose eyes its figures are read."""
    access = access_to(request, key)
    found = queries.region(key, access)
    if found is None:
        raise Http404(_("There is no region “%(key)s” here.") % {"key": key})
    return found, access


def find_catalogue(region: Region, access: Access) -> list[Entry]:
    """What the region has published for these eyes: one entry at least."""
    found = queries.catalogue(region, access)
    if not found:
        raise Http404(_("%(region)s has not published anything yet.") % {"region": region.name})
    return found


def find_view(
    query: Mapping[str, str], region: Region, catalogue: list[Entry]
) -> tuple[MapView, tuple[str, ...]]:
    """What an address asks for, and sentences about what gave way to the nearest valid choice."""
    try:
        return forms.read_view(dict(query), region, catalogue)
    except LookupError as withdrawn:
        raise Http404(_("These figures were withdrawn just now.")) from withdrawn


def show(
    request: HttpRequest, access: Access, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A page, with the reader's `access` for the template."""
    response = render(request, template, context | {"access": access})
    keep_private(response, access)
    return response


def fresh(response: HttpResponse, etag: str, access: Access) -> HttpResponse:
    """An answer that is asked for again after a minute, by its ETag."""
    response["ETag"] = etag
    response["Cache-Control"] = FRESH_FOR
    keep_private(response, access)
    return response
