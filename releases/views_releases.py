"""Pages of what was released and what is planned: list, one of each, withdraw, words, rules."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may, whose
from accounts.tasks import send
from indicators.models import Indicator
from releases import planning, withdrawing
from releases.asking import needs_second_person
from releases.changelog import changelog
from releases.forms import ReasonForm, TextForm
from releases.models import Audience, PlannedRelease, Release
from releases.presenters import cards_of
from releases.preview import preview_of
from sozialmonitor.pages import desk_page, render

PER_PAGE = 25


@require_safe
@staff_may(Task.RELEASE)
def releases(request: HttpRequest, region: Region) -> HttpResponse:
    """What was released, 25 at a time, and above it what waits."""
    every = withdrawing.releases_of(region).defer("changes", "text_de", "text_en")
    found = every.prefetch_related("job__plannedrelease_set__approved_by")
    plans = PlannedRelease.objects.filter(region=region, state__in=planning.OPEN)
    ended = PlannedRelease.objects.filter(region=region, state=planning.State.CANCELLED)
    context = {
        "page": desk_page(request, region, _("Releases")),
        "paging": Paginator(found.order_by("-id"), PER_PAGE).get_page(request.GET.get("page")),
        "plans": plans.select_related("asked_by").order_by("publish_at", "id"),
        "cancelled": ended.order_by("-id")[:5],
        "four_eyes": needs_second_person(region, Audience.PUBLIC),
    }
    return render(request, "desk/releases.html", context)


@require_safe
@staff_may(Task.RELEASE)
def one_release(request: HttpRequest, region: Region, release_id: int) -> HttpResponse:
    found = _release(region, release_id)
    plan = PlannedRelease.objects.filter(job=found.job) if found.job else None
    context = {
        "page": desk_page(request, region, _("Release %(id)s") % {"id": release_id}),
        "trail": _trail(region),
        "release": found,
        "plan": plan.select_related("approved_by").first() if plan else None,
        "shown": found.currentpacks if found.withdrawn_at is None else 0,
        "may_change": _task(found.audience) in request.tasks,  # type: ignore[attr-defined]
    }
    return render(request, "desk/release_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.RELEASE)
def withdraw(request: HttpRequest, region: Region, release_id: int) -> HttpResponse:
    found = _release(region, release_id)
    _refuse_others(request, found.audience)
    if found.withdrawn_at is not None:
        return redirect("one-release", region.key, release_id)
    form = ReasonForm(request.POST or None)
    planned = planning.plans_of_the_same(found)
    mine = [one for one in planned if _task(one.audience) in request.tasks]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated
        german: str = form.cleaned_data["reason_de"]
        reason = {"de": german, "en": form.cleaned_data["reason_en"] or german}
        brings_back = form.cleaned_data["brings_back"]
        cancels = mine if form.cleaned_data["cancels"] else []
        if withdrawing.withdraw(
            found, reason, request.user, brings_back=brings_back, cancels=cancels
        ):
            messages.success(request, _("The release was withdrawn. Its figures are deleted."))
        return redirect("one-release", region.key, release_id)
    context = {
        "page": desk_page(request, region, _("Withdraw the release?")),
        "trail": [*_trail(region), _link(region, found)],
        "release": found,
        "planned": planned,
        "may_cancel": mine,
        "form": form,
    }
    return render(request, "desk/release_withdraw.html", context, 400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.RELEASE)
def text(request: HttpRequest, region: Region, release_id: int) -> HttpResponse:
    """Mend the words of a release; the numbers stay."""
    found = _release(region, release_id)
    _refuse_others(request, found.audience)
    now = {"text_de": found.text_de, "text_en": found.text_en}
    form = TextForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated
        words = {code: "\n".join(form.cleaned_data[f"text_{code}"].splitlines())
                 for code in ("de", "en")}  # fmt: skip
        withdrawing.mend_text(found, words, request.user)
        messages.success(request, _("The text is stored."))
        return redirect("one-release", region.key, release_id)
    context = {
        "page": desk_page(request, region, _("Change the text")),
        "trail": [*_trail(region), _link(region, found)],
        "form": form,
    }
    return render(request, "desk/release_text.html", context, 400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.RELEASE)
def planned(request: HttpRequest, region: Region, plan_id: int) -> HttpResponse:
    """A plan with its consequences as of now; `step` of the POST: approve or cancel."""
    assert request.user.is_authenticated
    plan = _plan(region, plan_id)
    if request.method == "POST":
        return _decide(request, region, plan)
    named = Indicator.objects.filter(region=region, key__in=plan.indicators)
    chosen = list(named.select_related("policy", "topic", "source", "region"))
    is_open = plan.state in planning.OPEN
    preview = preview_of(region, plan.audience, chosen, plan.held_back) if is_open else None
    generated = changelog(preview.records) if preview else {}
    cards = cards_of(preview) if preview else []
    context = {
        "page": desk_page(request, region, _("Planned release %(id)s") % {"id": plan_id}),
        "trail": _trail(region),
        "plan": plan,
        "is_open": is_open,
        "cards": cards,
        "changes_nothing": is_open and not any(card.changes for card in cards),
        "text": {"de": plan.text_de or generated.get("de", ""),
                 "en": plan.text_en or generated.get("en", "")},
        "may_decide": _task(plan.audience) in request.tasks,  # type: ignore[attr-defined]
        "is_own": plan.asked_by_id == request.user.pk,
    }  # fmt: skip
    return render(request, "desk/release_planned.html", context)


def _decide(request: HttpRequest, region: Region, plan: PlannedRelease) -> HttpResponse:
    _refuse_others(request, plan.audience)
    assert request.user.is_authenticated
    try:
        if request.POST.get("step") == "approve":
            decided = planning.approve(plan, request.user, timezone.now())
        elif request.POST.get("step") == "cancel":
            decided = planning.cancel(plan, request.user)
        else:
            return redirect("planned-release", region.key, plan.id)
    except planning.TooLate:
        messages.error(request, _("Somebody has decided this meanwhile. Nothing was changed."))
        return redirect("planned-release", region.key, plan.id)
    if decided.job:
        send(decided.job)
        return redirect("job", region.key, decided.job.id)
    return redirect("planned-release", region.key, plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.MANAGE)
def rules(request: HttpRequest, region: Region) -> HttpResponse:
    """Whether a second person approves what goes public: set by who publishes nothing."""
    if request.method == "POST":
        assert request.user.is_authenticated
        wanted = request.POST.get("four_eyes") == "on"
        planning.set_four_eyes(region, wanted=wanted, by=request.user)
        messages.success(request, _("The rule is stored."))
        return redirect("release-rules", region.key)
    context = {
        "page": desk_page(request, region, _("Rules for publishing")),
        "four_eyes": needs_second_person(region, Audience.PUBLIC),
    }
    return render(request, "desk/release_rules.html", context)


def _task(audience: str) -> Task:
    return Task.PUBLISH if audience == Audience.PUBLIC else Task.RELEASE


def _refuse_others(request: HttpRequest, audience: str) -> None:
    if _task(audience) not in request.tasks:  # type: ignore[attr-defined]
        assert request.user.is_authenticated
        raise PermissionDenied(whose(_task(audience), request.user))


def _release(region: Region, release_id: int) -> Any:
    found = withdrawing.releases_of(region).filter(id=release_id).first()
    if found is None:
        raise Http404(_("There is no such release."))
    return found


def _plan(region: Region, plan_id: int) -> PlannedRelease:
    people = PlannedRelease.objects.select_related("region", "asked_by", "approved_by", "job")
    found = people.filter(region=region, id=plan_id).first()
    if found is None:
        raise Http404(_("There is no such release."))
    return found


def _trail(region: Region) -> list[tuple[str, Any]]:
    return [(_("Releases"), reverse("releases", args=[region.key]))]


def _link(region: Region, of: Release) -> tuple[str, Any]:
    return _("Release %(id)s") % {"id": of.id}, reverse("one-release", args=[region.key, of.id])
