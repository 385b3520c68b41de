"""Pages about areas, and their files. Everything comes from packs, public ones for all but the
region's signed-in staff (atlas/access.py).
"""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.models import Region
from atlas import queries as atlas_queries
from atlas.access import Access, keep_private, note_taken
from atlas.pages import find_region, fresh, show
from atlas.wire import has_already
from reports import small_map
from reports.csv_file import profile_csv
from reports.forms import ProfileRequest, read_profile
from reports.presenters import Profile
from reports.presenters_areas import area_list
from reports.presenters_profile import profile as present_profile
from sozialmonitor.pages import languages

SVG, CSV = "image/svg+xml; charset=utf-8", "text/csv; charset=utf-8"


@require_safe
@gzip_page
def area(request: HttpRequest, region_key: str, level: str, code: str) -> HttpResponse:
    """The profile of an area."""
    region, access = find_region(request, region_key)
    shown = _profile(request, region, access, level, code)
    permalink = request.build_absolute_uri(shown.permalink)
    return show(request, access, "reports/area.html", vars(shown) | {"permalink": permalink})


@require_safe
@gzip_page
def area_csv(request: HttpRequest, region_key: str, level: str, code: str) -> HttpResponse:
    """The figures of the profile as a file."""
    region, access = find_region(request, region_key)
    shown = _profile(request, region, access, level, code)
    response = HttpResponse(profile_csv(region, shown), content_type=CSV)
    mark = "-intern" if access.is_internal else ""
    if access.is_internal:
        note_taken(access, region, f"{level}/{code}.csv")
    name = f"{region.key}-{level}-{code}{mark}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    keep_private(response, access)
    return response


@require_safe
@gzip_page
def area_map(request: HttpRequest, region_key: str, level: str, code: str) -> HttpResponse:
    """Where the area lies, as a picture (SVG). Boundaries are public."""
    region, access = find_region(request, region_key)
    found = _asked(request, region, level, code).lineage.area
    question = f"{found.boundary_set.source_hash}/{found.code}/{get_language()}"
    etag = f'"{hashlib.sha256(question.encode()).hexdigest()[:32]}"'
    if has_already(request, etag):
        return fresh(HttpResponseNotModified(), etag, access)
    picture = small_map.draw(found)
    if picture is None:
        raise Http404(_("There are no such shapes."))
    return fresh(HttpResponse(picture, content_type=SVG), etag, access)


@require_safe
@gzip_page
def areas(request: HttpRequest, region_key: str, level: str) -> HttpResponse:
    """All areas of a level, each with a link to its profile."""
    region, access = find_region(request, region_key)
    shown = area_list(region, level, languages(request))
    if shown is None:
        raise Http404(
            _("%(region)s has no level “%(level)s”.") % {"region": region.name, "level": level}
        )
    return show(request, access, "reports/areas.html", vars(shown))


def _profile(
    request: HttpRequest, region: Region, access: Access, level: str, code: str
) -> Profile:
    asked = _asked(request, region, level, code)
    catalogue = atlas_queries.catalogue(region, access)
    return present_profile(region, catalogue, asked, languages(request))


def _asked(request: HttpRequest, region: Region, level: str, code: str) -> ProfileRequest:
    asked = read_profile(request.GET.dict(), region, level, code)
    if asked is None:
        raise Http404(
            _("%(region)s has no area “%(code)s” on the level “%(level)s”.")
            % {"region": region.name, "code": code, "level": level}
        )
    return asked
