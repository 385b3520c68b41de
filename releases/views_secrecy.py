"""The publisher's page on what stays secret, what that costs, and what the audits found."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.sight import sight_of
from accounts.staff import staff_may
from releases.audit_reports import different
from releases.audit_words import AuditWords
from releases.hiding import LINKED, PRIMARY, SECONDARY
from releases.models import AuditReport
from releases.secrecy import BY_SOURCE, REASONS, Cost, IndicatorCost, costs_of, hidden_of
from sozialmonitor.pages import desk_page, render

PER_PAGE = 50
FINDINGS_PER_PAGE = 10
AUDITS_SHOWN = 10

REASON_NAMES = {
    PRIMARY: gettext_lazy("too few people"),
    SECONDARY: gettext_lazy("to protect others"),
    LINKED: gettext_lazy("would tell a hidden one"),
    BY_SOURCE: gettext_lazy("hidden by the source"),
}


@require_safe
@staff_may(Task.RELEASE)
def secrecy(request: HttpRequest, region: Region) -> HttpResponse:
    """`indicator` lists its hidden figures, `audit` the findings of one audit; what does not
    exist gives way to the overview, the newest audit, with a sentence."""
    refuse_who_sees_own_areas_only(request, region)
    costs, remarks = costs_of(region), []
    asked = request.GET.get("indicator", "")
    chosen = next((one for one in costs if one.key == asked), None)
    if asked and chosen is None:
        sentence = _("The public has no indicator “%(asked)s”; shown is the overview.")
        remarks.append(sentence % {"asked": asked[:40]})
    audits = list(_audits(region)[:AUDITS_SHOWN])
    audit = _chosen(request, region, audits, remarks)
    context = {
        "page": desk_page(request, region, _("Secrecy")),
        "remarks": tuple(remarks),
        "cost": _cost(_total(costs)),
        "rows": _rows(costs),
        "choices": [(one.key, one.spoken) for one in costs if one.all.hidden],
        "chosen": chosen,
        "chosen_name": chosen.spoken if chosen else "",
        "figures": _figures(request, region, chosen) if chosen else None,
        "reasons": REASON_NAMES,
        "audits": [(one, len(different(one.findings))) for one in audits],
        "audit": audit,
        "findings": _findings(request, region, audit) if audit else None,
    }
    return render(request, "desk/secrecy.html", context)


def refuse_who_sees_own_areas_only(request: HttpRequest, region: Region) -> None:
    assert request.user.is_authenticated
    if sight_of(request.user, region) is not None:
        raise PermissionDenied(
            _("This page tells of all areas, and your organisation does not see all of them.")
        )


def _audits(region: Region) -> Any:
    found = AuditReport.objects.filter(region=region).select_related("job").defer("hidden")
    return found.order_by("-made_at", "-id")


def _chosen(
    request: HttpRequest, region: Region, audits: list[AuditReport], remarks: list[str]
) -> AuditReport | None:
    newest = next(iter(audits), None)
    asked = request.GET.get("audit", "")
    if not asked:
        return newest
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    found = _audits(region).filter(id=int(asked)).first() if is_number else None
    if found is None:
        remarks.append(_("There is no such audit; shown is the newest one."))
    return found or newest


def _total(costs: list[IndicatorCost]) -> Cost:
    total = Cost()
    for one in costs:
        total.add(one.all)
    return total


def _cost(of: Cost) -> dict[str, Any]:
    """Numbers of figures with their shares in per cent."""
    whole = max(of.figures, 1)
    return {
        "figures": of.figures,
        "hidden": of.hidden,
        "share": 100 * of.hidden / whole,
        "why": [
            (REASON_NAMES[why], of.why[why], 100 * of.why[why] / whole)
            for why in REASONS
            if of.why[why]
        ],
    }


def _rows(costs: list[IndicatorCost]) -> list[dict[str, Any]]:
    """One per indicator and level of which something is hidden."""
    return [
        {"key": one.key, "name": one.spoken, "level": level, "cost": _cost(cost)}
        for one in costs
        for level, cost in one.levels
        if cost.hidden
    ]


def _figures(request: HttpRequest, region: Region, chosen: IndicatorCost) -> Any:
    language = get_language() or "de"
    rows = [
        {
            "figure": one,
            "boundaries": one.boundary_set.get(language) or one.boundary_set["de"],
            "why": REASON_NAMES[one.why],
        }
        for one in hidden_of(region, chosen.key)
    ]
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _findings(request: HttpRequest, region: Region, audit: AuditReport) -> dict[str, Any]:
    """The page asked for, those of the release to come first; words for these only."""
    found = sorted(different(audit.findings), key=lambda one: not one["is_new"])
    paging = Paginator(found, FINDINGS_PER_PAGE).get_page(request.GET.get("findings"))
    words = AuditWords(region)
    return {"paging": paging, "said": [words.finding(one) for one in paging]}
