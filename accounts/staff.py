"""The door to a region's desk: signed in, and working for that region."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import Region
from accounts.queries import works_for

View = Callable[..., HttpResponse]


def staff_of(view: View) -> View:
    """Hand the view its Region instead of `region_key`.

    Who is not signed in is sent to do so; for who works elsewhere there is no such page (404).
    """

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, region_key: str, **rest: Any) -> HttpResponse:
        region = Region.objects.filter(key=region_key).first()
        if region is None or not works_for(request.user, region):
            raise Http404(_("There is no such page."))
        return view(request, region, **rest)

    return guarded
