"""A file of boundaries, places or lines on its way in: preview, another check, yes or no."""

from typing import TypeVar

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import JobFailed
from accounts.models import Job, Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from sozialmonitor.pages import desk_page, render
from spatial_units import actions_geodata as actions
from spatial_units.forms_again import form_of
from spatial_units.forms_geodata import ACCEPTED, GeodataForm
from spatial_units.models import BoundarySet, Crosswalk, GeodataUpload, MapLayer
from spatial_units.presenters_geodata import compared_rows, kind_counts, problem_rows

OPEN_SHOWN = 10
Kind, State = GeodataUpload.Kind, GeodataUpload.State
TEMPLATES: dict[str, str] = {
    Kind.BOUNDARIES: "boundaries_file",
    Kind.LAYER: "layers_file",
    Kind.CROSSWALK: "crosswalk_file",
}
LISTS: dict[str, str] = {
    Kind.BOUNDARIES: "boundaries",
    Kind.LAYER: "desk-layers",
    Kind.CROSSWALK: "crosswalks",
}
F = TypeVar("F", bound=GeodataForm)


def with_file(form: F) -> F:
    """The form for a new file: the same questions and the file itself."""
    field = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "field"}),
        help_text=_(
            "At most %(most)s MB. GeoJSON, GeoPackage, KML, GML, or a shapefile packed as ZIP with"
            " its parts .shp, .shx, .dbf and .prj."
        )
        % {"most": settings.UPLOAD_MAX_BYTES // 1024**2},
    )
    form.fields["file"] = field
    return form


def open_uploads(region: Region, kind: str) -> list[GeodataUpload]:
    """Files that wait for somebody's decision, the newest first."""
    found = GeodataUpload.objects.filter(actions.IS_LEFT_TO_STAFF, region=region, kind=kind)
    return list(found.order_by("-id")[:OPEN_SHOWN])


def trail_of(region: Region, kind: str) -> list[tuple[str, str]]:
    """The way back to the list."""
    if kind == Kind.LAYER:
        return [(_("Places and lines"), reverse("desk-layers", args=[region.key]))]
    trail = [(_("Boundaries of the areas"), reverse("boundaries", args=[region.key]))]
    if kind == Kind.CROSSWALK:
        name = _("Crosswalks between boundary sets")
        trail.append((name, reverse("crosswalks", args=[region.key])))
    return trail


def may_publish(request: HttpRequest) -> bool:
    return Task.PUBLISH in request.tasks  # type: ignore[attr-defined]


@require_safe
@staff_may(Task.DRAW)
def geodata(request: HttpRequest, region: Region, geodata_id: int) -> HttpResponse:
    """A file as it stands: its problems on a map, what it would change, what became of it."""
    found = _upload_of(region, geodata_id)
    if found.job and found.job.state in (Job.State.WAITING, Job.State.RUNNING):
        return redirect("job", region.key, found.job.id)
    return _page(request, found, form_of(found, may_publish=may_publish(request)))


def _upload_of(region: Region, geodata_id: int) -> GeodataUpload:
    uploads = GeodataUpload.objects.select_related("region", "job", "uploaded_by")
    found = uploads.filter(pk=geodata_id, region=region).first()
    if found is None:
        raise Http404(_("There is no such uploaded file."))
    return found


def _page(
    request: HttpRequest, found: GeodataUpload, form: GeodataForm, remark: str = ""
) -> HttpResponse:
    problems = problem_rows(found)
    errors = [one for one in problems if one.severity == "error"]
    is_only_asked = bool(errors) and all(one.asks for one in errors)
    preview = found.preview or {}
    context = {
        "page": desk_page(request, found.region, _title(found, is_only_asked)),
        "trail": trail_of(found.region, found.kind),
        "upload": found,
        "form": form,
        "problems": problems,
        "errors": len(errors),
        "asked": {one.asks for one in problems if one.asks},
        "is_only_asked": is_only_asked,
        "is_undecided": found.state not in (State.COMMITTED, State.DISCARDED),
        "has_warnings": any(one.severity == "warning" for one in problems),
        "preview": preview,
        "counts": kind_counts(preview),
        "rows": compared_rows(preview),
        "rows_left": max(0, len(preview.get("rows", [])) - len(compared_rows(preview))),
        "made": _made(found),
        "remark": remark or (found.job.cause if found.job else ""),
    }
    return render(request, f"desk/{TEMPLATES[found.kind]}.html", context, 409 if remark else 200)


def _title(found: GeodataUpload, is_only_asked: bool) -> str:
    refused = _("A question about the file") if is_only_asked else _("The file has to be mended")
    titles = {
        State.REFUSED: refused,
        State.CHECKED: _("Preview: what would change"),
        State.COMMITTED: _("The file is taken over"),
        State.DISCARDED: _("The file was discarded"),
    }
    return titles.get(State(found.state), _("Check failed"))


def _made(found: GeodataUpload) -> BoundarySet | MapLayer | Crosswalk | None:
    """What came of it, where it is still there."""
    if found.kind == Kind.LAYER:
        return MapLayer.objects.filter(region=found.region, key=found.made).first()
    if found.kind == Kind.CROSSWALK:
        return Crosswalk.objects.filter(region=found.region, pk=int(found.made or 0)).first()
    sets = BoundarySet.objects.filter(region=found.region, key=found.made, is_current=True)
    return sets.first()


@require_POST
@staff_may(Task.DRAW)
def geodata_check(request: HttpRequest, region: Region, geodata_id: int) -> HttpResponse:
    """Check the same file again, with other answers."""
    found = _upload_of(region, geodata_id)
    form = form_of(found, request.POST, may_publish=may_publish(request))
    if not form.is_valid():
        return _page(request, found, form, _("Please mend the marked fields."))
    assert request.user.is_authenticated
    try:
        job = actions.check_again(found, form.settings(), request.user)
    except JobFailed:
        return redirect("geodata", region.key, found.id)
    send(job)
    return redirect("job", region.key, job.id)


@require_POST
@staff_may(Task.DRAW)
def geodata_commit(request: HttpRequest, region: Region, geodata_id: int) -> HttpResponse:
    """Take the file over; pressed twice it is still done once."""
    found = _upload_of(region, geodata_id)
    if found.state != State.CHECKED:
        return redirect("geodata", region.key, found.id)
    has_warnings = any(part["severity"] == "warning" for part in found.findings)
    if has_warnings and not request.POST.get("seen"):
        form = form_of(found, may_publish=may_publish(request))
        return _page(request, found, form, _("Please say that you have looked at the remarks."))
    assert request.user.is_authenticated
    job = actions.ask_to_commit(found, request.user)
    send(job)
    return redirect("job", region.key, job.id)


@require_POST
@staff_may(Task.DRAW)
def geodata_discard(request: HttpRequest, region: Region, geodata_id: int) -> HttpResponse:
    assert request.user.is_authenticated
    found = _upload_of(region, geodata_id)
    actions.discard(found, request.user)
    return redirect(LISTS[found.kind], region.key)
