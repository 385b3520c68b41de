"""Entering a single value: fill in, look at old and new, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region, User
from accounts.roles import Task
from accounts.staff import comes_back, staff_may
from indicators import single_values
from indicators.forms_values import SingleValueForm
from indicators.hints_values import hints_of
from indicators.models import Delivery, ReferencePeriod
from indicators.withdrawing import ChangedMeanwhile
from sozialmonitor.pages import desk_page, render
from spatial_units.models import SpatialLevel

PERIODS_OFFERED = 60


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def single_value(request: HttpRequest, region: Region) -> HttpResponse:
    """`step` of the POST: fill (back to the form), check, commit."""
    sent = request.POST if request.method == "POST" else None
    level = _level(region, (sent or request.GET).get("level", ""))
    step = request.POST.get("step", "")
    if sent is None or step == "fill":
        return _form_page(request, region, SingleValueForm(region, level, initial=sent))
    form = SingleValueForm(region, level, sent)
    if not form.is_valid() or form.entry is None:
        return _form_page(request, region, form)
    if not form.entry.changes_something:
        return _already_so(request, region, form, step)
    return _commit(request, region, form) if step == "commit" else _confirm(request, region, form)


def _commit(request: HttpRequest, region: Region, form: SingleValueForm) -> HttpResponse:
    assert form.entry is not None
    assert request.user.is_authenticated
    try:
        delivery = single_values.commit(form.entry, request.POST.get("stamp", ""), request.user)
    except ChangedMeanwhile:
        return _confirm(request, region, form, (_who_changed_it(form.entry, request.user),))
    messages.success(request, _("The value is stored. The map shows it after the next release."))
    return redirect("delivery", region.key, delivery.id)


def _who_changed_it(entry: single_values.Entry, user: User) -> str:
    """What counts now may be this person's own, from another window."""
    if single_values.counts_by(entry) == user:
        return _("You changed this value yourself meanwhile. Please look at it again.")
    return _("Somebody else changed this value meanwhile. Please look at it again.")


def _already_so(
    request: HttpRequest, region: Region, form: SingleValueForm, step: str
) -> HttpResponse:
    """After a double click the value counts already: show where it came from."""
    assert form.entry is not None
    if step == "commit":
        messages.info(request, _("This value counts already."))
        found = Delivery.objects.filter(region=region, key=form.entry.now_from)
        return redirect("delivery", region.key, found.latest("id").id)
    form.add_error("value", _("This value counts already."))
    return _form_page(request, region, form)


def _form_page(request: HttpRequest, region: Region, form: SingleValueForm) -> HttpResponse:
    known = ReferencePeriod.objects.filter(region=region).order_by("-end", "-start")
    context = {
        "page": desk_page(request, region, _("Enter a single value")),
        "form": form,
        "levels": SpatialLevel.objects.filter(region=region).order_by("position"),
        "periods": known[:PERIODS_OFFERED],
    }
    return render(request, "desk/value.html", context, 400 if form.errors else 200)


def _confirm(
    request: HttpRequest, region: Region, form: SingleValueForm, remarks: tuple[str, ...] = ()
) -> HttpResponse:
    assert form.entry is not None
    context = {
        "page": desk_page(request, region, _("Is this right?")),
        "form": form,
        "entry": form.entry,
        "remarks": remarks,
        "hints": hints_of(form.entry),
        "known": ReferencePeriod.objects.filter(region=region, key=form.entry.period.key).exists(),
    }
    return comes_back(render(request, "desk/value_confirm.html", context))


def _level(region: Region, key: str) -> SpatialLevel:
    """The level asked for, else the region's own; every region has at least one."""
    levels = SpatialLevel.objects.filter(region=region)
    key = key.replace("\0", "")  # PostgreSQL knows no such sign
    found = levels.filter(key=key).first() or levels.filter(key=region.default_level).first()
    return found or levels.earliest("position")
