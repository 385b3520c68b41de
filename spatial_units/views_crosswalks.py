"""Crosswalks (Umsteigeschlüssel) at the desk: the list, a file for a new one, taking one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from sozialmonitor.pages import desk_page, render
from spatial_units import actions_geodata, crosswalks
from spatial_units.forms_crosswalks import CrosswalkForm, with_file
from spatial_units.models import Crosswalk, GeodataUpload
from spatial_units.views_geodata import open_uploads, trail_of

Kind = GeodataUpload.Kind


@require_safe
@staff_may(Task.DRAW)
def crosswalk_list(request: HttpRequest, region: Region) -> HttpResponse:
    """All pairs of boundary sets with a crosswalk, and what waits for a decision."""
    context = {
        "page": desk_page(request, region, _("Crosswalks between boundary sets")),
        "trail": trail_of(region, Kind.BOUNDARIES),
        "crosswalks": crosswalks.current_crosswalks(region),
        "open": open_uploads(region, Kind.CROSSWALK),
    }
    return render(request, "desk/crosswalks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DRAW)
def crosswalk_upload(request: HttpRequest, region: Region) -> HttpResponse:
    """The form for a new file of shares."""
    if request.method != "POST":
        return _form_page(request, region, with_file(CrosswalkForm(region)))
    form = with_file(CrosswalkForm(region, request.POST, request.FILES))
    if not form.is_valid():
        return _form_page(request, region, form)
    assert request.user.is_authenticated
    _upload, job = actions_geodata.receive(
        region, Kind.CROSSWALK, form.cleaned_data["file"], form.settings(), request.user
    )
    send(job)
    return redirect("job", region.key, job.id)


def _form_page(request: HttpRequest, region: Region, form: CrosswalkForm) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Upload a crosswalk")),
        "trail": trail_of(region, Kind.CROSSWALK),
        "form": form,
    }
    return render(request, "desk/crosswalk_upload.html", context, 400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DRAW)
def crosswalk_take_back(request: HttpRequest, region: Region, crosswalk_id: int) -> HttpResponse:
    """Ask once more, then remove a crosswalk nothing was converted by; else say why it stays."""
    found = Crosswalk.objects.filter(region=region, pk=crosswalk_id, is_current=True).first()
    if found is None:
        raise Http404(_("There is no such crosswalk."))
    name, remark = crosswalks.name_of(found), ""
    if request.method == "POST":
        assert request.user.is_authenticated
        try:
            crosswalks.take_back(found, request.user)
        except crosswalks.InUse:
            remark = _("Nothing was changed: values were converted by this crosswalk.")
            found.refresh_from_db()
        else:
            messages.success(request, _("“%(name)s” was taken back.") % {"name": name})
            return redirect("crosswalks", region.key)
    context = {
        "page": desk_page(request, region, _("Take a crosswalk back")),
        "trail": trail_of(region, Kind.CROSSWALK),
        "found": found,
        "name": name,
        "remark": remark,
    }
    return render(request, "desk/crosswalk_take_back.html", context, 409 if remark else 200)
