"""The page of an organisation's rights: the areas it speaks for, the figures it sees."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation, Region, Right, User
from accounts.roles import Task
from accounts.staff import staff_may
from indicators import rights as actions
from indicators.forms_rights import AreasForm, RightForm
from indicators.presenters_rights import area_rows, right_rows
from sozialmonitor.pages import desk_page, render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.MANAGE)
def rights(request: HttpRequest, region: Region, organisation_id: int) -> HttpResponse:
    """`step` of the POST: areas, right, take-area, take-right."""
    found = Organisation.objects.filter(region=region, pk=organisation_id).first()
    if found is None:
        raise Http404(_("There is no such organisation."))
    step = request.POST.get("step", "")
    areas = AreasForm(region, request.POST if step == "areas" else None)
    right = RightForm(region, request.POST if step == "right" else None)
    if _done(request, found, areas, right):
        return redirect("rights", region.key, found.pk)
    context = {
        "page": desk_page(request, region, found.name),
        "trail": [(_("Organisations"), reverse("organisations", args=[region.key]))],
        "organisation": found,
        "areas": areas,
        "right": right,
        "area_rows": area_rows(found),
        "right_rows": right_rows(found),
    }
    status = 400 if areas.errors or right.errors else 200
    return render(request, "desk/rights.html", context, status)


def _done(
    request: HttpRequest, organisation: Organisation, areas: AreasForm, right: RightForm
) -> bool:
    """Whether a step was asked for and went through."""
    by, step = request.user, request.POST.get("step", "")
    assert isinstance(by, User)
    if step == "areas" and areas.is_valid():
        said = areas.cleaned_data
        new = actions.speak_for(organisation, said["level"], said["codes"], by)
        words = ngettext("%(new)s area is new.", "%(new)s areas are new.", new)
        messages.success(request, words % {"new": new})
    elif step == "right" and right.is_valid():
        actions.give(organisation, right.said(), by)
    elif step == "take-right":
        _take_right(organisation, request.POST.get("right", ""), by)
    elif step == "take-area":
        level, _sep, code = request.POST.get("area", "").partition(" ")
        actions.speak_no_longer(organisation, level, code, by)
    else:
        return False
    return True


def _take_right(organisation: Organisation, number: str, by: User) -> None:
    """Taken away twice is taken away."""
    number = number if number.isascii() and number.isdigit() else "0"
    for right in Right.objects.filter(organisation=organisation, pk=int(number[:18])):
        actions.take(right, by)
