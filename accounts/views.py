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
from accounts.sight import sight_of
from accounts.staff import staff_may
from sozialmonitor.pages import desk_page, render

PER_PAGE = 50
FIGURES = ("old", "new")  # of a single value
ACTIONS: dict[str, str | Promise] = {
    "delivery-committed": gettext_lazy("delivery taken over"),
    "delivery-withdrawn": gettext_lazy("delivery taken back"),
    "delivery-restored": gettext_lazy("delivery counts again"),
    "value-entered": gettext_lazy("single value entered"),
    "date-taken-back": gettext_lazy("date taken back"),
    "raw-cells-seen": gettext_lazy("delivered numbers looked at"),
    "indicator-described": gettext_lazy("description changed"),
    "indicator-texts-from-file": gettext_lazy("description taken from the region file"),
    "indicator-created": gettext_lazy("indicator made"),
    "indicator-changed": gettext_lazy("indicator changed"),
    "indicator-reviewed": gettext_lazy("indicator moved to another state"),
    "indicator-commented": gettext_lazy("indicator commented"),
    "topic-created": gettext_lazy("topic made"),
    "topic-changed": gettext_lazy("topic changed"),
    "topic-from-file": gettext_lazy("topic taken from the region file"),
    "topics-ordered": gettext_lazy("topics put in order"),
    "topics-ordered-from-file": gettext_lazy("order of topics taken from the region file"),
    "measure-created": gettext_lazy("measure made"),
    "measure-changed": gettext_lazy("measure changed"),
    "measure-from-file": gettext_lazy("measure taken from the region file"),
    "source-created": gettext_lazy("source made"),
    "source-changed": gettext_lazy("source changed"),
    "source-from-file": gettext_lazy("source taken from the region file"),
    "policy-created": gettext_lazy("rule of secrecy made"),
    "policy-changed": gettext_lazy("rule of secrecy changed"),
    "policy-from-file": gettext_lazy("rule of secrecy taken from the region file"),
    "index-frozen": gettext_lazy("index made"),
    "boundaries-committed": gettext_lazy("boundaries taken over"),
    "boundaries-removed": gettext_lazy("boundaries taken back"),
    "crosswalk-committed": gettext_lazy("crosswalk taken over"),
    "crosswalk-removed": gettext_lazy("crosswalk taken back"),
    "layer-committed": gettext_lazy("places or lines taken over"),
    "layer-removed": gettext_lazy("places or lines removed"),
    "upload-received": gettext_lazy("file uploaded"),
    "batch-received": gettext_lazy("several files uploaded"),
    "upload-discarded": gettext_lazy("file discarded"),
    "figures-taken": gettext_lazy("internal figures taken along as a file"),
    "released": gettext_lazy("release asked for"),
    "release-planned": gettext_lazy("release planned"),
    "release-approved": gettext_lazy("release approved"),
    "release-cancelled": gettext_lazy("planned release cancelled"),
    "release-withdrawn": gettext_lazy("release withdrawn"),
    "release-text": gettext_lazy("text of a release changed"),
    "four-eyes-set": gettext_lazy("four-eyes rule set"),
    "person-invited": gettext_lazy("person invited"),
    "person-changed": gettext_lazy("person changed"),
    "organisation-made": gettext_lazy("organisation made"),
    "organisation-changed": gettext_lazy("organisation changed"),
    "access-key-made": gettext_lazy("access key made"),
    "access-key-withdrawn": gettext_lazy("access key withdrawn"),
    "second-factor-reset": gettext_lazy("second factor removed"),
    "jurisdiction-given": gettext_lazy("areas given to an organisation"),
    "jurisdiction-taken": gettext_lazy("area taken from an organisation"),
    "right-given": gettext_lazy("right given"),
    "right-taken": gettext_lazy("right taken away"),
    "schedule-changed": gettext_lazy("delivery calendar changed"),
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
    paging = shown.get_page(request.GET.get("page"))
    assert request.user.is_authenticated
    if sight_of(request.user, region) is not None:
        paging.object_list = [_without_figures(entry) for entry in paging.object_list]
    context = {
        "page": desk_page(request, region, _("Audit trail")),
        "paging": paging,
        "people": people,
        "actions": [(key, ACTIONS.get(key, key)) for key in done],
        "person": person,
        "action": action,
        "kept": urlencode({"person": person, "action": action}) + "&",
    }
    return render(request, "desk/audit.html", context)


def _without_figures(entry: AuditEntry) -> AuditEntry:
    """Single values stand in the trail; who may not see all areas sees who and when only."""
    if entry.action == "value-entered":
        entry.detail = {key: said for key, said in entry.detail.items() if key not in FIGURES}
    return entry
