"""The whole catalogue as a YAML file: take it away, bring it back, look before it counts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import DeskForm
from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.withdrawing import ChangedMeanwhile
from region_files.catalogue_changes import carry_out, changes_to, fingerprint, known_of
from region_files.catalogue_file import MOST_BYTES, as_yaml, declarations, read_catalogue
from region_files.desk.views import trail
from sozialmonitor.pages import desk_page, render
from spatial_units.importing.problems import Problem
from spatial_units.importing.wording import say


class CatalogueFileForm(DeskForm):
    file = forms.FileField(
        label=gettext_lazy("File with the catalogue (YAML)"),
        max_length=300,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> bytes:
        """The bytes; not even read where there are too many."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large. A catalogue has at most 1 MB."))
        return bytes(sent.read())


@require_safe
@staff_may(Task.WORK)
def download(request: HttpRequest, region: Region) -> HttpResponse:
    text = as_yaml(known_of(region).catalogue)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    name = _("catalogue")
    response["Content-Disposition"] = f'attachment; filename="{region.key}-{name}.yaml"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def upload(request: HttpRequest, region: Region) -> HttpResponse:
    """First a file is sent and looked at; then its text comes back with `seen`, and counts."""
    if request.method == "POST" and "seen" in request.POST:
        return _look(request, region, request.POST.get("text", "").encode(), commit=True)
    form = CatalogueFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _look(request, region, form.cleaned_data["file"])
    return _page(request, region, {"form": form}, 400 if request.method == "POST" else 200)


def _look(request: HttpRequest, region: Region, raw: bytes, commit: bool = False) -> HttpResponse:
    assert request.user.is_authenticated
    known = known_of(region)
    catalogue, problems = read_catalogue(raw, known)
    said = [_said(problem) for problem in problems]
    if catalogue is None:
        return _page(request, region, {"form": CatalogueFileForm(), "problems": said}, 400)
    wanted = declarations(catalogue)
    context: dict[str, Any] = {
        "problems": said,
        "changes": changes_to(known.catalogue, wanted),
        "text": raw.decode("utf-8-sig"),
        "seen": fingerprint(known.catalogue),
    }
    if not commit:
        return _page(request, region, context)
    try:
        done = carry_out(region, wanted, request.user, request.POST["seen"])
    except ChangedMeanwhile:
        return _page(request, region, context | {"meanwhile": True}, 409)
    count = len(done.new) + len(done.changed)
    words = ngettext("%(count)s entry is stored.", "%(count)s entries are stored.", count)
    messages.success(request, words % {"count": count})
    return redirect("catalogue", region.key)


def _said(problem: Problem) -> dict[str, str]:
    return {"severity": problem.severity.value, "sentence": say(problem, get_language() or "de")}


def _page(
    request: HttpRequest, region: Region, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    frame = {
        "page": desk_page(request, region, _("Bring a catalogue as a file")),
        "trail": trail(region),
    }
    return render(request, "desk/catalogue_upload.html", frame | context, status)
