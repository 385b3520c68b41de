"""Where a published value comes from, as a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.models import Region
from accounts.queries import tasks_in
from accounts.roles import Task
from atlas import asking, periods, queries, queries_areas
from atlas.access import Access
from atlas.asking_value import ValuePlace, places_of
from atlas.pages import find_catalogue, find_region, show
from atlas.presenters_history import FoundValue, value_page
from atlas.queries import Entry
from atlas.queries_history import versions
from atlas.remarks import Answer, echo
from atlas.value_course import course_of
from releases.pack_format import Pack
from sozialmonitor.pages import languages


@require_safe
@gzip_page
def value(
    request: HttpRequest, region_key: str, indicator_key: str, level: str, code: str
) -> HttpResponse:
    region, access = find_region(request, region_key)
    entry = _entry(region, access, indicator_key, level)
    answer = Answer()
    found = find_value(region, entry, code, request.GET.dict(), answer)
    works_here = access.is_staff and Task.WORK in tasks_in(request.user, region)
    shown = value_page(found, languages(request), tuple(answer.remarks), works_here=works_here)
    return show(request, access, "atlas/value.html", vars(shown))


def _entry(region: Region, access: Access, indicator: str, level: str) -> Entry:
    try:
        return asking.entry_on_level(
            region, find_catalogue(region, access), indicator, {"level": level}
        )
    except asking.Refused as refused:
        raise Http404(refused.sentence) from refused


def find_value(
    region: Region, entry: Entry, code: str, query: dict[str, str], answer: Answer
) -> FoundValue:
    """The value an address asks for; a date the area has not gives way to the nearest."""
    pack = queries.pack(entry)
    if pack is None:
        raise Http404(_("These figures were withdrawn just now."))
    places = places_of(pack, code, query.get("stand", ""))
    if not places:
        raise Http404(
            _("There is no area “%(code)s” on the level “%(level)s”.")
            % {"code": code[:40], "level": entry.level}
        )
    place = _place(pack, places, query.get("period", ""), answer)
    key = pack.periods[place.period]["key"]
    said = versions(region, entry, (place.section.boundary_set, code), [key])
    names = queries_areas.area_names(place.section.shapes)
    level = next(one for one in queries.levels(region) if one.key == entry.level)
    return FoundValue(
        region, entry, pack, place, places, names.get(code, code), level.name, course_of(said[key])
    )


def _place(pack: Pack, places: dict[int, ValuePlace], asked: str, answer: Answer) -> ValuePlace:
    held = list(places.values())
    if not asked:
        return held[-1]
    found = periods.find([pack.periods[place.period] for place in held], asked)
    if found is None or not found.is_exact:
        answer.replaced(
            _("There is no figure of this area for “%(asked)s”; shown is the nearest date."),
            asked=echo(asked),
        )
    return held[-1] if found is None else held[found.position]
