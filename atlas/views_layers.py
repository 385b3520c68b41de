"""A layer of points or lines as a page of its own: the table that equals the map."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.models import Region
from atlas import formats, queries, queries_areas, queries_layers
from atlas.pages import find_region, show
from atlas.presenters import Page
from atlas.presenters_layers import Place, category_of, keys_of, origin_of, place_of
from atlas.remarks import Answer, echo
from atlas.wording import in_language
from sozialmonitor.pages import languages
from spatial_units.models import BoundarySet, MapLayer


@dataclass(frozen=True)
class LayerRow:
    """`areas` are the names by column of the table, joined where a line meets several."""

    place: Place
    texts: tuple[str, ...]
    areas: tuple[str, ...]


@require_safe
@gzip_page
def layer(request: HttpRequest, region_key: str, layer_key: str) -> HttpResponse:
    """All of a layer, or what of it lies in `?area=` of the level `?level=`."""
    region, access = find_region(request, region_key)
    offered = queries_layers.layers_of(region, access)
    found = next((one for one in offered if one.key == layer_key), None)
    if found is None:
        raise Http404(_("There is no map layer “%(key)s” here.") % {"key": layer_key})
    answer = Answer()
    shown = _contents(request, region, found, answer)
    page = Page(
        title=f"{found.name} – {region.name}",
        heading=found.name,
        region=region,
        notice=region.text("notice"),
        languages=languages(request),
        remarks=tuple(answer.remarks),
    )
    context = {
        "page": page,
        "layer": found,
        "origin": origin_of(found),
        "keys": keys_of(found, offered),
        "others": [one for one in offered if one != found],
    }
    return show(request, access, "atlas/layer.html", context | shown)


def _contents(
    request: HttpRequest, region: Region, found: MapLayer, answer: Answer
) -> dict[str, Any]:
    """Rows and columns of the table, and the areas to choose from."""
    sets = [one for one in _sets(region) if len(queries_layers.area_names(one)) > 1]
    names = {one.id: queries_layers.area_names(one) for one in sets}
    asked = request.GET.get("area", "")
    level = request.GET.get("level", region.default_level)
    chosen = next((one for one in sets if one.level.key == level), None)
    if asked and (chosen is None or asked not in names[chosen.id]):
        answer.replaced(_("There is no area “%(code)s” here; shown are all."), code=echo(asked))
        asked = ""
    rows = []
    for position, feature in enumerate(queries_layers.features_of(found)):
        if asked and chosen and asked not in feature.areas.get(chosen.key, ()):
            continue
        areas = tuple(
            ", ".join(names[one.id].get(code, code) for code in feature.areas.get(one.key, ()))
            for one in sets
        )
        rows.append(LayerRow(place_of(found, feature, position), feature.texts, areas))
    options = names[chosen.id].items() if chosen else ()
    return {
        "rows": sorted(rows, key=lambda row: (row.areas[:1], formats.sort_key(row.place.name))),
        "levels": [one.level.name for one in sets],
        "columns": [in_language(column["name"]) for column in found.columns],
        "has_categories": any(category_of(found, one) for one in queries_layers.features_of(found)),
        "level": chosen.level if chosen else None,
        "options": sorted(options, key=lambda option: formats.sort_key(option[1])),
        "asked": asked,
        "asked_name": names[chosen.id].get(asked, "") if chosen else "",
    }


def _sets(region: Region) -> list[BoundarySet]:
    """The newest boundary set of each level, the finest first."""
    found = [
        queries_areas.boundary_sets(region, level.key, None) for level in queries.levels(region)
    ]
    return [sets[-1] for sets in found if sets]
