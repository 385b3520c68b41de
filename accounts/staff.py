"""The door to a page of the desk: signed in, working for the region, and entrusted with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import Region
from accounts.queries import tasks_in
from accounts.roles import Task, roles_for

View = Callable[..., HttpResponse]


def staff_may(task: Task) -> Callable[[View], View]:
    """Hand the view its Region instead of `region_key`; `request.tasks` are all the person has.

    Who is not signed in is sent to do so; for who works elsewhere there is no such page (404);
    who works here, but at something else, is told whose task it is (403).
    """

    def guarding(view: View) -> View:
        @login_required
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, region_key: str, **rest: Any) -> HttpResponse:
            region = Region.objects.filter(key=region_key).first()
            tasks = tasks_in(request.user, region) if region else frozenset()
            if region is None or not tasks:
                raise Http404(_("There is no such page."))
            if task not in tasks:
                raise PermissionDenied(_whose(task))
            request.tasks = tasks  # type: ignore[attr-defined]
            return view(request, region, **rest)

        guarded.task = task  # type: ignore[attr-defined]
        return guarded

    return guarding


def _whose(task: Task) -> str:
    roles = ", ".join(str(role.label) for role in roles_for(task))
    return _(
        "This needs one of these roles: %(roles)s. Those who administer access can give it to you."
    ) % {"roles": roles}
