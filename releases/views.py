"""Releasing from the desk: choose, look at what becomes visible, confirm."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import comes_back, staff_may
from accounts.tasks import send
from indicators.withdrawing import stamp_of
from releases.asking import ask_for_release, needs_second_person
from releases.changelog import changelog
from releases.forms import ReleaseForm
from releases.holding import HeldBack, held_periods
from releases.models import Audience
from releases.planning import plan_release
from releases.presenters import cards_of
from releases.preview import preview_of
from releases.standing import is_unfinished
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
    if _has_moved(request, region, form):
        return _confirm(request, region, form, asked_again=False, moved=True)
    return _commit(request, region, form)


def _commit(request: HttpRequest, region: Region, form: ReleaseForm) -> HttpResponse:
    """At once as a job; with a date, or where a second person approves, as a plan."""
    assert request.user.is_authenticated
    audience, publish_at = form.cleaned_data["audience"], form.cleaned_data["publish_at"]
    if publish_at is None and not needs_second_person(region, audience):
        job = ask_for_release(
            region, audience, form.keys, form.reason, request.user,
            text=form.text, held_back=form.held_back,
        )  # fmt: skip
        send(job)
        return redirect("job", region.key, job.id)
    plan = plan_release(
        region, audience, [one.key for one in form.named], form.reason, request.user,
        text=form.text, held_back=_held_back(region, form), publish_at=publish_at,
    )  # fmt: skip
    return redirect("planned-release", region.key, plan.id)


def _held_back(region: Region, form: ReleaseForm) -> HeldBack:
    """What was ticked; before anybody was asked, what held before."""
    stored = held_periods(region, form.cleaned_data["audience"])
    return stored if form.held_back is None else form.held_back


def _has_moved(request: HttpRequest, region: Region, form: ReleaseForm) -> bool:
    """Whether the consequences may be others than those the person saw."""
    seen = request.POST.get("seen")
    return seen is not None and seen != _stamp(region, form)


def _stamp(region: Region, form: ReleaseForm) -> str:
    held = sorted((key, sorted(periods)) for key, periods in _held_back(region, form).items())
    parts = (stamp_of(region), form.cleaned_data["audience"], form.keys, held)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _form(request: HttpRequest, region: Region, waiting: list[Waiting]) -> ReleaseForm:
    """What was filled in before, else what has changed chosen, for the staff alone; drafts have
    to be chosen by hand, as they may not go further than that."""
    initial: dict[str, Any] = {
        "audience": Audience.INTERNAL.value,
        "scope": "chosen",
        "indicators": [one.indicator.key for one in waiting if not is_unfinished(one.indicator)],
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
    return {
        "reason_de": f"Werte vom {day:%d.%m.%Y}",
        "reason_en": f"Figures of {day.day} {day:%B %Y}",
    }


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
    request: HttpRequest,
    region: Region,
    form: ReleaseForm,
    *,
    asked_again: bool,
    moved: bool = False,
) -> HttpResponse:
    """What the audience would see anew; `asked_again` where the confirmation lacked, `moved`
    where the consequences are others than those seen before."""
    audience = form.cleaned_data["audience"]
    asked_again = asked_again and request.POST.get("step") == "commit"
    preview = preview_of(region, audience, form.named, _held_back(region, form))
    generated = changelog(preview.records)
    cards = cards_of(preview)
    context = {
        "page": desk_page(request, region, _("Release this?")),
        "form": form,
        "cards": cards,
        "changes_nothing": not any(card.changes for card in cards),
        "can_hold": any(card.may_hold for card in cards),
        "generated": generated,
        "text": {code: form.text[code] or generated[code] for code in ("de", "en")},
        "needs_second": needs_second_person(region, audience),
        "seen": _stamp(region, form),
        "moved": moved,
        "asked_again": asked_again,
    }
    status = 400 if asked_again else 409 if moved else 200
    return comes_back(render(request, "desk/release_confirm.html", context, status))
