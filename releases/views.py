"""Releasing from the desk: choose, look at what becomes visible, confirm."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region
from accounts.staff import staff_of
from accounts.tasks import send
from releases.asking import ask_for_release
from releases.forms import ReleaseForm
from releases.models import Audience
from releases.waiting import Waiting, waiting_for
from sozialmonitor.pages import desk_page, render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_of
def release(request: HttpRequest, region: Region) -> HttpResponse:
    """`step` of the POST: fill (back to the form), check, commit."""
    waiting = waiting_for(region, Audience.INTERNAL)
    if request.method != "POST" or request.POST.get("step") == "fill":
        return _form_page(request, region, _form(request, region, waiting), waiting)
    form = ReleaseForm(region, request.POST)
    if not form.is_valid():
        return _form_page(request, region, form, waiting)
    confirmed = not form.is_public or "is_published" in request.POST
    if request.POST.get("step") != "commit" or not confirmed:
        return _confirm(request, region, form, asked_again=not confirmed)
    assert request.user.is_authenticated
    audience = form.cleaned_data["audience"]
    job = ask_for_release(region, audience, form.keys, form.reason, request.user)
    send(job)
    return redirect("job", region.key, job.id)


def _form(request: HttpRequest, region: Region, waiting: list[Waiting]) -> ReleaseForm:
    """What was filled in before, else what has changed chosen, for the staff alone."""
    initial: dict[str, Any] = {
        "audience": Audience.INTERNAL.value,
        "scope": "chosen",
        "indicators": [one.indicator.key for one in waiting],
    }
    if request.method == "POST":
        initial |= request.POST.dict() | {"indicators": request.POST.getlist("indicators")}
    return ReleaseForm(region, initial=initial)


def _form_page(
    request: HttpRequest, region: Region, form: ReleaseForm, waiting: list[Waiting]
) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Release")),
        "form": form,
        "waiting": waiting,
    }
    return render(request, "desk/release.html", context, 400 if form.errors else 200)


def _confirm(
    request: HttpRequest, region: Region, form: ReleaseForm, *, asked_again: bool
) -> HttpResponse:
    """Which indicators change for whom; `asked_again` where the confirmation lacked."""
    changes = {one.indicator.key: one for one in waiting_for(region, form.cleaned_data["audience"])}
    asked_again = asked_again and request.POST.get("step") == "commit"
    context = {
        "page": desk_page(request, region, _("Release this?")),
        "form": form,
        "changed": [changes[one.key] for one in form.named if one.key in changes],
        "unchanged": [one for one in form.named if one.key not in changes],
        "asked_again": asked_again,
    }
    return render(request, "desk/release_confirm.html", context, 400 if asked_again else 200)
