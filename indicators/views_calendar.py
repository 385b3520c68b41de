"""The delivery calendar: what is due, late, and who is asked."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import record
from accounts.forms import DeskForm
from accounts.models import Region, User
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.calendar import due_rows
from indicators.models import DataSource, SourceSchedule
from sozialmonitor.pages import desk_page, render

STATES = {
    "late": gettext_lazy("late"),
    "soon": gettext_lazy("due soon"),
    "later": gettext_lazy("later"),
    "open": gettext_lazy("no date"),
}


class ScheduleForm(DeskForm):
    contact = forms.CharField(
        label=gettext_lazy("Who is asked"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Office, person, telephone or mail; only staff see it."),
    )
    months_after = forms.IntegerField(
        label=gettext_lazy("Comes so many months after its period"), min_value=0, max_value=60
    )


@require_safe
@staff_may(Task.WORK)
def delivery_calendar(request: HttpRequest, region: Region) -> HttpResponse:
    rows = due_rows(region, timezone.localdate())
    context = {
        "page": desk_page(request, region, _("Delivery calendar")),
        "rows": [(row, title_of(row.source), STATES[row.state]) for row in rows],
        "late": sum(row.state == "late" for row in rows),
        "may_change": Task.DELIVER in request.tasks,  # type: ignore[attr-defined]
    }
    return render(request, "desk/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def schedule(request: HttpRequest, region: Region, source_key: str) -> HttpResponse:
    source = DataSource.objects.filter(region=region, key=source_key).first()
    if source is None:
        raise Http404(_("There is no such source."))
    known = SourceSchedule.objects.filter(source=source).first() or SourceSchedule(source=source)
    start = {"contact": known.contact, "months_after": known.months_after}
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        assert isinstance(request.user, User)
        _keep(known, form, request.user)
        messages.success(request, _("The calendar is changed."))
        return redirect("delivery-calendar", region.key)
    context = {
        "page": desk_page(request, region, title_of(source)),
        "trail": [(_("Delivery calendar"), reverse("delivery-calendar", args=[region.key]))],
        "form": form,
        "source": source,
    }
    return render(request, "desk/schedule.html", context, 400 if form.errors else 200)


def _keep(known: SourceSchedule, form: ScheduleForm, by: User) -> None:
    said = form.cleaned_data
    known.contact, known.months_after = said["contact"], said["months_after"]
    with transaction.atomic():
        known.save()
        record("schedule-changed", known.source.key, known.source.region, by, **said)


def title_of(source: DataSource) -> str:
    return source.title_en if get_language() == "en" else source.title_de
