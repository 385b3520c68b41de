"""Two to four areas compared on a page of their own; everything comes from packs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from atlas import forms
from atlas.presenters_compare import MOST_AREAS, compare_page
from atlas.views import _catalogue, _page_of, _region
from sozialmonitor.pages import languages


@require_safe
@gzip_page
def compare(request: HttpRequest, region_key: str) -> HttpResponse:
    region, access = _region(request, region_key)
    catalogue = _catalogue(region, access)
    areas = asked_areas(request)
    query = {key: request.GET.get(key, "") for key in ("indicator", "level", "period")}
    query["areas"] = ",".join(areas[:MOST_AREAS])
    try:
        view, remarks = forms.read_view(query, region, catalogue)
    except LookupError as withdrawn:
        raise Http404(_("These figures were withdrawn just now.")) from withdrawn
    if len(areas) > MOST_AREAS:
        remarks += (_("At most %(n)s areas can be compared.") % {"n": MOST_AREAS},)
    shown = compare_page(view, catalogue, languages(request), remarks)
    return _page_of(request, access, "atlas/compare.html", shown)


def asked_areas(request: HttpRequest) -> list[str]:
    """Codes from `areas=a,b` as well as from a form's `areas=a&areas=b`, each once."""
    given = ",".join(request.GET.getlist("areas")).split(",")
    return list(dict.fromkeys(code.strip() for code in given if code.strip()))
