"""Places and lines at the desk: the list, a file for a layer, removing one."""

from typing import Any

from django.contrib import messages
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
from spatial_units import actions_geodata
from spatial_units.forms_layers import LayerForm
from spatial_units.layers import remove_layer
from spatial_units.models import GeodataUpload, MapLayer, Origin
from spatial_units.views_geodata import may_publish, open_uploads, trail_of, with_file


@require_safe
@staff_may(Task.DRAW)
def layers(request: HttpRequest, region: Region) -> HttpResponse:
    """All layers of places and lines."""
    found = MapLayer.objects.filter(region=region).defer("body").order_by("position")
    context = {
        "page": desk_page(request, region, _("Places and lines")),
        "layers": found,
        "open": open_uploads(region, GeodataUpload.Kind.LAYER),
    }
    return render(request, "desk/layers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DRAW)
def layer_upload(request: HttpRequest, region: Region) -> HttpResponse:
    """The form for a file of places or lines; `?replace=` names the layer it replaces."""
    free = may_publish(request)
    if request.method != "POST":
        start = _start(region, request.GET.get("replace", ""))
        return _form_page(
            request, region, with_file(LayerForm(region, initial=start, may_publish=free))
        )
    form = with_file(LayerForm(region, request.POST, request.FILES, may_publish=free))
    if not form.is_valid():
        return _form_page(request, region, form)
    assert request.user.is_authenticated
    _upload, job = actions_geodata.receive(
        region, GeodataUpload.Kind.LAYER, form.cleaned_data["file"], form.settings(), request.user
    )
    send(job)
    return redirect("job", region.key, job.id)


def _start(region: Region, replace: str) -> dict[str, Any]:
    """What is known of the layer to replace; today for a new one, and for an unknown key."""
    ours = MapLayer.objects.filter(region=region, origin=Origin.DESK, key=replace)
    found = ours.defer("body").first()
    start: dict[str, Any] = {"as_of": timezone.localdate()}
    if found:
        start |= {
            "replaces": found.key, "name": found.name_de, "name_en": found.name_en,
            "attribution": found.attribution, "licence": found.licence,
            "is_public": found.is_public,
        }  # fmt: skip
    return start


def _form_page(request: HttpRequest, region: Region, form: LayerForm) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Upload places or lines")),
        "trail": trail_of(region, GeodataUpload.Kind.LAYER),
        "form": form,
    }
    return render(request, "desk/layers_upload.html", context, 400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DRAW)
def layer_remove(request: HttpRequest, region: Region, layer_key: str) -> HttpResponse:
    """Ask once more, then remove a layer of the desk; one of the region file stays."""
    found = MapLayer.objects.filter(region=region, key=layer_key).defer("body").first()
    if found is None:
        raise Http404(_("There is no such layer."))
    if request.method == "POST" and found.origin == Origin.DESK:
        assert request.user.is_authenticated
        remove_layer(found, request.user)
        messages.success(request, _("“%(name)s” was removed.") % {"name": found.name})
        return redirect("desk-layers", region.key)
    context = {
        "page": desk_page(request, region, _("Remove places or lines")),
        "trail": trail_of(region, GeodataUpload.Kind.LAYER),
        "found": found,
        "is_of_file": found.origin == Origin.FILE,
    }
    return render(request, "desk/layers_remove.html", context)
