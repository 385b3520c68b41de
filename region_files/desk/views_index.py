"""Composite indices at the desk: the list, and the page of one with its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.models import CompositeIndex, IndexDraft
from region_files.desk import presenters_index as presenters
from sozialmonitor.pages import desk_page, render

DRAFTS_SHOWN = 10


def trail(region: Region) -> list[tuple[str, str]]:
    return [(_("Composite indices"), reverse("indices", args=[region.key]))]


def index_of(region: Region, index_key: str) -> CompositeIndex:
    """An index of this region, or 404 in words."""
    rows = CompositeIndex.objects.filter(region=region, key=index_key)
    found = rows.select_related("region").first()
    if found is None:
        raise Http404(_("There is no such index."))
    return found


@require_safe
@staff_may(Task.WORK)
def indices(request: HttpRequest, region: Region) -> HttpResponse:
    drafts = IndexDraft.objects.filter(region=region, is_done=False).select_related("made_by")
    context = {
        "page": desk_page(request, region, _("Composite indices")),
        "rows": list(presenters.rows_of(region)),
        "drafts": drafts.order_by("-changed_at")[:DRAFTS_SHOWN],
    }
    return render(request, "desk/indices.html", context)


@require_safe
@staff_may(Task.WORK)
def index(request: HttpRequest, region: Region, index_key: str) -> HttpResponse:
    found = index_of(region, index_key)
    versions = [
        (one, presenters.recipe_in_words(_as_it_was(found, one.recipe, one.name_de, one.name_en)))
        for one in found.versions.filter(region=region).select_related("frozen_by")
    ]
    context = {
        "page": desk_page(request, region, found.name),
        "trail": trail(region),
        "row": presenters.row_of_index(found),
        "versions": versions,
    }
    return render(request, "desk/index.html", context)


def _as_it_was(
    index: CompositeIndex, recipe: dict[str, object], name_de: str, name_en: str
) -> CompositeIndex:
    names = {"name_de": name_de, "name_en": name_en}
    return CompositeIndex(region=index.region, key=index.key, recipe=recipe, **names)
