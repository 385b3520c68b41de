"""Pages of the deliveries: the list, one of them, and taking one back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators import delivery_list, withdrawing
from indicators.models import Delivery
from indicators.presenters_uploads import value_change_row
from indicators.withdrawing_dates import TAKEN_BACK
from sozialmonitor.pages import desk_page, render

PER_PAGE = 25


@require_safe
@staff_may(Task.WORK)
def deliveries(request: HttpRequest, region: Region) -> HttpResponse:
    """The list, 25 at a time; a page that does not exist gives the nearest."""
    found = Paginator(delivery_list.deliveries_of(region), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": desk_page(request, region, _("Deliveries")),
        "rows": delivery_list.rows_of(region, list(found)),
        "paging": found,
    }
    return render(request, "desk/deliveries.html", context)


@require_safe
@staff_may(Task.WORK)
def delivery(request: HttpRequest, region: Region, delivery_id: int) -> HttpResponse:
    row = _row(region, delivery_id)
    context = {
        "page": desk_page(request, region, _("Delivery %(id)s") % {"id": delivery_id}),
        "trail": _trail(region),
        "row": row,
        "size": delivery_list.size_of(row.delivery),
    }
    return render(request, "desk/delivery.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def withdraw(request: HttpRequest, region: Region, delivery_id: int) -> HttpResponse:
    return _turn(request, region, delivery_id, withdrawn=True)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def restore(request: HttpRequest, region: Region, delivery_id: int) -> HttpResponse:
    return _turn(request, region, delivery_id, withdrawn=False)


def _turn(
    request: HttpRequest, region: Region, delivery_id: int, *, withdrawn: bool
) -> HttpResponse:
    """Show what it would change; on POST do it, unless the data is another by now."""
    row = _row(region, delivery_id)
    remarks: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            return _turned(request, region, row.delivery, withdrawn)
        except withdrawing.ChangedMeanwhile:
            remarks = (_("The data has changed meanwhile. Please look at the consequences again."),)
    if (row.delivery.withdrawn_at is not None) == withdrawn:
        return redirect("delivery", region.key, delivery_id)
    title = _title(row.delivery, withdrawn)
    effects = withdrawing.effects_of_turning(row.delivery)
    context = {
        "page": desk_page(request, region, title),
        "trail": [*_trail(region), (_("Delivery %(id)s") % {"id": delivery_id}, _url(row))],
        "remarks": remarks,
        "row": row,
        "withdrawn": withdrawn,
        "stamp": withdrawing.stamp_of(region),
        "effects": effects,
        "rows": [value_change_row(change) for change in effects.examples],
        "left": effects.total - len(effects.examples),
    }
    return render(request, "desk/withdraw.html", context)


def _title(of: Delivery, withdrawn: bool) -> str:
    if TAKEN_BACK in of.recipe:
        return _("Bring the date back?") if withdrawn else _("Take this date back?")
    return _("Take the delivery back?") if withdrawn else _("Let the delivery count again?")


def _turned(request: HttpRequest, region: Region, of: Delivery, withdrawn: bool) -> HttpResponse:
    seen = request.POST.get("stamp", "")
    assert request.user.is_authenticated
    if withdrawing.turn(of, withdrawn=withdrawn, seen=seen, by=request.user):
        done = _("The delivery was taken back.") if withdrawn else _("The delivery counts again.")
        hint = _("The map shows it after the next release.")
        messages.success(request, f"{done} {hint}")
    return redirect("delivery", region.key, of.id)


def _row(region: Region, delivery_id: int) -> delivery_list.DeliveryRow:
    found = delivery_list.deliveries_of(region).filter(id=delivery_id).first()
    if found is None:
        raise Http404(_("There is no such delivery."))
    return delivery_list.rows_of(region, [found])[0]


def _url(row: delivery_list.DeliveryRow) -> str:
    return reverse("delivery", args=[row.delivery.region.key, row.delivery.id])


def _trail(region: Region) -> list[tuple[str, Any]]:
    return [(_("Deliveries"), reverse("deliveries", args=[region.key]))]
