"""Where a value comes from: what is shown of it, and the deliveries it is made of."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import record
from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from indicators.models import Indicator, ReferencePeriod
from releases import presenters_history
from releases.presenters_history import (
    ValueHistory,
    area_at,
    periods_of,
    shown_periods,
    value_history,
)
from sozialmonitor.pages import desk_page, render
from spatial_units.models import Area, SpatialLevel


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.WORK)
def value(
    request: HttpRequest, region: Region, indicator_key: str, level_key: str, code: str
) -> HttpResponse:
    """The deliveries without their numbers; a POST shows the numbers, and is written down."""
    assert request.user.is_authenticated
    indicator, level = _found(region, indicator_key, level_key)
    shown_keys = shown_periods(indicator, level)
    periods = periods_of(indicator, shown_keys)
    period, remarks = _period(request, periods, shown_keys)
    area = area_at(level, code, request.GET.get("stand", ""), period)
    if area is None:
        raise Http404(
            _("%(region)s has no area “%(code)s” on the level “%(level)s”.")
            % {"region": region.name, "code": code, "level": level.key}
        )
    reveals = request.method == "POST"
    shown = value_history(
        indicator, area, period, request.user,
        has_raw=Task.RAW in request.tasks,  # type: ignore[attr-defined]
        reveals=reveals,
    )  # fmt: skip
    if reveals:
        _write_down(request, region, shown)
    context = {
        "page": desk_page(request, region, _("Where does this number come from?")),
        "remarks": remarks,
        "history": shown,
        "periods": periods,
        "sets": presenters_history.sets_of(level, code),
        "reveals": reveals,
        "now": timezone.now(),
    }
    return render(request, "desk/value_history.html", context)


def _found(region: Region, indicator_key: str, level_key: str) -> tuple[Indicator, SpatialLevel]:
    indicators = Indicator.objects.filter(region=region).select_related("region", "topic")
    indicator = indicators.filter(key=indicator_key).first()
    level = SpatialLevel.objects.filter(region=region, key=level_key).first()
    if indicator is None:
        raise Http404(_("There is no such indicator."))
    if level is None:
        raise Http404(
            _("There is no level “%(key)s” in %(region)s.")
            % {"key": level_key, "region": region.name}
        )
    return indicator, level


def _period(
    request: HttpRequest, periods: list[ReferencePeriod], shown: set[str]
) -> tuple[ReferencePeriod, tuple[str, ...]]:
    """The period asked for, else the newest that readers see (keys), with a sentence."""
    if not periods:
        raise Http404(_("Nothing has been delivered of this indicator yet."))
    asked = request.GET.get("period", "")
    found = next((one for one in periods if one.key == asked), None)
    if found is not None:
        return found, ()
    newest = next((one for one in periods if one.key in shown), periods[0])
    if not asked:
        return newest, ()
    sentence = _("Nothing was delivered for “%(asked)s”; shown is the newest date.")
    return newest, (sentence % {"asked": asked[:40]},)


def _write_down(request: HttpRequest, region: Region, shown: ValueHistory) -> None:
    """Who looked at which single cells, before they are shown."""
    if not shown.may_see_raw and shown.has_raw:
        raise PermissionDenied(
            _(
                "Your organisation sees the figures of its own areas only. Delivered numbers of"
                " this area are for people whose organisation sees them."
            )
        )
    if not shown.may_see_raw:
        raise PermissionDenied(
            _("Delivered numbers may be seen by the statistics office and the data stewards only.")
        )
    assert request.user.is_authenticated
    area: Area = shown.area
    record(
        "raw-cells-seen",
        f"{shown.indicator.key}, {area.name}, {shown.period.key}",
        region,
        request.user,
        level=shown.level.key,
        code=area.code,
        boundary_set=area.boundary_set.key,
        deliveries=sum(len(part.steps) for part in shown.parts),
    )
