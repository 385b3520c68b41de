"""Boundary sets at the desk: the list, a file for a new one, taking one back."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from sozialmonitor.pages import desk_page, render
from spatial_units import actions_boundaries, actions_geodata
from spatial_units.forms_geodata import BoundaryForm
from spatial_units.models import BoundarySet, GeodataUpload, Origin, SpatialLevel
from spatial_units.presenters_geodata import level_rows
from spatial_units.queries import is_used
from spatial_units.views_geodata import open_uploads, trail_of, with_file


@require_safe
@staff_may(Task.DRAW)
def boundaries(request: HttpRequest, region: Region) -> HttpResponse:
    """All levels with their boundary sets."""
    levels = SpatialLevel.objects.filter(region=region).order_by("-position")
    sets = BoundarySet.objects.filter(region=region, is_current=True).order_by("-valid_during")
    counted = sets.annotate(
        areas=Count("area", distinct=True), deliveries=Count("slice__delivery", distinct=True)
    )
    context = {
        "page": desk_page(request, region, _("Boundaries of the areas")),
        "levels": level_rows(list(levels), list(counted)),
        "open": open_uploads(region, GeodataUpload.Kind.BOUNDARIES),
    }
    return render(request, "desk/boundaries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DRAW)
def boundary_upload(request: HttpRequest, region: Region) -> HttpResponse:
    """The form for a new file of boundaries."""
    if request.method != "POST":
        return _form_page(request, region, with_file(BoundaryForm(region, initial=_start(region))))
    form = with_file(BoundaryForm(region, request.POST, request.FILES))
    if not form.is_valid():
        return _form_page(request, region, form)
    assert request.user.is_authenticated
    _upload, job = actions_geodata.receive(
        region, GeodataUpload.Kind.BOUNDARIES, form.cleaned_data["file"], form.settings(),
        request.user,
    )  # fmt: skip
    send(job)
    return redirect("job", region.key, job.id)


def _start(region: Region) -> dict[str, Any]:
    """The default level, from this year's first day on, by whom its present set is."""
    level = SpatialLevel.objects.filter(region=region, key=region.default_level).first()
    begin = timezone.localdate().replace(month=1, day=1)
    present = actions_boundaries.present_set(level, begin)
    return {
        "level": region.default_level,
        "valid_from": begin,
        "attribution": present.attribution if present else "",
        "licence": present.licence if present else "",
    }


def _form_page(request: HttpRequest, region: Region, form: BoundaryForm) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Upload boundaries")),
        "trail": trail_of(region, GeodataUpload.Kind.BOUNDARIES),
        "form": form,
    }
    return render(request, "desk/boundaries_upload.html", context, 400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DRAW)
def take_back(request: HttpRequest, region: Region, set_id: int) -> HttpResponse:
    """Ask once more, then remove a set nothing lies on; else say why it stays."""
    found = BoundarySet.objects.filter(region=region, pk=set_id).select_related("level").first()
    if found is None or not found.is_current:
        raise Http404(_("There is no such boundary set."))
    remark = ""
    if request.method == "POST":
        assert request.user.is_authenticated
        try:
            actions_boundaries.take_back(found, request.user)
        except actions_boundaries.InUse:
            remark = _("Nothing was changed: the boundary set is in use.")
        else:
            said = _("“%(name)s” was taken back. The boundaries before it hold on.")
            messages.success(request, said % {"name": found.name})
            return redirect("boundaries", region.key)
    context = {
        "page": desk_page(request, region, _("Take a boundary set back")),
        "trail": trail_of(region, GeodataUpload.Kind.BOUNDARIES),
        "found": found,
        "is_used": is_used(found),
        "is_of_file": found.origin == Origin.FILE,
        "remark": remark,
    }
    return render(request, "desk/boundaries_take_back.html", context, 409 if remark else 200)
