"""The dates of a measure, and taking one of them back: its consequences first."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators import withdrawing_dates
from indicators.catalogue_rows import MADE
from indicators.dependencies import made_of
from indicators.forms_dates import TakeBackForm
from indicators.history import index_of, indicators_made_of
from indicators.models import Measure
from indicators.withdrawing import ChangedMeanwhile, stamp_of
from indicators.withdrawing_dates import HeldDate, NeededByAnIndex
from releases.history import touched_packs
from sozialmonitor.pages import desk_page, render
from spatial_units.models import SpatialLevel


@require_safe
@staff_may(Task.WORK)
def dates(request: HttpRequest, region: Region) -> HttpResponse:
    """All dates of one measure; an unknown one gives the first, with a sentence."""
    measures = withdrawing_dates.measures_with_dates(region)
    asked = request.GET.get("measure", "")
    measure = next((one for one in measures if one.key == asked), None)
    remarks: tuple[str, ...] = ()
    if asked and measure is None:
        sentence = _("Nothing was delivered of a measure “%(asked)s”.")
        remarks = (sentence % {"asked": asked[:40]},)
    measure = measure or next(iter(measures), None)
    context = {
        "page": desk_page(request, region, _("Dates of a measure")),
        "remarks": remarks,
        "measures": measures,
        "measure": measure,
        "rows": withdrawing_dates.dates_of(measure) if measure else [],
        "indicators": indicators_made_of(region, [measure.key]) if measure else [],
    }
    return render(request, "desk/dates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def take_back(
    request: HttpRequest, region: Region, measure_key: str, level_key: str
) -> HttpResponse:
    """Show what would disappear; on POST do it, unless the data is another by now."""
    measure, level = _found(region, measure_key, level_key)
    held = withdrawing_dates.date_on(measure, level, request.GET.get("period", ""))
    if not held:
        messages.info(request, _("Nothing of this date counts now, so it cannot be taken back."))
        return redirect(_list_url(measure))
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    remarks: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            return _taken_back(request, held, form.cleaned_data["reason"])
        except ChangedMeanwhile:
            remarks = (_("The data has changed meanwhile. Please look at the consequences again."),)
    return _page(request, held, form, remarks)


def _taken_back(request: HttpRequest, held: list[HeldDate], reason: str) -> HttpResponse:
    assert request.user.is_authenticated
    seen = request.POST.get("stamp", "")
    try:
        withdrawing_dates.take_back(held, reason, seen, request.user)
    except NeededByAnIndex:
        return _page(request, held, TakeBackForm(request.POST), ())
    done, hint = _("The date was taken back."), _("The map shows it after the next release.")
    messages.success(request, f"{done} {hint}")
    return redirect(_list_url(held[0].measure))


def _page(
    request: HttpRequest, held: list[HeldDate], form: TakeBackForm, remarks: tuple[str, ...]
) -> HttpResponse:
    first = held[0]
    measure, region = first.measure, first.measure.region
    indicators = indicators_made_of(region, made_of(region, measure.key))
    context = {
        "page": desk_page(request, region, _("Take this date back?")),
        "trail": [(_("Dates of a measure"), _list_url(measure))],
        "remarks": remarks,
        "held": held,
        "first": first,
        "values": sum(one.values for one in held),
        "gaps": sum(one.gaps for one in held),
        "indicators": indicators,
        "packs": touched_packs(region, indicators, first.level, first.period.key),
        "finer": withdrawing_dates.finer_levels(first),
        "index": withdrawing_dates.index_needing(held),
        "stamp": stamp_of(region),
        "form": form,
    }
    return render(request, "desk/date_take_back.html", context, 400 if form.errors else 200)


def _found(region: Region, measure_key: str, level_key: str) -> tuple[Measure, SpatialLevel]:
    measure = Measure.objects.select_related("region").filter(region=region, key=measure_key)
    level = SpatialLevel.objects.filter(region=region, key=level_key).first()
    found = measure.first()
    if found is None or level is None or _is_computed(found):
        raise Http404(_("There is no such date."))
    return found, level


def _is_computed(measure: Measure) -> bool:
    return bool(measure.key.startswith(MADE) or measure.of_layer or index_of(measure))


def _list_url(measure: Measure) -> str:
    address = reverse("dates", args=[measure.region.key])
    return f"{address}?{urlencode({'measure': measure.key})}"
