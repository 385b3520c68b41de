"""Taking indicators from the model catalogue; they come as drafts and can be changed freely."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.actions import one_at_a_time
from region_files.catalogue_changes import carry_out, known_of
from region_files.catalogue_file import Everything
from region_files.desk.views import trail
from region_files.model_catalogue import chosen_from, model_catalogue
from sozialmonitor.pages import desk_page, render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def adopt(request: HttpRequest, region: Region) -> HttpResponse:
    """Takes `indicators`, keys of the model catalogue; those the region has already stay."""
    model = model_catalogue()
    chosen = [key for key in request.POST.getlist("indicators") if key in model["indicator"]]
    if request.method == "POST" and chosen:
        _take(request, region, chosen)
        return redirect("catalogue", region.key)
    context = {
        "page": desk_page(request, region, _("Take from the model catalogue")),
        "trail": trail(region),
        "topics": _topics(model, set(known_of(region).catalogue["indicator"])),
        "nothing": request.method == "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "desk/catalogue_model.html", context, status)


def _take(request: HttpRequest, region: Region, chosen: list[str]) -> None:
    assert request.user.is_authenticated
    with transaction.atomic():
        one_at_a_time(region.key)
        wanted = chosen_from(model_catalogue(), chosen, known_of(region).catalogue)
        carry_out(region, wanted, request.user, None)
    count = len(wanted["indicator"])
    words = ngettext(
        "%(count)s indicator was taken over as a draft, with its topic, measures, source and rule.",
        "%(count)s indicators were taken over as drafts, with topics, measures, sources and rules.",
        count,
    )
    messages.success(request, words % {"count": count})


def _topics(model: Everything, held: set[str]) -> list[dict[str, Any]]:
    """The model's indicators by topic, in the reader's language."""
    language = "en" if get_language() == "en" else "de"
    return [
        {
            "name": topic["name"][language],
            "rows": [
                {
                    "key": key,
                    "name": one["name"][language],
                    "description": one["description"][language],
                    "is_here": key in held,
                }
                for key, one in model["indicator"].items()
                if one["topic"] == topic["key"]
            ],
        }
        for topic in model["topic"].values()
    ]
