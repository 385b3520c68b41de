"""The staff's entrance: the regions one works for, and what there is to do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Job, Region
from accounts.queries import lacks_full_sight, regions_of
from accounts.roles import LACKS_FULL_SIGHT, Task
from accounts.staff import staff_may
from indicators.delivery_list import deliveries_of, rows_of
from releases.audit_reports import known_too_well
from releases.models import Audience
from releases.planning import plans_to_approve
from releases.waiting import waiting_for
from sozialmonitor.pages import desk_page, error_page, plain_page, render

JOBS_SHOWN = 10
DELIVERIES_SHOWN = 5


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the proof that it came from a page of ours, or with an old one."""
    return error_page(
        request,
        403,
        _("The form is no longer valid"),
        _(
            "Nothing was changed. Please go back, load the page anew and send the form again. Your"
            " browser must accept this site's cookies."
        ),
    )


@login_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The regions one works for; who works for one only goes there at once."""
    regions = regions_of(request.user)
    if len(regions) == 1:
        return redirect("desk-region", regions[0].key)
    context = {"page": plain_page(request, _("Staff desk")), "regions": regions}
    return render(request, "desk/home.html", context)


@require_safe
@staff_may(Task.ENTER)
def region(request: HttpRequest, region: Region) -> HttpResponse:
    """What to do for a region, what came last, what waits and what is running."""
    assert request.user.is_authenticated
    newest = list(deliveries_of(region)[:DELIVERIES_SHOWN])
    context = {
        "page": desk_page(request, region, _("Staff desk")),
        "is_desk": True,
        "rows": rows_of(region, newest),
        "waiting": waiting_for(region, Audience.INTERNAL),
        "to_approve": plans_to_approve(region, request.user),
        "known_too_well": known_too_well(region),
        "not_releasing": LACKS_FULL_SIGHT if lacks_full_sight(request.user, Task.RELEASE) else "",
        "jobs": Job.objects.filter(region=region).order_by("-id")[:JOBS_SHOWN],
    }
    return render(request, "desk/region.html", context)
