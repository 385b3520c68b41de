"""Topics: make, rename, put in order. Measures: look at them, make new ones."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Region, User
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.catalogue_edits import KeyTaken, change, create, order_topics
from indicators.catalogue_rows import stored
from indicators.derived_measures import measures_delivered
from indicators.models import Indicator, Measure
from indicators.statistics.formula import measures_of, read_formula
from region_files.desk.choices import choices_of
from region_files.desk.forms_parts import MeasureForm, PartForm, TopicForm, TopicRowForm
from region_files.desk.views import trail
from region_files.desk.words import MEASURE_KIND_NAMES
from sozialmonitor.pages import desk_page, render

TopicRows = formset_factory(TopicRowForm, extra=0, max_num=500, absolute_max=500)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def topics(request: HttpRequest, region: Region) -> HttpResponse:
    """Two forms: the list with names and places, and a new topic (`new` says which was sent)."""
    held = stored(region, "topic")
    initial = [
        {"key": key, "name_de": one["name"]["de"], "name_en": one["name"]["en"], "place": place}
        for place, (key, one) in enumerate(held.items(), 1)
    ]
    is_new = request.method == "POST" and "new" in request.POST
    is_list = request.method == "POST" and not is_new
    rows = TopicRows(request.POST if is_list else None, initial=initial, prefix="row")
    form = TopicForm(request.POST if is_new else None)
    if is_new and form.is_valid() and _created(request, region, form):
        return redirect("catalogue-topics", region.key)
    if is_list and rows.is_valid():
        _store_topics(request, region, [row.cleaned_data for row in rows], set(held))
        return redirect("catalogue-topics", region.key)
    context = {
        "page": desk_page(request, region, _("Topics")),
        "trail": trail(region),
        "rows": rows,
        "form": form,
    }
    return render(request, "desk/catalogue_topics.html", context, 400 if request.POST else 200)


def _created(request: HttpRequest, region: Region, form: PartForm) -> bool:
    assert request.user.is_authenticated
    try:
        create(region, form.part, form.declaration, request.user)
    except KeyTaken:
        form.add_error("key", _("This key is already taken. Please choose another."))
        return False
    name = form.cleaned_data["name_de"]
    messages.success(request, _("“%(name)s” is stored.") % {"name": name})
    return True


def _store_topics(
    request: HttpRequest, region: Region, rows: list[dict[str, Any]], known: set[str]
) -> None:
    assert isinstance(request.user, User)
    wanted = [row for row in rows if row.get("key") in known]
    order = [row["key"] for row in sorted(wanted, key=lambda row: int(row["place"]))]
    with transaction.atomic():
        changed = [
            change(
                region,
                "topic",
                {"key": row["key"], "name": {"de": row["name_de"], "en": row["name_en"]}},
                request.user,
            )
            for row in wanted
        ]
        moved = order_topics(region, order, request.user)
    if any(changed) or moved:
        messages.success(request, _("The topics are stored. The next release shows them."))
    else:
        messages.info(request, _("Nothing was changed."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def measures(request: HttpRequest, region: Region) -> HttpResponse:
    choices = choices_of(region)
    rows = list(measures_delivered(region).order_by("id"))
    counts = {one.key for one in rows if one.kind == Measure.Kind.COUNT}
    parts = [pair for pair in choices.measures if pair[0] in counts]
    form = MeasureForm(parts, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _created(request, region, form):
        return redirect("catalogue-measures", region.key)
    used = _used(region)
    context = {
        "page": desk_page(request, region, _("Measures")),
        "trail": trail(region),
        "rows": [_row(one, used[one.key]) for one in rows],
        "form": form,
    }
    return render(request, "desk/catalogue_measures.html", context, 400 if form.is_bound else 200)


def _row(one: Measure, used: int) -> dict[str, Any]:
    english = get_language() == "en"
    return {
        "key": one.key,
        "name": one.name_en if english else one.name_de,
        "unit": one.unit_en if english else one.unit_de,
        "kind": MEASURE_KIND_NAMES[one.kind],
        "of": ", ".join(f"{name}: {value}" for name, value in one.coordinates.items()),
        "used": used,
    }


def _used(region: Region) -> Counter[str]:
    """In how many indicators each measure stands."""
    definitions = Indicator.objects.filter(region=region).values_list("definition", flat=True)
    return Counter(
        key for one in definitions for key in set(measures_of(read_formula(one["formula"])))
    )
