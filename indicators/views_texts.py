"""The indicators of a region and the form for what people read about each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators import describing
from indicators.forms_texts import IndicatorTextsForm, as_fields
from indicators.models import Indicator
from indicators.withdrawing import ChangedMeanwhile
from sozialmonitor.pages import desk_page, render


@require_safe
@staff_may(Task.DESCRIBE)
def indicator_list(request: HttpRequest, region: Region) -> HttpResponse:
    found = Indicator.objects.filter(region=region).select_related("topic")
    context = {
        "page": desk_page(request, region, _("Descriptions of the indicators")),
        "indicators": found.order_by("topic__position", "position"),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "desk/indicators.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def indicator_texts(request: HttpRequest, region: Region, indicator_key: str) -> HttpResponse:
    indicator = Indicator.objects.filter(region=region, key=indicator_key).first()
    if indicator is None:
        raise Http404(_("There is no such indicator."))
    if request.method != "POST":
        form = IndicatorTextsForm(initial=as_fields(describing.texts_of(indicator)))
        return _form_page(request, region, indicator, form)
    form = IndicatorTextsForm(request.POST)
    if not form.is_valid():
        return _form_page(request, region, indicator, form)
    return _describe(request, region, indicator, form)


def _describe(
    request: HttpRequest, region: Region, indicator: Indicator, form: IndicatorTextsForm
) -> HttpResponse:
    assert request.user.is_authenticated
    seen = request.POST.get("version", "")
    try:
        changed = describing.describe(indicator, form.texts(), seen, request.user)
    except ChangedMeanwhile:
        indicator.refresh_from_db()
        return _form_page(request, region, indicator, form, _differences(indicator, form))
    if changed:
        messages.success(request, _("The texts are stored. The next release shows them."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("indicator-texts", region.key)


def _differences(indicator: Indicator, form: IndicatorTextsForm) -> list[dict[str, Any]]:
    """What somebody else wrote meanwhile, beside what stands in the form."""
    stored = as_fields(describing.texts_of(indicator))
    mine = as_fields(form.texts())
    return [
        {"label": form.fields[name].label, "theirs": stored[name], "mine": mine[name]}
        for name in mine
        if mine[name] != stored[name]
    ]


def _form_page(
    request: HttpRequest,
    region: Region,
    indicator: Indicator,
    form: IndicatorTextsForm,
    differences: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    """`version` names what is stored now, unless the form came back with mistakes in it."""
    kept = request.POST.get("version") if form.errors else None
    url = reverse("indicator-texts", args=[region.key])
    context = {
        "page": desk_page(request, region, indicator.name_de),
        "trail": [(_("Descriptions of the indicators"), url)],
        "indicator": indicator,
        "form": form,
        "version": kept or describing.version_of(indicator),
        "differences": differences,
        "is_own": bool(differences) and describing.last_said_by(indicator) == request.user,
    }
    status = 409 if differences else 400 if form.errors else 200
    return render(request, "desk/indicator.html", context, status)
