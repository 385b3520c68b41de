"""Where like values of an indicator lie together, as a page."""

import json
from typing import Any

import brotli
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.models import Region
from atlas import queries, queries_areas
from atlas.access import Access
from atlas.pages import find_catalogue, find_region, find_view, show
from atlas.presenters import Page
from atlas.presenters_patterns import PatternsPage, Told, told
from atlas.queries import Entry
from atlas.queries_patterns import spatial_pattern
from atlas.wording import in_language
from releases.finding_patterns import KINDS
from sozialmonitor.pages import languages


@require_safe
@gzip_page
def patterns(request: HttpRequest, region_key: str, indicator_key: str) -> HttpResponse:
    region, access = find_region(request, region_key)
    catalogue = find_catalogue(region, access)
    entries = [
        one for one in catalogue if one.indicator == indicator_key and one.card["kind"] in KINDS
    ]
    if not entries:
        raise Http404(
            _("%(region)s publishes no indicator “%(key)s” that could have spatial patterns.")
            % {"key": indicator_key[:40], "region": region.name}
        )
    shown = PatternsPage(
        _page(request, region, in_language(entries[0].card["name"])),
        reverse("indicator", args=[region.key, indicator_key]),
        _told(region, access, entries),
    )
    return show(request, access, "atlas/patterns.html", vars(shown))


def _page(request: HttpRequest, region: Region, name: str) -> Page:
    heading = _("Spatial patterns: %(indicator)s") % {"indicator": name}
    return Page(
        title=f"{heading} – {region.name}",
        heading=heading,
        region=region,
        notice=region.text("notice"),
        languages=languages(request),
    )


def _told(region: Region, access: Access, entries: list[Entry]) -> Told | None:
    found = spatial_pattern(region, access, entries)
    if found is None:
        return None
    query = {"indicator": found.entry.indicator, "level": found.entry.level, "period": found.period}
    view, _remarks = find_view(query, region, [found.entry])
    names = queries_areas.area_names(view.section.shapes)
    return told(view, found, names, _shapes(view.section.shapes))


def _shapes(content_hash: str) -> dict[str, Any]:
    stored = queries.svg_paths(content_hash)
    assert stored is not None, "a pack names shapes that are not there"
    shapes: dict[str, Any] = json.loads(brotli.decompress(stored))
    return shapes
