"""Two to four areas compared on a page of their own; everything comes from packs."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from atlas import formats, queries_areas, search
from atlas.pages import find_catalogue, find_region, find_view, show
from atlas.presenters_compare import MOST_AREAS, compare_page
from atlas.remarks import Answer, echo
from atlas.selection import MapView
from sozialmonitor.pages import languages

MOST_NAMED = 5


@require_safe
@gzip_page
def compare(request: HttpRequest, region_key: str) -> HttpResponse:
    region, access = find_region(request, region_key)
    catalogue = find_catalogue(region, access)
    areas = asked_areas(request)
    query = {key: request.GET.get(key, "") for key in ("indicator", "level", "period")}
    query["areas"] = ",".join(areas[:MOST_AREAS])
    view, remarks = find_view(query, region, catalogue)
    answer = Answer(list(remarks))
    view = _with_added(view, request.GET.get("add", "").strip(), answer)
    if len({*areas, *view.areas}) > MOST_AREAS:
        answer.replaced(_("At most %(n)s areas can be compared."), n=MOST_AREAS)
        view = view.but(areas=view.areas[:MOST_AREAS])
    shown = compare_page(view, catalogue, languages(request), tuple(answer.remarks))
    return show(request, access, "atlas/compare.html", vars(shown))


def asked_areas(request: HttpRequest) -> list[str]:
    """Codes from `areas=a,b` as well as from a form's `areas=a&areas=b`, each once."""
    given = ",".join(request.GET.getlist("areas")).split(",")
    return list(dict.fromkeys(code.strip() for code in given if code.strip()))


def _with_added(view: MapView, asked: str, answer: Answer) -> MapView:
    """With the area of a typed name, where the name is clear; else a remark says what it may be."""
    names = queries_areas.area_names(view.section.shapes)
    held = {code: names.get(code, code) for code in view.section.areas}
    found = search.named(asked, held)
    if len(found) == 1 and (found[0] == asked or not search.is_slip(asked, held[found[0]])):
        return view.but(areas=tuple(dict.fromkeys([*view.areas, *found])))
    if found:
        meant = sorted((held[code] for code in found), key=formats.sort_key)
        listed = ", ".join(meant[:MOST_NAMED]) + (", …" if len(meant) > MOST_NAMED else "")
        answer.replaced(
            _("“%(asked)s” is not clear. It may mean: %(names)s."), asked=echo(asked), names=listed
        )
    elif asked:
        answer.replaced(_("There is no area “%(name)s”."), name=echo(asked))
    return view
