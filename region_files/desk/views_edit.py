"""Making, copying and changing an indicator by form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.catalogue_edits import KeyTaken, change, create, version_of
from indicators.catalogue_rows import Declared
from indicators.models import Indicator
from indicators.withdrawing import ChangedMeanwhile
from region_files.catalogue_changes import lines
from region_files.desk.choices import choices_of
from region_files.desk.forms import IndicatorForm, initial_of
from region_files.desk.views import found, trail
from region_files.schema_catalogue import IndicatorSpec
from sozialmonitor.pages import desk_page, render

EMPTY = {"decimals": 1, "polarity": "0", "shape": "ratio", "factor": "100", "kind": "share",
         "map_method": "quantile", "map_k": 5, "map_palette": "blue"}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def new_indicator(request: HttpRequest, region: Region) -> HttpResponse:
    """Takes `from`, the key of an indicator to copy."""
    choices = choices_of(region)
    if request.method == "POST":
        form = IndicatorForm(choices, request.POST, is_new=True)
        if form.is_valid() and _created(request, region, form):
            return redirect("catalogue-indicator", region.key, form.declaration["key"])
        return _form_page(request, region, None, form)
    initial: dict[str, Any] = dict(EMPTY)
    if copied := request.GET.get("from"):
        initial = initial_of(_full(found(region, copied))) | {"key": "", "headline": False}
    return _form_page(request, region, None, IndicatorForm(choices, initial=initial, is_new=True))


def _created(request: HttpRequest, region: Region, form: IndicatorForm) -> bool:
    assert request.user.is_authenticated
    try:
        create(region, "indicator", form.declaration, request.user)
    except KeyTaken:
        form.add_error("key", _("This key is already taken. Please choose another."))
        return False
    messages.success(request, _("The indicator is stored as a draft."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def edit_indicator(request: HttpRequest, region: Region, indicator_key: str) -> HttpResponse:
    indicator = found(region, indicator_key)
    choices = choices_of(region, indicator.key)
    if request.method != "POST":
        form = IndicatorForm(choices, initial=initial_of(_full(indicator)), is_new=False)
        return _form_page(request, region, indicator, form)
    form = IndicatorForm(choices, request.POST, is_new=False)
    if not form.is_valid():
        return _form_page(request, region, indicator, form)
    return _change(request, region, indicator, form)


def _change(
    request: HttpRequest, region: Region, indicator: Indicator, form: IndicatorForm
) -> HttpResponse:
    assert request.user.is_authenticated
    seen, before = request.POST.get("version", ""), indicator.state
    try:
        changed = change(region, "indicator", form.declaration, request.user, seen)
    except ChangedMeanwhile:
        indicator.refresh_from_db()
        return _form_page(request, region, indicator, form, meanwhile=True)
    indicator.refresh_from_db()
    if not changed:
        messages.info(request, _("Nothing was changed."))
    elif indicator.state != before:
        messages.success(
            request,
            _("The changes are stored. Since they move numbers, the indicator is a draft again."),
        )
    else:
        messages.success(request, _("The changes are stored. The next release shows them."))
    return redirect("catalogue-indicator", region.key, indicator.key)


def _full(indicator: Indicator) -> Declared:
    """The declaration with the fields an older one did not know."""
    return IndicatorSpec.model_validate(indicator.definition).model_dump(mode="json")


def _form_page(
    request: HttpRequest,
    region: Region,
    indicator: Indicator | None,
    form: IndicatorForm,
    *,
    meanwhile: bool = False,
) -> HttpResponse:
    """`version` names what is stored now, unless the form came back with mistakes in it."""
    title = _("Change %(name)s") % {"name": indicator.name} if indicator else _("New indicator")
    differences = lines(_full(indicator), form.declaration) if indicator and meanwhile else []
    context = {
        "page": desk_page(request, region, title),
        "trail": trail(region),
        "indicator": indicator,
        "form": form,
        "version": _version(request, indicator, form),
        "differences": differences,
    }
    status = 409 if meanwhile else 400 if form.errors else 200
    return render(request, "desk/catalogue_form.html", context, status)


def _version(request: HttpRequest, indicator: Indicator | None, form: IndicatorForm) -> str:
    kept = request.POST.get("version") if form.errors else None
    return kept or (version_of(indicator) if indicator else "")
