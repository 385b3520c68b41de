"""The audit trail of a region: who did what, and when."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry, Region, User
from accounts.roles import Task
from accounts.staff import staff_may
from sozialmonitor.pages import desk_page, render

PER_PAGE = 50
ACTIONS: dict[str, str | Promise] = {
    "delivery-committed": gettext_lazy("delivery taken over"),
    "delivery-withdrawn": gettext_lazy("delivery taken back"),
    "delivery-restored": gettext_lazy("delivery counts again"),
    "value-entered": gettext_lazy("single value entered"),
    "indicator-described": gettext_lazy("description changed"),
    "indicator-texts-from-file": gettext_lazy("description taken from the region file"),
    "upload-received": gettext_lazy("file uploaded"),
    "upload-discarded": gettext_lazy("file discarded"),
    "released": gettext_lazy("release asked for"),
}


@require_safe
@staff_may(Task.AUDIT)
def audit(request: HttpRequest, region: Region) -> HttpResponse:
    """Newest first; `person` (user name) and `action` choose, unknown ones choose nothing."""
    entries = AuditEntry.objects.filter(region=region)
    people = list(User.objects.filter(auditentry__in=entries).distinct().order_by("username"))
    done = sorted(set(entries.values_list("action", flat=True)))
    person, action = request.GET.get("person", ""), request.GET.get("action", "")
    if person in {one.username for one in people}:
        entries = entries.filter(user__username=person)
    if action in done:
        entries = entries.filter(action=action)
    shown = Paginator(entries.select_related("user").order_by("-id"), PER_PAGE)
    context = {
        "page": desk_page(request, region, _("Audit trail")),
        "paging": shown.get_page(request.GET.get("page")),
        "people": people,
        "actions": [(key, ACTIONS.get(key, key)) for key in done],
        "person": person,
        "action": action,
        "kept": urlencode({"person": person, "action": action}) + "&",
    }
    return render(request, "desk/audit.html", context)
