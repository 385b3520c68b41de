"""What another rule of secrecy would hide, on the page on secrecy."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from indicators.models import Policy
from releases import trying
from releases.forms_trials import TrialForm, reason_column
from releases.models import RuleTrial
from releases.secrecy import IndicatorCost, costs_of
from releases.trying import TriedRule
from releases.views_secrecy import refuse_who_sees_own_areas_only
from sozialmonitor.pages import desk_page, render

FIGURES = "figures"


@dataclass(frozen=True)
class Row:
    """An indicator: figures hidden now and under the rule that was tried, of how many."""

    name: str
    now: int
    then: int
    figures: int
    is_barred: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.RELEASE)
def trial(request: HttpRequest, region: Region) -> HttpResponse:
    """The form, and what the newest trial said."""
    refuse_who_sees_own_areas_only(request, region)
    form = TrialForm(region, request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated
        job = trying.ask(region, form.rule(), request.user)
        send(job)
        return redirect("job", region.key, job.id)
    context = {
        "page": desk_page(request, region, _("Try a rule of secrecy")),
        "trail": [(_("Secrecy"), reverse("secrecy", args=[region.key]))],
        "form": form,
        "tried": _newest(region),
    }
    return render(request, "desk/trial.html", context, status=400 if form.errors else 200)


def _newest(region: Region) -> dict[str, Any] | None:
    found = RuleTrial.objects.filter(region=region).order_by("-made_at", "-id").first()
    if found is None:
        return None
    rows = [_row(found, one) for one in costs_of(region)]
    compared = [one for one in rows if not one.is_barred]
    reasons = dict(Policy.objects.filter(region=region).values_list("key", reason_column()))
    return {
        "trial": found,
        "rule": TriedRule(**found.rule),
        "said": reasons.get(found.rule["policy"], found.rule["policy"]),
        "rows": [one for one in rows if one.now or one.then or one.is_barred],
        "now": sum(one.now for one in compared),
        "then": sum(one.then for one in compared),
        "figures": sum(one.figures for one in compared),
    }


def _row(of: RuleTrial, one: IndicatorCost) -> Row:
    levels = [Counter(cost) for cost in of.costs.get(one.key, {}).values()]
    figures = sum(cost.pop(FIGURES, 0) for cost in levels)
    then = sum(cost.total() for cost in levels)
    return Row(one.spoken, one.all.hidden, then, figures, one.key in of.barred)
