"""The door to a page of the desk: signed in, working for the region, and entrusted with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from accounts.models import Region, User
from accounts.queries import NOTHING, lacks_full_sight, tasks_in
from accounts.roles import LACKS_FULL_SIGHT, NEEDS_SECOND_FACTOR, Task, roles_for
from accounts.second_factor import has_second_factor

View = Callable[..., HttpResponse]


def staff_may(task: Task) -> Callable[[View], View]:
    """Hand the view its Region instead of `region_key`; `request.tasks` are what the person may.

    Who is not signed in is sent to do so; for who works elsewhere there is no such page (404);
    who works here, but at something else, is told whose task it is (403). Who lacks the second
    factor that the task needs is sent to set it up; `request.lacking` are the tasks it opens.
    """

    def guarding(view: View) -> View:
        @login_required
        @_kept_by_nobody
        @wraps(view)
        def guarded(request: HttpRequest, region_key: str, **rest: Any) -> HttpResponse:
            region = Region.objects.filter(key=region_key).first()
            tasks = tasks_in(request.user, region) if region else frozenset()
            if region is None or not tasks:
                raise Http404(_("There is no such page."))
            if task not in tasks:
                assert request.user.is_authenticated
                raise PermissionDenied(whose(task, request.user))
            lacking = NOTHING if _has_second_factor(request) else tasks & NEEDS_SECOND_FACTOR
            if task in lacking:
                return redirect(f"{reverse('mfa_index')}?{urlencode({'for': request.path})}")
            request.tasks = tasks - lacking  # type: ignore[attr-defined]
            request.lacking = lacking  # type: ignore[attr-defined]
            return view(request, region, **rest)

        guarded.task = task  # type: ignore[attr-defined]
        return guarded

    return guarding


def comes_back(response: HttpResponse) -> HttpResponse:
    """The answer to a form that only looks: the browser may show it again on “back”, without
    asking anew, which it cannot do for an answer it must not keep."""
    response.comes_back = True  # type: ignore[attr-defined]
    return response


def _kept_by_nobody(view: View) -> View:
    """On the way and in the browser, unless the view said that it `comes_back`."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        response = view(request, *args, **rest)
        if getattr(response, "comes_back", False):
            patch_cache_control(response, private=True, no_cache=True)
        else:
            add_never_cache_headers(response)
        return response

    return kept


def _has_second_factor(request: HttpRequest) -> bool:
    assert request.user.is_authenticated
    return has_second_factor(request.user)


def whose(task: Task, asker: User) -> str:
    """Who may do it, for somebody who may not."""
    if lacks_full_sight(asker, task):
        return str(LACKS_FULL_SIGHT)
    roles = ", ".join(str(role.label) for role in roles_for(task))
    return _(
        "This needs one of these roles: %(roles)s. Those who administer access can give it to you."
    ) % {"roles": roles}
