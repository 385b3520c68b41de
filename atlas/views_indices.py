"""What is behind a composite index, as a page and as a file."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.models import Region
from atlas import queries_areas
from atlas.access import Access, keep_private, note_taken
from atlas.exports.index_file import index_csv
from atlas.pages import find_catalogue, find_region, find_view, show
from atlas.presenters_index import Found, edition_of, index_page
from atlas.presenters_index_groups import GroupTable, group_table
from atlas.presenters_index_since import Since, since
from atlas.queries import Entry
from atlas.queries_indices import examinations
from atlas.selection import MapView
from atlas.series import shown_periods
from sozialmonitor.pages import languages


@dataclass(frozen=True)
class Asked:
    region: Region
    access: Access
    catalogue: list[Entry]
    found: Found
    remarks: tuple[str, ...]


@require_safe
@gzip_page
def index(request: HttpRequest, region_key: str, indicator_key: str) -> HttpResponse:
    asked = _asked(request, region_key, indicator_key)
    shown = index_page(asked.found, languages(request), asked.remarks)
    return show(request, asked.access, "atlas/index.html", vars(shown))


@require_safe
@gzip_page
def index_file(request: HttpRequest, region_key: str, indicator_key: str) -> HttpResponse:
    """The same per area as a table that a German Excel opens."""
    asked = _asked(request, region_key, indicator_key)
    found = asked.found
    if found.examination is None:
        raise Http404(_("There is nothing known yet of how sure this index is."))
    note_taken(asked.access, asked.region, f"{indicator_key} ({found.view.period_key})")
    response = HttpResponse(index_csv(found), content_type="text/csv; charset=utf-8")
    name = f"{region_key}-{indicator_key}-{found.view.period_key.replace('/', '-')}-index.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    keep_private(response, asked.access)
    return response


def _asked(request: HttpRequest, region_key: str, indicator_key: str) -> Asked:
    region, access = find_region(request, region_key)
    catalogue = find_catalogue(region, access)
    entries = [entry for entry in catalogue if entry.indicator == indicator_key]
    indices = [entry for entry in entries if entry.card.get("index")]
    if not indices:
        raise Http404(
            _("“%(key)s” is no published index of %(region)s.")
            % {"key": indicator_key[:40], "region": region.name}
        )
    query = {"indicator": indicator_key, "period": request.GET.get("period", "")}
    view, remarks = find_view(query, region, indices)
    edition = edition_of(view)
    if edition is None:
        raise Http404(_("There is no index for this date."))
    names = queries_areas.area_names(view.section.shapes)
    found = Found(
        view,
        edition,
        examinations(region, access, view.entry).get(view.period_key),
        names,
        _since(view, edition, names),
        _groups(region, catalogue, view, edition["key"]),
    )
    return Asked(region, access, catalogue, found, remarks)


def _since(view: MapView, edition: dict[str, Any], names: dict[str, str]) -> Since | None:
    """Against the edition before; only of classes."""
    if edition["shows"] != "class_measure":
        return None
    for at in reversed(shown_periods(view.pack)):
        then = edition_of(view.but(period=at))
        if at < view.period and then is not None:
            return since(view, at, edition, then, names)
    return None


def _groups(region: Region, catalogue: list[Entry], view: MapView, index: str) -> GroupTable | None:
    """The groups the index is part of, for the shown date."""
    for entry in catalogue:
        joined = [one for one in entry.card.get("index") or [] if one["shows"] == "group"]
        if entry.level == view.entry.level and any(one["key"] == index for one in joined):
            query = {"indicator": entry.indicator, "level": entry.level, "period": view.period_key}
            shown, _remarks = find_view(query, region, [entry])
            return group_table(shown) if shown.period_key == view.period_key else None
    return None
