"""Building an index: choose, look at what it comes to, make it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Job, Region, User
from accounts.roles import LACKS_FULL_SIGHT, Task
from accounts.scoping import row_of
from accounts.sight import sight_of
from accounts.staff import staff_may
from accounts.tasks import send
from indicators import index_drafts
from indicators.models import CompositeIndex, IndexDraft
from indicators.withdrawing import ChangedMeanwhile
from region_files.desk import presenters_index as presenters
from region_files.desk.forms_index import LEAST, IndexForm
from region_files.desk.index_choices import IndexChoices, choices_on, may_see, sets_to_choose
from region_files.desk.index_fields import initial_of, stored
from region_files.desk.index_making import NothingToMake, can_be_made, make, strictest_policy
from region_files.desk.index_presets import PRESETS
from region_files.desk.views_index import index_of, trail
from sozialmonitor.pages import desk_page, render
from spatial_units.models import BoundarySet

FORM = ["GET", "HEAD", "POST"]
EMPTY = {"preset": "mss", "missing": "strict", "least": LEAST, "with_score": True}
OPEN = (Job.State.WAITING, Job.State.RUNNING)


@require_http_methods(FORM)
@staff_may(Task.COMPOSE)
def new_index(request: HttpRequest, region: Region) -> HttpResponse:
    """Takes `set`, the key of a boundary set; without one they are chosen from."""
    key = request.POST.get("set") or request.GET.get("set", "")
    boundary_set = _set(region, key) if key else None
    if boundary_set is None:
        context = {
            "page": desk_page(request, region, _("New index")),
            "trail": trail(region),
            "sets": sets_to_choose(region, _user(request)),
            "remarks": [_("There are no such boundaries.")] if key else [],
        }
        return render(request, "desk/index_new.html", context)
    draft = IndexDraft(region=region, made_by=_user(request))
    return _build(request, draft, boundary_set, EMPTY)


@require_http_methods(FORM)
@staff_may(Task.COMPOSE)
def edit_index(request: HttpRequest, region: Region, index_key: str) -> HttpResponse:
    """A new version of an index of the desk begins as a draft of the one that counts."""
    index = index_of(region, index_key)
    if index.declared_by != CompositeIndex.DeclaredBy.DESK:
        raise PermissionDenied(
            _("This index stands in the region file; it is changed there, not at the desk.")
        )
    boundary_set = _boundaries_of(index.recipe, region, request)
    draft = IndexDraft(
        region=region, made_by=_user(request), index=index, seen=index.version
    )  # fmt: skip
    newest = IndexDraft.objects.filter(region=region, index=index, is_done=True)
    last = newest.order_by("-changed_at").first()
    return _build(
        request, draft, boundary_set, initial_of(index.recipe, last.asked if last else {})
    )


@require_http_methods(FORM)
@staff_may(Task.COMPOSE)
def draft(request: HttpRequest, region: Region, draft_id: int) -> HttpResponse:
    found = _draft(request, region, draft_id)
    if found.is_done and found.index:
        return redirect("desk-index", region.key, found.index.key)
    boundary_set = _boundaries_of(found.recipe, region, request)
    return _build(request, found, boundary_set, initial_of(found.recipe, found.asked))


@require_safe
@staff_may(Task.COMPOSE)
def preview(request: HttpRequest, region: Region, draft_id: int) -> HttpResponse:
    """What the draft comes to, for the eyes of those who may see all its parts."""
    found = _draft(request, region, draft_id)
    if found.job and found.job.state in OPEN:
        return redirect("job", region.key, found.job.id)
    names = {"name_de": found.recipe["name"]["de"], "name_en": found.recipe["name"]["en"]}
    unsaved = CompositeIndex(region=region, key="draft", recipe=found.recipe, **names)
    preset = PRESETS[found.asked["preset"]]
    context = {
        "page": desk_page(request, region, _("Preview: %(name)s") % {"name": unsaved.name}),
        "trail": trail(region),
        "draft": found,
        "recipe": presenters.recipe_in_words(unsaved),
        "preset": preset,
        "policy": strictest_policy(region, found.recipe),
        "editions": presenters.tried(found),
        "cause": found.job.cause if found.job else "",
        "can_be_made": can_be_made(found) and not found.is_done,
        # Making an index releases it to internal readers, which concerns the whole region.
        "refused": LACKS_FULL_SIGHT if sight_of(_user(request), region) else "",
    }
    return render(request, "desk/index_preview.html", context)


@require_POST
@staff_may(Task.COMPOSE)
def make_index(request: HttpRequest, region: Region, draft_id: int) -> HttpResponse:
    """Freeze the recipe and show the index to internal readers; pressed twice it is done once."""
    found = _draft(request, region, draft_id)
    try:
        index, job = make(found, _user(request))
    except NothingToMake:
        messages.error(request, _("Please try the index first; without a result none is made."))
        return redirect("index-preview", region.key, found.id)
    except ChangedMeanwhile:
        messages.error(
            request,
            _("Somebody else has changed this index meanwhile. Please begin with its new version."),
        )
        return redirect("index-preview", region.key, found.id)
    if job is None:
        return redirect("desk-index", region.key, index.key)
    messages.success(
        request,
        _("The recipe is frozen as version %(version)s. The maps are being made.")
        % {"version": index.version},
    )
    send(job)
    return redirect("job", region.key, job.id)


@require_POST
@staff_may(Task.COMPOSE)
def discard(request: HttpRequest, region: Region, draft_id: int) -> HttpResponse:
    found = _draft(request, region, draft_id)
    row_of(found).filter(is_done=False).delete()
    messages.success(request, _("The draft was discarded."))
    return redirect("indices", region.key)


def _build(
    request: HttpRequest, draft: IndexDraft, boundary_set: BoundarySet, initial: dict[str, Any]
) -> HttpResponse:
    """Show the form, search in its list, or have what it says tried."""
    choices = choices_on(boundary_set, _user(request))
    codes = set(boundary_set.area_set.values_list("code", flat=True))
    if request.method != "POST":
        return _form_page(request, draft, choices, IndexForm(choices, codes, initial=initial))
    form = IndexForm(choices, codes, request.POST)
    if request.POST.get("do") == "search":
        form.search()
        return _form_page(request, draft, choices, form)
    if not form.is_valid():
        return _form_page(request, draft, choices, form, 400)
    draft.recipe, draft.asked = form.recipe, stored(form.cleaned_data)
    job = index_drafts.ask(draft, _user(request))
    send(job)
    return redirect("job", draft.region.key, job.id)


def _form_page(
    request: HttpRequest,
    draft: IndexDraft,
    choices: IndexChoices,
    form: IndexForm,
    status: int = 200,
) -> HttpResponse:
    region, index = draft.region, draft.index
    words = request.POST.get("words", "")[:100]
    title = _("Change %(name)s") % {"name": index.name} if index else _("New index")
    context = {
        "page": desk_page(request, region, title),
        "trail": trail(region),
        "form": form,
        "topics": form.parts_by_topic(words),
        "presets": PRESETS,
        "words": words,
        "boundary_set": choices.boundary_set,
        "index": index,
        "draft": draft,
    }
    return render(request, "desk/index_form.html", context, status)


def _draft(request: HttpRequest, region: Region, draft_id: int) -> IndexDraft:
    """A draft of this region whose parts the asker may see, or 404 in words."""
    rows = IndexDraft.objects.filter(region=region, pk=draft_id)
    found = rows.select_related("region", "job", "index").first()
    if found is None:
        raise Http404(_("There is no such draft of an index."))
    _boundaries_of(found.recipe, region, request)
    return found


def _boundaries_of(recipe: dict[str, Any], region: Region, request: HttpRequest) -> BoundarySet:
    """Of a recipe all of whose parts the asker may see; refused in words where they may not."""
    boundary_set = _set(region, recipe["boundary_set"])
    if boundary_set is None:
        raise Http404(_("The boundaries of this index are there no longer."))
    if not may_see(recipe, boundary_set, _user(request)):
        raise PermissionDenied(_("You may not see all indicators this index is made of."))
    return boundary_set


def _set(region: Region, key: str) -> BoundarySet | None:
    if "\x00" in key:  # which the database does not take
        return None
    rows = BoundarySet.objects.filter(region=region, key=key, is_current=True)
    return rows.select_related("level", "region").first()


def _user(request: HttpRequest) -> User:
    assert request.user.is_authenticated
    return request.user
