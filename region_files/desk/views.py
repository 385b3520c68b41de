"""The catalogue at the desk: the list, an indicator's page, and its review."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import DeskForm
from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators import reviewing
from indicators.models import Indicator
from indicators.withdrawing import ChangedMeanwhile
from region_files.desk import presenters
from region_files.desk.words import KIND_NAMES, MOVE_NAMES
from releases.asking import needs_second_person
from releases.models import Audience
from sozialmonitor.pages import desk_page, render

OWN_REQUEST = gettext_lazy(
    "You asked for this review yourself. What goes public here is looked at by two people, so"
    " somebody else who publishes has to approve it."
)


class ReviewForm(DeskForm):
    """`move` is a state of the definition, or empty for a comment that moves nothing."""

    move = forms.ChoiceField(required=False, choices=[("", ""), *Indicator.State.choices])
    seen = forms.ChoiceField(choices=Indicator.State.choices)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["move"] and not cleaned["comment"]:
            self.add_error("comment", _("Please write a comment first."))
        return cleaned


def found(region: Region, indicator_key: str) -> Indicator:
    """An indicator of this region, or 404 in words."""
    rows = Indicator.objects.filter(region=region, key=indicator_key)
    indicator = rows.select_related("topic", "source", "policy", "region").first()
    if indicator is None:
        raise Http404(_("There is no such indicator."))
    return indicator


def trail(region: Region) -> list[tuple[str, str]]:
    return [(_("Catalogue"), reverse("catalogue", args=[region.key]))]


@require_safe
@staff_may(Task.WORK)
def catalogue(request: HttpRequest, region: Region) -> HttpResponse:
    """Takes `show`, one of presenters.SHOWN; any other shows all."""
    asked = request.GET.get("show", "")
    shown = asked if asked in dict(presenters.SHOWN) else ""
    topics = presenters.rows_of(region, shown, timezone.localdate().isoformat())
    context = {
        "page": desk_page(request, region, _("Catalogue")),
        "topics": topics,
        "choices": presenters.SHOWN,
        "shown": shown,
        "count": sum(len(rows) for _topic, rows in topics),
        "remarks": [] if asked == shown else [_("There is no such choice; all are shown.")],
    }
    return render(request, "desk/catalogue.html", context)


@require_safe
@staff_may(Task.WORK)
def indicator(request: HttpRequest, region: Region, indicator_key: str) -> HttpResponse:
    return _page(request, found(region, indicator_key), ReviewForm())


@require_POST
@staff_may(Task.WORK)
def review(request: HttpRequest, region: Region, indicator_key: str) -> HttpResponse:
    """Move a definition to another state, or comment on it."""
    one = found(region, indicator_key)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, 400)
    try:
        return _carry_out(request, one, form)
    except ChangedMeanwhile:
        one.refresh_from_db()
        messages.error(request, _("Somebody else has moved this definition meanwhile."))
        return _page(request, one, form, 409)
    except reviewing.OwnRequest:
        raise PermissionDenied(str(OWN_REQUEST)) from None
    except reviewing.MapStartsHere:
        form.add_error(
            "comment",
            _("The map starts with this indicator, so it cannot go out of force."),
        )
        return _page(request, one, form, 400)


def _carry_out(request: HttpRequest, one: Indicator, form: ReviewForm) -> HttpResponse:
    assert request.user.is_authenticated
    said = form.cleaned_data
    if said["move"]:
        tasks: frozenset[Task] = request.tasks  # type: ignore[attr-defined]
        if said["seen"] == one.state and said["move"] not in _open_to(one, tasks):
            raise PermissionDenied(_("Your present rights do not allow this step."))
        reviewing.move(
            one, said["move"], said["comment"], request.user, tasks, said["seen"],
            four_eyes=needs_second_person(one.region, Audience.PUBLIC),
        )  # fmt: skip
        label = dict(Indicator.State.choices)[said["move"]]
        messages.success(request, _("The definition is now: %(state)s.") % {"state": label})
    else:
        reviewing.comment_on(one, said["comment"], request.user)
        messages.success(request, _("The comment is stored."))
    return redirect("catalogue-indicator", one.region.key, one.key)


def _open_to(one: Indicator, tasks: frozenset[Task]) -> list[str]:
    return [one.state, *reviewing.moves_open_to(one, tasks)]


def _needs_another(request: HttpRequest, one: Indicator) -> bool:
    """Whether the reader asked for a review that somebody else has to answer."""
    assert request.user.is_authenticated
    is_waiting = one.state == Indicator.State.IN_REVIEW
    has_rule = is_waiting and needs_second_person(one.region, Audience.PUBLIC)
    return has_rule and reviewing.asked_by(one, request.user)


def _page(
    request: HttpRequest, one: Indicator, form: ReviewForm, status: int = 200
) -> HttpResponse:
    tasks: frozenset[Task] = request.tasks  # type: ignore[attr-defined]
    needs_another = _needs_another(request, one)
    moves = reviewing.moves_open_to(one, tasks)
    if needs_another:
        moves = [to for to in moves if to != Indicator.State.APPROVED]
    context = {
        "page": desk_page(request, one.region, str(one.name)),
        "trail": trail(one.region),
        "indicator": one,
        "kind": KIND_NAMES[one.kind],
        "audiences": presenters.audiences_of(one),
        "measures": presenters.measures_in(one),
        "moves": [(to, MOVE_NAMES[one.state, to]) for to in moves],
        "needs_another": OWN_REQUEST if needs_another else "",
        "events": presenters.events_of(one),
        "form": form,
        "due": reviewing.is_due(one.definition, timezone.localdate().isoformat()),
    }
    return render(request, "desk/catalogue_indicator.html", context, status)
