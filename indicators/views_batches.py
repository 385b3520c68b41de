"""The report of several files brought at once: look, take over, discard, take back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from indicators import actions_batches as actions
from indicators import batch_commit as committing
from indicators.models import UploadBatch
from indicators.presenters_batches import as_csv, batch_page
from indicators.withdrawing import ChangedMeanwhile, stamp_of
from sozialmonitor.pages import desk_page, render


@require_safe
@staff_may(Task.DELIVER)
def batch_report(request: HttpRequest, region: Region, batch_id: int) -> HttpResponse:
    """One row per file; asks again by itself while files are being checked or taken over."""
    batch = _batch_of(region, batch_id)
    context = {
        "page": desk_page(request, region, _("Several files")),
        "trail": [(_("Upload a file"), reverse("upload", args=[region.key]))],
        "region": region,
        "batch": batch,
        "report": batch_page(batch),
    }
    return render(request, "desk/batch.html", context)


@require_safe
@staff_may(Task.DELIVER)
def batch_csv(request: HttpRequest, region: Region, batch_id: int) -> HttpResponse:
    body = as_csv(batch_page(_batch_of(region, batch_id)))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = _("report")
    response["Content-Disposition"] = f'attachment; filename="{name}-{region.key}-{batch_id}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@staff_may(Task.DELIVER)
def batch_commit(request: HttpRequest, region: Region, batch_id: int) -> HttpResponse:
    """Take over what has no error, in the order of the files; pressed twice it is done once."""
    batch = _batch_of(region, batch_id)
    assert request.user.is_authenticated
    page = batch_page(batch)
    if page.ready and not page.is_open:
        send(actions.ask_to_commit_all(batch, request.user))
    return redirect("upload-batch", region.key, batch.id)


@require_POST
@staff_may(Task.DELIVER)
def batch_discard(request: HttpRequest, region: Region, batch_id: int) -> HttpResponse:
    """Discard what is not taken over."""
    batch = _batch_of(region, batch_id)
    assert request.user.is_authenticated
    if not batch_page(batch).is_open:
        actions.discard_all(batch, request.user)
    return redirect("upload-batch", region.key, batch.id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def batch_withdraw(request: HttpRequest, region: Region, batch_id: int) -> HttpResponse:
    """Say which deliveries would count no more; on POST take them back, all or none."""
    batch = _batch_of(region, batch_id)
    deliveries = committing.counting(batch)
    remarks: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            return _withdrawn(request, region, batch)
        except ChangedMeanwhile:
            remarks = (_("The data has changed meanwhile. Please look at the consequences again."),)
    if not deliveries:
        return redirect("upload-batch", region.key, batch.id)
    back = reverse("upload-batch", args=[region.key, batch.id])
    context = {
        "page": desk_page(request, region, _("Take all files back?")),
        "trail": [(_("Several files"), back)],
        "remarks": remarks,
        "batch": batch,
        "deliveries": deliveries,
        "stamp": stamp_of(region),
    }
    return render(request, "desk/batch_withdraw.html", context, 409 if remarks else 200)


def _withdrawn(request: HttpRequest, region: Region, batch: UploadBatch) -> HttpResponse:
    assert request.user.is_authenticated
    seen = request.POST.get("stamp", "")
    count = committing.withdraw_all(batch, region, seen, request.user)
    if count:
        done = ngettext(
            "%(count)s delivery was taken back.", "%(count)s deliveries were taken back.", count
        )
        hint = _("The map shows it after the next release.")
        messages.success(request, f"{done % {'count': count}} {hint}")
    return redirect("upload-batch", region.key, batch.id)


def _batch_of(region: Region, batch_id: int) -> UploadBatch:
    found = UploadBatch.objects.select_related("region", "job")
    batch = found.filter(pk=batch_id, region=region).first()
    if batch is None:
        raise Http404(_("There is no such upload of several files."))
    return batch
