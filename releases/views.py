"""Releasing from the desk: choose, look at what becomes visible, confirm."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from releases.asking import ask_for_release
from releases.forms import ReleaseForm
from releases.models import Audience
from releases.waiting import Waiting, waiting_for
from sozialmonitor.pages import desk_page, render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.RELEASE)
def release(request: HttpRequest, region: Region) -> HttpResponse:
    """`step` of the POST: fill (back to the form), check, commit."""
    waiting = waiting_for(region, Audience.INTERNAL)
    if request.method != "POST" or request.POST.get("step") == "fill":
        return _form_page(request, region, _form(request, region, waiting), waiting)
    form = ReleaseForm(region, request.POST, may_publish=_may_publish(request))
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
    } | _usual_reason(waiting)
    if request.method == "POST":
        initial |= request.POST.dict() | {"indicators": request.POST.getlist("indicators")}
    return ReleaseForm(region, initial=initial, may_publish=_may_publish(request))


def _may_publish(request: HttpRequest) -> bool:
    return Task.PUBLISH in request.tasks  # type: ignore[attr-defined]


def _usual_reason(waiting: list[Waiting]) -> dict[str, str]:
    """Proposed where values wait: the day they came in."""
    days = [one.values_since for one in waiting if one.values_since]
    if not days:
        return {}
    day = timezone.localtime(max(days))
    return {"reason_de": f"Werte vom {day:%d.%m.%Y}", "reason_en": f"Figures of {day:%d/%m/%Y}"}


def _form_page(
    request: HttpRequest, region: Region, form: ReleaseForm, waiting: list[Waiting]
) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Release")),
        "form": form,
        "waiting": waiting,
        "may_publish": _may_publish(request),
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
