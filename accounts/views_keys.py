"""Pages of access keys for programs: one's own, and for administrators those of everybody."""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access_keys as actions
from accounts.forms_keys import AccessKeyForm
from accounts.models import AccessKey, Region, User
from accounts.queries import tasks_in
from accounts.roles import NEEDS_SECOND_FACTOR, Task
from accounts.second_factor import has_second_factor
from accounts.staff import staff_may
from sozialmonitor.pages import desk_page, render


@require_safe
@staff_may(Task.ENTER)
def access_keys(request: HttpRequest, region: Region) -> HttpResponse:
    """One's own keys; below them, for administrators, everybody else's."""
    by = _by(request)
    every = actions.keys_of(region)
    others = every.exclude(user=by) if Task.MANAGE in _tasks(request) else every.none()
    context = {
        "page": desk_page(request, region, _("Access keys for programs")),
        "own": every.filter(user=by),
        "others": others,
        "is_manager": Task.MANAGE in _tasks(request),
        "can_make": bool(actions.scopes_for(_tasks(request))),
    }
    return render(request, "desk/access_keys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.SEE)
def new_access_key(request: HttpRequest, region: Region) -> HttpResponse:
    """The key is shown once, on the answer; who needs a second factor shows it first."""
    by = _by(request)
    code_url = _way_to_code(request, by) if lacks_code(request, by, region) else ""
    if code_url and request.method == "POST":
        return redirect(code_url)
    form = AccessKeyForm(by, region, _tasks(request), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        title = _("New access key")
        context = {
            "page": desk_page(request, region, title), "form": form, "code_url": code_url,
        }  # fmt: skip
        return render(request, "desk/access_key_new.html", context, 400 if form.errors else 200)
    said = form.cleaned_data
    scope = AccessKey.Scope(said["scope"])
    key, words = actions.make(by, region, said["name"], scope, said["days"])
    title = _("Copy the access key now")
    context = {"page": desk_page(request, region, title), "key": key, "words": words}
    return render(request, "desk/access_key_words.html", context)


@require_POST
@staff_may(Task.ENTER)
def withdraw_access_key(request: HttpRequest, region: Region, key_id: int) -> HttpResponse:
    by = _by(request)
    key = actions.keys_of(region).filter(pk=key_id).first()
    if key is None or (key.user != by and Task.MANAGE not in _tasks(request)):
        raise Http404(_("There is no such access key."))
    actions.withdraw(key, by)
    messages.success(request, _("The access key is withdrawn. No program gets in with it."))
    return redirect("access-keys", region.key)


def lacks_code(request: HttpRequest, user: User, region: Region) -> bool:
    """Whether somebody whose role needs a second factor has not shown it in this session."""
    if not tasks_in(user, region) & NEEDS_SECOND_FACTOR:
        return False
    shown = {record["method"] for record in get_authentication_records(request, user)}
    return not has_second_factor(user) or "mfa" not in shown


def _way_to_code(request: HttpRequest, user: User) -> str:
    if not has_second_factor(user):
        return f"{reverse('mfa_index')}?{urlencode({'for': request.path})}"
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}"


def _tasks(request: HttpRequest) -> frozenset[Task]:
    tasks: frozenset[Task] = request.tasks  # type: ignore[attr-defined]
    return tasks


def _by(request: HttpRequest) -> User:
    assert request.user.is_authenticated
    return request.user
